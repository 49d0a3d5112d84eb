"""Records made again from their canonical JSON, so that what was stated can be read when its snapshot is gone."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from warehouse.query.answers import Passport

Kind = TypeVar("Kind")
# Passports are not part of an answer; what they said stands beside it.
NO_PASSPORT = Passport(
    number="",
    kpi="",
    definition_version="",
    snapshot="",
    as_of="",
    mart="",
    sql="",
    filters=(),
    months=(),
    excluded_months=(),
)


def revive(kind: type[Kind], written: Any) -> Kind:
    """Return the record that `asking.canonical` wrote as these JSON values.

    Raises LookupError, TypeError or ValueError where the record has other fields now.
    """
    made: Kind = _read(kind, written)
    return made


def _read(kind: Any, written: Any) -> Any:
    if is_dataclass(kind) and isinstance(kind, type):
        own = {
            name: NO_PASSPORT if hint is Passport else _read(hint, written[name])
            for name, hint in _hints(kind).items()
        }
        return kind(**own)
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return None if written is None else _read(_alone(parts), written)
    if origin is tuple:
        each = [parts[0]] * len(written) if parts[1:] == (...,) else parts
        return tuple(_read(part, value) for part, value in zip(each, written, strict=True))
    if origin is Literal or kind is str:
        return _check(kind, str, written)
    if kind is float:
        return float(written)
    if kind in (int, bool):
        return _check(kind, kind, written)
    raise TypeError(f"{kind}: cannot be read back")


def _alone(parts: tuple[Any, ...]) -> Any:
    """What a value may be besides None."""
    (kind,) = (part for part in parts if part is not NoneType)
    return kind


def _check(kind: Any, plain: type, written: Any) -> Any:
    if not isinstance(written, plain):
        raise TypeError(f"{written!r}: is no {kind}")
    return written


@cache
def _hints(kind: type[Any]) -> Mapping[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}
