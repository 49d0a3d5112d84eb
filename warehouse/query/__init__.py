"""The one way to a number: KPI × filters × dimensions × scope → sums of a mart → values."""
