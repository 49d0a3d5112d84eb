"""The rows behind the figures on churn and on customer value, for their CSV."""

from collections.abc import Sequence

from analysis.results import Estimate
from warehouse.query.answers import Curve, CustomerValue, LifeTable, ValueByTenure
from wording.downloads import Cell, Rows
from wording.naming import reason_words
from wording.words import Language, say


def _columns(keys: Sequence[str], language: Language) -> tuple[str, ...]:
    return tuple(say(f"column.{key}", language) for key in keys)


def retention_rows(before: LifeTable, after: LifeTable, language: Language) -> Rows:
    """Return a row per window and tenure: share still here when it begins, interval, and number at risk."""
    return Rows(
        columns=_columns(("window", "tenure", "still_here", "lower", "upper", "at_risk"), language),
        rows=tuple(
            (
                say(f"window.{window}", language),
                *row,
                table.at_risk[row[0]] if row[0] < len(table.at_risk) else None,
            )
            for window, table in (("before", before), ("after", after))
            if table.survival is not None
            for row in _points(table.survival)
        ),
    )


def incidence_rows(before: LifeTable, after: LifeTable, language: Language) -> Rows:
    """Return a row per window, ending and tenure: share gone that way when it begins, with its interval."""
    return Rows(
        columns=_columns(("window", "ending", "tenure", "gone", "lower", "upper"), language),
        rows=tuple(
            (say(f"window.{window}", language), say(f"gone.{cause}", language), *row)
            for window, table in (("before", before), ("after", after))
            for cause, curve in table.incidence
            for row in _points(curve)
        ),
    )


def _points(curve: Curve) -> list[tuple[int, float, float | None, float | None]]:
    return [(k, *point) for k, point in enumerate(zip(curve.at, curve.lower, curve.upper, strict=True))]


def curve_rows(before: Curve | None, after: Curve | None, span: int, language: Language) -> Rows:
    """Return a row per window and month: cumulative value by its end, observed or modelled.

    span: number of months observed; later ones are modelled.
    """
    return Rows(
        columns=_columns(("window", "tenure", "value", "lower", "upper", "kind_of_value"), language),
        rows=tuple(
            (
                say(f"window.{window}", language),
                k + 1,
                *point,
                say("value.observed" if k < span else "value.modelled", language),
            )
            for window, curve in (("before", before), ("after", after))
            if curve is not None
            for k, *point in _points(curve)
        ),
    )


def driver_rows(value: CustomerValue, total: Estimate, language: Language) -> Rows:
    """Return a row per part of the change, then their sum."""
    parts = [(say(f"driver.{name}", language), part) for name, part in (*value.margin, *value.staying)]
    return Rows(
        columns=_columns(("part", "absolute", "lower", "upper", "reason"), language),
        rows=tuple(
            (name, *_estimate(part, language))
            for name, part in (*parts, (say("value.change", language), total))
        ),
    )


def horizon_rows(value_by_tenure: ValueByTenure, language: Language) -> Rows:
    """Return a row per horizon: the change up to it, all of it observed."""
    return Rows(
        columns=_columns(("horizon", "absolute", "lower", "upper", "reason"), language),
        rows=tuple((each.months, *_estimate(each.change, language)) for each in value_by_tenure.horizons),
    )


def _estimate(part: Estimate, language: Language) -> tuple[Cell, ...]:
    reason = part.reason or part.interval_reason
    return part.value, part.lower, part.upper, reason_words(reason, language) if reason else ""
