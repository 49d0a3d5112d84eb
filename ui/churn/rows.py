"""The rows behind the figures on churn, for their CSV: shares as fractions."""

from warehouse.query.answers import Curve, LifeTable
from wording.downloads import Rows
from wording.naming import name_columns
from wording.words import Language, say


def retention_rows(before: LifeTable, after: LifeTable, language: Language) -> Rows:
    """Return a row per window and tenure: share still here when it begins, its interval, and those at risk in it."""
    return Rows(
        columns=name_columns(("window", "tenure", "still_here", "lower", "upper", "at_risk"), language),
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
        columns=name_columns(("window", "ending", "tenure", "gone", "lower", "upper"), language),
        rows=tuple(
            (say(f"window.{window}", language), say(f"gone.{cause}", language), *row)
            for window, table in (("before", before), ("after", after))
            for cause, curve in table.incidence
            for row in _points(curve)
        ),
    )


def _points(curve: Curve) -> list[tuple[int, float, float | None, float | None]]:
    return [(k, *point) for k, point in enumerate(zip(curve.at, curve.lower, curve.upper, strict=True))]
