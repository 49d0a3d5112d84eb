"""The rows behind the figures on customer value, for their CSV: money in full."""

from analysis.results import Estimate
from warehouse.query.answers import Curve, CustomerValue, ValueByTenure
from wording.downloads import Cell, Rows
from wording.naming import name_columns, reason_words
from wording.words import Language, say


def curve_rows(before: Curve | None, after: Curve | None, span: int, language: Language) -> Rows:
    """Return a row per window and month: cumulative value by its end, observed or modelled."""
    return Rows(
        columns=name_columns(("window", "tenure", "value", "lower", "upper", "kind_of_value"), language),
        rows=tuple(
            (
                say(f"window.{window}", language),
                k + 1,
                *point,
                say("value.observed" if k < span else "value.modelled", language),
            )
            for window, curve in (("before", before), ("after", after))
            if curve is not None
            for k, point in enumerate(zip(curve.at, curve.lower, curve.upper, strict=True))
        ),
    )


def driver_rows(value: CustomerValue, total: Estimate, language: Language) -> Rows:
    """Return a row per part of the change, and their sum."""
    parts = [(say(f"driver.{name}", language), part) for name, part in (*value.margin, *value.staying)]
    return Rows(
        columns=name_columns(("part", "absolute", "lower", "upper", "reason"), language),
        rows=tuple(
            (name, *_estimate(part, language))
            for name, part in (*parts, (say("value.change", language), total))
        ),
    )


def horizon_rows(value_by_tenure: ValueByTenure, language: Language) -> Rows:
    """Return a row per horizon: the change up to it, all of it observed."""
    return Rows(
        columns=name_columns(("horizon", "absolute", "lower", "upper", "reason"), language),
        rows=tuple((each.months, *_estimate(each.change, language)) for each in value_by_tenure.horizons),
    )


def _estimate(part: Estimate, language: Language) -> tuple[Cell, ...]:
    reason = part.reason or part.interval_reason
    return part.value, part.lower, part.upper, reason_words(reason, language) if reason else ""
