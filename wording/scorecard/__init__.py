"""The scorecard in words."""
