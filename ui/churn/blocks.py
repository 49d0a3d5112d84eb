"""Blocks of the churn page: churn and tenure, curves by tenure, and the decision at the end of a contract."""

from dataclasses import replace
from functools import partial

import streamlit as st

from figures import lifetimes as lifetime_figure
from figures.lifetimes import PANELS, read_at
from ui.blocks import draw_once, trend_block
from ui.churn.rows import incidence_rows, retention_rows
from ui.figure import Source, draw_figure, source_of
from ui.view import View
from warehouse.contract.windows import months_between
from warehouse.query.answers import LifeTable, Value
from warehouse.query.subjects import lifetimes
from wording import formats
from wording.cards.compared import compare_windows
from wording.choices import Choices
from wording.sentences import answer as answer_sentence
from wording.sentences.value import churn_split

CODE, CRUDE, RETENTION, DECISION = "churn_rate", "churn_rate_crude", "retention_12m", "repeat_finance_rate"
YEAR = 12


def churn_answer_block(view: View, choices: Choices) -> None:
    """Draw churn at equal tenure with its guard, and how much of the crude rate's change is tenure."""
    kpi, language = view.kpi(CODE), view.language
    rate, crude = compare_windows(view, choices, CODE), compare_windows(view, choices, CRUDE)
    guard = compare_windows(view, choices, kpi.guard)
    if rate is None or crude is None or guard is None:
        st.markdown(view.say("state.no_windows"))
        return
    st.markdown(f"##### {answer_sentence.headline(rate, kpi, guard, view.kpi(kpi.guard), language)}")
    if split := churn_split(rate.changes[0], crude.changes[0], language):
        st.markdown(split)
    if care := answer_sentence.notices(rate, language):
        st.warning(care, icon=":material/warning:")
    st.caption(answer_sentence.basis(rate, kpi, view.day, language))


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
    scales = view.say("churn.scales", month=str(month))
    draw_figure(
        view, choices=choices, key="incidence", figure=figure, source=source, table=table, more=scales
    )
    if before.survival is None or after.survival is None:
        return
    (before_sum, before_gone), (after_sum, after_gone) = (
        _adds_up(view, side, month) for side in (before, after)
    )
    words = {"before_sum": before_sum, "before_gone": before_gone, "after_sum": after_sum}
    st.caption(view.say("churn.adds_up", month=str(month), after_gone=after_gone, **words))


def _adds_up(view: View, table: LifeTable, month: int) -> tuple[str, str]:
    """The shares gone by a month, one per cause, and their sum."""
    curves = dict(table.incidence)
    shares = [curves[cause].at[month] for row in PANELS for cause in row]
    words = [formats.percent(share, view.language) for share in shares]
    return " + ".join(words), formats.percent(sum(shares), view.language)


def _tables(view: View, choices: Choices) -> tuple[LifeTable, LifeTable, Source] | None:
    comparison = compare_windows(view, choices, RETENTION)
    if comparison is None or choices.before is None or choices.after is None:
        return None
    before, after = view.ask.of(lifetimes.life_tables, choices.before, choices.after, choices.where)
    source = source_of(view.kpi(RETENTION), comparison)
    return before, after, replace(source, passports=(after.passport,))


def decision_block(view: View, choices: Choices) -> None:
    """Draw how many customers finance again when a contract has ended: a decision, not churn."""
    comparison = compare_windows(view, choices, DECISION)
    st.markdown(view.say("churn.not_churn"))
    if comparison is not None:
        st.markdown(f"**{answer_sentence.clause(comparison.changes[0], view.kpi(DECISION), view.language)}**")
        if comparison.changes[0].absolute.value is None:
            _old_enough(view, choices)
    st.subheader(view.say("churn.decision"))
    trend_block(view, choices, DECISION, "decision")


def _old_enough(view: View, choices: Choices) -> None:
    """Say what is known where the windows are too young: the latest old enough year, and the window before."""
    by_month = view.ask.values(DECISION, ("month",), choices.where, None)
    months = [v.members[0] for v in by_month.values if v.n and not v.young_months][-YEAR:]
    if not months:
        return
    last = view.ask.values(DECISION, (), choices.where, (months[0], months[-1])).values[0]
    st.markdown(
        view.say("churn.decision_old", n=str(len(months)), **_words_of(view, (months[0], months[-1]), last))
    )
    if choices.before is not None:
        first = view.ask.values(DECISION, (), choices.where, choices.before).values[0]
        if not first.young_months:
            st.markdown(view.say("churn.decision_before", **_words_of(view, choices.before, first)))


def _words_of(view: View, months: tuple[str, str], rate: Value) -> dict[str, str]:
    estimate, language = rate.estimate, view.language
    value = "–" if estimate.value is None else formats.percent(estimate.value, language)
    interval = formats.interval(estimate.lower, estimate.upper, "fraction", language)
    return {"months": formats.months(months_between(*months), language), "value": value, "interval": interval}
