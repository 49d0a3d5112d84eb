"""The canonical JSON form of an answer: equal answers give the same text on every machine."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache, singledispatch
from math import isfinite
from typing import Any

import numpy as np

from analysis.scenario.description import Scenario
from warehouse.query.answers import Passport

DIGITS = 9  # significant ones that count; the last ones of a sum depend on the processor


def canonical(value: object) -> Any:
    """Convert a record to plain JSON values: numbers to nine significant digits, passports left out.

    Raises TypeError for a value that is neither a record nor made of numbers, texts, dates and collections of these.
    """
    # Nearly all parts of an answer are of these types, which dispatching would take several times as long to tell.
    kind = type(value)
    if value is None or kind is str or kind is int or kind is bool:
        return value
    return _shorten(value) if isinstance(value, float) else _convert(value)


@singledispatch
def _convert(value: object) -> Any:
    if not is_dataclass(value):
        raise TypeError(f"{type(value).__name__}: not a record")
    kind: Any = type(value)
    parts = ((name, getattr(value, name)) for name in _names_of(kind))
    return {name: canonical(part) for name, part in parts if not isinstance(part, Passport)}


@cache
def _names_of(kind: type[Any]) -> tuple[str, ...]:
    """The fields of a record that count."""
    names = tuple(field.name for field in fields(kind))
    # The snapshot decides it, and what was stated before scenarios had one still holds.
    return tuple(name for name in names if name != "seed") if issubclass(kind, Scenario) else names


def _shorten(value: float | np.floating) -> float | str:
    return float(f"{float(value):.{DIGITS}g}") if isfinite(value) else str(value)


@_convert.register
def _(value: bool | int | str | None) -> Any:
    return value


@_convert.register
def _(value: np.floating) -> Any:
    return _shorten(value)


@_convert.register
def _(value: np.integer | np.bool_) -> Any:
    return value.item()


@_convert.register
def _(value: date) -> Any:
    return value.isoformat()


@_convert.register(list)
@_convert.register(tuple)
def _(value: list[object] | tuple[object, ...]) -> Any:
    return [canonical(part) for part in value]


@_convert.register
def _(value: np.ndarray) -> Any:
    return canonical(value.tolist())


@_convert.register(set)
@_convert.register(frozenset)
def _(value: set[object] | frozenset[object]) -> Any:
    return sorted(canonical(part) for part in value)


@_convert.register(Mapping)
def _(value: Mapping[Any, Any]) -> Any:
    return [[canonical(key), canonical(part)] for key, part in value.items()]
