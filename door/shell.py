"""The HTML shell of all pages: Streamlit's own, with what must stand before its first line is drawn.

Streamlit follows the theme of the browser and says English in `<html lang>`. Here a reader's own choice of theme
comes before the browser's, and the language is that of the address or of the browser.
"""

# Streamlit asks for the theme by this media query and listens for its changes, so the choice answers in its place.
_SCRIPT = """
(() => {
  const KEY = "milepost-theme", ASKED = "(prefers-color-scheme: dark)";
  const ask = window.matchMedia.bind(window), answer = ask(ASKED);
  const system = () => (ask(ASKED).matches ? "dark" : "light");
  let chosen = null;
  try { chosen = localStorage.getItem(KEY); } catch {}
  Object.defineProperty(answer, "matches", { get: () => (chosen ?? system()) === "dark" });
  window.matchMedia = (asked) => (asked === ASKED ? answer : ask(asked));
  window.milepostTheme = (theme) => {
    chosen = theme === system() ? null : theme;
    try { chosen ? localStorage.setItem(KEY, chosen) : localStorage.removeItem(KEY); } catch {}
    answer.dispatchEvent(new MediaQueryListEvent("change", { media: ASKED, matches: answer.matches }));
  };
  const language = new URLSearchParams(location.search).get("lang") ?? navigator.language;
  document.documentElement.lang = language.startsWith("zh") ? "zh-CN" : "en";
})();
"""


def write_shell(page: str) -> str:
    """Return Streamlit's page with our script before its own; ValueError if it has no head to write it into."""
    before, head, rest = page.partition("<head>")
    if not head:
        raise ValueError("Streamlit's page has no <head>")
    return f"{before}{head}<script>{_SCRIPT}</script>{rest}"
