"""Figures of the evidence with their notes: the method, the windows, the snapshot and the data."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import streamlit as st

from figures.canvas import Figure
from ui.figure import Table, draw_numbers, draw_plot, draw_points
from ui.view import View
from ui.viewport import phone
from warehouse.effects.evidence import Evidence, evidence
from wording import formats
from wording.downloads import csv_bytes

OWN_WAY = ("roll_out", "money", "power")  # figures that come about otherwise than the effects
SQL = "select kind, record from evidence order by position"  # where the figures of this page come from


def read_evidence(view: View) -> Evidence:
    """Return the snapshot's evidence on initiatives, limited to what this reader may see."""
    all_evidence: Evidence = view.ask.of(evidence)
    return all_evidence


def share_figure(view: View, name: str, about: tuple[str, ...], draw: partial[Figure]) -> Figure:
    """Return a figure that all readers with the same language, theme and width of window share."""
    return view.figure((name, about, view.language, view.theme, phone()), draw)


def draw_evidence(
    view: View,
    key: str,
    title: str,
    figure: Figure,
    table: Table,
    more: Sequence[str],
    behind: Sequence[str],
    drill: Callable[[str], None] | None = None,
    points: Mapping[str, str] | None = None,
) -> None:
    """Draw the figure, a caption, and a popover with the method, windows, snapshot, passport, CSV and SQL.

    more: the parts of the caption. behind: what else must be known to read the figure, in the popover. drill: called
    with the code of a point that is clicked. points: their codes and names, for a list that the keyboard reaches.
    """
    draw_plot(figure, key, drill)
    if drill is not None and points:
        draw_points(key, drill, points, view.say("figure.open"))
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.caption(" · ".join(more), width="content")
        with st.popover(view.say("note.open"), type="tertiary", key=f"note_{key}"):
            st.markdown(f"**{title}**")
            if behind:
                st.markdown("\n".join(f"- {text}" for text in behind))
            st.markdown(view.say(f"how.{key if key in OWN_WAY else 'effects'}"))
            st.caption("  \n".join((windows(view), _snapshot(view))))
            draw_numbers(view, (view.ask.state(evidence).number,))
            st.download_button(
                view.say("note.csv"),
                data=lambda: csv_bytes(_head(view, title), table()),
                file_name=f"milepost_{key}_{view.snapshot.id}.csv",
                mime="text/csv",
                key=f"csv_{key}",
                on_click="ignore",
                icon=":material/download:",
            )
            st.code(SQL, language="sql", wrap_lines=True)


def windows(view: View) -> str:
    """Return the snapshot's windows before and after, in words."""
    before, after = (
        "–"
        if span is None
        else formats.months(span, view.language)
        if span[0] == span[1]
        else _span(view, span)
        for span in view.snapshot.windows
    )
    return view.say("initiatives.windows", before=before, after=after)


def _span(view: View, span: tuple[str, str]) -> str:
    first, last = (formats.month(code, view.language) for code in span)
    return view.say("format.span", first=first, last=last)


def _snapshot(view: View) -> str:
    return view.say("note.snapshot", snapshot=view.snapshot.id, day=view.day)


def _head(view: View, title: str) -> Sequence[tuple[str, str]]:
    before, after = ("–" if span is None else "…".join(span) for span in view.snapshot.windows)
    return (
        (view.say("csv.title"), title),
        (view.say("csv.filters"), view.say("filter.all")),
        (view.say("csv.before_months"), before),
        (view.say("csv.after_months"), after),
        (view.say("csv.as_of"), view.day),
        (view.say("csv.snapshot"), view.snapshot.id),
        (view.say("csv.passports"), view.ask.state(evidence).number),
    )
