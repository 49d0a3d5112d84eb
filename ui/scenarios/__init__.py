"""The parts of the Scenarios page."""
