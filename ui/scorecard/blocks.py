"""Blocks of the scorecard: sentences, headline cards, the list of concerns, and the table of other KPIs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from ui import address
from ui.filters import phone
from ui.keys import INITIATIVE, KPI, LEDGER
from ui.places import INITIATIVES, page_of
from ui.scorecard.sparkline import as_image, sparkline
from ui.view import View
from warehouse.kpis import KPIS
from warehouse.query.answers import Comparison
from warehouse.query.targets import target_of
from wording import formats
from wording.cards.attributable import attributable_part
from wording.cards.compared import card_of, compare_windows, judgement_of
from wording.choices import Choices
from wording.downloads import csv_bytes
from wording.scorecard.concerns import concerns, count_testable
from wording.scorecard.headlines import SENTENCES
from wording.scorecard.kpi_table import Entry, exact_rows, frame_of, urgency

SHOWN = 8  # lines of the list of concerns
TABLE_HEIGHT = 560
ON_A_PHONE = ("name", "change", "status")
WIDTHS = {"target": 240}  # pixels, where the words would be cut off
ARROWS = {"up": "↑ ", "down": "↓ ", "off": ""}


def sentences_block(view: View, choices: Choices, codes: Sequence[str]) -> None:
    """Draw one sentence per headline KPI, with what it must be read with, and the data they are based on."""
    before, after = choices.before, choices.after
    if before is None or after is None:
        st.markdown(view.say("state.no_windows"))
        return
    lines = [f"- **{SENTENCES[code](view, choices, before, after)}**" for code in codes]
    st.markdown("\n".join(lines))
    st.caption(view.say("scorecard.basis", day=view.day))


@dataclass(frozen=True, kw_only=True)
class Headline:
    """Everything a headline card shows.

    `page`: where it leads; `sparkline`: HTML, "" if there is none; `evidence`: query parameters of the link to the
    evidence, None if nothing is attributable.
    """

    page: Path
    name: str
    help: str
    change: str
    sparkline: str
    small: str
    evidence: dict[str, list[str]] | None


def headline_cards_block(view: View, choices: Choices, codes: Sequence[str]) -> None:
    """Draw a card per headline KPI that links to its page.

    All answers are computed before anything is drawn, and every card has the same elements, empty ones included.
    Otherwise text of the previous choice would stay in some cards until all are computed.
    """
    headlines = [_headline(view, choices, code) for code in codes]
    with st.grid(columns=len(codes), min_column_width=184, gap="small"):
        for headline in headlines:
            with st.container(border=True, height="stretch", gap="xsmall"):
                _draw_headline(view, headline)


def _headline(view: View, choices: Choices, code: str) -> Headline:
    card = card_of(view, choices, code, guarded=True)
    # Not a metric, which cuts off what does not fit on its line.
    change = (
        f":{card.colour}-badge[{ARROWS[card.arrow]}{card.delta}]  \n{card.interval}" if card.delta else ""
    )
    comparison = compare_windows(view, choices, code)
    lines = [*card.lines, card.attributable, *([_months(view, comparison)] if comparison else [])]
    part = attributable_part(view, choices, code)
    about = {INITIATIVE: part.initiative, KPI: code, LEDGER: code} if part is not None else None
    return Headline(
        page=page_of(view.kpi(code)),
        name=view.say(f"headline.{code}"),
        help=f"**{card.label}** {card.help}",
        change=f"##### {with_small_unit(card.value)}\n\n{change}",
        sparkline=_sparkline(view, choices, code, comparison) if comparison is not None else "",
        small="  \n".join(line for line in lines if line),
        evidence=address.with_choices(about) if about is not None else None,
    )


def _draw_headline(view: View, headline: Headline) -> None:
    st.page_link(headline.page, label=f"**{headline.name}**", help=headline.help)
    st.markdown(headline.change)
    if headline.sparkline:
        st.html(headline.sparkline)
    else:
        st.empty()
    st.caption(headline.small)
    if headline.evidence is not None:
        st.page_link(
            INITIATIVES,
            label=view.say("ledger.link"),
            icon=":material/science:",
            query_params=headline.evidence,
        )
    else:
        st.empty()


def with_small_unit(value: str) -> str:
    """Return a value with its unit set small, so that both fit on a narrow card: 49.3→22.0 :small[h]."""
    parts = re.split(r"\s(?=\D+$)", value, maxsplit=1)
    return f"{parts[0]} :small[{parts[1]}]" if len(parts) > 1 else value


def _sparkline(view: View, choices: Choices, code: str, comparison: Comparison) -> str:
    months = view.ask.values(code, ("month",), choices.where, None)
    target = target_of(view.snapshot, code, choices.where, comparison.months_after)
    svg = sparkline(months, comparison, view.snapshot.golive, target, view.theme)
    return as_image(svg, view.say("alt.sparkline", name=view.say(f"headline.{code}"))) if svg else ""


def _months(view: View, comparison: Comparison) -> str:
    """How many months are compared, which is the last, and the cases of both sides."""
    change, last = comparison.changes[0], comparison.months_after[-1:]
    return view.say(
        "scorecard.compared",
        months=str(len(comparison.months_after)),
        last=formats.months(last, view.language),
        before=formats.count(change.before.n, view.language),
        after=formats.count(change.after.n, view.language),
    )


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
