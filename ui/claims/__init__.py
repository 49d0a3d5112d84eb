"""The parts of the page on published figures."""
