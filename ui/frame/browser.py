"""What only the browser can do: name the language of the page, and change the theme without loading it again."""

import streamlit as st

from wording.theme import Theme
from wording.words import Language, say

LOCALES: dict[Language, str] = {"en": "en", "zh": "zh-CN"}
_tell_language = st.components.v2.component(
    "milepost_language",
    js="export default ({ data }) => { document.documentElement.lang = data.language; }",
)
# `milepostTheme` stands in the shell (`door/shell.py`); the next run draws the figures in the new theme.
_JS = """
export default ({ data, parentElement, setTriggerValue }) => {
  const button = parentElement.querySelector("button");
  button.textContent = data.label;
  button.onclick = () => {
    window.milepostTheme(data.other);
    requestAnimationFrame(() => setTimeout(() => setTriggerValue("theme", data.other)));
  };
};
"""
_CSS = """
button {
  background: none; border: 0; padding: 0.25rem 0.5rem; cursor: pointer; border-radius: var(--st-base-radius);
  color: var(--st-text-color); font: inherit; font-size: 0.875rem; white-space: nowrap;
}
button:hover { background: var(--st-secondary-background-color); }
button:focus-visible { outline: 2px solid var(--st-primary-color); }
"""
_theme_button = st.components.v2.component(
    "milepost_theme", html='<button type="button"></button>', css=_CSS, js=_JS
)


def tell_language(tongue: Language) -> None:
    """Have the browser take the page for one in this language; nothing is drawn."""
    _tell_language(key="page_language", data={"language": LOCALES[tongue]})


def draw_theme_button(tongue: Language, now: Theme) -> None:
    """Draw the button that changes to the other theme."""
    other: Theme = "light" if now == "dark" else "dark"
    _theme_button(
        key="theme",
        data={"other": other, "label": say(f"theme.{other}", tongue)},
        width="content",
        on_theme_change=lambda: None,
    )
