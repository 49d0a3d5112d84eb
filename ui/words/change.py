"""Words of why a KPI changed: its mix: key → (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {}
