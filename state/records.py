"""Frozen records of what is read from the state; times are UTC."""

import re
from dataclasses import dataclass
from datetime import datetime

from state.refusals import Refusal


@dataclass(frozen=True, order=True, kw_only=True)
class Key:
    """The key of a version of a scenario, as `code.number` for people and links; numbers count from 1."""

    code: str
    number: int

    def __str__(self) -> str:
        return f"{self.code}.{self.number}"

    @staticmethod
    def looks_like(text: str) -> bool:
        """Return whether a text has the form of a key: eight lower-case letters or digits, a point, a number."""
        return re.fullmatch(r"[a-z0-9]{8}\.[1-9][0-9]{0,8}", text, flags=re.ASCII) is not None

    @staticmethod
    def parse(text: str) -> "Key":
        """Parse a key; raises Refusal `not a key`."""
        if not Key.looks_like(text):
            raise Refusal("not a key", text, f"{text!r}: not a saved scenario, such as k3v9x2ab.1")
        code, number = text.split(".")
        return Key(code=code, number=int(number))


@dataclass(frozen=True, kw_only=True)
class Version:
    """One version of a scenario; `plan` and `basis` are JSON that is not interpreted here.

    Fields of what has not happened are None.
    """

    key: Key
    name: str
    plan: str
    snapshot: str
    basis: str
    saved_by: str
    saved_at: datetime
    locked_by: str | None
    locked_at: datetime | None
    copied_from: Key | None
    withdrawn_by: str | None
    withdrawn_at: datetime | None
    comments: int


@dataclass(frozen=True, kw_only=True)
class Comment:
    """A comment on a version."""

    key: Key
    text: str
    written_by: str
    written_at: datetime


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A scenario in the list: name, time and author of its newest version, number of comments on all versions."""

    code: str
    name: str
    numbers: tuple[int, ...]
    locked: tuple[int, ...]
    saved_at: datetime
    saved_by: str
    comments: int

    @property
    def newest(self) -> Key:
        return Key(code=self.code, number=self.numbers[-1])


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A line of the audit: who did what to which version, when; `name`: what it was called afterwards."""

    at: datetime
    by: str
    act: str
    key: Key
    name: str
