"""The parts of the page on approval time."""
