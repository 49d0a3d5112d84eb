"""Blocks of the scorecard: the verdict, headline cards, the list of concerns, and the table of other KPIs."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from ui import address
from ui.address import Key
from ui.cards.cards import draw_cards
from ui.keys import DIMENSIONS, INITIATIVE
from ui.places import INITIATIVES, PAGES, page_of
from ui.view import View
from ui.viewport import phone
from warehouse.effects.benefits import benefits
from warehouse.effects.evidence import evidence
from warehouse.kpis import KPIS
from warehouse.query.series import series
from warehouse.query.targets import target_of
from wording.cards.cards import Card
from wording.cards.compared import card_of, compare_windows, judgement_of
from wording.choices import Choices
from wording.downloads import csv_bytes
from wording.evidence.in_line import initiatives_line
from wording.evidence.names import names_of
from wording.glossary import explain_terms
from wording.scorecard.concerns import EFFECTS, Concern, concerns, count_testable
from wording.scorecard.kpi_table import Entry, exact_rows, frame_of, sort_entries
from wording.scorecard.verdict import verdict_of
from wording.sentences.definitions import matches

SHOWN = 5  # lines of the list of concerns
TABLE_HEIGHT, ROW_HEIGHT = 560, 37  # pixels
ON_A_PHONE = ("sign", "name", "change", "status")
IN_ORDER = (
    "status",
    "name",
    "before",
    "after",
    "change",
    "interval",
    "family",
    "target",
    "trend",
    "passport",
)
TOUR_CLOSED = "tour_closed"  # session: the reader has hidden the questions
# Pixels: no two names read alike, and all up to the interval is in sight on a laptop.
WIDTHS = {
    "status": 205,
    "name": 335,
    "before": 88,
    "after": 92,
    "change": 133,
    "interval": 155,
    "target": 240,
}
NAME_ON_A_PHONE, ROW_ON_A_PHONE = 210, 56  # a name takes two lines there


def verdict_block(view: View, choices: Choices, codes: Sequence[str]) -> None:
    """Draw the verdict: one sentence on all headline KPIs, and behind ⓘ the data that it rests on."""
    verdict = verdict_of(view, choices, codes)
    basis = (view.say("scorecard.basis", day=view.day), explain_terms(verdict, view.language))
    st.markdown(f"## {verdict}", help="\n\n".join(filter(None, basis)), anchors=False)


def headline_cards_block(view: View, choices: Choices, codes: Sequence[str]) -> None:
    """Draw a card per headline KPI, and how to read their figures."""
    draw_cards(view, choices, headline_cards(view, choices, codes), columns=len(codes))
    st.caption(view.say("cards.key"))


def headline_cards(view: View, choices: Choices, codes: Sequence[str]) -> list[Card]:
    """Return the cards of the headline KPIs under their short names."""
    return [replace(card_of(view, choices, code), name=view.say(f"headline.{code}")) for code in codes]


def initiatives_block(view: View, choices: Choices) -> None:
    """Draw one line on which initiatives are proven and whether they have paid back, a link to their page."""
    measured, costs = view.ask.of(evidence), view.ask.of(benefits)
    names = names_of(view, measured)
    words = initiatives_line(measured, costs, names, bool(choices.where), view.language)
    if words:
        with st.container(gap=None, key="lines_initiatives"):
            _draw_link(INITIATIVES, words, {})


def attention_block(view: View, choices: Choices, codes: Sequence[str]) -> None:
    """Draw what needs attention, each item a link to its page: missed targets, what got worse, late tables."""
    listed = concerns(view, choices, codes)
    tested = count_testable(view, choices)
    st.subheader(
        view.say("scorecard.attention", n=str(len(listed))),
        help=view.say("scorecard.attention_basis", n=str(tested), all=str(len(KPIS))),
    )
    if not listed:
        st.markdown(view.say("scorecard.nothing" if tested else "scorecard.untested"))
    with st.container(gap=None, key="lines_attention"):
        for concern in listed[:SHOWN]:
            _draw_concern(view, concern)
    if len(listed) > SHOWN:
        with st.expander(view.say("scorecard.more", n=str(len(listed) - SHOWN)), key="lines_more"):
            for concern in listed[SHOWN:]:
                _draw_concern(view, concern)


def _draw_concern(view: View, concern: Concern) -> None:
    page, more = _place_of(view, concern)
    _draw_link(page, concern.words, more)


def _draw_link(page: Path, words: str, more: dict[Key, str]) -> None:
    st.page_link(
        page,
        label=words,
        icon=":material/arrow_forward:",
        query_params=address.with_choices(more),
    )


def _place_of(view: View, concern: Concern) -> tuple[Path, dict[Key, str]]:
    """The page that says more about a concern, and the choice that narrows it down."""
    if concern.code == EFFECTS:
        return INITIATIVES, {INITIATIVE: concern.member}
    if not concern.code:
        return PAGES / "data_health.py", {}
    narrowed = {DIMENSIONS[dimension]: concern.member for dimension in concern.by if dimension in DIMENSIONS}
    return page_of(view.kpi(concern.code)), narrowed


def table_block(view: View, choices: Choices, leave_out: Sequence[str]) -> None:
    """Draw a searchable table of all KPIs except `leave_out`; a click on a row opens the page that explains it."""
    entries = _entries(view, choices, leave_out)
    if not entries:
        st.caption(view.say("state.no_windows"))
        return
    text = st.text_input(
        view.say("scorecard.search"),
        key="kpi_in_table",
        type="search",
        width=320,
        placeholder=view.say("scorecard.search"),
        label_visibility="collapsed",
    )
    entries = sort_entries(entry for entry in entries if matches(entry.kpi, text or ""))
    if not entries:
        st.caption(view.say("scorecard.not_found"))
        return
    row_height = ROW_ON_A_PHONE if phone() else ROW_HEIGHT
    event = st.dataframe(
        frame_of(entries, view.language),
        hide_index=True,
        height=min(TABLE_HEIGHT, ROW_HEIGHT + row_height * len(entries)),
        row_height=row_height,
        column_config=_columns(view),
        column_order=ON_A_PHONE if phone() else IN_ORDER,
        on_select="rerun",
        selection_mode="single-cell",
        key=f"other_kpis {text}",  # rows have other places once the list is another one
        alt=view.say("scorecard.others"),
    )
    st.caption(view.say("scorecard.table_help"))
    st.download_button(
        view.say("scorecard.csv"),
        data=lambda: csv_bytes(
            _head(view, choices),
            exact_rows([(entry.kpi, entry.compared) for entry in _entries(view, choices, ())], view.language),
        ),
        file_name=f"milepost_scorecard_{view.snapshot.id}.csv",
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
    )
    if chosen := event["selection"]["cells"]:
        st.switch_page(page_of(entries[chosen[0][0]].kpi), query_params=address.with_choices({}))


def _entries(view: View, choices: Choices, leave_out: Sequence[str]) -> list[Entry]:
    entries = []
    for code in KPIS:
        kpi, comparison = view.kpi(code), compare_windows(view, choices, code)
        if comparison is not None and code not in leave_out:
            points = view.ask.of(series, code, choices.where)
            target = target_of(view.snapshot, code, choices.where, comparison.months_after)
            judged = judgement_of(view, choices, code)
            entries.append(
                Entry(kpi=kpi, compared=comparison, judgement=judged, points=points, target=target)
            )
    return entries


def _columns(view: View) -> dict[str, ColumnConfig]:
    column = st.column_config
    widths = WIDTHS | {"name": NAME_ON_A_PHONE} if phone() else WIDTHS
    texts = (name for name in IN_ORDER if name != "trend")
    return {
        "sign": column.TextColumn("", width=36),
        "trend": column.LineChartColumn(view.say("column.trend"), width=90),
        **{name: column.TextColumn(view.say(f"column.{name}"), width=widths.get(name)) for name in texts},
    }


def _head(view: View, choices: Choices) -> Sequence[tuple[str, str]]:
    return (
        (view.say("csv.title"), view.say("scorecard.title")),
        (view.say("csv.filters"), choices.filters_text(view)),
        (view.say("csv.before_months"), "…".join(choices.before or ("–",))),
        (view.say("csv.after_months"), "…".join(choices.after or ("–",))),
        (view.say("csv.as_of"), view.day),
        (view.say("csv.snapshot"), view.snapshot.id),
    )


def tour_block(view: View) -> None:
    """Draw three questions to start with, each a link to the page that answers it, until the reader hides them."""
    if st.session_state.get(TOUR_CLOSED):
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center", gap="small", key="tour"):
        for name in ("approval", "risk", "initiatives"):
            st.page_link(
                PAGES / f"{name}.py",
                label=view.say(f"tour.{name}"),
                icon=":material/arrow_forward:",
                query_params=address.with_choices({}),
            )
        st.button(
            view.say("tour.close"),
            key="tour_close",
            type="tertiary",
            icon=":material/close:",
            on_click=_close_tour,
        )


def _close_tour() -> None:
    st.session_state[TOUR_CLOSED] = True
