"""The report that compares scenarios."""
