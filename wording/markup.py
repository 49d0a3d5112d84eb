"""Words of the screen without the marks by which it sets them."""

import re

_MARKED = re.compile(r":(?:red|green|small|gray|red-badge|green-badge|gray-badge)\[((?:[^\[\]])*)\]")


def strip_markup(text: str) -> str:
    """The text alone: without bold, colours and sizes, on one line."""
    while (unmarked := _MARKED.sub(r"\1", text)) != text:
        text = unmarked
    return re.sub(r"\s*\n\s*", " · ", text.replace("**", "")).strip()
