"""The executive report: what the dashboard says about the transformation."""
