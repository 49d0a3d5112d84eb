"""The reader's choices, kept in the session and in the URL under stable codes.

Streamlit's own `bind="query-params"` writes the *label* of an option, which differs by language. Choices are
therefore stored here as codes: in the session, to carry them across pages, and in the URL, to share them. A URL
changed by the browser's back button is adopted; a URL emptied by moving to another page is not.
"""

from collections.abc import Iterable, Mapping

import streamlit as st


class Key(str):
    """A key of the address: made in a `keys.py` only, where the frame finds it; links carry no other."""

    __slots__ = ()


_CHOSEN = "chosen"  # session: code of the choice → its members
_WRITTEN = "written"  # session: what the URL held at the end of the last run
_PAGE = "page"  # session: the page of the last run
_BARE = "bare"  # session: whether the URL of this run came without choices


def carry(keys: Iterable[Key]) -> None:
    """Put the choices into a URL that came without any; call it once per run, before the page is known.

    Streamlit takes the new page's query from there, so that a visit is one entry of the browser's history.
    """
    chosen: Mapping[Key, tuple[str, ...]] = st.session_state.get(_CHOSEN, {})
    st.session_state[_BARE] = not any(st.query_params.get_all(key) for key in keys)
    if st.session_state[_BARE] and chosen:
        _write(chosen)


def begin(page: str, keys: Iterable[Key]) -> None:
    """Adopt what the URL said when the run began; call it once per run, before any widget is drawn."""
    state = st.session_state
    bare = state.pop(_BARE, False)
    named = list(st.query_params)
    # In the order of the URL: the same choices in another order would be another entry of the history.
    ordered = sorted(keys, key=lambda key: named.index(key) if key in named else len(named))
    seen = {key: () if bare else tuple(st.query_params.get_all(key)) for key in ordered}
    first = _CHOSEN not in state
    moved = state.get(_PAGE) != page
    if first:
        state[_CHOSEN] = {key: codes for key, codes in seen.items() if codes}
    elif any(seen.values()) or not moved:
        written: Mapping[str, tuple[str, ...]] = state.get(_WRITTEN, {})
        for key, codes in seen.items():
            if codes != written.get(key, ()):
                choose(key, codes)
        state[_CHOSEN] = {key: codes for key in ordered if (codes := read_codes(key))}
    state[_PAGE] = page


def read_codes(key: Key) -> tuple[str, ...]:
    """Return the codes chosen under a key, () if there are none."""
    codes: tuple[str, ...] = st.session_state.get(_CHOSEN, {}).get(key, ())
    return codes


def has_changed(keys: Iterable[Key]) -> bool:
    """Return whether the choices under any of the keys differ from those that the last run ended with."""
    written: Mapping[str, tuple[str, ...]] | None = st.session_state.get(_WRITTEN)
    return written is not None and any(written.get(key, ()) != read_codes(key) for key in keys)


def has_started() -> bool:
    """Return whether this session has already adopted a URL."""
    return _CHOSEN in st.session_state


def page() -> str:
    """Return the page of the last run, "" before the first."""
    return str(st.session_state.get(_PAGE) or "")


def choose(key: Key, codes: Iterable[str]) -> None:
    """Set the codes of a key; an empty choice is the same as never having chosen."""
    choices = dict(st.session_state.get(_CHOSEN, {}))
    codes = tuple(codes)
    if codes:
        choices[key] = codes
    else:
        choices.pop(key, None)
    st.session_state[_CHOSEN] = choices


def with_choices(more: Mapping[Key, str]) -> dict[str, list[str]]:
    """Return the query parameters of a link that adds `more` to the current choices.

    A link without the current choices would reset them.
    """
    choices: Mapping[str, tuple[str, ...]] = st.session_state.get(_CHOSEN, {})
    return {key: list(codes) for key, codes in choices.items()} | {key: [code] for key, code in more.items()}


def from_widget(key: Key, widget: str, default: tuple[str, ...] = ()) -> None:
    """Set a key to what a widget holds; the callback of filters and switches.

    A value equal to `default` is stored as no choice.
    """
    value = st.session_state[widget]
    codes = tuple(value) if isinstance(value, list | tuple) else (str(value),) if value else ()
    choose(key, () if codes == default else codes)


def end(keys: Iterable[Key]) -> None:
    """Write the choices to the URL if they differ from it, all at once, and remember what was written."""
    codes = {key: read_codes(key) for key in keys}
    if any(tuple(st.query_params.get_all(key)) != chosen for key, chosen in codes.items()):
        _write(st.session_state.get(_CHOSEN, {}))
    st.session_state[_WRITTEN] = codes


def _write(codes: Mapping[Key, tuple[str, ...]]) -> None:
    """Replace all parameters in one step: each step would be an entry of the browser's history."""
    st.query_params.from_dict({key: list(chosen) for key, chosen in codes.items()})
