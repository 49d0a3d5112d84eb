"""Cleaning of names, authors, comments and minutes; anything not allowed is refused with a code."""

import unicodedata

from state.refusals import Refusal

NAME_LENGTH, AUTHOR_LENGTH, COMMENT_LENGTH = 80, 60, 2_000
LINE_LENGTH, NOTES_LENGTH = 300, 4_000
REMARK_LETTERS = 240  # what has room below a slide
# Controls, invisible signs, halves of a pair, breaks of lines: two names must not look alike and differ.
UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
# In a comment lines may break, and emoji are held together by invisible signs.
UNSEEN_IN_LINES = ("Cc", "Cs")


def name_from(text: str) -> str:
    """Return the name of a scenario: one line of 1 to 80 characters."""
    return _check("name", text, NAME_LENGTH, UNSEEN, "")


def author_from(text: str) -> str:
    """Return the name of the person acting: one line of 1 to 60 characters."""
    return _check("author", text, AUTHOR_LENGTH, UNSEEN, "")


def comment_from(text: str) -> str:
    """Return a comment: 1 to 2,000 characters, in lines."""
    return _check("comment", _lines(text), COMMENT_LENGTH, UNSEEN_IN_LINES, "\n")


def partner_from(text: str) -> str:
    """Return the code of a partner: one line of 1 to 80 characters."""
    return _check("partner", text, NAME_LENGTH, UNSEEN, "")


def action_from(text: str) -> str:
    """Return what is to be done: one line of 1 to 300 characters."""
    return _check("action", text, LINE_LENGTH, UNSEEN, "")


def decision_from(text: str) -> str:
    """Return what was decided: one line of 1 to 300 characters."""
    return _check("decision", text, LINE_LENGTH, UNSEEN, "")


def owner_from(text: str) -> str:
    """Return the name of an owner: one line of 1 to 60 characters."""
    return _check("owner", text, AUTHOR_LENGTH, UNSEEN, "")


def reason_from(text: str) -> str:
    """Return the reason for a change: one line of 1 to 300 characters."""
    return _check("reason", text, LINE_LENGTH, UNSEEN, "")


def attendees_from(text: str) -> str:
    """Return who attended: one line of up to 300 characters."""
    return _check("attendees", text, LINE_LENGTH, UNSEEN, "") if text.strip() else ""


def notes_from(text: str) -> str:
    """Return the minutes: up to 4,000 characters, in lines."""
    return _check("notes", _lines(text), NOTES_LENGTH, UNSEEN_IN_LINES, "\n") if text.strip() else ""


def remark_from(text: str) -> str:
    """Return words for a slide: one line whose signs take up to REMARK_LETTERS, Chinese ones two each."""
    cleaned = _check("remark", " ".join(_lines(text).split("\n")), LINE_LENGTH, UNSEEN_IN_LINES, "")
    if (wide := count_letters(cleaned)) > REMARK_LETTERS:
        message = f"the remark takes {wide} letters, Chinese signs two each; at most {REMARK_LETTERS}"
        raise Refusal("remark too long", f"{REMARK_LETTERS}", message)
    return cleaned


def count_letters(text: str) -> int:
    """Return the width of a text in Latin letters; Chinese signs count as two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def fold_name(name: str) -> str:
    """Return a form that is equal for names a reader would take for the same: ignoring width, case and extra spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")


def _check(field: str, text: str, longest: int, unseen: tuple[str, ...], allowed: str) -> str:
    cleaned = text.strip()
    if not cleaned:
        raise Refusal(f"{field} empty", "", f"the {field} is empty; write one")
    if len(cleaned) > longest:
        message = f"the {field} has {len(cleaned):,} characters; at most {longest:,}"
        raise Refusal(f"{field} too long", f"{longest}", message)
    if any(unicodedata.category(sign) in unseen and sign not in allowed for sign in cleaned):
        message = f"the {field} holds control characters or invisible signs; write it anew"
        raise Refusal(f"{field} unreadable", "", message)
    return cleaned
