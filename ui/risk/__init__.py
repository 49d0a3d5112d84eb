"""The parts of the Risk page."""
