"""Queries of single pages beyond KPIs, one module per subject."""
