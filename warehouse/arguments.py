"""Filters and months as people write them on a command line."""

from collections.abc import Sequence

from warehouse.answers import Filters, Months
from warehouse.errors import MilepostError
from warehouse.windows import is_month


def filters_from(given: Sequence[Sequence[str]]) -> Filters:
    """Filters from `--where DIM=MEMBER …`; several members of one dimension are alternatives."""
    members: dict[str, list[str]] = {}
    for each in (pair for pairs in given for pair in pairs):
        dimension, equals, member = each.partition("=")
        if not equals:
            raise MilepostError(f"--where {each}: write it as DIM=MEMBER, such as region=CN-11")
        members.setdefault(dimension, []).append(member)
    return tuple(sorted((dimension, tuple(sorted(names))) for dimension, names in members.items()))


def months_from(first: str | None, last: str | None) -> Months | None:
    """The months of `--from` and `--to`; one alone means that month, none no months."""
    if first is None and last is None:
        return None
    first, last = first or last or "", last or first or ""
    for month in (first, last):
        if not is_month(month):
            raise MilepostError(f"--from/--to {month}: a month such as 2024-12")
    if first > last:
        raise MilepostError(f"--from {first} --to {last}: the first month comes after the last")
    return first, last


def window_from(name: str, text: str | None) -> Months | None:
    """The months of `--before A:B` or `--after C:D`."""
    if text is None:
        return None
    first, _, last = text.partition(":")
    if not is_month(first) or not is_month(last) or first > last:
        raise MilepostError(f"--{name} {text}: first and last month, such as 2021-07:2022-06")
    return first, last
