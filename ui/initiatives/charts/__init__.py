"""Figures of the Initiatives page."""
