"""The answers of pages, each a sentence generated from its numbers."""
