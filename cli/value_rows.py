"""Values and changes as plain rows with stable keys, which the command line prints and scripts read."""

from collections.abc import Mapping
from typing import Any

from analysis.results import NO_ROWS, Estimate, Reason
from warehouse.contract.windows import runs
from warehouse.effects.evidence import Evidence, Range
from warehouse.effects.harm import lies_worse, standing
from warehouse.kpis import KPIS
from warehouse.kpis.record import Kpi
from warehouse.query.answers import Answer, Change, Comparison, Value
from warehouse.query.groups import Members
from warehouse.query.judged import LEADS_STOCKS, Status, choose_estimate, contradicts, status
from wording.judgement import judge

Row = dict[str, Any]

EVIDENCE: dict[Status, str] = {
    "difference only": "difference only",
    "cannot tell": "cannot tell",
    "not judged": "not judged: no interval",
}


def value_rows(answer: Answer) -> list[Row]:
    """Return one row per member: its dimensions, value, interval, n, and where the number comes from."""
    kpi = KPIS[answer.passport.kpi]
    return [
        {
            "kpi": kpi.code,
            **dict(zip(answer.dimensions, value.members, strict=True)),
            "value": value.estimate.value,
            "lower": value.estimate.lower,
            "upper": value.estimate.upper,
            "interval_method": value.estimate.method,
            "n": value.n,
            "events": value.events,
            "units": value.units,
            "unit": kpi.unit,
            "months": _count_months(answer, value),
            "reason": _words(value.estimate.reason or value.estimate.interval_reason),
            "snapshot": answer.passport.snapshot,
            "definition_version": answer.passport.definition_version,
        }
        for value in answer.values
    ]


def _count_months(answer: Answer, value: Value) -> str:
    """The months that a value really counts, as spans: 2018-12, or 2024-01…2024-06 2024-09."""
    by_month = "month" in answer.dimensions
    months = (value.members[answer.dimensions.index("month")],) if by_month else answer.passport.months
    return " ".join(
        first if first == last else f"{first}…{last}" for first, last in runs(filter(None, months))
    )


def change_rows(
    comparison: Comparison, guards: Mapping[Members, Change], attributed: float | None
) -> list[Row]:
    """Return one row per member: before, after, absolute and relative change, and what the difference shows.

    `evidence`: "difference only" where the interval of the change excludes 0; "cannot tell" where it does not, or
    nothing can be said; "not judged: no interval" where the change has none, with the reason. There is no design
    here, so nothing is attributed (statistics §9). `judged_by`: the change whose interval decides. `status`: as on
    every page (`wording.judgement`), with `caveat` where a clear change is neither better nor worse. `guards`: the
    changes of the KPI's guard, for a stock of late loans formation at equal age, which must be clear as well.
    `attributed`: as in `warehouse.effects.attributed`, of the whole company only.
    """
    kpi = KPIS[comparison.passport.kpi]
    return [
        {
            "kpi": kpi.code,
            **dict(zip(comparison.dimensions, change.members, strict=True)),
            "before": _side(change.before),
            "after": _side(change.after),
            "absolute": _difference(change.absolute),
            "relative": _difference(change.relative),
            **_status(change, kpi, guards.get(change.members), attributed),
            **_evidence(change, kpi, guards.get(change.members)),
            "unit": kpi.unit,
            "months": {"before": list(comparison.months_before), "after": list(comparison.months_after)},
            "notices": [str(notice) for notice in comparison.notices],
            "snapshot": comparison.passport.snapshot,
            "definition_version": comparison.passport.definition_version,
        }
        for change in comparison.changes
    ]


def change_cells(row: Row, dimensions: tuple[str, ...]) -> Row:
    """Return a row of `change_rows` as the cells of a table, with intervals.

    An interval is left out where it contradicts, about 0, the one that decides.
    """
    other = "absolute" if row["judged_by"] == "relative" else "relative"
    if contradicts(_estimate(row[other]), _estimate(row[row["judged_by"]])):
        row = {**row, other: {**row[other], "lower": None, "upper": None}}
    return {
        **{name: row[name] for name in dimensions},
        "before": format_limits(row["before"]),
        "after": format_limits(row["after"]),
        "absolute": format_limits(row["absolute"]),
        "relative": format_limits(row["relative"]),
        "n": f"{row['before']['n']:,} → {row['after']['n']:,}",
        "status": row["status"],
        "evidence": row["evidence"],
        "reason": row["reason"],
    }


