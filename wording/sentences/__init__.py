"""The answers of pages, each in a sentence generated from its numbers."""
