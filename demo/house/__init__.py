"""The simulated company itself: accounts, operations, plans, fraud cases, and tables kept by hand."""
