"""KPI cards in words, and the rows behind figures."""
