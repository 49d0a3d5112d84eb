"""Leading blocks of the Risk page: the answer, the split of the NPL rate, and the bridge of the bad balance."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from ui.blocks import draw_once, draw_verdict, where_block
from ui.figure import Source, draw_figure
from ui.risk import keys
from ui.risk.charts import split as split_chart
from ui.risk.rows import bridge_rows, split_rows
from ui.switches import switch
from ui.view import View
from warehouse.contract.scope import Months
from warehouse.kpis.record import Kpi
from warehouse.query.answers import NplSplit, Passport
from warehouse.query.judged import LEADS_STOCKS, STOCK
from warehouse.query.subjects import loan_book
from warehouse.query.subjects.npl_split import npl_split
from wording import formats
from wording.cards.compared import compare_windows
from wording.choices import Choices
from wording.naming import name_of
from wording.sentences.bulk_exits import bulk_exit_sentence
from wording.sentences.risk import npl_sentence, npl_short
from wording.words import say, say_member

CARDS = (
    *("npl_rate", "npl_rate_same_age", "npl_formation_same_age"),
    *("delinquency_30", "net_loss_rate", "vintage_90_12m"),
)
RATES = {"stock": STOCK, "same_age": "npl_rate_same_age", "formation": LEADS_STOCKS}


def rate_switch(view: View) -> str:
    """Return the code of the rate the reader selects: NPL rate, NPL rate at equal age, or formation at equal age."""
    return RATES[switch(view, keys.RATE, view.say("risk.rate"), tuple(RATES), "rate")]


def rate_where_block(view: View, choices: Choices, code: str, key: str, dimensions: Sequence[str]) -> None:
    """Draw where a rate changed, under its name, which the figure does not show."""
    st.caption(name_of(view.kpi(code), view.language))
    where_block(view, choices, code, key, dimensions)


def npl_verdict_block(view: View, choices: Choices) -> None:
    """Draw the answer from the split in one line, and behind it the same in full."""
    split, formation = _split(view, choices), compare_windows(view, choices, LEADS_STOCKS)
    stock = compare_windows(view, choices, STOCK)
    if split is None or formation is None or stock is None:
        st.markdown(view.say("state.no_windows"))
        return
    whole = npl_sentence(split, formation.changes[0], view.language)
    text = npl_short(split, formation.changes[0], view.language)
    draw_verdict(view, text, stock, view.kpi(STOCK), (whole,))


def split_block(view: View, choices: Choices, key: str) -> None:
    """Draw the change of the NPL rate as the product of age, going bad and staying bad (statistics §4)."""
    npl = _split(view, choices)
    if npl is None:
        st.caption(view.say("state.no_windows"))
        return
    draw = partial(split_chart.waterfall, npl, view.language, view.theme)
    figure = draw_once(view, choices, STOCK, "split", draw)
    table = partial(split_rows, npl, view.language)
    source = _source_of(view, npl, "split", (npl.passport,))
    draw_figure(
        view, choices=choices, key=key, figure=figure, source=source, table=table, more=view.say("split.note")
    )


def bridge_block(view: View, choices: Choices, key: str) -> None:
    """Draw how the bad balance moved in both windows, if that says more than the split does."""
    npl = _split(view, choices)
    if npl is None or choices.before is None or choices.after is None:
        st.caption(view.say("state.no_windows"))
        return
    windows = (
        _span(npl.months_before) or choices.before,
        _span(npl.months_after) or choices.after,
    )
    before, after = (view.ask.of(loan_book.npl_bridge, window, choices.where) for window in windows)
    left = bulk_exit_sentence(view, choices)
    if npl.split is not None and not left and not loan_book.needs_bridge(npl.split, before, after):
        st.caption(view.say("bridge.not_needed"))
        return
    if left:
        st.markdown(left)
    more = []
    if before.months_bad is not None and after.months_bad is not None:
        stay = [formats.digits(side.months_bad or 0.0) for side in (before, after)]
        more.append(view.say("bridge.stay", before=stay[0], after=stay[1]))
    draw = partial(split_chart.bridge, before, after, view.language, view.theme)
    figure = draw_once(view, choices, STOCK, "bridge", draw)
    more.append(
        view.say(
            "bridge.note",
            currency=say_member("money", view.snapshot.company.currency, view.language),
            before=formats.count(len(before.months), view.language),
            after=formats.count(len(after.months), view.language),
        )
    )
    source = _source_of(view, npl, "bridge", (after.passport, before.passport, npl.passport))
    table = partial(bridge_rows, before, after, view.language)
    draw_figure(
        view,
        choices=choices,
        key=key,
        figure=figure,
        source=replace(source, methods=()),
        table=table,
        more="  \n".join(more),
    )


def describe_as(kpi: Kpi, name: str) -> Kpi:
    """Return the KPI with the name and definition of a figure that shows more than it; `name` as in the catalogue."""
    return replace(
        kpi,
        name_en=say(f"risk.about_{name}", "en"),
        name_zh=say(f"risk.about_{name}", "zh"),
        definition_en=say(f"risk.about_{name}_is", "en"),
        definition_zh=say(f"risk.about_{name}_is", "zh"),
    )


def _split(view: View, choices: Choices) -> NplSplit | None:
    if choices.before is None or choices.after is None:
        return None
    return view.ask.of(npl_split, choices.before, choices.after, choices.where)


def _source_of(view: View, npl: NplSplit, name: str, passports: tuple[Passport, ...]) -> Source:
    """The source of a figure about the split; its cases are the contracts of an average month end."""
    stock, methods = (
        npl.stock,
        {part.relative.method for part in (npl.split.parts if npl.split else ())},
    )
    kpi = describe_as(view.kpi(STOCK), name)
    return Source(
        kpi=kpi,
        passports=passports,
        before_n=stock.before.n,
        after_n=stock.after.n,
        methods=tuple(sorted(m for m in methods if m)),
    )


def _span(months: tuple[str, ...]) -> Months | None:
    return (months[0], months[-1]) if months else None
