"""Figures of the Partners page."""
