"""The fields of a plan, each taken once and checked where it stands."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from warehouse.contract.errors import MilepostError

LONGEST = 200  # signs of a refused value that are shown


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place in a plan: in words, and as the path down to it, such as ("initiative", 0, "effect", 1)."""

    words: str
    path: tuple[str | int, ...]

    def __str__(self) -> str:
        return self.words

    def item(self, table: str, number: int) -> "Place":
        """Return the place of one table of a list, counted from 0."""
        return Place(words=f"{self.words}, {table} {number + 1}", path=(*self.path, table, number))


class Impossible(MilepostError):
    """A value that a plan cannot have: the path to its field, a constant reason code, and what the reason is about.

    The text says the same in English, on one line, with the place of the field in its file.
    """

    def __init__(self, text: str, path: tuple[str | int, ...], code: str, *about: str) -> None:
        super().__init__(" ".join(text.split()))
        self.path, self.code, self.about = path, code, about


class Fields:
    """The fields of one table of the file, each taken once; `finish` refuses the fields that nobody took.

    All methods raise Impossible, naming the field and what is allowed.
    """

    def __init__(self, place: Place, raw: Any) -> None:
        if not isinstance(raw, Mapping):
            raise Impossible(
                f"{place}: a table of fields is meant, not {show_value(raw)}",
                place.path,
                "not a table",
                show_value(raw),
            )
        self.place, self._left = place, dict(raw)
        self._known: list[str] = []

    def take(self, name: str) -> Any:
        """Take the value as written; refuse the table if it is missing."""
        value = self.take_or(name, None)
        if value is None:
            raise Impossible(f"{self.place}: {name} is missing", (*self.place.path, name), "missing")
        return value

    def take_or(self, name: str, default: Any) -> Any:
        """Take the value as written, or `default` where it is not stated."""
        self._known.append(name)
        return self._left.pop(name, default)

    def number(self, name: str, low: float, high: float, default: float | None) -> float:
        """Take a number from low to high; without a default it must be stated."""
        value = self.take(name) if default is None else self.take_or(name, default)
        if not is_number(value) or not low <= value <= high:
            self.refuse(
                name, value, f"a number from {low:,g} to {high:,g}", "not from to", f"{low:g}", f"{high:g}"
            )
        return float(value)

    def whole(self, name: str, low: int, high: int, default: int | None) -> int:
        """Take a whole number from low to high; without a default it must be stated."""
        value = self.take(name) if default is None else self.take_or(name, default)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            self.refuse(
                name, value, f"a whole number from {low} to {high}", "not whole from to", str(low), str(high)
            )
        return int(value)

    def one_of(self, name: str, allowed: Mapping[str, Any]) -> str:
        """Take one of the words allowed."""
        value = self.take(name)
        if value not in list(allowed):
            self.refuse(name, value, f"one of {', '.join(allowed)}", "not one of", *allowed)
        return str(value)

    def text(self, name: str) -> str:
        """Take a text that is not empty."""
        value = self.take(name)
        if not isinstance(value, str) or not value.strip():
            self.refuse(name, value, "a text", "no text")
        return str(value)

    def tables(self, name: str) -> list[Any]:
        """Take a list of tables; empty where none is stated."""
        value = self.take_or(name, [])
        if not isinstance(value, list):
            self.refuse(name, value, f"tables, each headed [[{name}]]", "not a table", show_value(value))
        return list(value)

    def refuse(self, name: str, value: Any, allowed: str, code: str, *about: str) -> None:
        """Raise Impossible for this value, with what is allowed."""
        text = f"{self.place}: {name} = {show_value(value)}; allowed: {allowed}"
        raise Impossible(text, (*self.place.path, name), code, *about)

    def finish(self) -> None:
        """Raise Impossible for the first field that was not taken."""
        if self._left:
            unknown = next(iter(self._left))
            raise Impossible(
                f"{self.place}: {unknown} is not known here; known: {', '.join(self._known)}",
                (*self.place.path, unknown),
                "not known",
                unknown,
            )


def is_number(value: Any) -> bool:
    """Whether the value is a finite number that a double can hold; booleans are not numbers."""
    try:
        return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    except OverflowError:
        return False


def show_value(value: Any) -> str:
    """Write a value as JSON, cut after LONGEST characters."""
    try:
        text = json.dumps(value, ensure_ascii=False, default=str)
    except ValueError:  # a whole number of more digits than Python writes
        return "…"
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
