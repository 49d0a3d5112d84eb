"""Markup of the screen: text without it, and text that must not be read as such."""

import re

_MARKED = re.compile(r":(?:red|green|small|gray|red-badge|green-badge|gray-badge)\[((?:[^\[\]])*)\]")


def strip_markup(text: str) -> str:
    """Return the text on one line, without bold, colours and sizes."""
    while (unmarked := _MARKED.sub(r"\1", text)) != text:
        text = unmarked
    return re.sub(r"\s*\n\s*", " · ", text.replace("**", "")).strip()


def escape_markup(text: str) -> str:
    """Return what people wrote, escaped so that it is not read as Markdown."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]()<>#+-!|~$:" else sign for sign in text)
