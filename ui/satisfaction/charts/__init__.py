"""Figures of the page on satisfaction and service."""
