"""The report on scenarios side by side."""
