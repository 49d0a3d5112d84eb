"""The rows behind each kind of figure, for its CSV: exact values, in the units of the KPI."""

from analysis.results import Estimate
from warehouse.query.answers import Answer, Change, Comparison, Distribution, StageWork
from warehouse.query.subjects.waits import ENDINGS, shares_of
from wording.downloads import Cell, Rows
from wording.naming import Labels, member_name, name_columns, reason_words
from wording.words import Language, say, say_member


def _reason(language: Language, *estimates: Estimate) -> str:
    """The first reason why something cannot be said, "" where all can."""
    reasons = [e.reason or e.interval_reason for e in estimates]
    return next((reason_words(reason, language) for reason in reasons if reason), "")


def month_rows(answer: Answer, language: Language) -> Rows:
    """Return a row per month or quarter of a trend."""
    return Rows(
        columns=name_columns((*answer.dimensions, "value", "lower", "upper", "n", "reason"), language),
        rows=tuple(
            (
                *(v.members[0], v.estimate.value, v.estimate.lower, v.estimate.upper, v.n),
                _reason(language, v.estimate),
            )
            for v in answer.values
        ),
    )


def change_rows(comparison: Comparison, labels: Labels, language: Language) -> Rows:
    """Return a row per member of a dimension, including those that are not drawn."""
    return Rows(
        columns=(
            say(f"dimension.{comparison.dimensions[0]}", language),
            *name_columns(("before", "after", "absolute", "relative"), language),
            *name_columns(("lower", "upper", "before_n", "after_n", "reason"), language),
        ),
        rows=tuple(_change_row(change, labels, language) for change in comparison.changes),
    )


def _change_row(change: Change, labels: Labels, language: Language) -> tuple[Cell, ...]:
    return (
        member_name(change.members[0], labels, language),
        change.before.estimate.value,
        change.after.estimate.value,
        change.absolute.value,
        change.relative.value,
        change.relative.lower,
        change.relative.upper,
        change.before.n,
        change.after.n,
        _reason(language, change.before.estimate, change.after.estimate, change.absolute, change.relative),
    )


def curve_rows(before: Distribution, after: Distribution, language: Language) -> Rows:
    """Return a row per ending and bin: the share that had ended that way by then, in both windows."""
    return Rows(
        columns=name_columns(("ending", "minutes", "before", "after"), language),
        rows=tuple(
            (say(f"ending.{ending}", language), *cells)
            for ending in ENDINGS
            for cells in zip(
                after.to_minutes, shares_of(before, ending), shares_of(after, ending), strict=True
            )
        ),
    )


def stage_rows(before: StageWork, after: StageWork, labels: Labels, language: Language) -> Rows:
    """Return a row per window, stage and kind of resource: visits, touch and queue minutes."""
    return Rows(
        columns=name_columns(("stage", "kind", "window", "visits", "touch", "queue"), language),
        rows=tuple(
            (
                member_name(row.stage, labels, language),
                say_member("resource_kind", row.resource_kind, language),
                say(f"window.{window}", language),
                row.visits,
                row.touch_minutes,
                row.queue_minutes,
            )
            for window, work in (("before", before), ("after", after))
            for row in work.stages
        ),
    )
