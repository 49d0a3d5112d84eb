"""The canonical JSON form of an answer: equal answers give the same text on every machine."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import singledispatch
from typing import Any

import numpy as np

from analysis.scenario.description import Scenario
from warehouse.query.answers import Passport

DIGITS = 9  # significant ones that count; the last ones of a sum depend on the processor


@singledispatch
def canonical(value: object) -> Any:
    """Convert a record to plain JSON values: numbers to nine significant digits, passports left out.

    Raises TypeError for a value that is neither a record nor made of numbers, texts, dates and collections of these.
    """
    if not is_dataclass(value):
        raise TypeError(f"{type(value).__name__}: not a record")
    return {
        field.name: canonical(part)
        for field in fields(value)
        if not isinstance(part := getattr(value, field.name), Passport)
        # The snapshot decides it, and what was stated before scenarios had one still holds.
        and not (isinstance(value, Scenario) and field.name == "seed")
    }


@canonical.register
def _(value: bool | int | str | None) -> Any:
    return value


@canonical.register
def _(value: float | np.floating) -> Any:
    return float(f"{float(value):.{DIGITS}g}") if np.isfinite(value) else str(value)


@canonical.register
def _(value: np.integer | np.bool_) -> Any:
    return value.item()


@canonical.register
def _(value: date) -> Any:
    return value.isoformat()


@canonical.register(list)
@canonical.register(tuple)
def _(value: list[object] | tuple[object, ...]) -> Any:
    return [canonical(part) for part in value]


@canonical.register
def _(value: np.ndarray) -> Any:
    return canonical(value.tolist())


@canonical.register(set)
@canonical.register(frozenset)
def _(value: set[object] | frozenset[object]) -> Any:
    return sorted(canonical(part) for part in value)


@canonical.register(Mapping)
def _(value: Mapping[Any, Any]) -> Any:
    return [[canonical(key), canonical(part)] for key, part in value.items()]
