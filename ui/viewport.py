"""The size of the reader's window, which only the browser knows, and the keys of a presenter.

The browser reports the size again when it changes. A button takes one key only, so PageUp and PageDown, which
presenters send, press the buttons of a meeting that the arrows press.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

NARROW = 640  # pixels of width up to which a window is laid out as a phone's; Streamlit's own columns fold there too

# Told once a change of size is over, and only where the page would look different: a report is another run.
_JS = """
export default function ({ data, setStateValue }) {
  let waiting;
  const tell = () => {
    const { innerWidth: width, innerHeight: height } = window, size = `${width}x${height}`;
    if (data.exact ? size !== data.known : (width <= data.most) !== data.narrow) setStateValue("size", size);
  };
  const later = () => { clearTimeout(waiting); waiting = setTimeout(tell, 250); };
  const buttons = { PageDown: "meeting_next", PageUp: "meeting_previous" };
  const turn = (event) => {
    const button = buttons[event.key] && document.querySelector(`.st-key-${buttons[event.key]} button`);
    if (!button) return;
    event.preventDefault();
    button.click();
  };
  tell();
  window.addEventListener("resize", later);
  window.addEventListener("keydown", turn);
  return () => {
    clearTimeout(waiting);
    window.removeEventListener("resize", later);
    window.removeEventListener("keydown", turn);
  };
}
"""
_measure = st.components.v2.component("milepost_viewport", js=_JS)
_KEY = "viewport"
_SIZE = "window_size"  # session: what was reported last, on whichever page


@dataclass(frozen=True, kw_only=True)
class Viewport:
    """The inner size of the window, in pixels."""

    width: int
    height: int


LAPTOP = Viewport(width=1440, height=900)  # until the browser has said


def viewport() -> Viewport:
    """Return the size that the browser reported last, LAPTOP until it has."""
    return _last_report() or LAPTOP


def phone() -> bool:
    """Return whether the window is as narrow as a phone's; until it is measured, what the browser says it is."""
    reported = _last_report()
    if reported is None:
        return "Mobi" in (st.context.headers.get("User-Agent") or "")
    return reported.width <= NARROW


def side_by_side() -> Sequence[DeltaGenerator]:
    """Return two columns; on a phone, where they would lie under each other far apart, two containers."""
    return (st.container(), st.container()) if phone() else st.columns(2, gap="large")


def measure_viewport() -> None:
    """Have the browser report every change of the window's size; nothing is drawn."""
    _measure_with(exact=True, narrow=False)


def measure_narrowness(drawn_narrow: bool) -> None:
    """Have the browser report where the window is not as the page was drawn for, narrow or wide; nothing is drawn."""
    _measure_with(exact=False, narrow=drawn_narrow)


def _measure_with(exact: bool, narrow: bool) -> None:
    data = {"known": st.session_state.get(_SIZE, ""), "exact": exact, "narrow": narrow, "most": NARROW}
    _measure(key=_KEY, data=data, on_size_change=_remember)


def _last_report() -> Viewport | None:
    width, _, height = str(st.session_state.get(_SIZE, "")).partition("x")
    if not (width.isdigit() and height.isdigit()):
        return None
    return Viewport(width=int(width), height=int(height))


def _remember() -> None:
    st.session_state[_SIZE] = st.session_state[_KEY]["size"]
