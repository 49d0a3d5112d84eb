"""The commands that ask for numbers: `milepost kpi`, `compare`, `effects`."""

import argparse
import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from analysis.results import Estimate, Reason
from cli.arguments import question_from, slices_from, window_from
from cli.stock_rows import exit_lines, stock_cells, stock_change_rows, stock_value_rows
from cli.tables import cell, print_table
from cli.value_rows import Row, change_cells, change_rows, effect_rows, value_rows
from warehouse.contract.errors import MilepostError
from warehouse.contract.scope import WHOLE_HOUSE, Filters, Months
from warehouse.contract.store import Home
from warehouse.contract.windows import months_between, runs
from warehouse.effects.attributed import is_covered, sum_attributed
from warehouse.effects.evidence import evidence
from warehouse.kpis import KPIS, find
from warehouse.kpis.record import Kpi, Quantile
from warehouse.query.answers import Answer, Change, Comparison, Value
from warehouse.query.groups import Members
from warehouse.query.judged import is_led
from warehouse.query.left_out import find_left_out
from warehouse.query.query import answer, compare
from warehouse.query.shortage import why_month
from warehouse.snapshot import snapshots
from warehouse.snapshot.snapshots import Snapshot
from wording.downloads import escape_formula
from wording.naming import reason_words

SHORTEST_MINUTES = 1


def add_questions(commands: Any) -> None:
    """Add the commands `kpi`, `compare` and `effects` to a parser."""
    kpi = commands.add_parser("kpi", help="one KPI: " + ", ".join(KPIS))
    kpi.add_argument("code", metavar="CODE")
    kpi.add_argument("--by", action="append", default=[], metavar="DIM")
    kpi.add_argument("--where", action="append", default=[], metavar="DIM=MEMBER", nargs="+")
    kpi.add_argument("--from", dest="first", metavar="YYYY-MM")
    kpi.add_argument("--to", dest="last", metavar="YYYY-MM")
    kpi.add_argument("--as-of", metavar="SNAPSHOT")
    kpi.add_argument("--format", choices=("table", "csv", "json"), default="table")
    kpi.set_defaults(run=_kpi)

    change = commands.add_parser("compare", help="one KPI before and after")
    change.add_argument("code", metavar="CODE")
    change.add_argument("--before", metavar="YYYY-MM:YYYY-MM")
    change.add_argument("--after", metavar="YYYY-MM:YYYY-MM")
    change.add_argument("--by", action="append", default=[], metavar="DIM")
    change.add_argument("--where", action="append", default=[], metavar="DIM=MEMBER", nargs="+")
    change.add_argument("--format", choices=("table", "json"), default="table")
    change.set_defaults(run=_compare)

    effects = commands.add_parser("effects", help="what each initiative moved, and how that is known")
    effects.add_argument("--initiative", metavar="ID")
    effects.add_argument("--format", choices=("table", "json"), default="table")
    effects.set_defaults(run=_effects)


def _kpi(given: argparse.Namespace) -> None:
    home = Home.from_environment()
    kept = snapshots.open_snapshot(home, given.as_of) if given.as_of else snapshots.open_current(home)
    where = [pair for pairs in given.where for pair in pairs]
    question = question_from(
        kept, kpi=given.code, by=given.by, where=where, first=given.first, last=given.last
    )
    result = answer(kept, question, WHOLE_HOUSE)
    rows = value_rows(result)
    if is_led(find(question.kpi)):
        rows = stock_value_rows(kept, question, rows, WHOLE_HOUSE)
    if given.format == "json":
        print(json.dumps(rows, ensure_ascii=False, indent=1, allow_nan=False))
    elif given.format == "csv":
        writer = csv.DictWriter(sys.stdout, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: escape_formula(value) for name, value in row.items()} for row in rows)
    else:
        shown = [name for name in rows[0] if name not in ("kpi", "months", "snapshot", "definition_version")]
        print_table(shown, [[cell(row[name]) for name in shown] for row in rows])
    for remark in _remarks_on(kept, result, question.months):
        print(remark, file=sys.stdout if given.format == "table" else sys.stderr)


def _remarks_on(kept: Snapshot, result: Answer, asked: Months | None) -> list[str]:
    """What must stand beside the values: definition, snapshot, months really counted, and those that are not or
    should not be; and why nothing can be said, in words."""
    passport = result.passport
    remarks = [f"{passport.kpi} version {passport.definition_version}, snapshot {passport.snapshot}"]
    remarks += [f"months: {_spans(passport.months)}"] if passport.months else []
    missing: dict[Reason, list[str]] = {}
    for month in months_between(*asked) if asked else passport.excluded_months:
        why = None if month in passport.months else why_month(kept, find(passport.kpi), month)
        if why is not None:
            missing.setdefault(why, []).append(month)
    remarks += _list_left_out(missing.items())
    said = [value for value in result.values if value.estimate.value is not None]
    young = {month for value in said for month in value.young_months}
    remarks += [f"counted although not old enough: {_spans(young)}"] if young else []
    remarks += _short_waits(passport.kpi, result.values)
    return remarks + _why_nothing(value.estimate for value in result.values)


def _list_left_out(months_by_reason: Iterable[tuple[Reason, Iterable[str]]]) -> list[str]:
    """The months that are not counted, each with its reason in words."""
    return [
        f"left out: {_spans(months)} ({reason_words(reason, 'en')})" for reason, months in months_by_reason
    ]


