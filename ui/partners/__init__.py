"""The parts of the Partners page."""
