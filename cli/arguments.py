"""Parse questions as people write them on the command line, for `warehouse.query.query` to answer."""

from collections.abc import Sequence

from warehouse.contract.errors import MilepostError
from warehouse.contract.scope import Filters, Months
from warehouse.contract.windows import is_month
from warehouse.kpis import find
from warehouse.query.query import Question, check_dimensions
from warehouse.snapshot.snapshots import Snapshot


def question_from(
    snapshot: Snapshot,
    kpi: str,
    by: Sequence[str],
    where: Sequence[str],
    first: str | None,
    last: str | None,
) -> Question:
    """Return the question; `by` may name several dimensions with commas, `where` is DIM=MEMBER, months are YYYY-MM.

    Raises MilepostError for anything the snapshot does not know: a misspelt member would otherwise look like one
    without cases.
    """
    dimensions, filters = slices_from(snapshot, by, where)
    return Question(kpi=find(kpi).code, by=dimensions, where=filters, months=_months(first, last))


def slices_from(
    snapshot: Snapshot, by: Sequence[str], where: Sequence[str]
) -> tuple[tuple[str, ...], Filters]:
    """Return dimensions and filters, checked as in `question_from`."""
    dimensions = tuple(dict.fromkeys(name for each in by for name in each.split(",")))
    filters = _filters(where)
    check_dimensions(dimensions, filters)
    for dimension, members in filters:
        known = snapshot.members(dimension)
        if known and (unknown := set(members) - set(known)):
            raise MilepostError(
                f"--where {dimension}={min(unknown)}: no such member; --by {dimension} lists those there are"
            )
    return dimensions, filters


def window_from(name: str, text: str | None) -> Months | None:
    """Return the months of `--before A:B` or `--after C:D`, None without text; MilepostError if malformed."""
    if text is None:
        return None
    first, _, last = text.partition(":")
    if not is_month(first) or not is_month(last) or first > last:
        raise MilepostError(f"--{name} {text}: first and last month, such as 2021-07:2022-06")
    return first, last


def _filters(where: Sequence[str]) -> Filters:
    members: dict[str, set[str]] = {}
    for each in where:
        dimension, equals, member = each.partition("=")
        if not equals:
            raise MilepostError(f"--where {each}: write it as DIM=MEMBER, such as region=CN-11")
        members.setdefault(dimension, set()).add(member)
    return tuple(sorted((dimension, tuple(sorted(names))) for dimension, names in members.items()))


def _months(first: str | None, last: str | None) -> Months | None:
    if first is None and last is None:
        return None
    if first is None or last is None:
        raise MilepostError("--from and --to: give both, such as --from 2024-12 --to 2025-11")
    for month in (first, last):
        if not is_month(month):
            raise MilepostError(f"--from/--to {month}: a month such as 2024-12")
    if first > last:
        raise MilepostError(f"--from {first} --to {last}: the first month comes after the last")
    return first, last
