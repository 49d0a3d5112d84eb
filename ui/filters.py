"""The filter bar: comparison windows, dimensions and the search for a partner."""

from collections.abc import Sequence

import streamlit as st

from ui import address
from ui.address import Key
from ui.keys import DIMENSIONS, WINDOWS
from ui.view import View
from warehouse.contract.scope import Months
from wording.choices import Choices, name_member

OFFERED = 20  # partners offered at once; the list itself is never sent


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
    """Draw the filters on one line, or behind one button on a phone, and return the choices.

    Each button's label says what is selected behind it.
    """
    chosen = choices(view, dimensions)
    kept = [d for d in dimensions if len(view.ask.members(d)) > 1]
    if phone():
        n = len(chosen.where)
        label = view.say("filter.fold_n", n=str(n)) if n else view.say("filter.fold")
        with st.popover(f"{label} · {_windows_text(view, chosen)}", key="filters", icon=":material/tune:"):
            _draw_windows(view, chosen)
            for dimension in kept:
                _draw_dimension(view, dimension, chosen)
        if n:
            st.caption(chosen.filters_text(view))
        return chosen
    with st.container(horizontal=True, gap="small"):
        with st.popover(_windows_text(view, chosen), key="windows", icon=":material/calendar_month:"):
            _draw_windows(view, chosen)
        for dimension in kept:
            with st.popover(_chip(view, dimension, chosen), key=f"filter_{dimension}"):
                _draw_dimension(view, dimension, chosen)
        if chosen.where:
            st.button(
                view.say("filter.reset"), key="filter_reset", type="tertiary", on_click=_clear, args=(kept,)
            )
    return chosen


def phone() -> bool:
    """Return whether the reader's browser identifies itself as a phone's."""
    return "Mobi" in (st.context.headers.get("User-Agent") or "")


def _clear(dimensions: Sequence[str]) -> None:
    for dimension in dimensions:
        address.choose(DIMENSIONS[dimension], ())


def _windows_text(view: View, chosen: Choices) -> str:
    texts = ["–" if w is None else "…".join(w) for w in (chosen.before, chosen.after)]
    return view.say("filter.windows", before=texts[0], after=texts[1])


def _chip(view: View, dimension: str, chosen: Choices) -> str:
    members = dict(chosen.where).get(dimension, ())
    name = view.say(f"dimension.{dimension}")
    if not members:
        return name
    words = name_member(view, dimension, members[0])
    if len(members) > 1:
        words = view.say("filter.chip_more", first=words, n=str(len(members)), more=str(len(members) - 1))
    return f"**{view.say('filter.chip', dimension=name, members=words)}**"


def _draw_windows(view: View, chosen: Choices) -> None:
    months = view.ask.months()
    if not months:
        st.caption(view.say("state.no_windows"))
        return
    for name, window in zip(WINDOWS, (chosen.before, chosen.after), strict=True):
        shown = window or (months[0], months[-1])
        st.markdown(f"**{view.say(f'window.{name}')}**")
        columns = st.columns(2, wrap=False)
        for column, end, month in zip(columns, ("from", "to"), shown, strict=True):
            widget = f"month_{name}_{end}"
            st.session_state[widget] = month
            column.selectbox(
                view.say(f"end.{end}"), months, key=widget, on_change=_take_window, args=(view, name)
            )
    if st.session_state.get("wrong_window"):
        st.caption(view.say("filter.wrong_window"))


def _take_window(view: View, name: Key) -> None:
    first, last = (st.session_state[f"month_{name}_{end}"] for end in ("from", "to"))
    st.session_state["wrong_window"] = first > last
    usual = (first, last) == _default_window(view, name) or first > last
    address.choose(name, () if usual else (f"{first}..{last}",))


def _draw_dimension(view: View, dimension: str, chosen: Choices) -> None:
    picked = dict(chosen.where).get(dimension, ())
    options = _search_partners(view, picked) if dimension == "partner" else view.ask.members(dimension)
    widget = f"members_{dimension}"
    st.session_state[widget] = list(picked)
    st.multiselect(
        view.say(f"dimension.{dimension}"),
        options,
        format_func=lambda member: name_member(view, dimension, member),
        key=widget,
        on_change=address.from_widget,
        args=(DIMENSIONS[dimension], widget),
        placeholder=view.say("filter.all"),
        select_all=False,
    )


def _search_partners(view: View, picked: Sequence[str]) -> list[str]:
    """The selected partners and those that match the search text; the full list never leaves the server."""
    text = st.text_input(
        view.say("filter.search"), key="partner_search", type="search", persist_state="session"
    )
    labels, wanted = view.ask.labels("partner"), (text or "").strip().casefold()
    if not wanted:
        return list(picked)
    known = view.ask.members("partner")
    hits = [
        code for code in known if wanted in f"{code} {labels.get(code, {}).get(view.language, '')}".casefold()
    ]
    if not hits:
        st.caption(view.say("filter.search_none", text=text or ""))
    if len(hits) > OFFERED:
        st.caption(view.say("filter.search_more", n=str(len(hits) - OFFERED)))
    return [*picked, *(code for code in hits[:OFFERED] if code not in picked)]
