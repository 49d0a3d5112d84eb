"""Blocks of the page on costs and growth."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from ui.blocks import cards_block, draw_once, draw_verdict, trend_block, where_block
from ui.figure import Source, draw_figure
from ui.growth import keys
from ui.growth.charts import costs as costs_chart
from ui.growth.rows import cost_rows
from ui.switches import switch
from ui.view import View, part
from warehouse.query.subjects import costs
from wording.cards.compared import compare_windows
from wording.choices import Choices
from wording.reach import is_kept
from wording.sentences.lead import clause_of, together

ANSWER = ("cost_income_ratio", "revenue")
LENT = ("originations", "outstanding_balance")
SERIES = (*ANSWER, "operating_cost", "margin", *LENT)
CARDS = (
    *("cost_income_ratio", "revenue", "operating_cost_per_contract"),
    *("cost_per_application", *LENT),
)
GROWTH = ("originations_growth", "balance_growth", "revenue_growth", "operating_cost_growth")
BASES: tuple[costs.Base, ...] = ("revenue", "contract")
# A share of a product is not split by product, nor a share of a channel by channel.
SPLITS = {
    "originations": ("product", "channel", "region"),
    "nev_share": ("region", "channel"),
    "used_car_share": ("region", "channel"),
    "digital_share": ("product", "region"),
    "digital_channel_share": ("product", "region"),
}


def costs_verdict_block(view: View, choices: Choices) -> None:
    """Draw cost-income ratio and revenue in one line.

    Costs are not kept by slice, so with filters the line is about lending.
    """
    codes = LENT if choices.where else ANSWER
    compared = [(compare_windows(view, choices, code), view.kpi(code)) for code in codes]
    known = [(comparison, kpi) for comparison, kpi in compared if comparison is not None]
    if not known:
        st.markdown(view.say("state.no_windows"))
        return
    clauses = [clause_of(comparison.changes[0], kpi, view.language) for comparison, kpi in known]
    draw_verdict(view, together(clauses, view.language), *known[0], (view.say("growth.basis"),))


def series_block(view: View, choices: Choices, key: str) -> None:
    """Draw one series by month, which the reader selects; those that the filters split come first."""
    options = _put_kept_first(view, choices, SERIES)
    trend_block(view, choices, switch(view, keys.SERIES, view.say("growth.series"), options, "series"), key)


def growth_block(view: View, choices: Choices, key: str) -> None:
    """Draw growth against the same month a year earlier, of the series that the reader selects."""
    options = _put_kept_first(view, choices, GROWTH)
    trend_block(view, choices, switch(view, keys.GROWTH, view.say("growth.series"), options, "series"), key)


def _put_kept_first(view: View, choices: Choices, codes: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(codes, key=lambda code: not is_kept(view, choices, code)))


def structure_block(view: View, choices: Choices, key: str) -> None:
    """Draw costs by account, per revenue or per contract, before and after."""
    chosen = switch(view, keys.BASE, view.say("growth.base"), BASES, "base")
    base = next(base for base in BASES if base == chosen)
    if choices.before is None or choices.after is None:
        st.caption(view.say("state.no_windows"))
        return
    cost_structure = view.ask.of(costs.cost_structure, base, choices.before, choices.after, choices.where)
    kpi = view.kpi(costs.KPI_OF[base])
    draw = partial(
        costs_chart.structure,
        cost_structure,
        base=base,
        unit=kpi.unit,
        language=view.language,
        theme=view.theme,
    )
    figure = draw_once(view, choices, kpi.code, f"structure {base}", draw)
    source = Source(
        kpi=kpi,
        passports=(cost_structure.passport,),
        before_n=cost_structure.entries[0],
        after_n=cost_structure.entries[1],
        methods=(),
    )
    table = partial(cost_rows, cost_structure, base, view.language)
    draw_figure(
        view,
        choices=choices,
        key=key,
        figure=figure,
        source=source,
        table=table,
        more=view.say("growth.structure_note"),
    )


def _digital_share(view: View) -> str:
    """Return the code of the KPI of digital business: by how contracts were made if that is known, else by channel."""
    unknown = set(view.kpi("digital_share").needs) & view.snapshot.empty_needs
    return "digital_channel_share" if unknown else "digital_share"


def lending_block(view: View, choices: Choices, key: str) -> None:
    """Draw cards of the shares of lending, and below them lending or one of the shares by a dimension."""
    shares = ("nev_share", "used_car_share", _digital_share(view))
    cards_block(view, choices, shares)
    with part(view):
        code = switch(view, keys.SHARE, view.say("growth.series"), ("originations", *shares), "series")
        where_block(view, choices, code, key, SPLITS[code])
