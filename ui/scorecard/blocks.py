"""Blocks of the scorecard: the verdict, headline cards, the list of concerns, and the table of other KPIs."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from ui.cards import draw_cards
from ui.filters import phone
from ui.places import page_of
from ui.view import View
from warehouse.kpis import KPIS
from warehouse.query.targets import target_of
from wording.cards.cards import Card
from wording.cards.compared import card_of, compare_windows, judgement_of
from wording.choices import Choices
from wording.downloads import csv_bytes
from wording.scorecard.concerns import concerns, count_testable
from wording.scorecard.kpi_table import Entry, exact_rows, frame_of, urgency
from wording.scorecard.verdict import verdict_of

SHOWN = 5  # lines of the list of concerns
TABLE_HEIGHT = 560
ON_A_PHONE = ("name", "change", "status")
WIDTHS = {"target": 240}  # pixels, where the words would be cut off


def verdict_block(view: View, choices: Choices, codes: Sequence[str]) -> None:
    """Draw the verdict: one sentence on all headline KPIs, and behind ⓘ the data that it rests on."""
    st.markdown(
        f"#### {verdict_of(view, choices, codes)}",
        help=view.say("scorecard.basis", day=view.day),
        anchors=False,
    )


def headline_cards_block(view: View, choices: Choices, codes: Sequence[str]) -> None:
    """Draw a card per headline KPI."""
    draw_cards(view, choices, headline_cards(view, choices, codes), columns=len(codes))


def headline_cards(view: View, choices: Choices, codes: Sequence[str]) -> list[Card]:
    """Return the cards of the headline KPIs under their short names."""
    return [replace(card_of(view, choices, code), name=view.say(f"headline.{code}")) for code in codes]


def attention_block(view: View, choices: Choices, codes: Sequence[str]) -> None:
    """Draw the list of missed targets, KPIs and regions that got worse beyond chance, and late tables."""
    lines = [concern.words for concern in concerns(view, choices, codes)]
    st.subheader(view.say("scorecard.attention", n=str(len(lines))))
    tested = count_testable(view, choices)
    if not lines:
        st.markdown(view.say("scorecard.nothing" if tested else "scorecard.untested"))
    for words in lines[:SHOWN]:
        st.markdown(f"- {words}")
    if len(lines) > SHOWN:
        with st.expander(view.say("scorecard.more", n=str(len(lines) - SHOWN))):
            st.markdown("\n".join(f"- {words}" for words in lines[SHOWN:]))
    st.caption(view.say("scorecard.attention_basis", n=str(tested), all=str(len(KPIS))))


def table_block(view: View, choices: Choices, leave_out: Sequence[str]) -> None:
    """Draw a table of all KPIs except `leave_out`; selecting a row opens the page that explains the KPI."""
    entries = _entries(view, choices, leave_out)
    if not entries:
        st.caption(view.say("state.no_windows"))
        return
    entries.sort(key=urgency)
    frame = frame_of(entries, view.language)
    event = st.dataframe(
        frame,
        hide_index=True,
        height=TABLE_HEIGHT,
        column_config=_columns(view),
        column_order=ON_A_PHONE if phone() else None,
        on_select="rerun",
        selection_mode="single-row",
        key="other_kpis",
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
    if chosen := event["selection"]["rows"]:
        st.switch_page(page_of(entries[chosen[0]].kpi))


def _entries(view: View, choices: Choices, leave_out: Sequence[str]) -> list[Entry]:
    entries = []
    for code in KPIS:
        kpi, comparison = view.kpi(code), compare_windows(view, choices, code)
        if comparison is not None and code not in leave_out:
            months = view.ask.values(code, ("month",), choices.where, None)
            target = target_of(view.snapshot, code, choices.where, comparison.months_after)
            judged = judgement_of(view, choices, code)
            entries.append(
                Entry(kpi=kpi, compared=comparison, judgement=judged, months=months, target=target)
            )
    return entries


def _columns(view: View) -> dict[str, ColumnConfig]:
    texts = ("before", "after", "change", "interval", "status", "target", "passport")
    column, label = st.column_config, {name: view.say(f"column.{name}") for name in texts}
    return {
        "family": column.TextColumn(view.say("column.family"), width=110),
        "name": column.TextColumn(view.say("column.name"), width=130 if phone() else 240, pinned=True),
        "trend": column.LineChartColumn(view.say("column.trend"), width=90),
        **{name: column.TextColumn(words, width=WIDTHS.get(name)) for name, words in label.items()},
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
