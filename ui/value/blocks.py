"""Blocks of the customer value page: build-up, drivers, horizons, and customers by when they joined."""

from dataclasses import replace
from functools import partial

import streamlit as st

from ui.blocks import draw_once, verdict_block
from ui.figure import Source, draw_figure, source_of
from ui.value.charts import build_up
from ui.value.rows import curve_rows, driver_rows, horizon_rows
from ui.view import View
from warehouse.contract.scope import Months
from warehouse.query.answers import CohortValue, Comparison, CustomerValue, ValueByTenure
from warehouse.query.judged import choose_estimate, classify_change
from warehouse.query.subjects import cohorts, lifetimes
from wording import formats
from wording.cards.compared import compare_windows
from wording.choices import Choices
from wording.sentences.value import acquisition_words, clear_parts, clv_answer, cohort_sentence, value_terms

CODE, RATIO = "clv", "clv_to_cac"


def _windows(view: View, choices: Choices) -> tuple[Comparison, Months, Months] | None:
    """The comparison of the value and its windows; None, and a caption that says so, if there are none."""
    comparison = compare_windows(view, choices, CODE)
    if comparison is None or choices.before is None or choices.after is None:
        st.caption(view.say("state.no_windows"))
        return None
    return comparison, choices.before, choices.after


def _value(view: View, choices: Choices, before: Months, after: Months) -> CustomerValue:
    return view.ask.of(lifetimes.customer_value, before, after, choices.where)


def _by_tenure(view: View, choices: Choices, before: Months, after: Months) -> ValueByTenure:
    return view.ask.of(lifetimes.value_by_tenure, before, after, choices.where)


def value_verdict_block(view: View, choices: Choices) -> None:
    """Draw the observed value in one line; behind it the whole value, the parts that clearly changed, and the terms."""
    if (compared := _windows(view, choices)) is None:
        return
    comparison, before, after = compared
    value, language = _value(view, choices, before, after), view.language
    ratio = compare_windows(view, choices, RATIO)
    told = ratio is not None and classify_change(choose_estimate(ratio.changes[0], view.kpi(RATIO)))
    more = (
        clv_answer(value, comparison.changes[0], view.currency, language),
        acquisition_words(comparison.changes[0], ratio.changes[0], view.currency, language) if ratio else "",
        clear_parts(value, view.currency, language),
        value_terms(value, language),
    )
    verdict_block(view, choices, CODE, more, beside=RATIO if told in ("rose", "fell") else "")


def build_up_block(view: View, choices: Choices) -> None:
    """Draw cumulative value by tenure, observed and modelled."""
    if (compared := _windows(view, choices)) is None:
        return
    comparison, before, after = compared
    grown = _by_tenure(view, choices, before, after)
    draw = partial(build_up.build_up, grown, view.currency, view.language, view.theme)
    figure = draw_once(view, choices, CODE, "build up", draw)
    table = partial(curve_rows, grown.before, grown.after, grown.terms.span, view.language)
    source = replace(source_of(view.kpi(CODE), comparison), passports=(grown.passport,))
    modelled = grown.terms.span < grown.terms.horizon
    more = [view.say("value.solid")] if modelled else []
    draw_figure(
        view,
        choices=choices,
        key="build_up",
        figure=figure,
        source=source,
        table=table,
        more="  \n".join([*more, view.say("value.bands")]),
    )


def drivers_block(view: View, choices: Choices) -> None:
    """Draw the parts of the change in observed value, which add up to it."""
    if (compared := _windows(view, choices)) is None:
        return
    comparison, before, after = compared
    value, total = _value(view, choices, before, after), comparison.changes[0].absolute
    draw = partial(
        build_up.waterfall,
        value,
        total=total,
        currency=view.currency,
        language=view.language,
        theme=view.theme,
    )
    figure = draw_once(view, choices, CODE, "drivers", draw)
    table = partial(driver_rows, value, total, view.language)
    source = replace(source_of(view.kpi(CODE), comparison), passports=(value.passport,))
    draw_figure(
        view,
        choices=choices,
        key="drivers",
        figure=figure,
        source=source,
        table=table,
        more=view.say("value.sum"),
    )


def horizon_block(view: View, choices: Choices) -> None:
    """Draw the change in observed value by horizon."""
    if (compared := _windows(view, choices)) is None:
        return
    comparison, before, after = compared
    grown = _by_tenure(view, choices, before, after)
    draw = partial(build_up.horizons, grown, view.currency, view.language, view.theme)
    figure = draw_once(view, choices, CODE, "horizons", draw)
    source = replace(source_of(view.kpi(CODE), comparison), passports=(grown.passport,))
    table = partial(horizon_rows, grown, view.language)
    draw_figure(
        view,
        choices=choices,
        key="horizons",
        figure=figure,
        source=source,
        table=table,
        more=_horizon_note(view, grown),
    )


def _horizon_note(view: View, grown: ValueByTenure) -> str:
    if grown.terms.span >= grown.terms.horizon:
        return view.say("value.horizon_all")
    beyond = formats.absolute_change(grown.beyond, view.currency, view.language)
    return view.say("value.horizon_note", tenures=str(grown.terms.span), beyond=beyond)


def cohort_block(view: View, choices: Choices) -> None:
    """Draw what customers who joined before and after have brought in since."""
    if (compared := _windows(view, choices)) is None:
        return
    _, before, after = compared
    seen: CohortValue = view.ask.of(cohorts.cohort_value, before, after, choices.where)
    st.markdown(f"**{cohort_sentence(seen, view.currency, view.language)}**")
    draw = partial(build_up.cohort_margin, seen, view.currency, view.language, view.theme)
    figure = draw_once(view, choices, CODE, "joined", draw)
    months = 0 if seen.after is None else len(seen.after.at)
    source = Source(
        kpi=view.kpi(CODE),
        passports=(seen.passport,),
        before_n=seen.joined_before,
        after_n=seen.joined_after,
        methods=(seen.change.method,) if seen.change and seen.change.method else (),
    )
    table = partial(curve_rows, seen.before, seen.after, months, view.language)
    draw_figure(
        view,
        choices=choices,
        key="joined",
        figure=figure,
        source=source,
        table=table,
        more="  \n".join(
            (view.say("value.bands"), *(_cohort_notes(view, seen, months) if seen.after else ()))
        ),
    )


def _cohort_notes(view: View, seen: CohortValue, months: int) -> tuple[str, str]:
    language = view.language
    who = view.say(
        "value.joined_note",
        before_n=formats.count(seen.joined_before, language),
        before_months=formats.months(seen.months_before, language),
        after_n=formats.count(seen.joined_after, language),
        after_months=formats.months(seen.months_after, language),
    )
    key = "value.lived_on" if seen.lived_on < months else "value.lived_apart"
    return who, view.say(key, month=str(seen.lived_on))
