"""Scenarios in words."""
