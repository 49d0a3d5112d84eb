"""Decisions in words: what was expected, what the data show, the verdict, and how good forecasts have been."""

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.results import NOT_OLD_ENOUGH, Estimate, Reason
from analysis.scenario.projection import FIVE
from analysis.scenario.scoring import LEAST, SCORED_ZERO, Calibration
from warehouse.scenarios.decisions import Decision, Judged, Tally
from warehouse.scenarios.forecast import Came
from wording import formats
from wording.naming import reason_words
from wording.scenarios.terms import series_name, series_value, unit_of
from wording.words import Language, say

NONE = "–"


@dataclass(frozen=True, kw_only=True)
class DecisionRow:
    """A decision in words, in the order of the columns of its list."""

    decision: str
    owner: str
    review: str
    judged_by: str
    forecast: str
    came: str
    outcome: str
    against_nothing: str


def verdict(counts: Tally, language: Language) -> str:
    """Return in one line what became of all decisions."""
    if counts.scored:
        first = say(
            "decided.scored",
            language,
            n=str(counts.scored),
            inside=str(counts.within_90),
            better=str(counts.better),
        )
    else:
        first = say("decided.none_due", language)
    rest = [
        say(f"decided.{name}", language, n=str(n))
        for name, n in (("open", counts.open), ("by_hand", counts.by_hand), ("reviewed", counts.reviewed))
        if n
    ]
    return say("format.semicolon", language).join((first, *rest))


def decision_row(judged: Judged, currency: str, language: Language) -> DecisionRow:
    """Return a decision in words."""
    decision, main = judged.decision, None if judged.judgement is None else judged.judgement.main
    return DecisionRow(
        decision=decision.text,
        owner=decision.last.owner,
        review=review_words(decision, language),
        judged_by=NONE if main is None else series_name(main.series, language),
        forecast=NONE if main is None else range_words(main.series, main.plan[-1], currency, language),
        came=NONE if main is None else came_words(main, currency, language),
        outcome=outcome_words(judged, language),
        against_nothing=NONE if main is None else gain_words(main, language),
    )


def review_words(decision: Decision, language: Language) -> str:
    """Return the month of review; where it was put off, also the first one, by which the decision is judged."""
    now, first = (formats.month(month, language) for month in (decision.last.review, decision.first_review))
    return now if now == first else say("decision.put_off", language, now=now, first=first)


def range_words(series: str, five: FIVE, currency: str, language: Language) -> str:
    """Return the median and the 90 % range of a forecast."""
    between = formats.interval(five[0], five[4], unit_of(series, currency), language)
    return formats.add_interval(series_value(series, five[2], currency, language), between, language)


def came_words(came: Came, currency: str, language: Language) -> str:
    """Return the value in the month of the review with its interval, – without one."""
    estimate = came.value
    if estimate.value is None:
        return NONE
    value = series_value(came.series, estimate.value, currency, language)
    between = formats.interval(estimate.lower, estimate.upper, unit_of(came.series, currency), language)
    return formats.add_interval(value, between, language)


def outcome_words(judged: Judged, language: Language) -> str:
    """Return the verdict on a decision: where the value lies, or why that is not known."""
    if judged.status == "scored" and judged.judgement is not None:
        return place_words(judged.judgement.main, language)
    if judged.status == "reviewed":
        return say("decision.status_reviewed", language, finding=judged.decision.last.reason)
    if judged.status == "by hand" and judged.reason is not None:
        return say("decision.status_by hand", language, reason=reason_words(judged.reason, language))
    return say("decision.status_open", language)


def place_words(came: Came, language: Language) -> str:
    """Return where the value of one series lies in its forecast, or why that is not known."""
    if came.own == NOT_OLD_ENOUGH:
        return say("decision.status_open", language)
    if isinstance(came.own, Reason):
        return reason_words(came.own, language)
    if came.own.place == "inside":
        return say("decision.inside_50" if came.own.inside_50 else "decision.inside_90", language)
    return say(f"decision.{came.own.place}", language)


def gain_words(came: Came, language: Language) -> str:
    """Return by how much the forecast of one series was better than doing nothing's, – where that is not known."""
    if isinstance(came.gain, Reason):
        return reason_words(came.gain, language) if came.gain == SCORED_ZERO else NONE
    if came.gain > 0:
        return say("decision.better", language, gain=f"{came.gain:.0%}")
    return say("decision.equal" if came.gain == 0 else "decision.worse", language)


def calibration_words(told: Calibration | Reason, scored: int, language: Language) -> str:
    """Return how often forecasts held, or how many decisions are still needed to say so."""
    if isinstance(told, Reason):
        return say("calibration.too_few", language, n=str(scored), least=str(LEAST))
    inside_50, inside_90, reached = (
        round((share.value or 0.0) * told.n) for share in (told.within_50, told.within_90, told.reached_90)
    )
    return say(
        "calibration.sentence",
        language,
        finding=say(f"calibration.{told.finding}", language),
        n=str(told.n),
        inside_50=str(inside_50),
        between_50=between_words(told.within_50, language),
        inside_90=str(inside_90),
        between_90=between_words(told.within_90, language),
        unclear=str(reached - inside_90),
    )


def between_words(share: Estimate, language: Language) -> str:
    """Return the interval of a share of decisions, in whole percent."""
    low, high = share.lower or 0.0, share.upper or 0.0
    return formats.span(f"{low:.0%}", f"{high:.0%}", language)


def count_scored(judged: Sequence[Judged]) -> int:
    """Return how many decisions have a score."""
    return sum(each.score is not None for each in judged)
