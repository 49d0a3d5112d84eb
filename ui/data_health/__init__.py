"""The parts of the page on data health."""
