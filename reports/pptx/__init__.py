"""A report as slides."""
