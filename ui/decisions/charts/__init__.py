"""Figures of the decision log."""
