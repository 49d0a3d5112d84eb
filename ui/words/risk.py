"""Words of the risk page: key → (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {}
