"""Contracts of the simulated company: signed, repaid or not, written off."""
