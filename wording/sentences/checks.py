"""The checks of a snapshot in the reader's language: their names and figures."""

import re

from warehouse.snapshot.checks import Check
from wording.words import Language, say, say_member

_TWICE = re.compile(r"(\d+) keys occur more than once")
_BROKEN = re.compile(r"(\d+) rows break it")
_FOUND = re.compile(r"(\d+) rows found")
_TOTALS = re.compile(r"(\S+) in the mart, (\S+) in the facts")


def check_name(check: Check, language: Language) -> str:
    """Return the name of a check: the table by its name or the mart by its code, and the rule in words."""
    code, _, rule = check.name.partition(": ")
    place = say_member("table", code, language)
    if rule.endswith(" unique"):
        words = say("check.unique", language, columns=rule.removesuffix(" unique"))
    else:
        words = say_member("check", rule, language)
    return f"{place}: {words}" if language == "en" else f"{place}：{words}"


def check_detail(check: Check, language: Language) -> str:
    """Return the figures of a check in words; a detail of unknown form is returned as it is."""
    if match := _TOTALS.fullmatch(check.detail):
        return say("detail.totals", language, ours=match[1], theirs=match[2])
    if match := _TWICE.fullmatch(check.detail):
        return say("detail.twice", language, n=match[1])
    if match := _BROKEN.fullmatch(check.detail):
        return say("detail.broken", language, n=match[1])
    if match := _FOUND.fullmatch(check.detail):
        return say("detail.found", language, n=match[1])
    return check.detail
