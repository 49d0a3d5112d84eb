"""KPI cards as they are drawn."""
