"""Words of the page on satisfaction and service: key → (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {}
