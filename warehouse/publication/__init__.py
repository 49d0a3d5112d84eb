"""Builds a snapshot from the facts."""