def effect_rows(measured: Evidence, initiative: str | None) -> list[Row]:
    """Return one row per initiative and KPI, goals stated in advance first; of one initiative where it is named.

    `effect`, `lower`, `upper`: on `scale`: ln (a logarithm), points (a difference of shares), minutes, currency.
    `relative`: the same as a share of the level without the initiative. `worse`: the whole interval lies on the
    worse side, whatever the grade. `at_least`, on `scale`: the least the harm can be, where only its size is open.
    """
    pairs = [pair for pair in measured.pairs if initiative in (None, pair.initiative)]
    return [
        {
            "initiative_id": pair.initiative,
            "kpi": pair.kpi,
            "outcome": pair.outcome,
            "scale": pair.scale,
            "stated": pair.stated,
            "method": pair.method,
            **_range("", pair.effect, "effect"),
            **_range("relative_", pair.relative, "relative"),
            "p": pair.p,
            "grade": pair.grade,
            "reason": _words(pair.reason),
            "worse": lies_worse(pair),
            "at_least": pair.effect.least if pair.effect and standing(pair) == "at least" else None,
            **_range("contribution_", pair.contribution, "contribution"),
        }
        for pair in sorted(pairs, key=lambda pair: (not pair.stated, pair.initiative))
    ]


def _range(prefix: str, interval: Range | None, name: str) -> Row:
    if interval is None:
        return {name: None, f"{prefix}lower": None, f"{prefix}upper": None}
    return {name: interval.value, f"{prefix}lower": interval.lower, f"{prefix}upper": interval.upper}


def _status(change: Change, kpi: Kpi, guard: Change | None, attributed: float | None) -> Row:
    judgement = judge(change, kpi, guard, attributed)
    return {"status": judgement.status, "caveat": judgement.caveat or None}


def _evidence(change: Change, kpi: Kpi, leading: Change | None) -> Row:
    """What the interval that decides lets one say, and which of the two that is."""
    judged = choose_estimate(change, kpi)
    by = {
        "judged_by": "relative" if judged is change.relative else "absolute",
        "interval_method": judged.method,
    }
    verdict = status(change, kpi, leading)
    if verdict == "difference only":
        return {"evidence": EVIDENCE[verdict], "reason": None, **by}
    if judged.clear:  # a stock of late loans of which formation shows no difference
        formed = (
            Estimate.cannot_say(NO_ROWS) if leading is None else choose_estimate(leading, KPIS[LEADS_STOCKS])
        )
        return {"evidence": EVIDENCE[verdict], "reason": f"{LEADS_STOCKS}: {_why_unclear(formed)}", **by}
    return {"evidence": EVIDENCE[verdict], "reason": _why_unclear(judged), **by}


def _why_unclear(judged: Estimate) -> str:
    return _words(judged.reason or judged.interval_reason) or "the interval holds 0"


def _side(value: Value) -> Row:
    return {**_limits(value.estimate), "n": value.n, "events": value.events, "units": value.units}


def _difference(estimate: Estimate) -> Row:
    return {**_limits(estimate), "reason": _words(estimate.reason or estimate.interval_reason)}


def _limits(estimate: Estimate) -> Row:
    return {"value": estimate.value, "lower": estimate.lower, "upper": estimate.upper}


def _estimate(limits: Row) -> Estimate:
    return Estimate(
        value=limits["value"],
        lower=limits["lower"],
        upper=limits["upper"],
        method=None,
        reason=None,
        interval_reason=None,
    )


def format_limits(limits: Row) -> str:
    """Format a value with its interval in brackets; – where it has no value."""
    if limits["value"] is None:
        return "–"
    if limits["lower"] is None:
        return f"{limits['value']:,.4g}"
    return f"{limits['value']:,.4g} [{limits['lower']:,.4g}, {limits['upper']:,.4g}]"


def _words(reason: Reason | None) -> str | None:
    return None if reason is None else str(reason)
