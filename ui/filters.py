"""The filter bar: comparison windows and dimensions."""

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from analysis.results import WINDOWS_REVERSED
from ui import address
from ui.address import Key
from ui.keys import DIMENSIONS, WINDOWS
from ui.search import draw_search
from ui.updating import draw_mark
from ui.view import PageEnded, View
from ui.viewport import phone
from warehouse.contract.scope import Months
from warehouse.query.shortage import are_reversed
from wording import formats
from wording.choices import Choices, name_member
from wording.naming import reason_words
from wording.theme import COLOURS
from wording.usual_windows import Windows, usual_windows

SENT = 40  # members at most that a browser is sent as a list; more are searched for
WIDTH = 150  # of a filter in the bar, in pixels
# Streamlit has no container that stays in sight, and none that takes no room.
_STICKY = """<style>
@media (min-width: 1000px) and (min-height: 600px) {
  div:has(> .st-key-filters) {
    position: sticky; top: 0; z-index: 90; padding: 0.5rem 0; background: PAPER;
  }
}
.st-key-filters { position: relative; }
div:has(> .st-key-updating) {
  position: absolute; right: 0; top: 100%; width: auto; padding: 0 0.5rem; background: PAPER;
}
</style>"""


def choices(view: View, dimensions: Sequence[str]) -> Choices:
    """Return the reader's choices; codes that the snapshot does not know are dropped."""
    where = tuple(
        sorted((dimension, members) for dimension in dimensions if (members := _members(view, dimension)))
    )
    before, after = (_window(view, name) for name in WINDOWS)
    return Choices(before=before, after=after, where=where)


def _members(view: View, dimension: str) -> tuple[str, ...]:
    known = set(view.ask.members(dimension))
    return tuple(sorted(code for code in address.read_codes(DIMENSIONS[dimension]) if code in known))


def _default_window(view: View, name: Key) -> Months | None:
    return view.snapshot.windows[WINDOWS.index(name)]


def _window(view: View, name: Key) -> Months | None:
    """The window in the address, as YYYY-MM..YYYY-MM, or the snapshot's own if that one is missing or invalid."""
    usual = _default_window(view, name)
    for code in address.read_codes(name):
        first, _, last = code.partition("..")
        if {first, last} <= set(view.ask.months()) and first <= last:
            return first, last
    return usual


def draw_filters(view: View, dimensions: Sequence[str]) -> Choices:
    """Draw the filters, the first block of a page, and return the choices.

    On a laptop they are one line that stays in sight while the page scrolls, on a phone one button. Where the windows
    are in the wrong order, the page ends with the offer to swap them.
    """
    chosen = choices(view, dimensions)
    _draw_bar(view, dimensions, chosen)
    if chosen.before is not None and chosen.after is not None and are_reversed(chosen.before, chosen.after):
        _offer_swap(view, (chosen.after, chosen.before))
    return chosen


def _offer_swap(view: View, windows: Windows) -> None:
    """Say that the windows are in the wrong order, and end the page: it would call the later months "before"."""
    st.warning(
        formats.capitalise(reason_words(WINDOWS_REVERSED, view.language)), icon=":material/swap_horiz:"
    )
    st.button(view.say("filter.swap"), key="swap_windows", on_click=_take_windows, args=(view, windows))
    raise PageEnded


def _draw_bar(view: View, dimensions: Sequence[str], chosen: Choices) -> None:
    kept = [d for d in dimensions if len(view.ask.members(d)) > 1]
    spans = _windows_text(view, (chosen.before, chosen.after))
    if phone():
        n = len(chosen.where)
        label = view.say("filter.fold_n", n=str(n)) if n else view.say("filter.fold")
        with st.popover(
            f"{label} · {spans}",
            key="filters",
            icon=":material/tune:",
        ):
            _draw_windows(view, chosen)
            for dimension in kept:
                _draw_dimension(view, dimension, chosen, "stretch")
        if n:
            st.caption(chosen.filters_text(view))
        draw_mark(view.say("state.updating"))
        return
    st.html(_STICKY.replace("PAPER", COLOURS[view.theme].paper))
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="filters"):
        with st.popover(
            _windows_text(view, (chosen.before, chosen.after)),
            key="windows",
            icon=":material/calendar_month:",
        ):
            _draw_windows(view, chosen)
        for dimension in kept:
            _draw_dimension(view, dimension, chosen, WIDTH)
        if chosen.where:
            st.button(
                view.say("filter.reset"), key="filter_reset", type="tertiary", on_click=_clear, args=(kept,)
            )
        with st.container(key="updating", width="content"):
            draw_mark(view.say("state.updating"))


def _clear(dimensions: Sequence[str]) -> None:
    for dimension in dimensions:
        address.choose(DIMENSIONS[dimension], ())


def _windows_text(view: View, windows: Windows) -> str:
    texts = ["–" if w is None else view.say("filter.span", first=w[0], last=w[1]) for w in windows]
    return view.say("filter.windows", before=texts[0], after=texts[1])


def _draw_windows(view: View, chosen: Choices) -> None:
    months = view.ask.months()
    if not months:
        st.caption(view.say("state.no_windows"))
        return
    for name, windows in usual_windows(months, view.snapshot.windows).items():
        st.button(
            view.say(f"windows.{name}", windows=_windows_text(view, windows)),
            key=f"windows_{name}",
            type="tertiary",
            icon=":material/check:" if windows == (chosen.before, chosen.after) else None,
            on_click=_take_windows,
            args=(view, windows),
        )
    for name, window in zip(WINDOWS, (chosen.before, chosen.after), strict=True):
        shown = window or (months[0], months[-1])
        st.markdown(f"**{formats.capitalise(view.say(f'window.{name}'))}**")
        columns = st.columns(2, wrap=False)
        for column, end, month in zip(columns, ("from", "to"), shown, strict=True):
            widget = f"month_{name}_{end}"
            st.session_state[widget] = month
            column.selectbox(
                view.say(f"end.{end}"), months, key=widget, on_change=_take_window, args=(view, name)
            )
    if st.session_state.get("wrong_window"):
        st.caption(view.say("filter.wrong_window"))


def _take_windows(view: View, windows: Windows) -> None:
    st.session_state["wrong_window"] = False
    for name, window in zip(WINDOWS, windows, strict=True):
        own = window is None or window == _default_window(view, name)
        address.choose(name, () if window is None or own else ("..".join(window),))


def _take_window(view: View, name: Key) -> None:
    first, last = (st.session_state[f"month_{name}_{end}"] for end in ("from", "to"))
    st.session_state["wrong_window"] = first > last
    usual = (first, last) == _default_window(view, name) or first > last
    address.choose(name, () if usual else (f"{first}..{last}",))


def _draw_dimension(view: View, dimension: str, chosen: Choices, width: int | Literal["stretch"]) -> None:
    picked, known = dict(chosen.where).get(dimension, ()), view.ask.members(dimension)
    if len(known) > SENT:
        draw_search(view, dimension, picked, width)
        return
    widget = f"members_{dimension}"
    st.session_state[widget] = list(picked)
    st.multiselect(
        view.say(f"dimension.{dimension}"),
        known,
        format_func=lambda member: name_member(view, dimension, member),
        key=widget,
        on_change=address.from_widget,
        args=(DIMENSIONS[dimension], widget),
        placeholder=view.say(f"dimension.{dimension}"),
        label_visibility="collapsed",
        select_all=False,
        width=width,
    )
