"""KPI cards: before → after, the change with its interval, one status; and what "why?" holds."""

from dataclasses import dataclass

from analysis.intervals import INDEPENDENT
from analysis.results import COUNTED, NO_ROWS, Estimate, Reason
from warehouse.kpis.record import Kpi
from warehouse.query.answers import Answer, Change, Comparison
from warehouse.query.judged import choose_estimate, contradicts
from warehouse.query.targets import Target
from wording import formats
from wording.judgement import Judgement, judge, target_state
from wording.levels import LONG_UNITS, at_least, both_short, brief, describe_sample, is_short, level
from wording.naming import name_of, reason_words
from wording.status import status_with_sign, status_words
from wording.words import CATALOGUE, Language, say, say_member

NOTHING_KNOWN = Judgement(status="cannot_tell", caveat="")


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """What is drawn of a change, all on one scale: relative, or in the unit of the KPI.

    target: the change that would reach the target exactly, None without one.
    """

    change: float
    lower: float
    upper: float
    target: float | None


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A line behind "why?": what it is about, "" for a remark, and what it says."""

    label: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Card:
    """A card in words.

    before, after: values with their units, "–" where there is none; before is "" without a comparison. change: ""
    where none can be shown. drawn: None where the change has no interval. beside: what stands beside the status in
    at most five words: why nothing can be told, or other months than those chosen; "" for neither. interval: of the
    change, "" without. target, guard: "" without. facts: everything else that "why?" says, in order.
    """

    code: str
    name: str
    before: str
    after: str
    change: str
    interval: str
    drawn: Drawn | None
    judgement: Judgement
    beside: str
    target: str
    guard: str
    facts: tuple[Fact, ...]


def card(
    comparison: Comparison,
    kpi: Kpi,
    guard: tuple[Change, Kpi] | None,
    target: Target | None,
    judgement: Judgement,
    language: Language,
) -> Card:
    """Return the card of a comparison; `guard` is the KPI it is read with, and its change."""
    if not comparison.changes:
        why = comparison.notices[0] if comparison.notices else NO_ROWS
        return empty_card(kpi, why, language)
    change = comparison.changes[0]
    before, after = _sides(change, kpi, language)
    delta, interval = delta_words(change, kpi, language)
    facts = (
        _other_scale(change, kpi, language),
        Fact(label=say("why.unit", language), text=_long_unit(kpi, language)),
        Fact(label="", text=_why_no_interval(change, kpi, language)),
        *(
            Fact(label="", text=formats.capitalise(reason_words(notice, language)))
            for notice in comparison.notices
        ),
    )
    return Card(
        code=kpi.code,
        name=name_of(kpi, language),
        before=before,
        after=after,
        change=delta,
        interval=interval,
        drawn=_measure_drawn(change, kpi, target) if delta else None,
        judgement=judgement,
        beside=_short_reason(change, kpi, language) if judgement.status == "cannot_tell" else "",
        target=target_words(change, target, kpi, language) if target is not None else "",
        guard=_guard_words(*guard, language) if guard is not None else "",
        facts=tuple(fact for fact in facts if fact.text),
    )


def empty_card(kpi: Kpi, why: Reason, language: Language) -> Card:
    """Return a card that says why there is no value."""
    return Card(
        code=kpi.code,
        name=name_of(kpi, language),
        before="",
        after="–",
        change="",
        interval="",
        drawn=None,
        judgement=NOTHING_KNOWN,
        beside=brief_reason(why, language),
        target="",
        guard="",
        facts=(Fact(label="", text=formats.capitalise(reason_words(why, language))),),
    )


def plain_card(answer: Answer, kpi: Kpi, language: Language) -> Card:
    """Return a card without a comparison: the value over all months, or why there is none."""
    value = answer.values[0]
    estimate = value.estimate
    if estimate.value is None:
        return empty_card(kpi, estimate.reason or NO_ROWS, language)
    facts = (
        Fact(label="", text=say("card.all_months", language)),
        Fact(
            label=say("why.interval", language),
            text=formats.interval(estimate.lower, estimate.upper, kpi.unit, language),
        ),
        Fact(label="", text=describe_sample(value.n, kpi, language)),
    )
    return Card(
        code=kpi.code,
        name=name_of(kpi, language),
        before="",
        after=level(estimate.value, kpi, language, 0),
        change="",
        interval="",
        drawn=None,
        judgement=NOTHING_KNOWN,
        beside=say("card.no_windows", language),
        target="",
        guard="",
        facts=tuple(fact for fact in facts if fact.text),
    )


def brief_reason(reason: Reason, language: Language) -> str:
    """Return a reason in at most five words, as it stands alone."""
    return formats.capitalise(
        say_member("brief", reason.code, language)
        if f"brief.{reason.code}" in CATALOGUE
        else reason_words(reason, language)
    )


def _short_reason(change: Change, kpi: Kpi, language: Language) -> str:
    decides = choose_estimate(change, kpi)
    estimates = (change.before.estimate, change.after.estimate, change.absolute)
    missing = next((e.reason for e in estimates if e.reason), None) or decides.interval_reason
    return brief_reason(missing or NO_ROWS, language)


def _why_no_interval(change: Change, kpi: Kpi, language: Language) -> str:
    decides = choose_estimate(change, kpi)
    if decides.method == INDEPENDENT:
        return say(f"method.{INDEPENDENT}", language)
    why = decides.interval_reason
    if decides.value is None or why is None or why == COUNTED:
        return ""
    return say("card.no_interval", language, reason=reason_words(why, language))


def _long_unit(kpi: Kpi, language: Language) -> str:
    return formats.say_unit(kpi.unit, language) if kpi.unit in LONG_UNITS else ""


def _sides(change: Change, kpi: Kpi, language: Language) -> tuple[str, str]:
    sides = (change.before.estimate.value, change.after.estimate.value)
    scale = formats.pair_scale(*sides) if None not in sides else 0
    before, after = ("–" if side is None else brief(side, kpi, language, scale) for side in sides)
    return before, after


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
        text = at_least(formats.relative_change(use.value), change, kpi, language)
        # Of a value that is only known to be short the interval says nothing.
        known = not any(is_short(side.estimate.value, kpi) for side in (change.before, change.after))
        return text, formats.interval(use.lower, use.upper, "relative", language) if known else ""
    if kpi.unit == "fraction":
        text, unit = formats.short_points(use.value, language), "points"
    else:
        text, unit = formats.absolute_change(use.value, kpi.unit, language), kpi.unit
    return text, formats.interval(use.lower, use.upper, unit, language)


def _other_scale(change: Change, kpi: Kpi, language: Language) -> Fact:
    """The change on the scale that the card does not show, "" where there is none."""
    is_relative = choose_change(change, kpi) is change.relative
    value = change.absolute.value if is_relative else change.relative.value
    if value is None or both_short(change, kpi):
        return Fact(label="", text="")
    if is_relative:
        text = formats.absolute_change(value, kpi.unit, language)
        return Fact(label=say("why.absolute", language), text=text)
    return Fact(label=say("why.relative", language), text=formats.relative_change(value))


def _measure_drawn(change: Change, kpi: Kpi, target: Target | None) -> Drawn | None:
    use, before = choose_change(change, kpi), change.before.estimate.value
    if use.value is None or use.lower is None or use.upper is None:
        return None
    aim = None
    if target is not None and before:
        aim = target.value / before - 1 if use is change.relative else target.value - before
    return Drawn(change=use.value, lower=use.lower, upper=use.upper, target=aim)


def target_words(change: Change, target: Target, kpi: Kpi, language: Language) -> str:
    """Return the target, and whether the value after meets it."""
    state = target_state(change.after.estimate, target, kpi)
    return say(f"target.{state}", language, target=formats.value(target.value, kpi.unit, language))


def _guard_words(change: Change, kpi: Kpi, language: Language) -> str:
    delta, interval = delta_words(change, kpi, language)
    status = status_words(judge(change, kpi, None, None).status, language)
    moved = formats.add_interval(delta, interval, language) or "–"
    return say("card.guard", language, name=name_of(kpi, language), change=moved, status=status)


def behind_why(card: Card, language: Language) -> tuple[Fact, ...]:
    """Return everything that "why?" opens: what the status means, the interval, target and guard, then the facts."""
    interval = f"{card.change} {card.interval}" if card.interval else ""
    status = card.judgement.status
    first = (
        Fact(label=status_with_sign(status, language), text=say(f"status.means.{status}", language)),
        Fact(label=say("why.interval", language), text=interval),
        Fact(label="", text=card.target),
        Fact(label=say("why.guard", language), text=card.guard),
    )
    return tuple(fact for fact in (*first, *card.facts) if fact.text)


def fact_words(fact: Fact, language: Language) -> str:
    """Return a fact on one line, after its label where it has one."""
    return say("why.fact", language, label=fact.label, text=fact.text) if fact.label else fact.text
