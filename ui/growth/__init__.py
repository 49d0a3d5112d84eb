"""The parts of the page on costs and growth."""
