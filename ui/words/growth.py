"""Words of the page on costs and growth: key → (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {}
