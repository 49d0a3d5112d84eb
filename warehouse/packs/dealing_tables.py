"""Tables of a pack's small database for what was agreed with the partner: terms, targets, actions, meetings."""

from collections.abc import Iterable, Sequence
from dataclasses import astuple
from typing import Any

from warehouse.packs.records import Agreed, Goal, Pack, Terms

Column = tuple[str, str, str]

TERMS: tuple[Column, ...] = (
    ("valid_from", "varchar", "first day of the terms in force"),
    ("investment", "double", "what the partner invested"),
    ("paid", "double", "benefit paid to the partner"),
    ("risk_share", "double", "share of credit losses the partner bears"),
    ("review_due", "varchar", "day the terms are due for review, empty where none is stated"),
    ("first_month", "varchar", "first month of the amount lent, YYYY-MM"),
    ("last_month", "varchar", "last month of the amount lent, YYYY-MM"),
    ("lent", "double", "rounded amount lent through the partner in these months"),
    ("lower", "double", "25 % edge of what the others were paid as a part of the amount lent"),
    ("middle", "double", "50 % edge of the same"),
    ("upper", "double", "75 % edge of the same"),
)
TARGETS: tuple[Column, ...] = (
    ("measure", "varchar", "key of the measure"),
    ("first_month", "varchar", "first month of validity, YYYY-MM"),
    ("last_month", "varchar", "last month of validity, empty for until further notice"),
    ("value", "double", "the target"),
    ("tolerance", "double", "distance from it still accepted"),
)
ACTIONS: tuple[Column, ...] = (
    ("action", "varchar", "what was agreed"),
    ("owner", "varchar", "who does it"),
    ("due_on", "varchar", "day it is due"),
    ("first_due_on", "varchar", "day it was due when it was agreed"),
    ("state", "varchar", "open, done or dropped"),
    ("settled_on", "varchar", "day it was done or dropped, empty while open"),
)
MEETINGS: tuple[Column, ...] = (("held_on", "varchar", "day of a meeting with the partner"),)


def dealing_tables(pack: Pack) -> Iterable[tuple[str, str, Sequence[Column], list[list[Any]]]]:
    """Return name, description, columns and rows of each table."""
    contents = pack.contents
    yield "terms", "the terms in force with the partner", TERMS, [list(astuple(t)) for t in contents.terms]
    yield "targets", "targets agreed with the partner", TARGETS, [list(astuple(g)) for g in contents.goals]
    yield "actions", "actions agreed with the partner", ACTIONS, [list(astuple(a)) for a in pack.dealt.agreed]
    yield "meetings", "meetings with the partner", MEETINGS, [[day] for day in pack.dealt.met_on]


def read_terms(rows: list[tuple[Any, ...]]) -> tuple[Terms, ...]:
    """Return the terms in the rows of their table."""
    return tuple(Terms(**dict(zip(_names(TERMS), row, strict=True))) for row in rows)


def read_goals(rows: list[tuple[Any, ...]]) -> tuple[Goal, ...]:
    """Return the targets in the rows of their table."""
    return tuple(Goal(**dict(zip(_names(TARGETS), row, strict=True))) for row in rows)


def read_agreed(rows: list[tuple[Any, ...]]) -> tuple[Agreed, ...]:
    """Return the actions in the rows of their table."""
    names = ("text", *_names(ACTIONS)[1:])
    return tuple(Agreed(**dict(zip(names, row, strict=True))) for row in rows)


def _names(columns: Sequence[Column]) -> tuple[str, ...]:
    return tuple(name for name, _, _ in columns)
