"""The marts: what each holds and what can be asked of it; the SQL that builds them is in `sql`."""
