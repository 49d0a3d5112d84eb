"""Stocks of late loans as rows, always with formation at equal age and the age of the book (statistics §10, rule 4)."""

from collections.abc import Sequence
from dataclasses import asdict, replace

from analysis.equal_age import AGE, PARTS, Part
from analysis.results import NO_ROWS, Estimate
from cli.value_rows import Row, change_cells, change_rows, format_limits
from warehouse.contract.scope import Filters, Months, Scope
from warehouse.kpis import find
from warehouse.query.answers import Comparison
from warehouse.query.judged import LEADS_STOCKS, STOCK, is_led
from warehouse.query.query import Question, answer, compare
from warehouse.query.subjects.bulk_exits import BulkExits, bulk_exits
from warehouse.query.subjects.npl_split import npl_split
from warehouse.snapshot.snapshots import Snapshot

SAME_AGE = "npl_rate_same_age"
BESIDE = (SAME_AGE, LEADS_STOCKS)
TOLD = ("before", "after", "absolute", "relative", "status", "evidence", "reason", "judged_by")


def stock_value_rows(snapshot: Snapshot, question: Question, rows: Sequence[Row], scope: Scope) -> list[Row]:
    """Add to the rows of a stock the NPL rate and formation at equal age of the same slice, and `age`.

    `age`: the NPL rate expected at the age of the book ÷ that of the reference; below 1 where the book is younger.
    """
    values_by_kpi = {
        code: {
            value.members: value.estimate.value
            for value in answer(snapshot, replace(question, kpi=code), scope).values
        }
        for code in (STOCK, *BESIDE)
    }
    out = []
    for row in rows:
        members = tuple(row[name] for name in question.by)
        stock, same_age, formed = (values_by_kpi[code].get(members) for code in (STOCK, *BESIDE))
        age = stock / same_age if stock and same_age else None
        out.append({**row, SAME_AGE: same_age, LEADS_STOCKS: formed, "age": age})
    return out


def stock_change_rows(
    snapshot: Snapshot,
    comparison: Comparison,
    attributed: float | None,
    before: Months,
    after: Months,
    where: Filters,
    scope: Scope,
) -> list[Row]:
    """Return the rows of a comparison of a stock, each with the changes needed to interpret it.

    `beside`: the changes of BESIDE, and the factors of the NPL rate (of another stock its age alone), each − 1 and
    in points of the NPL rate. `bulk_exits`: what left the book in one go, None where unknown; and the NPL rates
    without it, as upper bounds.
    """
    by = comparison.dimensions
    others = {
        code: compare(snapshot, kpi_code=code, before=before, after=after, by=by, where=where, scope=scope)
        for code in BESIDE
    }
    leading = {change.members: change for change in others[LEADS_STOCKS].changes}
    rows_by_kpi = {
        code: dict(
            zip(
                (c.members for c in other.changes),
                change_rows(other, leading if is_led(find(code)) else {}, None),
                strict=True,
            )
        )
        for code, other in others.items()
    }
    rows = change_rows(comparison, leading, attributed)
    for row, change in zip(rows, comparison.changes, strict=True):
        row["beside"] = {
            code: {name: of_member[change.members][name] for name in TOLD}
            for code, of_member in rows_by_kpi.items()
            if code != row["kpi"] and change.members in of_member
        }
        if "month" in by:  # a month has no before and after
            continue
        chosen = (*where, *((name, (code,)) for name, code in zip(by, change.members, strict=True)))
        named = PARTS if row["kpi"] == STOCK else (AGE,)
        parts = _parts(snapshot, before, after, chosen, scope)
        row["beside"] |= {name: _part_row(parts[name]) for name in named}
        row.update(_exit_rows(bulk_exits(snapshot, before, after, chosen, scope)))
    return rows


def _parts(
    snapshot: Snapshot, before: Months, after: Months, where: Filters, scope: Scope
) -> dict[str, Part]:
    npl = npl_split(snapshot, before, after, where, scope)
    if npl.split is None:
        nothing = Estimate.cannot_say(npl.reason or NO_ROWS)
        return {name: Part(name=name, relative=nothing, points=None) for name in PARTS}
    return {part.name: part for part in npl.split.parts}


def _part_row(part: Part) -> Row:
    moved = part.relative
    why = moved.reason or moved.interval_reason
    return {
        "value": moved.value,
        "lower": moved.lower,
        "upper": moved.upper,
        "points": part.points,
        "reason": None if why is None else str(why),
    }


def _exit_rows(exits: BulkExits) -> Row:
    return {
        "bulk_exits": None if exits.reason else [asdict(bulk_exit) for bulk_exit in exits.exits],
        "npl_rate_without_bulk_exits": {"before": exits.before_without, "after": exits.after_without},
    }


def stock_cells(row: Row, dimensions: tuple[str, ...]) -> list[Row]:
    """Return a row of `stock_change_rows` as rows of a table: the stock, then the changes needed to interpret it."""
    members = {name: row[name] for name in dimensions}
    shown = {"kpi": row["kpi"], **change_cells(row, dimensions)}
    cells = [shown]
    for name, change in row["beside"].items():
        if "points" in change:
            own = {
                "absolute": change["points"],
                "relative": format_limits(change),
                "reason": change["reason"],
            }
        else:
            own = change_cells({**change, **members}, dimensions)
        cells.append({**dict.fromkeys(shown), **members, **own, "kpi": name})
    return cells


def exit_lines(row: Row, dimensions: tuple[str, ...]) -> list[str]:
    """Describe the bulk exits of a row, one line each, and the NPL rate without them; empty where there are none."""
    where = "".join(f" {row[name]}" for name in dimensions)
    lines = [
        f"bulk exit{where} {bulk_exit['month']}: bad balance charged off "
        f"{bulk_exit['charged_off']:,.2f}, sold {bulk_exit['sold']:,.2f}, "
        f"of {bulk_exit['opening']:,.2f} at the month's beginning"
        for bulk_exit in row.get("bulk_exits") or ()
    ]
    if lines:
        without = row["npl_rate_without_bulk_exits"]
        sides = " → ".join(
            "–" if without[side] is None else f"{without[side]:.4g}" for side in ("before", "after")
        )
        lines.append(f"npl_rate{where} at most {sides} had it stayed on the book")
    return lines
