"""Blocks of the satisfaction page: the answer with its non-response, and the replies."""

from dataclasses import replace
from functools import partial

import streamlit as st

from ui.blocks import draw_once, draw_verdict
from ui.figure import draw_figure, source_of
from ui.satisfaction.charts import answers
from ui.satisfaction.rows import reply_rows
from ui.view import View
from warehouse.query.subjects import surveys
from warehouse.query.subjects.surveys import Replies, Satisfaction
from wording.cards.compared import compare_windows
from wording.choices import Choices
from wording.sentences import satisfaction as satisfaction_sentence

CARDS = (
    "csat",
    "csat_response_rate",
    "nps",
    "first_response_median",
    "resolution_median",
    "complaint_rate",
)


def csat_verdict_block(view: View, choices: Choices) -> None:
    """Draw satisfaction in one line; behind it, what weighting says and what non-response could hide."""
    satisfaction, compared_csat = _satisfaction(view, choices), compare_windows(view, choices, "csat")
    if satisfaction is None or compared_csat is None:
        st.markdown(view.say("state.no_windows"))
        return
    language = view.language
    more = [satisfaction_sentence.csat_answer(satisfaction, view.kpi("csat"), language)]
    if satisfaction.weighted is not None:
        more.append(satisfaction_sentence.silence(satisfaction.weighted, language))
    more.append(view.say("voices.limit"))
    text = satisfaction_sentence.csat_line(satisfaction, view.kpi("csat"), language)
    draw_verdict(view, text, compared_csat, view.kpi("csat"), more)


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
