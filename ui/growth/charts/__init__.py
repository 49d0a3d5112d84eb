"""Figures of the page on costs and growth."""
