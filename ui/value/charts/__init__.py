"""Figures of the page on customer value."""
