"""What is true of the simulated company, for tests that compare."""
