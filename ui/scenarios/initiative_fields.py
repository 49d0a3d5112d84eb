"""The fields of one initiative of a scenario that are not in the grid: where, in which waves, and its effects."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from analysis.scenario.description import OUTCOMES
from ui.scenarios.draft import NO_EFFECT, OWN_RANGE, PER_CENT, Draft, Path, effect_on, source_of
from ui.scenarios.sheet import Sheet, box_path, refusal_of
from warehouse.contract.windows import shift
from warehouse.scenarios.plan import FEWEST_MONTHS, MOST_MONTHS
from warehouse.scenarios.sources import Offered, list_sources
from wording import formats
from wording.evidence.effects import Names
from wording.naming import member_name
from wording.scenarios.terms import series_name, source_words

MONEY_STEP = 10_000.0


def initiative_fields(sheet: Sheet, place: int, initiative: Draft, names: Names) -> None:
    """Draw all fields of an initiative, in an expander under its name."""
    view, at = sheet.view, ("initiative", place)
    refused = refusal_of(sheet.laid.code)
    here = refused is not None and getattr(refused[1], "path", ())[:2] == at
    box = st.expander(
        names.get(initiative["code"], initiative["code"]),
        expanded=here,
        key=sheet.key(box_path(initiative)),
        on_change=sheet.keep,
    )
    if not box.open:
        return
    with box:
        if initiative["code"] in names:
            sheet.say_refusal((*at, "code"))
        else:
            sheet.field(
                st.text_input,
                (*at, "code"),
                view.say("form.code"),
                value=initiative["code"],
                max_chars=60,
                on_change=sheet.relay,
                args=(keep_draft,),
            )
        _where(sheet, at, initiative)
        st.markdown(f"**{view.say('form.effects')}**")
        for outcome in OUTCOMES:
            _effect(sheet, at, initiative, outcome, names)
        name = names.get(initiative["code"], initiative["code"])
        with st.popover(view.say("form.remove"), key=sheet.key((*at, "asked")), type="tertiary"):
            st.markdown(view.say("form.remove_ask", name=name))
            st.button(
                view.say("form.remove"),
                key=sheet.key((*at, "remove")),
                on_click=sheet.relay,
                args=(partial(remove, "initiative", place),),
            )


def remove(table: str, place: int, draft: Draft) -> None:
    """Remove one initiative or target from a draft."""
    del draft[table][place]


def keep_draft(draft: Draft) -> None:
    """Change nothing: the draft already holds the new value, and only the fields that depend on it change."""


def month_field(sheet: Sheet, path: Path, label: str, month: int | None, months: Sequence[int]) -> None:
    """Draw a choice among the months of the scenario, by name.

    month, months: counted from 1, the first month after the data.
    """
    last = sheet.present.baseline.last_month
    sheet.field(
        st.selectbox,
        path,
        label,
        options=months,
        index=min(max(month or 1, 1), len(months)) - 1,
        format_func=lambda n: formats.month(shift(last, n), sheet.view.language),
    )


def start_field(sheet: Sheet, at: Path, initiative: Draft, label: str) -> None:
    """Draw the choice of the month in which an initiative first goes live."""
    horizon = sheet.draft.get("months")
    possible = isinstance(horizon, int) and FEWEST_MONTHS <= horizon <= MOST_MONTHS
    months = range(1, (horizon if possible and horizon else MOST_MONTHS) + 1)
    month_field(sheet, (*at, "start_month"), label, initiative.get("start_month"), months)


def _where(sheet: Sheet, at: Path, initiative: Draft) -> None:
    view, units = sheet.view, sheet.present.baseline.units
    labels = view.ask.labels(view.snapshot.company.statistics_unit)
    sheet.field(
        st.multiselect,
        (*at, "units"),
        view.say("form.units"),
        options=units,
        default=[unit for unit in initiative.get("units", []) if unit in units],
        format_func=lambda unit: member_name(unit, labels, view.language),
        placeholder=view.say("form.all_units"),
        select_all=False,
    )
    left, right = st.columns(2, wrap=False)
    for column, name, usual in ((left, "waves", 1), (right, "gap_months", 0)):
        with column:
            label = view.say(f"form.{name}")
            sheet.field(st.number_input, (*at, name), label, value=initiative.get(name, usual), step=1)
    percent_field(sheet, (*at, "share"), view.say("form.share"), initiative.get("share", 1.0), 5.0)


def percent_field(sheet: Sheet, path: Path, label: str, value: float | None, step: float) -> None:
    """Draw the field of a fraction, in percent."""
    shown = None if value is None else round(float(value) * PER_CENT, 7)
    sheet.field(st.number_input, path, label, value=shown, step=step, format="%.4g")


def cost_field(sheet: Sheet, path: Path, label: str, value: float | None) -> None:
    """Draw the field of an amount of money."""
    shown = None if value is None else float(value)
    sheet.field(st.number_input, path, label, value=shown, step=MONEY_STEP, format="%.0f")


def _effect(sheet: Sheet, at: Path, initiative: Draft, outcome: str, names: Names) -> None:
    """What moves an outcome: nothing, something measured or published, or the reader's own range with its ends."""
    view, path = sheet.view, (*at, "effect", outcome)
    known = {
        source.code: source
        for source in sheet.laid.ask.of(list_sources)
        if _fits(source, initiative, outcome, names)
    }
    now = source_of(initiative, outcome)
    words = {NO_EFFECT: view.say("source.none"), OWN_RANGE: view.say("source.range")}
    words |= {code: source_words(source, names, view.language) for code, source in known.items()}
    options = list(dict.fromkeys((NO_EFFECT, *known, OWN_RANGE, now)))
    sheet.field(
        st.selectbox,
        (*path, "source"),
        series_name(outcome, view.language),
        options=options,
        index=options.index(now),
        format_func=lambda code: words.get(code, code),
        on_change=sheet.relay,
        args=(keep_draft,),
    )
    effect = effect_on(initiative, outcome)
    if effect is None or effect["source"] == "measured":
        return
    if effect["source"] == "range":
        kind = "points" if OUTCOMES[outcome].scale == "points" else "percent"
        for column, name in zip(st.columns(2, wrap=False), ("lower", "upper"), strict=True):
            with column:
                percent_field(sheet, (*path, name), view.say(f"form.{name}_{kind}"), effect.get(name), 1.0)
    months = effect.get("build_up_months")
    sheet.field(st.number_input, (*path, "build_up_months"), view.say("form.build_up"), value=months, step=1)


def _fits(source: Offered, initiative: Draft, outcome: str, names: Names) -> bool:
    """Whether an initiative may take an effect from a source: the company's from its own evidence, an idea from any."""
    own = source.source == "claim" or initiative["code"] not in names or source.evidence == initiative["code"]
    return source.outcome == outcome and own
