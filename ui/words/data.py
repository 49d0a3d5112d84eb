"""Words of the page on data health: key → (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {}
