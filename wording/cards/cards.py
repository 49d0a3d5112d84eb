"""KPI cards: before → after, the change with its interval, verdict, evidence, target and guard."""

from dataclasses import dataclass
from typing import Literal

from analysis.intervals import INDEPENDENT
from analysis.results import NO_ROWS, Estimate
from warehouse.kpis.record import Kpi
from warehouse.query.answers import Answer, Change, Comparison
from warehouse.query.judged import choose_estimate, contradicts, is_clear, status
from warehouse.query.targets import Target
from wording import formats
from wording.judgement import Judgement, Tone, target_state, verdict
from wording.levels import LONG_UNITS, at_least, both_short, brief, describe_sample, is_short, level, sides
from wording.naming import name_of, reason_words
from wording.status import status_words
from wording.words import Language, say

DeltaColour = Literal["green", "red", "gray"]
Arrow = Literal["up", "down", "off"]
COLOURS: dict[Tone, DeltaColour] = {"better": "green", "worse": "red", "neutral": "gray"}
NOTHING_KNOWN = Judgement(status="cannot_tell", caveat="")


@dataclass(frozen=True, kw_only=True)
class Card:
    """The text of a card.

    judgement: the KPI's status. delta, interval: "" where no change can be shown. lines: small print, in order.
    target, guard: the lines about them, "" without. attributable: the part of the change attributable to
    initiatives, "" where there is none.
    """

    label: str
    help: str
    judgement: Judgement
    value: str
    delta: str
    interval: str
    colour: DeltaColour
    arrow: Arrow
    lines: tuple[str, ...]
    target: str
    guard: str
    attributable: str


def card(
    comparison: Comparison,
    kpi: Kpi,
    help_text: str,
    guard: tuple[Comparison, Kpi] | None,
    guard_shown: bool,
    target: Target | None,
    judgement: Judgement,
    movers: str,
    language: Language,
) -> Card:
    """Return the text of a card; its colour follows the status, never the sign alone.

    guard: the KPI to read it with; it is printed where `guard_shown`. movers: initiatives to which a part of the
    change is attributable, "" where there are none.
    """
    if not comparison.changes:
        why = comparison.notices[0] if comparison.notices else NO_ROWS
        return _empty_card(kpi, help_text, reason_words(why, language), language)
    change = comparison.changes[0]
    beside = guard[0].changes[0] if guard is not None and guard[0].changes else None
    watched = ""
    if guard is not None and beside is not None and guard_shown:
        watched = _guard(beside, guard[1], language)
    aim = target_words(change, target, kpi, language) if target is not None else ""
    unit = formats.say_unit(kpi.unit, language) if kpi.unit in LONG_UNITS else ""
    notices = (f"▲ {reason_words(notice, language)}" for notice in comparison.notices)
    lines = (
        unit,
        _meaning(change, kpi=kpi, beside=beside, judgement=judgement, movers=movers, language=language),
        *notices,
        aim,
        watched,
    )
    delta, interval = delta_words(change, kpi, language)
    return Card(
        label=name_of(kpi, language),
        help=help_text,
        judgement=judgement,
        value=_value(change, kpi, language),
        delta=delta,
        interval=interval,
        colour=COLOURS[judgement.tone],
        arrow=_arrow(change, kpi),
        lines=tuple(line for line in lines if line),
        target=aim,
        guard=watched,
        attributable="",
    )


def _empty_card(kpi: Kpi, help_text: str, why: str, language: Language) -> Card:
    """A card that says why there is no value."""
    return Card(
        label=name_of(kpi, language),
        help=help_text,
        judgement=NOTHING_KNOWN,
        value="–",
        delta="",
        interval="",
        colour="gray",
        arrow="off",
        lines=(why,),
        target="",
        guard="",
        attributable="",
    )


def _arrow(change: Change, kpi: Kpi) -> Arrow:
    value = change.absolute.value
    if value is None or not is_clear(change, kpi):
        return "off"
    return "up" if value > 0 else "down"


