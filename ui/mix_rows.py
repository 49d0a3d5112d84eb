"""CSV rows behind a mix figure: exact values, in the unit of the KPI."""

from analysis.mix_estimates import Mixed
from figures.mix import steps
from wording.downloads import Rows
from wording.naming import reason_words
from wording.words import Language, say


def mix_rows(mixed: Mixed, language: Language) -> Rows:
    """Return the value before, a row per step with its interval, and the value after."""
    columns = ("part", "value", "lower", "upper", "reason")
    between = (
        (
            *(step.name, step.change.value, step.change.lower, step.change.upper),
            reason_words(step.change.interval_reason, language) if step.change.interval_reason else "",
        )
        for step in steps(mixed, language)
    )
    return Rows(
        columns=tuple(say(f"column.{name}", language) for name in columns),
        rows=(
            (say("window.before", language), mixed.before, None, None, ""),
            *between,
            (say("window.after", language), mixed.after, None, None, ""),
        ),
    )
