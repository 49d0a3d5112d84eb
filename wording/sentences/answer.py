"""The answer of a page in one sentence, generated from its numbers (statistics §10).

The verb follows the interval; relative and absolute change are both given, labelled; a speed is given with its guard,
with "but" where one got better and the other worse.
"""

from analysis.results import NO_ROWS, TOO_FEW
from warehouse.kpis.record import Kpi, is_booked
from warehouse.query.answers import Answer, Change, Comparison, Value
from warehouse.query.judged import choose_estimate, classify_change
from wording import formats
from wording.judgement import verdict
from wording.levels import at_least, both_short, level
from wording.naming import name_of, reason_words
from wording.words import Language, say


def headline(speed: Comparison, speed_kpi: Kpi, guard: Comparison, guard_kpi: Kpi, language: Language) -> str:
    """Return what happened to a speed and to its guard, in one sentence."""
    if not speed.changes:
        return say("sentence.alone", language, speed=_nothing(speed, speed_kpi, language))
    fast = clause(speed.changes[0], speed_kpi, language)
    if not guard.changes:
        care = _nothing(guard, guard_kpi, language)
        return say("sentence.guard_and", language, speed=fast, guard=inside(care, language))
    care = clause(guard.changes[0], guard_kpi, language)
    pair = {verdict(speed.changes[0], speed_kpi), verdict(guard.changes[0], guard_kpi)}
    key = "sentence.guard_but" if pair == {"better", "worse"} else "sentence.guard_and"
    return say(key, language, speed=fast, guard=inside(care, language))


def clause(change: Change, kpi: Kpi, language: Language) -> str:
    """Return what a KPI did: a verb where the change is clear, the range where it is not, else the reason."""
    name = name_of(kpi, language)
    before, after, absolute = change.before.estimate.value, change.after.estimate.value, change.absolute.value
    if before is None or after is None or absolute is None:
        estimates = (change.before.estimate, change.after.estimate, change.absolute)
        reason = next((e.reason for e in estimates if e.reason), None)
        words = reason_words(reason, language) if reason else say("reason.no rows", language)
        return say("sentence.cannot_say", language, name=name, reason=words)
    decides = choose_estimate(change, kpi)
    values = _two(before, after, kpi, language)
    says = classify_change(decides)
    unmoved = says == "unclear" and decides.lower is None  # counted, and the same
    if unmoved or both_short(change, kpi):
        return say("sentence.both", language, name=name, value=values["after"])
    if says == "not judged":
        why = decides.interval_reason
        words = reason_words(why, language) if why else say("reason.too few", language)
        return say("sentence.no_interval", language, name=name, reason=words, **values)
    if says == "unclear":
        return say("sentence.unclear", language, name=name, span=_range(change, kpi, language))
    size = formats.strip_sign(formats.absolute_change(absolute, kpi.unit, language))
    size = at_least(size, change, kpi, language)
    if change.relative.value is None:
        return say(f"verb.{says}_absolute", language, name=name, absolute=size, **values)
    share = formats.strip_sign(formats.relative_change(change.relative.value))
    share = at_least(share, change, kpi, language)
    return say(f"verb.{says}", language, name=name, relative=share, absolute=size, **values)


def basis(comparison: Comparison, kpi: Kpi, day: str, language: Language) -> str:
    """Return the months compared, n of both sides where cases were sampled, and the cut-off day."""
    sides = {
        "before": formats.months(comparison.months_before, language),
        "after": formats.months(comparison.months_after, language),
    }
    if comparison.changes and not is_booked(kpi):
        first = comparison.changes[0]
        for side, n in (("before", first.before.n), ("after", first.after.n)):
            words = {"months": sides[side], "n": formats.count(n, language)}
            sides[side] = say("sentence.basis_side", language, **words)
    return say("sentence.basis", language, day=day, **sides)


def notices(comparison: Comparison, language: Language) -> str:
    """Return the notices of a comparison, "" where there are none."""
    reasons = [reason_words(notice, language) for notice in comparison.notices]
    words = say("format.comma", language).join(reasons)
    return say("sentence.notices", language, notices=words) if reasons else ""


def _nothing(comparison: Comparison, kpi: Kpi, language: Language) -> str:
    why = (
        reason_words(comparison.notices[0], language)
        if comparison.notices
        else say("reason.no rows", language)
    )
    return say("sentence.cannot_say", language, name=name_of(kpi, language), reason=why)


def _two(before: float, after: float, kpi: Kpi, language: Language) -> dict[str, str]:
    scale = formats.pair_scale(before, after)
    return {
        "before": level(before, kpi, language, scale),
        "after": level(after, kpi, language, scale),
    }


def _range(change: Change, kpi: Kpi, language: Language) -> str:
    if choose_estimate(change, kpi) is change.relative:
        ends = (change.relative.lower, change.relative.upper)
        words = [formats.relative_change(e) for e in ends if e is not None]
    else:
        ends = (change.absolute.lower, change.absolute.upper)
        words = [formats.absolute_change(e, kpi.unit, language) for e in ends if e is not None]
    return formats.span(words[0], words[1], language)


def inside(text: str, language: Language) -> str:
    """Return a name as it appears inside a sentence: in English with a small first letter.

    Abbreviations such as NPL keep theirs.
    """
    if language == "en" and text[1:2].islower():
        return text[0].lower() + text[1:]
    return text


def no_month(answer: Answer, comparison: Comparison | None, kpi: Kpi, language: Language) -> str:
    """Return why no month can be drawn; where only single months are too small, the values of the windows."""
    reason = answer.values[0].estimate.reason or NO_ROWS
    if comparison is not None:
        reason = comparison.changes[0].absolute.reason or reason
    if reason != TOO_FEW or comparison is None or comparison.changes[0].absolute.value is None:
        return say("figure.no_data", language, reason=reason_words(reason, language))
    before, after = (
        say_value(side, kpi, language) for side in (comparison.changes[0].before, comparison.changes[0].after)
    )
    return say("figure.no_month", language, before=before, after=after)


def say_value(value: Value, kpi: Kpi, language: Language) -> str:
    """Return a value with its unit, or the reason why there is none."""
    if value.estimate.value is None:
        return reason_words(value.estimate.reason or NO_ROWS, language)
    return level(value.estimate.value, kpi, language, 0)
