"""The slides for a board: at most eight, each with one message."""
