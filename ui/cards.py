"""KPI cards: before → after, the change with its interval, what it means, evidence, target and guard."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from analysis.results import NO_ROWS
from ui import formats
from ui.judgement import is_clear, target_state, verdict
from ui.levels import LONG_UNITS, at_least, both_short, brief, level
from ui.naming import name_of, reason_words
from ui.words import Language, say
from warehouse.answers import Answer, Change, Comparison
from warehouse.kpis.record import Kpi

DeltaColour = Literal["green", "red", "gray"]


@dataclass(frozen=True)
class Card:
    """What a card says. `delta` "" where no change can be said; `lines` are small print, in order."""

    label: str
    help: str
    value: str
    delta: str
    interval: str
    colour: DeltaColour
    arrow: Literal["up", "down", "off"]
    lines: tuple[str, ...]


def card(
    comparison: Comparison,
    kpi: Kpi,
    help_text: str,
    guard: tuple[Comparison, Kpi] | None,
    target: float | None,
    language: Language,
) -> Card:
    """The words of one card; colour and arrow follow the verdict, never the sign alone."""
    if not comparison.changes:
        reason = comparison.notices[0] if comparison.notices else None
        why = reason_words(reason, language) if reason else say("reason.no rows", language)
        return Card(name_of(kpi, language), help_text, "–", "", "", "gray", "off", (why,))
    change = comparison.changes[0]
    delta, interval = _delta(change, kpi, language)
    found = verdict(change, kpi)
    clear = is_clear(change) and change.absolute.value is not None
    lines = [formats.say_unit(kpi.unit, language)] if kpi.unit in LONG_UNITS else []
    lines.append(_meaning(change, kpi, language))
    lines += [f"▲ {reason_words(notice, language)}" for notice in comparison.notices]
    if target is not None:
        state = target_state(change.after.estimate, target, kpi)
        lines.append(say(f"target.{state}", language, target=formats.value(target, kpi.unit, language)))
    if guard is not None and guard[0].changes:
        lines.append(_guard(guard[0].changes[0], guard[1], language))
    colour: DeltaColour = "green" if found == "better" else "red" if found == "worse" else "gray"
    up = (change.absolute.value or 0) > 0
    return Card(
        label=name_of(kpi, language),
        help=help_text,
        value=_value(change, kpi, language),
        delta=delta,
        interval=interval,
        colour=colour,
        arrow=("up" if up else "down") if clear else "off",
        lines=tuple(lines),
    )


def plain_card(answer: Answer, kpi: Kpi, help_text: str, language: Language) -> Card:
    """A card without comparison: the value over all months, or why there is none."""
    found = answer.values[0]
    estimate = found.estimate
    if estimate.value is None:
        why = reason_words(estimate.reason or NO_ROWS, language)
        return Card(name_of(kpi, language), help_text, "–", "", "", "gray", "off", (why,))
    lines = (
        say("card.all_months", language),
        say("note.one_n", language, n=formats.count(found.n, language)),
    )
    text = level(estimate.value, kpi, language, 0)
    interval = formats.interval(estimate.lower, estimate.upper, kpi.unit, language)
    return Card(name_of(kpi, language), help_text, text, "", "", "gray", "off", (interval, *lines))


def _value(change: Change, kpi: Kpi, language: Language) -> str:
    before, after = change.before.estimate.value, change.after.estimate.value
    if before is None and after is None:
        return "–"
    scale = formats.pair_scale(before, after)
    sides = ["–" if side is None else brief(side, kpi, language, scale) for side in (before, after)]
    return say("card.value", language, before=sides[0], after=sides[1])


def _delta(change: Change, kpi: Kpi, language: Language) -> tuple[str, str]:
    """Shares change in percentage points on a card, everything else by its relative change."""
    use = change.absolute if kpi.unit == "fraction" or change.relative.value is None else change.relative
    if use.value is None or both_short(change, kpi):
        return "", ""
    if use is change.relative:
        text = at_least(formats.relative_change(use.value, language), change, kpi, language)
        return text, formats.interval(use.lower, use.upper, "relative", language)
    if kpi.unit == "fraction":
        text, unit = formats.short_points(use.value, language), "points"
    else:
        text, unit = formats.absolute_change(use.value, kpi.unit, language), kpi.unit
    return text, formats.interval(use.lower, use.upper, unit, language)


def _meaning(change: Change, kpi: Kpi, language: Language) -> str:
    found = verdict(change, kpi)
    if found == "unknown":
        estimates = (change.before.estimate, change.after.estimate, change.absolute)
        reason = next((e.reason for e in estimates if e.reason), None)
        return reason_words(reason, language) if reason else say("card.cannot_say", language)
    parts = []
    deciding = change.relative if change.relative.value is not None else change.absolute
    if deciding.lower is None and deciding.interval_reason:
        parts.append(
            say("card.no_interval", language, reason=reason_words(deciding.interval_reason, language))
        )
    else:
        parts.append(say(f"verdict.{found}", language))
    if kpi.unit == "fraction" and change.relative.value is not None:
        relative = formats.relative_change(change.relative.value, language)
        parts.append(say("card.relative", language, change=relative))
    grade = "difference" if is_clear(change) else "cannot_tell"
    parts.append(say("card.evidence", language, grade=say(f"evidence.{grade}", language)))
    return " · ".join(parts)


def _guard(change: Change, kpi: Kpi, language: Language) -> str:
    delta, interval = _delta(change, kpi, language)
    text = f"{delta} {interval} {say(f'verdict.{verdict(change, kpi)}', language)}" if delta else "–"
    return say("card.guard", language, name=name_of(kpi, language), change=text)


def draw_cards(cards: Sequence[Card]) -> None:
    """The cards as a wall that folds to one column on a phone."""
    with st.grid(columns=3, min_column_width=270, gap="small"):
        for one in cards:
            with st.container(border=True, height="stretch", gap="xsmall"):
                # Not the label of the metric itself, which cuts long names off.
                st.markdown(one.label, help=one.help)
                st.metric(
                    one.label,
                    one.value,
                    one.delta or None,
                    delta_color=one.colour,
                    delta_arrow=one.arrow,
                    delta_description=one.interval or None,
                    label_visibility="collapsed",
                )
                st.caption("  \n".join(one.lines))
