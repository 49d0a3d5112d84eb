"""The screens of a meeting with executives; only the one shown is computed."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from ui.blocks import trend_block, where_block
from ui.claims.blocks import check_figures, forest_block
from ui.initiatives.evidence_notes import read_evidence
from ui.initiatives.headline import has_pairs, initiatives_sentence
from ui.initiatives.overview import matrix_block
from ui.meetings.mode import Section
from ui.scorecard.blocks import headline_cards_block, verdict_block
from ui.value.blocks import build_up_block
from ui.view import View
from warehouse.kpis.headlines import HEADLINES
from wording.choices import Choices
from wording.claims.lines import claims_answer
from wording.scorecard.headlines import SENTENCES

BY = ("region", "product", "channel")
WITHOUT_MONTHS = {"clv": build_up_block}  # what is drawn of a KPI that has no value in single months


def executive_sections(view: View, choices: Choices) -> Sequence[Section]:
    """Return the screens: the answer with the headlines, each of them over time and by place, initiatives, claims."""
    kpis = (
        Section(code=code, name=view.say(f"headline.{code}"), draw=partial(_kpi, view, choices, code))
        for code in HEADLINES
    )
    return (
        Section(code="answer", name=view.say("meeting.answer"), draw=partial(_answer, view, choices)),
        *kpis,
        Section(code="initiatives", name=view.say("initiatives.title"), draw=partial(_initiatives, view)),
        Section(code="claims", name=view.say("claims.title"), draw=partial(_claims, view, choices)),
    )


def _sentence(view: View, choices: Choices, code: str) -> str:
    if choices.before is None or choices.after is None:
        return view.say("state.no_windows")
    return SENTENCES[code](view, choices, choices.before, choices.after)


def _answer(view: View, choices: Choices) -> None:
    verdict_block(view, choices, HEADLINES)
    headline_cards_block(view, choices, HEADLINES)


def _kpi(view: View, choices: Choices, code: str) -> None:
    st.title(_sentence(view, choices, code), anchor=False)
    trend, where = st.columns([3, 2], gap="large")
    with trend:
        if (instead := WITHOUT_MONTHS.get(code)) is not None:
            instead(view, choices)
        else:
            trend_block(view, choices, code, "trend")
    with where:
        where_block(view, choices, code, "where", BY)


def _initiatives(view: View) -> None:
    st.title(initiatives_sentence(view), anchor=False)
    if read_evidence(view).initiatives and has_pairs(view):
        matrix_block(view)


def _claims(view: View, choices: Choices) -> None:
    st.title(claims_answer(view, choices, check_figures(view, choices)), anchor=False)
    forest_block(view, choices, "claims")
