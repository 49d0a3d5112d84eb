"""The Risk page in depth: vintages, roll rates, recoveries and concentration, one at a time."""

from collections.abc import Callable
from functools import partial
from typing import Literal

import streamlit as st

from ui.blocks import cards_block, draw_once
from ui.figure import Source, draw_figure
from ui.risk import keys
from ui.risk.blocks import describe_as
from ui.risk.charts import concentration, matrix, vintage
from ui.risk.rows import comparison_rows, concentration_rows, vintage_rows
from ui.switches import switch
from ui.view import View
from warehouse.query.answers import count_cases, methods_of
from warehouse.query.subjects import arrears, loan_book
from warehouse.query.subjects.loan_book import Concentration
from warehouse.query.subjects.vintages import vintages
from warehouse.query.subjects.window_vintages import PooledVintage, follow_windows
from wording import formats
from wording.choices import Choices

COHORTS = 12  # at most as many curves in one figure
LATE: dict[str, Literal[30, 60, 90]] = {"90": 90, "60": 60, "30": 30}
HELD_BY = ("partner", "region", "product")


def depth_block(view: View, choices: Choices) -> None:
    """Draw the part that the reader selects; only that one is computed."""
    open_part = switch(view, keys.DEPTH, view.say("risk.depth"), tuple(PARTS), "depth")
    PARTS[open_part](view, choices)


def _vintages(view: View, choices: Choices) -> None:
    late = switch(view, keys.LATE, view.say("risk.late"), tuple(LATE), "late")
    if choices.before is None or choices.after is None:
        st.caption(view.say("state.no_windows"))
        return
    cohorts = view.ask.of(vintages, LATE[late], COHORTS, choices.before[0], choices.where)
    pooled: tuple[PooledVintage, PooledVintage] = view.ask.of(
        follow_windows, LATE[late], choices.before, choices.after, choices.where
    )
    draw = partial(vintage.vintage, cohorts, pooled, days=late, language=view.language, theme=view.theme)
    figure = draw_once(view, choices, "vintage_90_12m", f"vintages {late}", draw)
    source = Source(
        kpi=describe_as(view.kpi("vintage_90_12m"), "vintage"),
        passports=(cohorts.passport, *(side.passport for side in pooled)),
        before_n=pooled[0].contracts,
        after_n=pooled[1].contracts,
        methods=(),
    )
    table = partial(vintage_rows, cohorts, pooled, view.language)
    draw_figure(
        view,
        choices=choices,
        key=f"vintages_{late}",
        figure=figure,
        source=source,
        table=table,
        more=view.say("vintage.note"),
    )


def _rolls(view: View, choices: Choices) -> None:
    if choices.before is None or choices.after is None:
        st.caption(view.say("state.no_windows"))
        return
    comparison = view.ask.of(arrears.roll_matrix, choices.before, choices.after, choices.where)
    st.caption(view.say("matrix.lead"))
    draw = partial(matrix.matrix, comparison, view.language, view.theme)
    figure = draw_once(view, choices, "roll_rate_30_59", "matrix", draw)
    rows = [change for change in comparison.changes if change.members[0] == change.members[1]]
    before, after = count_cases(rows)
    source = Source(
        kpi=describe_as(view.kpi("roll_rate_30_59"), "rolls"),
        passports=(comparison.passport,),
        before_n=before,
        after_n=after,
        methods=methods_of(comparison.changes),
    )
    table = partial(comparison_rows, comparison, view.language)
    draw_figure(
        view,
        choices=choices,
        key="rolls",
        figure=figure,
        source=source,
        table=table,
        more=view.say("matrix.note"),
    )


def _recoveries(view: View, choices: Choices) -> None:
    cards_block(view, choices, ("recovery_rate", "cure_rate"))
    if choices.before is None or choices.after is None:
        st.caption(view.say("state.no_windows"))
        return
    st.caption(view.say("recovered.title"))
    comparison = view.ask.of(arrears.recoveries, choices.before, choices.after, choices.where)
    draw = partial(vintage.recovery_curves, comparison, view.language, view.theme)
    figure = draw_once(view, choices, "recovery_rate", "recovered", draw)
    first = comparison.changes[0]
    source = Source(
        kpi=view.kpi("recovery_rate"),
        passports=(comparison.passport,),
        before_n=first.before.n,
        after_n=first.after.n,
        methods=methods_of(comparison.changes),
    )
    table = partial(comparison_rows, comparison, view.language)
    draw_figure(
        view,
        choices=choices,
        key="recoveries",
        figure=figure,
        source=source,
        table=table,
        more=view.say("recovered.note"),
    )


def _concentration(view: View, choices: Choices) -> None:
    dimension = switch(view, keys.OVER, view.say("page.by"), HELD_BY, "dimension")
    if choices.before is None:
        st.caption(view.say("state.no_windows"))
        return
    before, after = (
        view.ask.of(loan_book.concentration, dimension, month, choices.where)
        for month in (choices.before[1], None)
    )
    if before.index is not None and after.index:
        st.markdown(_describe_concentration(view, dimension, before, after))
    labels = view.ask.labels(dimension)
    draw = partial(
        concentration.concentration,
        before,
        after=after,
        labels=labels,
        language=view.language,
        theme=view.theme,
    )
    figure = draw_once(view, choices, "npl_rate", f"held {dimension}", draw)
    source = Source(
        kpi=describe_as(view.kpi("npl_rate"), "held"),
        passports=(after.passport, before.passport),
        before_n=before.contracts,
        after_n=after.contracts,
        methods=(),
    )
    table = partial(concentration_rows, before, after, labels, view.language)
    months = [formats.month(side.month, view.language) if side.month else "–" for side in (before, after)]
    note = view.say("held.note", before=months[0], after=months[1])
    draw_figure(
        view, choices=choices, key=f"held_{dimension}", figure=figure, source=source, table=table, more=note
    )


def _describe_concentration(view: View, dimension: str, before: Concentration, after: Concentration) -> str:
    """How concentrated the balance was and is, in words."""
    many = max(len(before.shares), len(after.shares)) > concentration.TOP
    values: dict[str, str] = {"top": view.say("held.top" if many else "held.largest")}
    for name, side in (("before", before), ("after", after)):
        values[name] = formats.digits(side.index or 0.0)
        values[f"{name}_top"] = formats.percent(concentration.top_share(side))
        values[f"{name}_equal"] = formats.digits(side.equal_members) if side.equal_members else "–"
        values[f"{name}_unnamed"] = formats.percent(side.unnamed)
    text = view.say("held.lead", **values)
    if before.unnamed or after.unnamed:
        named = {side: values[f"{side}_unnamed"] for side in ("before", "after")}
        unnamed = view.say("held.unnamed", dimension=view.say(f"dimension.{dimension}"), **named)
        text = f"{text}  \n{unnamed}"
    return text


PARTS: dict[str, Callable[[View, Choices], None]] = {
    "vintages": _vintages,
    "rolls": _rolls,
    "recoveries": _recoveries,
    "concentration": _concentration,
}
