"""Words of the scorecard: key → (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {}
