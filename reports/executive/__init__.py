"""The executive report: what the dashboard says of the transformation."""
