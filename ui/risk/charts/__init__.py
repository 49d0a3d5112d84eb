"""Figures of the Risk page."""
