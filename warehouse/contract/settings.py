"""Reading the tables of a company.toml into typed structs of msgspec.

The type of a field says what a setting may hold; the annotation `describe_value` or `describe_name` says it in words,
for error messages.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from typing import Annotated, Any, TypeAlias, TypeVar, get_args
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta, Struct

from warehouse.contract.errors import MilepostError

Stated = TypeVar("Stated", bound=Struct)


class Clock(str):
    """A time of day, HH:MM; the file gives a string or a TOML time."""


class Days(tuple[str, ...]):
    """Days, YYYY-MM-DD, in ascending order; the file gives a list of strings or TOML dates."""


class Months(tuple[str, str]):
    """The first and the last month of a window, each YYYY-MM, both included."""


class Zone(str):
    """The name of a time zone, such as Asia/Shanghai."""


def describe_value(words: str) -> Meta:
    """Return an annotation for error messages: the setting as written, followed by `words`."""
    return Meta(description="{key} = {value}" + words.replace("{", "{{").replace("}", "}}"))


def describe_name(words: str) -> Meta:
    """Return an annotation for error messages: the name of the setting, followed by `words`."""
    return Meta(description="{key}" + words.replace("{", "{{").replace("}", "}}"))


Text: TypeAlias = Annotated[str, Meta(pattern=r"\A[^\r\n]*\Z"), describe_value(" must be a text in one line")]


def read(kind: type[Stated], table: Mapping[str, Any], place: str) -> Stated:
    """Read a table of a company.toml into a struct of type `kind`.

    Raises MilepostError if a field does not accept its value; the message is `place`, then the words of the field.
    """
    try:
        return msgspec.convert(table, kind, dec_hook=_special, builtin_types=(date, datetime, time))
    except msgspec.ValidationError as error:
        words, key = str(error), re.search(r" - at `\$\.(\w+)[^`]*`$", str(error))
        if key:
            value = json.dumps(table[key[1]], ensure_ascii=False, default=str)
            words = _words(kind, key[1]).format(key=key[1], value=value)
        raise MilepostError(f"{place}{words}") from None


def refuse_unknown(kind: type[Struct], table: Iterable[str], place: str) -> None:
    """Raise MilepostError if a table holds settings that the struct `kind` does not have."""
    allowed = kind.__struct_fields__
    if unknown := set(table) - set(allowed):
        raise MilepostError(f"{place}: unknown setting {list_names(unknown)}; allowed: {', '.join(allowed)}")


def list_names(names: Iterable[str]) -> str:
    """Return names from a file as one line, in alphabetical order; unprintable ones are quoted as JSON strings."""
    return ", ".join(
        name if name.isprintable() else json.dumps(name, ensure_ascii=False) for name in sorted(names)
    )


def _words(kind: type[Struct], key: str) -> str:
    (field,) = (field for field in msgspec.structs.fields(kind) if field.name == key)
    return next(str(meta.description) for meta in get_args(field.type)[1:] if meta.description)


def _special(kind: type, value: Any) -> Any:
    """A value of one of the types above; msgspec turns a ValueError into one that names the field."""
    return _READERS[kind](value)


def _clock(value: Any) -> Clock:
    return Clock(time.fromisoformat(str(value)).strftime("%H:%M"))


def _days(value: Any) -> Days:
    if not isinstance(value, list):
        raise ValueError("no list")
    return Days(sorted(date.fromisoformat(str(day)).isoformat() for day in value))


def _months(value: Any) -> Months:
    first, last = value
    if date.fromisoformat(f"{first}-01") > date.fromisoformat(f"{last}-01"):
        raise ValueError("the last month comes before the first")
    return Months((first, last))


def _zone(value: Any) -> Zone:
    try:
        return Zone(ZoneInfo(value).key)
    except (LookupError, OSError):
        raise ValueError("no such zone") from None


_READERS: dict[type, Callable[[Any], Any]] = {Clock: _clock, Days: _days, Months: _months, Zone: _zone}
