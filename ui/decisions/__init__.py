"""The decision log: what was decided, what was expected, what the data show since."""
