"""Estimates of how much room text takes, where the program that will draw it cannot be asked.

They err on the wide side for common fonts.
"""

import unicodedata
from itertools import pairwise

from wording.formats import unbind

LONGEST = 32  # letters of a name on a chart, Chinese ones count twice

# Widths in em: Chinese signs are square; Latin ones are taken as in a wide font, so that a narrower one fits, too.
_SQUARE, _LETTER, _NARROW, _WIDE = 1.0, 0.65, 0.38, 0.98
_BETWEEN = 0.25  # what programs put between a Chinese sign and a Latin one
_THIN = frozenset(" .,:;'|!()[]iljft\u00a0\u202f")
_BROAD = frozenset("mwMW%@+=<>~\u2212")


def width(text: str, size: float) -> float:
    """Return the estimated width of a line of text in points; `size` is the font size in points."""
    signs = unbind(text)
    return size * (sum(map(_em, signs)) + sum(_between(*pair) for pair in pairwise(signs)))


def _between(left: str, right: str) -> float:
    if left.isspace() or right.isspace():
        return 0.0
    return _BETWEEN if _is_chinese(left) != _is_chinese(right) else 0.0


def _is_chinese(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF"


def _em(sign: str) -> float:
    if unicodedata.combining(sign) or unicodedata.category(sign) in ("Cf", "Mn"):
        return 0.0
    if unicodedata.east_asian_width(sign) in "WFA":  # ambiguous ones are square in a Chinese font
        return _SQUARE
    if sign in _THIN:
        return _NARROW
    return _WIDE if sign in _BROAD or ord(sign) > 0x2FFF else _LETTER


def line_count(text: str, room: float, size: float) -> int:
    """Return how many lines a text takes at a width of `room` points.

    Latin words stay whole where they fit on a line; Chinese text breaks anywhere.
    """
    lines, used, last = 1, 0.0, " "
    for piece in _pieces(text):
        gap = size * _between(last, piece[0])
        length, last = width(piece, size), piece[-1]
        if used and used + gap + width(piece.rstrip(" "), size) > room:
            lines, used = lines + 1, 0.0
        elif used:
            used += gap
        if length > room:  # longer than a line: it is broken where the line ends
            lines += int((used + length) // room)
            used = (used + length) % room
        else:
            used += length
    return lines


def longest_piece(text: str, size: float) -> float:
    """Return the width in points of the longest part of a text that no line is broken within."""
    return max((width(piece.rstrip(" "), size) for piece in _pieces(text)), default=0.0)


def _pieces(text: str) -> list[str]:
    """What a line is never broken within: words with the space behind them, single Chinese signs."""
    pieces, word = [], ""
    for sign in unbind(text):
        if _is_chinese(sign):
            pieces += [word, sign] if word else [sign]
            word = ""
        else:
            word += sign
            if sign == " ":
                pieces.append(word)
                word = ""
    return [*pieces, word] if word else pieces


def letters(text: str) -> int:
    """Return the width of a text in letters of a spreadsheet column; a Chinese character counts as two."""
    return sum(2 if _is_chinese(sign) else 1 for sign in text)


def shorten(name: str) -> str:
    """Return a name cut to LONGEST letters for a chart, with an ellipsis where it was cut."""
    if letters(name) <= LONGEST:
        return name
    kept = ""
    for sign in name:
        if letters(kept + sign) >= LONGEST:
            break
        kept += sign
    return f"{kept.rstrip()}…"
