"""A report as ordered and as made, and the functions that make it."""

from dataclasses import dataclass

from asking.statements import Stated
from wording.choices import Choices
from wording.words import Language


@dataclass(frozen=True, kw_only=True)
class Order:
    """A report as ordered. scenarios: keys of saved versions, CODE.N. full: all pages as slides after the board's."""

    language: Language
    choices: Choices
    sections: tuple[str, ...]
    scenarios: tuple[str, ...]
    formats: tuple[str, ...]
    full: bool


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
