"""The parts of the page on satisfaction and service."""
