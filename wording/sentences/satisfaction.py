"""Sentences on satisfaction: raw next to weighted, how many did not answer, and what that could hide.

Shares change in percentage points next to their relative change (statistics §10); the break-even of §3 is in plain
words. Weighting cannot see that unhappy customers stay silent within a cell, and the text says so.
"""

from analysis.nonresponse import Weighted
from analysis.results import NO_ROWS, Estimate
from warehouse.kpis import find
from warehouse.kpis.record import Kpi
from warehouse.query.answers import Change
from warehouse.query.judged import Moved, choose_estimate, classify_change
from warehouse.query.subjects.surveys import Satisfaction
from wording import formats
from wording.naming import reason_words
from wording.sentences.answer import clause
from wording.sentences.lead import clause_of
from wording.words import Language, say

BETWEEN: dict[Language, str] = {"en": " ", "zh": ""}  # sentences
TENTH = 0.1  # a gap of ten points, to show what silence can hide


def csat_answer(satisfaction: Satisfaction, kpi: Kpi, language: Language) -> str:
    """Return the change among those who answered, and the change weighted to those who were asked."""
    raw = clause(satisfaction.raw, kpi, language)
    if satisfaction.weighted is None:
        return say("sentence.alone", language, speed=raw)
    key = "sentence.guard_but" if _differ(satisfaction, satisfaction.weighted) else "sentence.guard_and"
    return say(key, language, speed=raw, guard=describe_weighted(satisfaction.weighted, language))


def describe_weighted(weighted: Weighted, language: Language) -> str:
    """Return the weighted change in words, without a full stop."""
    change, said = weighted.absolute, classify_change(weighted.absolute)
    if said == "unknown":
        return say("voices.weighted_cannot_say", language, reason=_why(change, language))
    values = {
        "before": _percent(weighted.before.value),
        "after": _percent(weighted.after.value),
    }
    if said == "not judged":
        return say("voices.weighted_no_interval", language, **values)
    if said == "unclear":
        return say("voices.weighted_unclear", language, span=_span(change, language))
    points = formats.strip_sign(formats.points(change.value or 0.0, language))
    return say(f"voices.weighted_{said}", language, points=points, **values)


def silence(weighted: Weighted, language: Language) -> str:
    """Return how many answered on both sides, and how different the others would have to be to undo the change.

    "" where a response rate is missing.
    """
    before, after = weighted.response_before, weighted.response_after
    if before is None or after is None:
        return ""
    parts = [say("voices.answered", language, **_rates(weighted))]
    if weighted.absolute.clear:
        parts += _break_even(weighted, language)
    elif weighted.absolute.value is not None:
        hidden = formats.points(TENTH * (1 - (before + after) / 2), language)
        parts.append(
            say(
                "voices.hidden",
                language,
                gap=formats.strip_sign(formats.points(TENTH, language)),
                points=formats.strip_sign(hidden),
            )
        )
    return BETWEEN[language].join(parts)


def csat_line(satisfaction: Satisfaction, kpi: Kpi, language: Language) -> str:
    """Return the answer of a page in one line: the change, whether weighting agrees, and how many answered."""
    raw, weighted = clause_of(satisfaction.raw, kpi, language), satisfaction.weighted
    if weighted is None:
        return say("sentence.alone", language, speed=raw)
    neither = _classify_raw(satisfaction.raw) == classify_change(weighted.absolute) == "unclear"
    kind = "differs" if _differ(satisfaction, weighted) else "neither" if neither else "agrees"
    answered = say("voices.short_answered", language, **_rates(weighted))
    told = (
        say("verdict.unclear", language)
        if classify_change(weighted.absolute) == "unclear"
        else _tail(weighted, language)
    )
    return say(f"voices.line_{kind}", language, raw=raw, weighted=told, answered=answered)


