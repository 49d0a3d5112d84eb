"""What a reader has chosen, kept in the address bar under stable codes.

Streamlit's own `bind="query-params"` writes the *label* of an option, which differs by language; so the
choices live here: in the session (across pages) and in the URL (across people), both as codes. A change
of the URL by the browser's back button is taken over; a change of page, which clears it, is not.
"""

from collections.abc import Iterable, Mapping

import streamlit as st

_CHOSEN = "chosen"  # session: code of the choice → its members
_WRITTEN = "written"  # session: what the URL held at the end of the last run
_PAGE = "page"  # session: the page of the last run


def begin(page: str, keys: Iterable[str]) -> None:
    """Take over what the URL says, once per run, before any widget is drawn."""
    state = st.session_state
    seen = {key: tuple(st.query_params.get_all(key)) for key in keys}
    first = _CHOSEN not in state
    moved = state.get(_PAGE) != page
    if first:
        state[_CHOSEN] = {key: codes for key, codes in seen.items() if codes}
    elif any(seen.values()) or not moved:
        written: Mapping[str, tuple[str, ...]] = state.get(_WRITTEN, {})
        for key, codes in seen.items():
            if codes != written.get(key, ()):
                choose(key, codes)
    state[_PAGE] = page


def read_codes(key: str) -> tuple[str, ...]:
    """The codes chosen under a key, () where nothing was."""
    codes: tuple[str, ...] = st.session_state.get(_CHOSEN, {}).get(key, ())
    return codes


def has_started() -> bool:
    """Whether this session has taken over a URL before."""
    return _CHOSEN in st.session_state


def page() -> str:
    """The page of the last run, "" before the first."""
    return str(st.session_state.get(_PAGE) or "")


def choose(key: str, codes: Iterable[str]) -> None:
    """Choose codes; none of them is the same as never having chosen."""
    choices = dict(st.session_state.get(_CHOSEN, {}))
    codes = tuple(codes)
    if codes:
        choices[key] = codes
    else:
        choices.pop(key, None)
    st.session_state[_CHOSEN] = choices


def with_choices(more: Mapping[str, str]) -> dict[str, list[str]]:
    """The query of a link that chooses `more` and keeps what is chosen, which a query without it would take back."""
    choices: Mapping[str, tuple[str, ...]] = st.session_state.get(_CHOSEN, {})
    return {key: list(codes) for key, codes in choices.items()} | {key: [code] for key, code in more.items()}


def from_widget(key: str, widget: str, default: tuple[str, ...] = ()) -> None:
    """Choose what a widget holds: the callback of every widget of a filter."""
    value = st.session_state[widget]
    codes = tuple(value) if isinstance(value, list | tuple) else (str(value),) if value else ()
    choose(key, () if codes == default else codes)


def end(keys: Iterable[str]) -> None:
    """Write the choices into the URL where it differs; nothing is written twice."""
    for key in keys:
        codes = read_codes(key)
        if tuple(st.query_params.get_all(key)) != codes:
            if codes:
                st.query_params[key] = list(codes)
            else:
                del st.query_params[key]
    st.session_state[_WRITTEN] = {key: read_codes(key) for key in keys}
