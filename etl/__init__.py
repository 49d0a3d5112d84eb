"""Operational files and databases → checked facts."""
