"""Words of the pages on churn and on customer value: key → (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {}
