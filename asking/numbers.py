"""Passport numbers such as MP-7K3Q-9XTD-2B4H, short enough to be typed from paper."""

import hashlib
import unicodedata

# Without I, L, O and U, which are misread or misheard (Crockford's base 32).
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISREAD = str.maketrans("ILO", "110")
LETTERS = 12  # 60 bits: of a million numbers two are alike with a probability of one in two million
# What may stand between groups: hyphens and dashes, signs without width.
BETWEEN, MINUS = ("Pd", "Cf"), "\u2212"


def number_of(content: str) -> str:
    """Return the number of a text, made of the first 60 bits of its SHA-256."""
    bits = int.from_bytes(hashlib.sha256(content.encode()).digest()[:8], "big") >> 4
    return _group("".join(SIGNS[bits >> 5 * place & 31] for place in reversed(range(LETTERS))))


def read_number(text: str) -> str | None:
    """Parse a number as typed or copied, in any case, width and grouping; None if it cannot be one.

    Slides use a different kind of hyphen to keep it on one line, and programs insert zero-width characters when text
    is copied.
    """
    plain_text = unicodedata.normalize("NFKC", text).upper()
    kept = (sign for sign in plain_text if unicodedata.category(sign) not in BETWEEN and sign != MINUS)
    signs = "".join("".join(kept).split()).removeprefix("MP").translate(MISREAD)
    if len(signs) != LETTERS or set(signs) - set(SIGNS):
        return None
    return _group(signs)


def _group(signs: str) -> str:
    return "-".join(("MP", *(signs[start : start + 4] for start in range(0, LETTERS, 4))))
