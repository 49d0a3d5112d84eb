"""KPI values in words, and what is known of their changes.

Waits below one minute share one bin: a quantile there is only known to be under a minute, and a change from or to it
is only known to be at least so large (the value is the end of the bin, one minute).
"""

from analysis.results import Estimate
from warehouse.kpis.record import Kpi, Quantile, is_booked
from warehouse.query.answers import Change, Comparison
from warehouse.query.judged import choose_estimate, is_clear
from wording import formats
from wording.naming import reason_words
from wording.words import Language, say

SHORTEST_WAIT_MINUTES = 1.0
# Units too long for the place of a number; the name of the KPI says them too.
LONG_UNITS = ("count_per_1000", "hours_per_1000")


def level(number: float, kpi: Kpi, language: Language, scale: float) -> str:
    """Format a value with its unit; `scale` is as in `formats.value`."""
    if is_short(number, kpi):
        return say("unit.under_a_minute", language)
    return formats.value(number, kpi.unit, language, scale)


def brief(number: float, kpi: Kpi, language: Language, scale: float) -> str:
    """Format a value for narrow places, without a long unit; `scale` is as in `formats.value`."""
    if kpi.unit in LONG_UNITS:
        return formats.count(number, language)
    return level(number, kpi, language, scale)


def sides(before: float, after: float, kpi: Kpi, language: Language) -> str:
    """Format both values with the unit written once: 49.3→22.0 h.

    A value only known to be under a minute is given in words.
    """
    if kpi.unit not in LONG_UNITS and not is_short(before, kpi) and not is_short(after, kpi):
        return formats.from_to(before, after, kpi.unit, language)
    scale = formats.pair_scale(before, after)
    return say(
        "card.value",
        language,
        before=brief(before, kpi, language, scale),
        after=brief(after, kpi, language, scale),
    )


def interval(estimate: Estimate, kpi: Kpi, language: Language) -> str:
    """Format the interval of a value; "" where there is none or the value is only known to be under a minute."""
    if is_short(estimate.value, kpi):
        return ""
    return formats.interval(estimate.lower, estimate.upper, kpi.unit, language)


def at_least(words: str, change: Change, kpi: Kpi, language: Language) -> str:
    """Mark the size of a change as a minimum where one side is only known to be under a minute."""
    short = [is_short(side.estimate.value, kpi) for side in (change.before, change.after)]
    return say("unit.or_more", language, size=words) if any(short) else words


def both_short(change: Change, kpi: Kpi) -> bool:
    """Tell whether both sides are only known to be under a minute, so that the change is unknown."""
    return all(is_short(side.estimate.value, kpi) for side in (change.before, change.after))


def is_short(number: float | None, kpi: Kpi) -> bool:
    """Tell whether a value is a quantile that is only known to be under a minute."""
    return isinstance(kpi.formula, Quantile) and number is not None and number <= SHORTEST_WAIT_MINUTES


def describe_sample(n: int, kpi: Kpi, language: Language) -> str:
    """Return how many cases a value rests on; "" for the company's accounts, which are not sampled."""
    return "" if is_booked(kpi) else say("note.one_n", language, n=formats.count(n, language))


def describe_sample_pair(before: int, after: int, kpi: Kpi, language: Language) -> str:
    """Return how many cases both windows rest on; "" for the company's accounts and without any cases."""
    if is_booked(kpi) or not before + after:
        return ""
    sides = {"before": formats.count(before, language), "after": formats.count(after, language)}
    return say("note.n", language, **sides)


def change_words(change: Change, kpi: Kpi, language: Language) -> str:
    """Format a change, ▼ −53%, or the reason why there is none.

    A change that is not clear is in brackets and has no arrow.
    """
    if change.absolute.value is None:
        reason = change.absolute.reason
        return reason_words(reason, language) if reason else say("card.cannot_say", language)
    if both_short(change, kpi):
        return say("unit.under_a_minute", language)
    if kpi.unit == "fraction":
        # Always: beside a member whose relative change cannot be said, another's would look twenty times as large.
        text = formats.short_points(change.absolute.value, language)
    elif choose_estimate(change, kpi) is change.relative and change.relative.value is not None:
        text = formats.relative_change(change.relative.value)
    else:
        text = formats.absolute_change(change.absolute.value, kpi.unit, language)
    text = at_least(text, change, kpi, language)
    if not is_clear(change, kpi):
        return formats.bracket(text, language)
    return f"{'▲' if change.absolute.value > 0 else '▼'} {text}"


ROWS = 12  # as many members as fit beside another figure


def most_changed(comparison: Comparison) -> tuple[Change, ...]:
    """Return the members to draw, at most ROWS of them.

    Those that contribute most to the change come first, those without a number last.
    """
    known = [c for c in comparison.changes if c.absolute.value is not None]
    unknown = [c for c in comparison.changes if c.absolute.value is None]
    known.sort(key=lambda c: (-abs(c.absolute.value or 0) * (c.before.n + c.after.n), c.members))
    unknown.sort(key=lambda c: (-(c.before.n + c.after.n), c.members))
    return tuple([*known, *unknown][:ROWS])
