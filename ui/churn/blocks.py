"""Blocks of the churn page: churn and tenure, curves by tenure, and the decision at the end of a contract."""

from dataclasses import replace
from functools import partial

import streamlit as st

from figures import lifetimes as lifetime_figure
from figures.lifetimes import PANELS, read_at
from ui.blocks import draw_once, trend_block, verdict_block
from ui.churn.rows import incidence_rows, retention_rows
from ui.figure import Source, draw_figure, source_of
from ui.view import View
from warehouse.query.answers import LifeTable
from warehouse.query.subjects import lifetimes
from wording.cards.compared import compare_windows
from wording.choices import Choices
from wording.sentences.value import causes_add_up, churn_split

CODE, CRUDE, RETENTION, DECISION = "churn_rate", "churn_rate_crude", "retention_12m", "repeat_finance_rate"


def churn_verdict_block(view: View, choices: Choices) -> None:
    """Draw churn at equal tenure in one line; behind it, how much of the crude rate's change is tenure."""
    rate, crude = compare_windows(view, choices, CODE), compare_windows(view, choices, CRUDE)
    split = churn_split(rate.changes[0], crude.changes[0], view.language) if rate and crude else ""
    verdict_block(view, choices, CODE, (split,))


def retention_block(view: View, choices: Choices) -> None:
    """Draw the share of customers who remain, by tenure, before and after."""
    tables = _tables(view, choices)
    if tables is None:
        st.caption(view.say("state.no_windows"))
        return
    before, after, source = tables
    draw = partial(lifetime_figure.retention, before, after, view.language, view.theme)
    figure = draw_once(view, choices, RETENTION, "retention", draw)
    table = partial(retention_rows, before, after, view.language)
    draw_figure(
        view,
        choices=choices,
        key="retention",
        figure=figure,
        source=source,
        table=table,
        more=view.say("churn.reach"),
    )


def incidence_block(view: View, choices: Choices) -> None:
    """Draw the share that has left by tenure and cause, and show that the causes add up to all who left."""
    tables = _tables(view, choices)
    if tables is None:
        st.caption(view.say("state.no_windows"))
        return
    before, after, source = tables
    draw = partial(lifetime_figure.incidence, before, after, view.language, view.theme)
    figure = draw_once(view, choices, RETENTION, "incidence", draw)
    table = partial(incidence_rows, before, after, view.language)
    month = read_at(before)
    more = [view.say("churn.scales", month=str(month))]
    if before.survival is not None and after.survival is not None:
        causes = tuple(cause for row in PANELS for cause in row)
        more.append(causes_add_up(before, after, causes, month, view.language))
    draw_figure(
        view,
        choices=choices,
        key="incidence",
        figure=figure,
        source=source,
        table=table,
        more="  \n".join(more),
    )


def _tables(view: View, choices: Choices) -> tuple[LifeTable, LifeTable, Source] | None:
    comparison = compare_windows(view, choices, RETENTION)
    if comparison is None or choices.before is None or choices.after is None:
        return None
    before, after = view.ask.of(lifetimes.life_tables, choices.before, choices.after, choices.where)
    source = source_of(view.kpi(RETENTION), comparison)
    return before, after, replace(source, passports=(after.passport,))


def decision_block(view: View, choices: Choices) -> None:
    """Draw how many customers finance again when a contract has ended: a decision, not churn."""
    st.subheader(view.say("churn.decision"), help=view.say("churn.not_churn"))
    trend_block(view, choices, DECISION, "decision")
