"""Figures of the Scenarios page."""
