"""Published figures in words."""
