"""The parts of the Initiatives page."""
