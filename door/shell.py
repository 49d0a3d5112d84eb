"""The HTML shell of all pages: Streamlit's own, with what must stand before its first line is drawn.

Streamlit follows the theme of the browser and says English in `<html lang>`. Here a reader's own choice of theme
comes before the browser's, and the language is that of the address or of the browser. Since nobody signs in, a browser
also gets a mark of its own (READER), by which what somebody has not finished is found again.
"""

READER = "milepost-reader"  # cookie: 32 hexadecimal digits, drawn by the browser itself

_MARK = f"""
(() => {{
  if (document.cookie.includes("{READER}=")) return;
  const mark = [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, "0")).join("");
  document.cookie = `{READER}=${{mark}}; path=/; max-age=31536000; samesite=strict`;
}})();
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
    return f"{before}{head}<script>{_MARK}{_SCRIPT}</script>{rest}"
