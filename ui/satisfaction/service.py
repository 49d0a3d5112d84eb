"""Customer service in four views, of which only the selected one is computed."""

from functools import partial

import streamlit as st

from analysis.results import not_kept_by
from ui.blocks import cards_block, draw_once, dumbbell_block, trend_block
from ui.figure import draw_figure, source_of
from ui.satisfaction import keys
from ui.satisfaction.charts import contact_waits
from ui.satisfaction.rows import wait_rows
from ui.switches import now, switch
from ui.view import View
from warehouse.query.subjects import waits
from wording.cards.compared import compare_windows
from wording.choices import Choices
from wording.naming import name_of, reason_words
from wording.sentences.service import handlers

VIEWS = ("speed", "solving", "complaints", "workload")
CONTACT_BY = ("handled_by", "topic", "contact_channel", "region")
ENDINGS = {"first_response_median": "responded", "resolution_median": "resolved"}


def about_service(view: View) -> str:
    """Say what the view of customer service that the reader selects is about."""
    return view.say(f"service_help.{now(keys.SERVICE, VIEWS)}")


def service_block(view: View, choices: Choices) -> None:
    """Draw the view of customer service that the reader selects, or say which filter contacts do not carry."""
    if missing := _not_kept(view, choices):
        st.caption(view.say("service_help.not_kept", reason=missing))
        return
    chosen = switch(view, keys.SERVICE, view.say("satisfaction.service"), VIEWS, "service")
    draw = {"speed": _speed, "solving": _draw_solving, "complaints": _complaints, "workload": _workload}
    draw[chosen](view, choices)


def _not_kept(view: View, choices: Choices) -> str:
    """The filter that contacts do not carry, in words, "" if they carry all; one KPI answers for every view."""
    comparison = compare_windows(view, choices, "first_response_median")
    reason = comparison.changes[0].absolute.reason if comparison is not None else None
    if reason is None or reason != not_kept_by(reason.about):
        return ""
    return reason_words(reason, view.language)


def _speed(view: View, choices: Choices) -> None:
    """First response and resolution: how waits end, and by who handled the contact."""
    codes = ("first_response_median", "resolution_median")
    for column, code in _two(codes):
        with column:
            st.markdown(f"**{name_of(view.kpi(code), view.language)}**")
            if mixed := _only_mix(view, choices, code):
                st.markdown(mixed)
            _waits(view, choices, code)
    _by(view, choices, codes, CONTACT_BY)


def _draw_solving(view: View, choices: Choices) -> None:
    """Contacts that bots settle and contacts settled at once, with those that customers gave up."""
    codes = ("bot_containment", "first_contact_resolution")
    cards_block(view, choices, (*codes, "contact_abandonment_rate"))
    _by(view, choices, codes, ("topic", "contact_channel", "region"))


def _complaints(view: View, choices: Choices) -> None:
    """How many complain, and whether they are answered in time."""
    _trends(view, choices, ("complaint_rate", "complaints_in_time"))


def _workload(view: View, choices: Choices) -> None:
    """Contacts and hours of agents."""
    _trends(view, choices, ("agent_workload", "agent_hours"))


def _two(codes: tuple[str, str]) -> list[tuple[st.delta_generator.DeltaGenerator, str]]:
    return list(zip(st.columns(2, gap="large"), codes, strict=True))


def _by(view: View, choices: Choices, codes: tuple[str, str], dimensions: tuple[str, ...]) -> None:
    """Both KPIs by one dimension of contacts, which the reader selects."""
    dimension = switch(view, keys.CONTACT_BY, view.say("page.by"), dimensions, "dimension")
    for column, code in _two(codes):
        with column:
            st.markdown(f"**{name_of(view.kpi(code), view.language)}**")
            dumbbell_block(view, choices, code, f"{code}_by", dimension)


def _trends(view: View, choices: Choices, codes: tuple[str, str]) -> None:
    for column, code in _two(codes):
        with column:
            st.markdown(f"**{name_of(view.kpi(code), view.language)}**")
            trend_block(view, choices, code, f"{code}_trend")


def _only_mix(view: View, choices: Choices, code: str) -> str:
    """Whether nobody who handles contacts became faster, but more of them begin with a bot; else ""."""
    comparison = compare_windows(view, choices, code)
    by = compare_windows(view, choices, code, ("handled_by",))
    if comparison is None or by is None:
        return ""
    return handlers(comparison, by, view.kpi(code), view.language)


def _waits(view: View, choices: Choices, code: str) -> None:
    comparison, ending = compare_windows(view, choices, code), ENDINGS[code]
    if comparison is None or choices.before is None or choices.after is None:
        st.caption(view.say("state.no_windows"))
        return
    before = view.ask.of(waits.distribution, code, choices.before, choices.after, choices.where)
    after = view.ask.of(waits.distribution, code, choices.after, choices.before, choices.where)
    draw = partial(
        contact_waits.waits, before, after=after, ending=ending, language=view.language, theme=view.theme
    )
    figure = draw_once(view, choices, code, "waits", draw)
    table = partial(wait_rows, before, after, ending, view.language)
    draw_figure(
        view,
        choices=choices,
        key=f"{code}_waits",
        figure=figure,
        source=source_of(view.kpi(code), comparison),
        table=table,
    )
