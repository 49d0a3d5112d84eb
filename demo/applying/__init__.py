"""Applicants of the simulated company: who applies, what becomes of it, and who joins as a customer."""
