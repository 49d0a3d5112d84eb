"""The files that the simulated company exports, in its own words and formats."""
