"""Blocks of the Approval page: how waits end, and where the time goes."""

from functools import partial

import streamlit as st

from figures import distribution
from ui.approval import keys
from ui.approval.charts import stages
from ui.blocks import draw_once
from ui.figure import Source, draw_figure, draw_note, draw_plot
from ui.switches import switch
from ui.view import View
from warehouse.query.subjects import waits
from warehouse.query.subjects.waits import ENDINGS
from wording.cards.compared import compare_windows
from wording.cards.figure_rows import curve_rows, stage_rows
from wording.choices import Choices


def distribution_block(view: View, choices: Choices, code: str, key: str) -> None:
    """Draw how long applicants wait for the ending that the reader selects, before and after."""
    kpi = view.kpi(code)
    ending = switch(view, keys.ENDING, view.say("approval.ending"), tuple(ENDINGS), "ending")
    comparison = compare_windows(view, choices, code)
    if comparison is None or choices.before is None or choices.after is None:
        st.caption(view.say("state.no_windows"))
        return
    before = view.ask.of(waits.distribution, code, choices.before, choices.after, choices.where)
    after = view.ask.of(waits.distribution, code, choices.after, choices.before, choices.where)
    figure = draw_once(
        *(view, choices, code, f"waits {ending}"),
        lambda: distribution.distribution(before, after, ending, view.language, view.theme),
    )
    table = partial(curve_rows, before, after, view.language)
    source = Source(
        kpi=kpi,
        passports=(comparison.passport, before.passport, after.passport),
        before_n=before.n,
        after_n=after.n,
        methods=(),
    )
    draw_figure(view, choices=choices, key=key, figure=figure, source=source, table=table)


def stages_block(view: View, choices: Choices, key: str) -> None:
    """Draw work and waiting time by stage, before and after."""
    if choices.before is None or choices.after is None:
        st.caption(view.say("state.no_windows"))
        return
    before = view.ask.of(waits.stages, choices.before, choices.after, choices.where)
    after = view.ask.of(waits.stages, choices.after, choices.before, choices.where)
    labels = view.ask.labels("activity")
    measures: tuple[stages.Measure, ...] = ("work", "waiting")
    for column, measure in zip(st.columns(2, gap="large"), measures, strict=True):
        draw = partial(
            stages.stages,
            before,
            after=after,
            measure=measure,
            labels=labels,
            language=view.language,
            theme=view.theme,
        )
        figure = draw_once(view, choices, "touch_time_mean", f"stages {measure}", draw)
        with column:
            draw_plot(figure, f"{key}_{measure}")
    source = Source(
        kpi=view.kpi("touch_time_mean"),
        passports=(after.passport, before.passport),
        before_n=before.n,
        after_n=after.n,
        methods=(),
    )
    table = partial(stage_rows, before, after, labels, view.language)
    draw_note(view, choices=choices, key=key, source=source, table=table, more="")
