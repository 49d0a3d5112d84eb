"""Blocks shared by the KPI pages: each draws a sentence, a row of cards, or a figure with its note."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from figures import change, trend
from figures.canvas import Figure
from ui import address
from ui.cards import draw_cards
from ui.figure import Source, draw_figure, source_of
from ui.keys import BY, DIMENSIONS
from ui.surroundings import surroundings_of
from ui.switches import switch
from ui.view import View
from warehouse.query.targets import Target
from wording import formats
from wording.cards.compared import card_of, compare_windows
from wording.cards.figure_rows import change_rows, month_rows
from wording.choices import Choices
from wording.levels import most_changed
from wording.sentences import answer as answer_sentence


def draw_once(view: View, choices: Choices, code: str, name: str, draw: Callable[[], Figure]) -> Figure:
    """Return a figure that is drawn once for all readers with the same choices, language and theme."""
    chosen = (choices.before, choices.after, choices.where)
    return view.figure((name, code, view.kpi(code).version, chosen, view.language, view.theme), draw)


def answer_block(view: View, choices: Choices, code: str) -> None:
    """Draw the answer in one sentence together with the KPI's guard, and the data it is based on."""
    kpi = view.kpi(code)
    speed, guard = compare_windows(view, choices, code), compare_windows(view, choices, kpi.guard)
    if speed is None or guard is None:
        st.markdown(view.say("state.no_windows"))
        return
    text = answer_sentence.headline(speed, kpi, guard, view.kpi(kpi.guard), view.language)
    st.markdown(f"##### {text}")
    if care := answer_sentence.notices(speed, view.language):
        st.warning(care, icon=":material/warning:")
    st.caption(answer_sentence.basis(speed, kpi, view.day, view.language))


def cards_block(view: View, choices: Choices, codes: Sequence[str]) -> None:
    """Draw a card per KPI."""
    draw_cards(view, choices, [card_of(view, choices, code) for code in codes])


def trend_block(view: View, choices: Choices, code: str, key: str) -> None:
    """Draw the KPI by month, with its targets and events listed below."""
    kpi = view.kpi(code)
    answer = view.ask.values(code, ("month",), choices.where, None)
    comparison = compare_windows(view, choices, code)
    around = surroundings_of(view.snapshot, code, choices.where, view.language)
    figure = draw_once(
        *(view, choices, code, "trend"),
        lambda: trend.trend(
            answer,
            comparison=comparison,
            kpi=kpi,
            surroundings=around,
            language=view.language,
            theme=view.theme,
        ),
    )
    source = Source(kpi=kpi, passports=(answer.passport,), before_n=0, after_n=0, methods=())
    if comparison is not None:
        # The figure's own query, with the cases and the months left out of the windows it is shaded with.
        left_out = replace(answer.passport, excluded_months=comparison.passport.excluded_months)
        source = replace(source_of(kpi, comparison), passports=(left_out, comparison.passport))
    draw_figure(
        view,
        choices=choices,
        key=key,
        figure=figure,
        source=source,
        table=lambda: month_rows(answer, view.language),
    )
    lines = [_target(view, target, code) for target in around.targets]
    if around.marks:
        events = enumerate(around.marks, 1)
        lines.append(" · ".join(_event(view, number, mark) for number, mark in events))
    if lines:
        st.caption("  \n".join(lines))


def _target(view: View, target: Target, code: str) -> str:
    """A target with its tolerance band, the months it applies to, and its owner."""
    unit, language = view.kpi(code).unit, view.language
    value = formats.value(target.value, unit, language)
    if target.tolerance:
        band = formats.value(target.tolerance, unit, language)
        if unit == "fraction":
            band = formats.strip_sign(formats.short_points(target.tolerance, language))
        value = view.say("target.band", target=value, band=band)
    first = formats.month(target.first, language)
    held = view.say("target.since", month=first)
    if target.last is not None:
        last = formats.month(target.last, language)
        held = view.say("format.span", first=first, last=last)
    words = view.say("target.note", target=value, held=held)
    return view.say("target.owned", target=words, owner=target.owner) if target.owner else words


def _event(view: View, number: int, mark: trend.Mark) -> str:
    """An event with its number in the figure."""
    return view.say("note.event", number=str(number), month=f"{mark.on:%Y-%m}", words=mark.words)


def where_block(view: View, choices: Choices, code: str, key: str, dimensions: Sequence[str]) -> None:
    """Draw before and after by one dimension, which the reader selects."""
    several = _open_dimensions(view, choices, dimensions)
    dimension = switch(view, BY, view.say("page.by"), several, "dimension")
    dumbbell_block(view, choices, code, key, dimension)


def dumbbell_block(view: View, choices: Choices, code: str, key: str, dimension: str) -> None:
    """Draw before and after for each member of a dimension; clicking a member narrows the page to it."""
    kpi = view.kpi(code)
    if choices.before is None or choices.after is None:
        st.caption(view.say("state.no_windows"))
        return
    comparison = view.ask.change(code, choices.before, choices.after, (dimension,), choices.where)
    labels = view.ask.labels(dimension)
    figure = draw_once(
        *(view, choices, code, f"where {dimension}"),
        lambda: change.dumbbell(comparison, kpi, labels, view.language, view.theme),
    )
    visible, everything = len(most_changed(comparison)), len(comparison.changes)
    more = [view.say("figure.drill"), view.say("figure.hollow")]
    if visible < everything:
        more.insert(0, view.say("note.shown", shown=str(visible), all=str(everything)))
    source = source_of(kpi, comparison)
    table = partial(change_rows, comparison, labels, view.language)
    drill = partial(_drill, dimension)
    draw_figure(
        view,
        choices=choices,
        key=key,
        figure=figure,
        source=source,
        table=table,
        more=" · ".join(more),
        drill=drill,
    )


def _open_dimensions(view: View, choices: Choices, dimensions: Sequence[str]) -> list[str]:
    """Dimensions still worth splitting by: with more than one member, and not narrowed down to one."""
    narrowed = {name for name, members in choices.where if len(members) == 1}
    several = [d for d in dimensions if len(view.ask.members(d)) > 1 and d not in narrowed]
    return several or list(dimensions[:1])


def _drill(dimension: str, member: str) -> None:
    """Narrow the page down to the member that was clicked, and reset the dimension so that the next one is shown."""
    if dimension in DIMENSIONS:
        address.choose(DIMENSIONS[dimension], (member,))
    address.choose(BY, ())
