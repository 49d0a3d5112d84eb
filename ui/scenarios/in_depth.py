"""The open scenario in depth: its money, its driver tree, the least that reaches a target, and a backtest."""

from collections.abc import Callable, Hashable, Mapping
from functools import partial

import streamlit as st

from figures.canvas import Figure
from ui import address
from ui.scenarios import driver_tree, keys
from ui.scenarios.blocks import Desk
from ui.scenarios.charts import backtest as backtest_chart
from ui.scenarios.charts import net_money
from ui.scenarios.figure_notes import draw_scenario_figure
from ui.scenarios.knowing import draw_knowing
from ui.scenarios.seeking import draw_seeking
from ui.switches import pick, switch
from ui.view import View
from ui.viewport import phone
from warehouse.contract.windows import shift
from warehouse.scenarios.backtest import Backtest, backtest
from warehouse.scenarios.sides import Side
from wording.scenarios.findings import backtest_sentence
from wording.scenarios.terms import series_name


def depth_block(view: View, desk: Desk) -> None:
    """Draw one of four views of the open scenario; only that view is computed."""
    if desk.side is None:
        return
    parts: Mapping[str, Callable[[View, Desk, Side], None]] = {
        "money": _money,
        "tree": _tree,
        "know": draw_knowing,
        "seek": draw_seeking,
        "came": _came,
    }
    shown = switch(view, keys.DEEP, view.say("deep.title"), tuple(parts), "deep")
    parts[shown](view, desk, desk.side)


def _figure(view: View, side: Side, draw: Callable[[], Figure], *about: Hashable) -> Figure:
    key = (*about, side.assembled.scenario.id, side.plan.name, phone(), view.language, view.theme)
    return view.figure(key, draw)


def _money(view: View, desk: Desk, side: Side) -> None:
    """What each line of money brings over all months, and net year by year."""
    words = (view.currency, view.language, view.theme)
    first = shift(side.assembled.scenario.baseline.last_month, 1)
    lines = partial(net_money.money_lines, side.result, *words)
    years = partial(net_money.net_by_year, side.result, first, *words)
    title = view.say("deep.money")
    draw_scenario_figure(
        view,
        key="money_lines",
        title=title,
        figure=_figure(view, side, lines, "lines"),
        sides=[side],
        more=view.say("scenarios.lines_note"),
    )
    draw_scenario_figure(
        view,
        key="net_by_year",
        title=title,
        figure=_figure(view, side, years, "years"),
        sides=[side],
        more=view.say("scenarios.years_note"),
    )


def _tree(view: View, desk: Desk, side: Side) -> None:
    """The driver tree with its numbers; on a phone link by link."""
    scenario = side.assembled.scenario
    st.markdown(view.say("scenarios.tree"))
    if phone():
        lines = driver_tree.links_in_words(scenario, desk.names, view.language)
        st.markdown("\n".join(f"- {line}" for line in lines))
        return
    st.mermaid_chart(
        driver_tree.diagram(scenario, desk.names, view.language),
        alt=driver_tree.in_one_line(scenario, desk.names, view.language),
    )


def _came(view: View, desk: Desk, side: Side) -> None:
    """What was forecast when the scenario was saved, and what has been observed since."""
    saved = desk.current.saved
    backtests: tuple[Backtest, ...] = () if saved is None else view.ask.of(backtest, saved.basis)
    if not backtests or saved is None:
        st.markdown(view.say("backtest.not_yet"))
        return
    names = {series_test.series: series_name(series_test.series, view.language) for series_test in backtests}
    now = next((code for code in address.read_codes(keys.PATH_CAME) if code in names), backtests[0].series)
    pick(
        view,
        key=keys.PATH_CAME,
        label=view.say("scenarios.path"),
        options=list(names),
        chosen=now,
        names=names,
    )
    shown = next(series_test for series_test in backtests if series_test.series == now)
    st.markdown(f"**{backtest_sentence(shown, view.language)}**")
    draw = partial(
        backtest_chart.backtest,
        saved.name,
        by_month=shown.fan,
        observed=shown.seen,
        series=shown.series,
        first_month=shown.months[0],
        currency=view.currency,
        language=view.language,
        theme=view.theme,
    )
    figure = _figure(view, side, draw, "came", now, str(saved.key), view.snapshot.id)
    draw_scenario_figure(
        view,
        key="came",
        title=view.say("deep.came"),
        figure=figure,
        sides=[side],
        more=view.say("backtest.note"),
    )
