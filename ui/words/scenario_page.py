"""Words of the Scenarios page: key → (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {
    "scenarios.title": ("Scenarios", "情景规划"),
}
