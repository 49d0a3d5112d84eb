"""Sentences as one types them."""


def plain(text: str) -> str:
    """The text with usual spaces and minus signs, and without what joins words."""
    return text.replace("\u202f", "").replace("\u2060", "").replace("\u00a0", " ").replace("\u2212", "-")
