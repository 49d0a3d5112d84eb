"""Blocks shared by the KPI pages: each draws the answer, a row of cards, or a figure with its note."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from figures import change, trend
from figures.canvas import Figure
from ui import address
from ui.cards.cards import draw_cards
from ui.figure import Source, draw_figure, source_of
from ui.fold import fold
from ui.jumps import Headings, section
from ui.keys import BY, DIMENSIONS
from ui.surroundings import surroundings_lines, surroundings_of
from ui.switches import switch
from ui.view import View
from ui.viewport import phone
from warehouse.kpis.record import Kpi
from warehouse.query import by_quarter
from warehouse.query.answers import Comparison
from wording import formats
from wording.cards.attributable import attributable_part
from wording.cards.cards import Card
from wording.cards.compared import card_of, compare_windows, judgement_of, prepare_kpis
from wording.cards.figure_rows import change_rows, month_rows
from wording.choices import Choices, name_member
from wording.glossary import explain_terms
from wording.levels import most_changed
from wording.reach import is_kept, newest_windows
from wording.sentences import answer as answer_sentence
from wording.sentences.lead import lead


def lower_section(
    view: View, headings: Headings, anchor: str, draw: Callable[[], None], about: str = ""
) -> None:
    """Draw a section that a phone folds away under its heading; what is folded is not computed."""
    if not phone():
        with section(view, headings, anchor, about):
            draw()
        return
    with st.container(gap=None):
        st.html(f'<div id="{anchor}"></div>')
        with fold(view, anchor, headings[anchor], at_first=False) as opened:
            if opened:
                if about:
                    st.caption(about)
                draw()


def draw_once(view: View, choices: Choices, code: str, name: str, draw: Callable[[], Figure]) -> Figure:
    """Return a figure that is drawn once for all readers with the same choices, language and theme."""
    chosen = (choices.before, choices.after, choices.where)
    return view.figure((name, code, view.kpi(code).version, chosen, view.language, view.theme), draw)


def verdict_block(view: View, choices: Choices, code: str, more: Sequence[str], beside: str = "") -> None:
    """Draw the line of a page from its leading KPI and the one told beside it, by default its guard.

    more: what stands behind the line.
    """
    kpi = view.kpi(code)
    other = beside or kpi.guard
    comparison = compare_windows(view, choices, code)
    if comparison is None:
        st.markdown(view.say("state.no_windows"))
        return
    watched = compare_windows(view, choices, other) if other else None
    part = attributable_part(view, choices, code)
    text = lead(
        comparison.changes[0],
        kpi=kpi,
        judgement=judgement_of(view, choices, code),
        movers=part.movers if part is not None else "",
        guard=(watched.changes[0], view.kpi(other)) if watched is not None else None,
        language=view.language,
    )
    draw_verdict(view, text, comparison, kpi, more)


def draw_verdict(view: View, text: str, comparison: Comparison, kpi: Kpi, more: Sequence[str]) -> None:
    """Draw the answer of a page in one line; months, cases and `more` stand behind the button beside it.

    comparison: of the KPI that leads, whose notices are shown below.
    """
    with st.container(horizontal=True, gap="small", vertical_alignment="top", key="verdict"):
        terms = explain_terms(text, view.language) or None
        st.markdown(f"## {text}", width="stretch", help=terms, anchors=False)
        with st.popover(view.say("lead.basis"), type="tertiary", key="basis", icon=":material/info:"):
            st.markdown("\n\n".join(line for line in more if line))
            st.caption(answer_sentence.basis(comparison, kpi, view.day, view.language))
    if care := answer_sentence.notices(comparison, view.language):
        st.warning(care, icon=":material/warning:")


def cards_block(view: View, choices: Choices, codes: Sequence[str]) -> None:
    """Draw a card per KPI, those that cannot be split by the filters last.

    A card whose window is too young shows the newest months that are old enough, and says up to which.
    """
    prepare_kpis(view, choices, codes)
    ordered = sorted(codes, key=lambda code: not is_kept(view, choices, code))
    draw_cards(view, choices, [_newest_card(view, choices, code) for code in ordered])


def _newest_card(view: View, choices: Choices, code: str) -> Card:
    newest = newest_windows(view, choices, code)
    card = card_of(view, newest, code)
    if newest == choices or newest.after is None:
        return card
    month = formats.month(newest.after[1], view.language)
    return replace(card, beside=view.say("lead.to", month=month))


def trend_block(view: View, choices: Choices, code: str, key: str) -> None:
    """Draw the KPI by month; its targets and events are named at their marks and listed in the note."""
    kpi, choices = view.kpi(code), newest_windows(view, choices, code)
    answer = view.ask.values(code, ("month",), choices.where, None)
    comparison = compare_windows(view, choices, code)
    if comparison is not None and by_quarter.has_quarters(kpi) and by_quarter.is_noisy(answer, comparison):
        st.caption(view.say("trend.quarters"))
        answer = view.ask.of(by_quarter.by_quarter, code, choices.where)
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
        more="  \n".join(surroundings_lines(view, around, kpi)),
    )


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
        more="  \n".join(more),
        drill=drill,
        points=_points(view, comparison, dimension),
    )


def _points(view: View, comparison: Comparison, dimension: str) -> dict[str, str]:
    """The members that the page can be narrowed down to, with their names."""
    if dimension not in DIMENSIONS:
        return {}
    members = [c.members[0] for c in most_changed(comparison) if c.absolute.value is not None]
    return {member: name_member(view, dimension, member) for member in members}


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
