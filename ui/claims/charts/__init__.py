"""Figures of the page on published figures."""