def _short_waits(code: str, values: Iterable[Value]) -> list[str]:
    """Waits in the first bin of the histograms are only known to be there."""
    if isinstance(find(code).formula, Quantile) and any(
        value.estimate.value is not None and value.estimate.value <= SHORTEST_MINUTES for value in values
    ):
        return ["1 minute stands for under 1 minute: shorter waits are not told apart"]
    return []


def _spans(months: Iterable[str]) -> str:
    """Months one by one, neighbours as a span."""
    return ", ".join(first if first == last else f"{first} to {last}" for first, last in runs(months))


def _why_nothing(estimates: Iterable[Estimate]) -> list[str]:
    """Why values cannot be said, each reason once and in words."""
    reasons = dict.fromkeys(estimate.reason for estimate in estimates if estimate.reason)
    return [f"cannot say: {reason_words(reason, 'en')}" for reason in reasons]


def _compare(given: argparse.Namespace) -> None:
    kept = snapshots.open_current(Home.from_environment())
    by, where = slices_from(kept, given.by, [pair for pairs in given.where for pair in pairs])
    before, after = (
        window_from(name, text) or window
        for name, text, window in zip(
            ("before", "after"), (given.before, given.after), kept.windows, strict=True
        )
    )
    if before is None or after is None:
        raise MilepostError("the company has no windows to compare; name them with --before and --after")
    kpi = find(given.code)
    comparison = compare(
        kept, kpi_code=kpi.code, before=before, after=after, by=by, where=where, scope=WHOLE_HOUSE
    )
    measured = evidence(kept, WHOLE_HOUSE)
    whole = not by and is_covered(kept, before, after, where)
    proven = sum_attributed(measured, kpi.code) if whole else None
    if is_led(kpi):
        rows = stock_change_rows(
            kept,
            comparison=comparison,
            attributed=proven,
            before=before,
            after=after,
            where=where,
            scope=WHOLE_HOUSE,
        )
    else:
        rows = change_rows(comparison, _guards(kept, kpi, comparison, (before, after), where), proven)
    if given.format == "json":
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    cells = [
        table_row
        for row in rows
        for table_row in (stock_cells(row, by) if is_led(kpi) else [change_cells(row, by)])
    ]
    print_table(list(cells[0]), [[cell(value) for value in row.values()] for row in cells])
    print(
        f"before {_span(comparison.months_before)}, after {_span(comparison.months_after)}; unit {rows[0]['unit']}"
    )
    for line in (
        *_list_left_out(find_left_out(kept, kpi, before, after)),
        *(line for row in rows for line in exit_lines(row, by)),
        *_remarks_on_change(comparison, rows),
    ):
        print(line)


def _guards(
    kept: Snapshot, kpi: Kpi, comparison: Comparison, windows: tuple[Months, Months], where: Filters
) -> Mapping[Members, Change]:
    """The changes of the KPI's guard by member; none for a KPI that is itself only a guard."""
    if not kpi.guard:
        return {}
    before, after = windows
    guard = compare(
        kept,
        kpi_code=kpi.guard,
        before=before,
        after=after,
        by=comparison.dimensions,
        where=where,
        scope=WHOLE_HOUSE,
    )
    return {change.members: change for change in guard.changes}


def _remarks_on_change(comparison: Comparison, rows: Sequence[Row]) -> list[str]:
    """How the intervals were made, why nothing can be said, and what must be known beside the changes."""
    methods = dict.fromkeys(row["interval_method"] for row in rows if row["interval_method"])
    return [
        *(f"interval: {method}" for method in methods),
        *_why_nothing(change.absolute for change in comparison.changes),
        *(f"notice: {reason_words(notice, 'en')}" for notice in comparison.notices),
        *_short_waits(
            comparison.passport.kpi, (side for c in comparison.changes for side in (c.before, c.after))
        ),
    ]


def _effects(given: argparse.Namespace) -> None:
    kept = snapshots.open_current(Home.from_environment())
    measured = evidence(kept, WHOLE_HOUSE)
    known = [initiative.code for initiative in measured.initiatives]
    if given.initiative is not None and given.initiative not in known:
        raise MilepostError(f"{given.initiative}: no such initiative; known: {', '.join(known) or 'none'}")
    rows = effect_rows(measured, given.initiative)
    if given.format == "json":
        print(json.dumps(rows, ensure_ascii=False, indent=1, allow_nan=False))
        return
    if not rows:
        print("nothing to say: no initiative has gone live or has a goal")
        return
    sizes = ("effect", "lower", "upper", "relative")
    shown = ("initiative_id", "kpi", "outcome", *sizes, "grade", "worse", "reason")
    print_table(shown, [[cell((row | {"worse": _harm(row)})[name]) for name in shown] for row in rows])
    print(
        "effects on times and rates are logarithms, those on shares differences; relative: of what would have been"
    )
    print(
        "worse: the whole 95 % interval lies on the worse side; at least: what fails a condition only hides harm"
    )
    print(f"whole company, all months, snapshot {kept.id}")


def _harm(row: Row) -> str:
    """Whether an effect lies on the worse side, and where only its size is open the least it is; "" if not."""
    if row["at_least"] is not None:
        return f"at least {cell(row['at_least'])}"
    return "yes" if row["worse"] else ""


def _span(months: Sequence[str]) -> str:
    return f"{months[0]}…{months[-1]} ({len(months)} months)" if months else "no months"
