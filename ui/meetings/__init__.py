"""Meeting mode, and the log of meetings with a partner."""
