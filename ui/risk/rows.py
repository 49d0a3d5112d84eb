"""CSV rows behind the figures of the Risk page: exact values, shares as fractions, money in full."""

from collections.abc import Sequence

from analysis.results import Estimate
from ui.risk.charts.matrix import state_name
from ui.risk.charts.vintage import cohort_name
from warehouse.query.answers import Comparison, NplSplit
from warehouse.query.subjects.loan_book import Bridge, Concentration
from warehouse.query.subjects.vintages import Vintages
from warehouse.query.subjects.window_vintages import PooledVintage
from wording.downloads import Cell, Rows
from wording.naming import Labels, member_name, name_columns, reason_words
from wording.words import Language, say


def _why(estimate: Estimate, language: Language) -> str:
    reason = estimate.reason or estimate.interval_reason
    return reason_words(reason, language) if reason else ""


def split_rows(npl_split: NplSplit, language: Language) -> Rows:
    """Return a row per part: its points as a fraction, and its relative change with interval."""
    parts = npl_split.split.parts if npl_split.split else ()
    return Rows(
        columns=name_columns(("part", "points", "relative", "lower", "upper", "reason"), language),
        rows=tuple(
            (
                *(say(f"split.{part.name}", language), part.points),
                *(part.relative.value, part.relative.lower, part.relative.upper),
                _why(part.relative, language),
            )
            for part in parts
        ),
    )


def bridge_rows(before: Bridge, after: Bridge, language: Language) -> Rows:
    """Return a row per line of the bridge: amounts over the months of each window."""
    flows = [dict(side.flows) for side in (before, after)]
    middle = tuple((say(f"bridge.{name}", language), flows[0][name], flows[1].get(name)) for name in flows[0])
    return Rows(
        columns=name_columns(("flow", "before", "after"), language),
        rows=(
            (say("bridge.opening", language), before.opening, after.opening),
            *middle,
            (say("bridge.closing", language), before.closing, after.closing),
            (say("bridge.average", language), before.average_balance, after.average_balance),
        ),
    )


def vintage_rows(vintages: Vintages, pooled: Sequence[PooledVintage], language: Language) -> Rows:
    """Return a row per cohort and age in months, then per window; `complete` is 1 if all its months are that old."""
    cohorts = (
        (cohort_name(cohort), cohort.contracts, age, share, None, None, int(age < cohort.complete))
        for cohort in vintages.cohorts
        for age, share in enumerate(cohort.shares)
    )
    windows = (
        (say(f"window.{name}", language), side.contracts, age, *point, int(age < side.complete))
        for name, side in zip(("before", "after"), pooled, strict=True)
        if side.curve is not None
        for age, point in enumerate(zip(side.curve.at, side.curve.lower, side.curve.upper, strict=True))
    )
    names = ("cohort", "contracts", "age", "value", "lower", "upper", "complete")
    return Rows(columns=name_columns(names, language), rows=(*cohorts, *windows))


def comparison_rows(comparison: Comparison, language: Language) -> Rows:
    """Return a row per cell of the roll matrix, or per month since entry: both values, n, the change, its interval."""
    return Rows(
        columns=name_columns(
            (
                *comparison.dimensions,
                "before",
                "after",
                "absolute",
                "lower",
                "upper",
                "before_n",
                "after_n",
                "reason",
            ),
            language,
        ),
        rows=tuple(
            (
                *(
                    _member(dimension, code, language)
                    for dimension, code in zip(comparison.dimensions, c.members, strict=True)
                ),
                *(c.before.estimate.value, c.after.estimate.value),
                *(c.absolute.value, c.absolute.lower, c.absolute.upper),
                *(c.before.n, c.after.n),
                _why(c.absolute, language),
            )
            for c in comparison.changes
        ),
    )


def _member(dimension: str, code: str, language: Language) -> Cell:
    if dimension == "since" or not code:
        return code
    return state_name(code, language)


def concentration_rows(
    before: Concentration, after: Concentration, labels: Labels, language: Language
) -> Rows:
    """Return a row per member, however many there are, with its share of the balance at both month ends."""
    held = dict(before.shares)
    gone = [member for member, _ in before.shares if member not in dict(after.shares)]
    rows = [*after.shares, *((member, 0.0) for member in gone)]
    return Rows(
        columns=(say("column.member", language), before.month, after.month),
        rows=tuple(
            (member_name(member, labels, language), held.get(member, 0.0), share) for member, share in rows
        ),
    )
