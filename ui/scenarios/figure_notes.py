"""Figures of scenarios with their notes: the method, the data they run on, and the numbers as CSV."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from figures.canvas import Figure
from ui.figure import draw_numbers, draw_plot
from ui.view import View
from warehouse.scenarios.sides import Side
from wording.downloads import Rows, csv_bytes
from wording.scenarios.comparison_table import comparison_rows


def draw_scenario_figure(
    view: View, key: str, title: str, figure: Figure, sides: Sequence[Side], more: str
) -> None:
    """Draw the figure, a caption, and a popover with the method, scenario ids, passports and CSV."""
    draw_plot(figure, key)
    scenarios = [side.assembled.scenario for side in sides]
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if more:
            st.caption(more, width="content")
        with st.popover(view.say("scenarios.made"), type="tertiary", key=f"note_{key}"):
            st.markdown(f"**{title}**")
            st.markdown(view.say(f"how.{key}"))
            ids = "  \n".join(
                view.say("scenarios.id", name=scenario.name, id=scenario.id, snapshot=scenario.snapshot)
                for scenario in scenarios
            )
            st.caption(ids)
            draw_numbers(view, tuple(dict.fromkeys(side.number for side in sides)))
            st.download_button(
                view.say("note.csv"),
                data=partial(_csv, view, title, sides),
                file_name=f"milepost_{key}_{scenarios[0].snapshot}.csv",
                mime="text/csv",
                key=f"csv_{key}",
                on_click="ignore",
                icon=":material/download:",
            )


def _csv(view: View, title: str, sides: Sequence[Side]) -> bytes:
    table: Rows = comparison_rows(sides, view.language)
    ids = (
        (
            side.plan.name,
            f"{side.assembled.scenario.id} {side.assembled.scenario.snapshot} {side.number}",
        )
        for side in sides
    )
    return csv_bytes(((view.say("csv.title"), title), (view.say("csv.as_of"), view.day), *ids), table)
