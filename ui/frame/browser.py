"""What only the browser can do: name the page's language, lead the keyboard into what opens, change the theme."""

import streamlit as st

from wording.theme import Theme
from wording.words import Language, say

LOCALES: dict[Language, str] = {"en": "en", "zh": "zh-CN"}
# Streamlit leaves the keyboard at the button whose panel it opens, and the panel is drawn at the end of the page.
# A press of Enter or the space bar is a click without a count.
_PAGE_JS = """
export default ({ data }) => {
  document.documentElement.lang = data.language;
  let opener = null;
  const panel = () => [...document.querySelectorAll("[role=dialog]")].at(-1);
  const enter = (event) => {
    const button = event.target.closest?.("[aria-haspopup=dialog]");
    if (!button || event.detail !== 0) return;
    opener = button;
    setTimeout(() => panel()?.querySelector("button, input, [tabindex='0']")?.focus(), 150);
  };
  const leave = (event) => {
    if (event.key !== "Escape" || !opener) return;
    setTimeout(() => { if (!panel()) { opener.focus(); opener = null; } }, 150);
  };
  document.addEventListener("click", enter);
  document.addEventListener("keydown", leave, true);
  return () => { document.removeEventListener("click", enter); document.removeEventListener("keydown", leave, true); };
};
"""
_page = st.components.v2.component("milepost_page", js=_PAGE_JS)
# `milepostTheme` stands in the shell (`door/shell.py`); the next run draws the figures in the new theme.
# Hidden until it has a name, which readers of the screen need.
_JS = """
export default ({ data, parentElement, setTriggerValue }) => {
  const button = parentElement.querySelector("button");
  button.textContent = data.label;
  button.hidden = false;
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
    "milepost_theme", html='<button type="button" hidden></button>', css=_CSS, js=_JS
)


# Where nothing can hover, Streamlit shows the buttons of a table all the time, over what stands above it. The answer
# of a page is broken into lines of like length. Streamlit marks where the keyboard is in the sidebar by a faint fill.
_STYLE = """<style>
[data-testid="stMarkdown"] h2 { text-wrap: balance; }
[data-testid="stSidebarNavLink"]:focus-visible { outline: 2px solid currentColor; outline-offset: -2px; }
@media (hover: none) {
[data-testid="stFullScreenFrame"]:has([data-testid="stDataFrame"]) [data-testid="stElementToolbar"] { display: none; }
}
</style>"""


def prepare_browser(tongue: Language) -> None:
    """Have the browser take the page for one in this language and lead the keyboard; nothing is drawn."""
    st.html(_STYLE)
    _page(key="page", data={"language": LOCALES[tongue]})


def draw_theme_button(tongue: Language, now: Theme) -> None:
    """Draw the button that changes to the other theme."""
    other: Theme = "light" if now == "dark" else "dark"
    _theme_button(
        key="theme",
        data={"other": other, "label": say(f"theme.{other}", tongue)},
        width="content",
        on_theme_change=lambda: None,
    )