def plain_card(answer: Answer, kpi: Kpi, help_text: str, language: Language) -> Card:
    """Return a card without a comparison: the value over all months, or why there is none."""
    value = answer.values[0]
    estimate = value.estimate
    if estimate.value is None:
        return _empty_card(kpi, help_text, reason_words(estimate.reason or NO_ROWS, language), language)
    rests_on = describe_sample(value.n, kpi, language)
    lines = (say("card.all_months", language), *([rests_on] if rests_on else []))
    text = level(estimate.value, kpi, language, 0)
    interval = formats.interval(estimate.lower, estimate.upper, kpi.unit, language)
    return Card(
        label=name_of(kpi, language),
        help=help_text,
        judgement=NOTHING_KNOWN,
        value=text,
        delta="",
        interval="",
        colour="gray",
        arrow="off",
        lines=(interval, *lines),
        target="",
        guard="",
        attributable="",
    )


def _value(change: Change, kpi: Kpi, language: Language) -> str:
    before, after = change.before.estimate.value, change.after.estimate.value
    if before is None and after is None:
        return "–"
    if before is not None and after is not None:
        return sides(before, after, kpi, language)
    known = ["–" if side is None else brief(side, kpi, language, 0) for side in (before, after)]
    return say("card.value", language, before=known[0], after=known[1])


def choose_change(change: Change, kpi: Kpi) -> Estimate:
    """Return the estimate that a card shows: points for shares, money for lifetime values, else the relative change."""
    decides = choose_estimate(change, kpi)
    # Else its interval would say another thing than the words.
    by_points = kpi.unit == "fraction" and not contradicts(change.absolute, decides)
    return change.absolute if by_points else decides


def delta_words(change: Change, kpi: Kpi, language: Language) -> tuple[str, str]:
    """Return the change shown and its interval, "" where there is none."""
    use = choose_change(change, kpi)
    if use.value is None or both_short(change, kpi):
        return "", ""
    if use is change.relative:
        text = at_least(formats.relative_change(use.value, language), change, kpi, language)
        # Of a value that is only known to be short the interval says nothing.
        known = not any(is_short(side.estimate.value, kpi) for side in (change.before, change.after))
        return text, formats.interval(use.lower, use.upper, "relative", language) if known else ""
    if kpi.unit == "fraction":
        text, unit = formats.short_points(use.value, language), "points"
    else:
        text, unit = formats.absolute_change(use.value, kpi.unit, language), kpi.unit
    return text, formats.interval(use.lower, use.upper, unit, language)


def _meaning(
    change: Change, kpi: Kpi, beside: Change | None, judgement: Judgement, movers: str, language: Language
) -> str:
    own = verdict(change, kpi)
    if own == "unknown":
        estimates = (change.before.estimate, change.after.estimate, change.absolute)
        reason = next((e.reason for e in estimates if e.reason), None)
        return reason_words(reason, language) if reason else say("card.cannot_say", language)
    parts = []
    decides = choose_estimate(change, kpi)
    why = decides.interval_reason
    if own == "not judged" and why:
        parts.append(say("card.no_interval", language, reason=reason_words(why, language)))
    else:
        parts.append(status_words(judgement.status, language))
    if decides.method == INDEPENDENT:
        parts.append(say(f"method.{INDEPENDENT}", language))
    if change.relative.value is not None and (kpi.unit == "fraction" or decides is change.absolute):
        relative = formats.relative_change(change.relative.value, language)
        parts.append(say("card.relative", language, change=relative))
    if movers:
        grade = say("evidence.partly", language, initiatives=movers)
        parts.append(say("card.evidence", language, grade=grade))
    elif own != "not judged":  # which is said already
        parts.append(say("card.evidence", language, grade=evidence_words(change, kpi, beside, language)))
    return " · ".join(parts)


def evidence_words(change: Change, kpi: Kpi, beside: Change | None, language: Language) -> str:
    """Return what a change shows, in a word; without a design it is a difference at most.

    beside: the change of the KPI's guard.
    """
    return say(f"evidence.{status(change, kpi, beside)}", language)


def target_words(change: Change, target: Target, kpi: Kpi, language: Language) -> str:
    """Return the target, and whether the value after meets it."""
    state = target_state(change.after.estimate, target, kpi)
    return say(f"target.{state}", language, target=formats.value(target.value, kpi.unit, language))


def _guard(change: Change, kpi: Kpi, language: Language) -> str:
    delta, interval = delta_words(change, kpi, language)
    judgement = verdict(change, kpi)
    text = f"{delta} {interval} {say(f'verdict.{judgement}', language)}" if delta else "–"
    head = say("card.guard_head", language)
    line = say("card.guard", language, head=head, name=name_of(kpi, language), change=text)
    return f":red[▲ {line}]" if judgement == "worse" else line