def csat_short(satisfaction: Satisfaction, language: Language) -> str:
    """Return the change, whether weighting agrees, and how many answered, in at most 160 characters."""
    raw, weighted = satisfaction.raw, satisfaction.weighted
    said = _classify_raw(raw)
    if weighted is None or said == "unknown":
        reason = satisfaction.reason or raw.absolute.reason or NO_ROWS
        return say("voices.short_cannot_say", language, reason=reason_words(reason, language))
    answered = say("voices.short_answered", language, **_rates(weighted))
    if said == "not judged":
        text = say("voices.short_no_interval", language, **_sides(raw))
    else:
        neither = said == "unclear" and weighted.absolute.lower is not None
        kind = "differs" if _differ(satisfaction, weighted) else "neither" if neither else "agrees"
        words, tail = _short(raw, said, language), _tail(weighted, language)
        text = say(f"voices.short_{kind}", language, raw=words, weighted=tail)
    return say("voices.short", language, change=text, answered=answered)


def _classify_raw(change: Change) -> Moved:
    return classify_change(choose_estimate(change, find("csat")))


def _differ(satisfaction: Satisfaction, weighted: Weighted) -> bool:
    """The answers as given and the weighted ones do not say the same."""
    told = _classify_raw(satisfaction.raw), classify_change(weighted.absolute)
    return told[0] != told[1] and {*told} <= {"rose", "fell", "unclear"}


def _break_even(weighted: Weighted, language: Language) -> list[str]:
    """What would undo a clear change: the same gap on both sides, where one can, and a gap that moved."""
    gap, growth = weighted.break_even_gap, weighted.break_even_growth
    parts = []
    if gap is not None and _is_possible(gap, weighted):
        which = "less" if gap > 0 else "more"
        points = formats.strip_sign(formats.points(gap, language))
        parts.append(say(f"voices.undone_{which}", language, points=points))
    else:
        parts.append(say("voices.not_undone", language))
    if growth is not None:
        which = "grew" if growth > 0 else "shrank"
        points = formats.strip_sign(formats.points(growth, language))
        parts.append(say(f"voices.undone_{which}", language, points=points))
    return parts


def _is_possible(gap: float, weighted: Weighted) -> bool:
    """Silent customers who are that much less satisfied are between none and all satisfied, on both sides."""
    shares = [side.value for side in (weighted.before, weighted.after) if side.value is not None]
    return all(0 <= share - gap <= 1 for share in shares)


def _short(raw: Change, said: Moved, language: Language) -> str:
    if said == "unclear":
        return say("voices.short_unclear", language, span=_span_that_decides(raw, language))
    points = formats.strip_sign(formats.short_points(raw.absolute.value or 0.0, language))
    return say(f"voices.short_{said}", language, points=points, **_sides(raw))


def _tail(weighted: Weighted, language: Language) -> str:
    """The weighted change in few letters."""
    change = weighted.absolute
    said = classify_change(change)
    if said == "unknown":
        return _why(change, language)
    if said == "unclear":
        return say("voices.tail_unclear", language, span=_span(change, language))
    if said == "not judged":
        points = formats.short_points(change.value or 0.0, language)
        why = change.interval_reason or NO_ROWS
        return say("voices.tail_no_interval", language, points=points, reason=reason_words(why, language))
    return formats.short_points(change.value or 0.0, language)


def _span_that_decides(change: Change, language: Language) -> str:
    """The interval by which a change is clear or not, so that words and numbers cannot disagree."""
    if change.relative.value is None:
        return _span(change.absolute, language)
    ends = (change.relative.lower or 0.0, change.relative.upper or 0.0)
    lower, upper = (formats.relative_change(end) for end in ends)
    return say("voices.relative_span", language, span=formats.span(lower, upper, language))


def _span(change: Estimate, language: Language) -> str:
    ends = (change.lower or 0.0, change.upper or 0.0)
    lower, upper = (formats.add_sign(formats.digits(100 * end), end) for end in ends)
    words = say("voices.span", language, span=formats.span(lower, upper, language))
    return formats.bind(words, language)


def _sides(change: Change) -> dict[str, str]:
    return {
        "before": _percent(change.before.estimate.value),
        "after": _percent(change.after.estimate.value),
    }


def _rates(weighted: Weighted) -> dict[str, str]:
    return {
        "before": _percent(weighted.response_before),
        "after": _percent(weighted.response_after),
    }


def _percent(share: float | None) -> str:
    return "–" if share is None else formats.percent(share)


def _why(change: Estimate, language: Language) -> str:
    return reason_words(change.reason or NO_ROWS, language)
