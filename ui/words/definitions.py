"""Words of the page of definitions: key → (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {}
