"""Sentences as one types them."""


def plain(text: str) -> str:
    """The text with usual spaces and minus signs."""
    return text.replace("\u202f", "").replace("\u00a0", " ").replace("\u2212", "-")
