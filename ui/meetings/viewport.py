"""The size of the reader's window, which only the browser knows, and the keys of a presenter.

The browser reports the size again when it changes. A button takes one key only, so PageUp and PageDown, which
presenters send, press the buttons that the arrows press.
"""

from dataclasses import dataclass

import streamlit as st

# Told once a change of size is over, and only where it differs from what is known.
_JS = """
export default function ({ data, setStateValue }) {
  let waiting;
  const tell = () => {
    const size = `${window.innerWidth}x${window.innerHeight}`;
    if (size !== data.known) setStateValue("size", size);
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


@dataclass(frozen=True, kw_only=True)
class Viewport:
    """The inner size of the window, in pixels."""

    width: int
    height: int


LAPTOP = Viewport(width=1440, height=900)  # until the browser has said


def viewport() -> Viewport:
    """Return the size that the browser reported last, LAPTOP until it has."""
    said = str(st.session_state.get(_KEY, {}).get("size") or "")
    width, _, height = said.partition("x")
    return Viewport(width=int(width), height=int(height)) if width.isdigit() and height.isdigit() else LAPTOP


def measure_viewport() -> None:
    """Have the browser report the size of the window and listen to a presenter's keys; nothing is drawn."""
    known = viewport()
    _measure(key=_KEY, data={"known": f"{known.width}x{known.height}"}, on_size_change=lambda: None)
