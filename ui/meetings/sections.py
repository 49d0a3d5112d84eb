"""The screens of a meeting, with executives or with a partner; only the one shown is computed."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from ui.blocks import trend_block, where_block
from ui.claims.blocks import check_figures, forest_block
from ui.initiatives.evidence_notes import read_evidence
from ui.initiatives.headline import has_pairs, initiatives_sentence
from ui.initiatives.overview import matrix_block
from ui.meetings.blocks import meetings_block
from ui.meetings.mode import Section
from ui.partners.blocks import KPIS, strips_part
from ui.partners.one_partner import partner_trend_block
from ui.partners.review import Review, standings_of
from ui.partners.scores import score_answer_block
from ui.scorecard.blocks import headline_cards_block, verdict_block
from ui.value.blocks import build_up_block
from ui.view import View
from warehouse.kpis.headlines import HEADLINES
from warehouse.partners.standings import RATED
from wording import formats
from wording.choices import Choices
from wording.claims.lines import claims_answer
from wording.judgement import standing
from wording.naming import member_name
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


def partner_sections(view: View, review: Review) -> Sequence[Section]:
    """Return the screens about one partner: the answer, its KPIs among its peers, one over time, actions."""
    name = member_name(review.partner, view.ask.labels("partner"), view.language)
    return (
        Section(
            code="answer", name=view.say("meeting.answer"), draw=partial(_partner_answer, view, review, name)
        ),
        Section(code="strips", name=view.say("meeting.strips"), draw=partial(_strips, view, review, name)),
        Section(code="trend", name=view.say("page.trend"), draw=partial(_partner_trend, view, review, name)),
        Section(code="actions", name=view.say("meetings.title"), draw=partial(_actions, view, review, name)),
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


def _partner_answer(view: View, review: Review, name: str) -> None:
    """Its place and share of lending, how each measure stands among the peers, and the score."""
    st.title(_place(view, review, name), anchor=False)
    for code in RATED:
        own_standing = standings_of(view, review, code, "after").of(review.partner)
        verdict = standing(own_standing.ratio, view.kpi(code)) if own_standing is not None else "unknown"
        words = view.say(
            "meeting.among", quality=view.say(f"quality.{code}"), standing=view.say(f"standing.{verdict}")
        )
        st.header(words, anchor=False)
    score_answer_block(view, review)


def _place(view: View, review: Review, name: str) -> str:
    codes = [volume.partner for volume in review.peers]
    many = view.say(f"many_partners.{review.kind}")
    if review.partner not in codes:
        return view.say("meeting.place_none", name=name)
    place = codes.index(review.partner)
    return view.say(
        "meeting.place",
        name=name,
        place=str(place + 1),
        n=str(len(codes)),
        kind=many,
        share=formats.percent(review.peers[place].share),
    )


def _strips(view: View, review: Review, name: str) -> None:
    st.title(view.say("partners.chosen", name=name), anchor=False)
    half = (len(KPIS) + 1) // 2
    for column, codes in zip(st.columns(2, gap="large"), (KPIS[:half], KPIS[half:]), strict=True):
        with column:
            strips_part(view, review, codes)


def _partner_trend(view: View, review: Review, name: str) -> None:
    st.title(name, anchor=False)
    partner_trend_block(view, review)


def _actions(view: View, review: Review, name: str) -> None:
    st.title(name, anchor=False)
    meetings_block(view, review.partner)
