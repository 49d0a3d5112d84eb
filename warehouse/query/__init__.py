"""Numbers from a snapshot: KPI × filters × dimensions × scope → sums of a mart → values."""
