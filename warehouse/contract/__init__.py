"""What a company delivers and where it is kept: columns, tables, settings, months."""
