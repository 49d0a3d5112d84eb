"""A report as ordered and as made, and the functions that make it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from asking.statements import Stated
from wording.choices import Choices
from wording.words import Language


@dataclass(frozen=True, kw_only=True)
class Order:
    """A report as ordered. scenarios: keys of saved versions, CODE.N."""

    language: Language
    choices: Choices
    sections: tuple[str, ...]
    scenarios: tuple[str, ...]
    formats: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Made:
    """A report that was made.

    contents: format → file; endings: format → ending of its file name; sections: those in the report; stated: its
    numbers; no_pdf: the code of why there is no PDF, "" otherwise.
    """

    order: Order
    contents: dict[str, bytes]
    endings: dict[str, str]
    sections: tuple[str, ...]
    stated: tuple[Stated, ...]
    no_pdf: str
    seconds: float


@dataclass(frozen=True, kw_only=True)
class Maker:
    """The sections and formats a report can have, and the functions that make it.

    pack: describes a report; plan: a saved plan (JSON) under its name, with the Ask of its snapshot; files: renders
    formats; ending: the ending of a format's file name.
    """

    sections: Sequence[str]
    formats: Sequence[str]
    has_office: bool
    pack: Callable[..., Any]
    plan: Callable[..., Any]
    files: Callable[[Any, Sequence[str]], Any]
    ending: Callable[[str], str]
