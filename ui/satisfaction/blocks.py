"""Blocks of the satisfaction page: the answer with its non-response, the cards, and the replies."""

from dataclasses import replace
from functools import partial

import streamlit as st

from ui.blocks import draw_once
from ui.cards import draw_cards
from ui.figure import draw_figure, source_of
from ui.satisfaction.charts import answers
from ui.satisfaction.rows import reply_rows
from ui.view import View
from warehouse.query.subjects import surveys
from warehouse.query.subjects.surveys import Replies, Satisfaction
from wording.cards.cards import Card, Fact
from wording.cards.compared import card_of, compare_windows
from wording.choices import Choices
from wording.sentences import answer as answer_sentence
from wording.sentences import satisfaction as satisfaction_sentence
from wording.sentences.service import handlers

CARDS = (
    "csat",
    "csat_response_rate",
    "nps",
    "first_response_median",
    "resolution_median",
    "complaint_rate",
)
GUARDED = ("first_response_median", "resolution_median")


def csat_answer_block(view: View, choices: Choices) -> None:
    """Draw satisfaction raw and weighted, what non-response could hide, and the data the answer is based on."""
    satisfaction, compared_csat = _satisfaction(view, choices), compare_windows(view, choices, "csat")
    nps = compare_windows(view, choices, "nps")
    if satisfaction is None or compared_csat is None or nps is None:
        st.markdown(view.say("state.no_windows"))
        return
    language = view.language
    st.markdown(f"##### {satisfaction_sentence.csat_answer(satisfaction, view.kpi('csat'), language)}")
    score = answer_sentence.clause(nps.changes[0], view.kpi("nps"), language)
    parts = [view.say("sentence.alone", speed=score)]
    if satisfaction.weighted is not None:
        parts.insert(0, satisfaction_sentence.silence(satisfaction.weighted, language))
    st.markdown("  \n".join(part for part in parts if part))
    if care := answer_sentence.notices(compared_csat, language):
        st.warning(care, icon=":material/warning:")
    st.caption(
        f"{view.say('voices.limit')}  \n{answer_sentence.basis(compared_csat, view.kpi('csat'), view.day, language)}"
    )


def voice_cards_block(view: View, choices: Choices) -> None:
    """Draw a card per KPI; the one for satisfaction adds the weighted result."""
    cards = [card_of(view, choices, code) for code in CARDS]
    satisfaction = _satisfaction(view, choices)
    if satisfaction is not None and satisfaction.weighted is not None:
        weighted = satisfaction_sentence.describe_weighted(satisfaction.weighted, view.language)
        cards[0] = _with_remark(cards[0], weighted[:1].upper() + weighted[1:])
    places = {code: CARDS.index(code) for code in GUARDED}
    for code, place in places.items():
        cards[place] = _as_within(view, choices, code, cards[place])
    draw_cards(view, choices, cards)


def _as_within(view: View, choices: Choices, code: str, card: Card) -> Card:
    """The card of a speed, with a remark if the whole changed but no kind of handler did: only the mix changed."""
    whole, by = compare_windows(view, choices, code), compare_windows(view, choices, code, ("handled_by",))
    if whole is None or by is None or not handlers(whole, by, view.kpi(code), view.language):
        return card
    return _with_remark(card, view.say("service.only_mix"))


def _with_remark(card: Card, text: str) -> Card:
    """The card with a remark ahead of everything else behind "why?"."""
    return replace(card, facts=(Fact(label="", text=text), *card.facts))


def answers_block(view: View, choices: Choices, key: str) -> None:
    """Draw everyone who was asked: satisfied, other answers, no answer."""
    replies, change = _replies(view, choices, "csat"), compare_windows(view, choices, "csat_response_rate")
    if replies is None or change is None:
        st.caption(view.say("state.no_windows"))
        return
    draw = partial(answers.answers, replies, view.language, view.theme)
    figure = draw_once(view, choices, "csat", "answers", draw)
    source = source_of(view.kpi("csat_response_rate"), change)
    whole = replace(change.passport, sql=replies.passport.sql)
    source = replace(source, passports=(whole, replies.passport))
    draw_figure(
        view,
        choices=choices,
        key=key,
        figure=figure,
        source=source,
        table=partial(reply_rows, replies, view.language),
    )


def make_up_block(view: View, choices: Choices, key: str) -> None:
    """Draw promoters, passives and detractors among those who answered."""
    replies, change = _replies(view, choices, "nps"), compare_windows(view, choices, "nps")
    if replies is None or change is None:
        st.caption(view.say("state.no_windows"))
        return
    draw = partial(answers.make_up, replies, change.changes[0], view.language, view.theme)
    figure = draw_once(view, choices, "nps", "make-up", draw)
    source = replace(source_of(view.kpi("nps"), change), passports=(replies.passport, change.passport))
    draw_figure(
        view,
        choices=choices,
        key=key,
        figure=figure,
        source=source,
        table=partial(reply_rows, replies, view.language),
    )


def _satisfaction(view: View, choices: Choices) -> Satisfaction | None:
    if choices.before is None or choices.after is None:
        return None
    return view.ask.of(surveys.satisfaction, choices.before, choices.after, choices.where)


def _replies(view: View, choices: Choices, code: str) -> Replies | None:
    if choices.before is None or choices.after is None:
        return None
    return view.ask.of(surveys.replies, code, choices.before, choices.after, choices.where)
