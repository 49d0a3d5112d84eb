"""Figures of the page on approval time."""
