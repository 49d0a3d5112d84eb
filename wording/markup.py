"""Text of the screen without its markup."""

import re

_MARKED = re.compile(r":(?:red|green|small|gray|red-badge|green-badge|gray-badge)\[((?:[^\[\]])*)\]")


def strip_markup(text: str) -> str:
    """Return the text on one line, without bold, colours and sizes."""
    while (unmarked := _MARKED.sub(r"\1", text)) != text:
        text = unmarked
    return re.sub(r"\s*\n\s*", " · ", text.replace("**", "")).strip()
