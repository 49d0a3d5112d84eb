"""Pages as Streamlit runs them, within the frame, and what they say."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from warehouse.contract.store import Home

ROOT = Path(__file__).parents[2]
FAILED = ("cannot be shown", "无法展示")


def run(home: Home, monkeypatch: pytest.MonkeyPatch, page: str, **chosen: str | tuple[str, ...]) -> AppTest:
    """The page as a link with these choices opens it: code of a switch, window or dimension → code chosen.

    Streamlit knows the addresses of the pages after a first run only; that one finds nothing published.
    """
    app = AppTest.from_file(str(ROOT / "ui" / "frame" / "script.py"), default_timeout=120)
    monkeypatch.setenv("MILEPOST_HOME", str(home.root / "nowhere"))
    app.run()
    monkeypatch.setenv("MILEPOST_HOME", str(home.root))
    for key, code in chosen.items():
        app.query_params[key] = code
    return app.switch_page(str(ROOT / "pages" / f"{page}.py")).run()


def said(app: AppTest) -> str:
    """The words of a page of which no part failed."""
    text = words_of(app)
    assert not app.exception
    assert not any(words in text for words in FAILED), text
    return text


def words_of(app: AppTest) -> str:
    """Title, headings, running text, notes and links, an element a line."""
    parts = (app.title, app.header, app.subheader, app.markdown, app.caption)
    links = [element.proto.label for element in app.get("page_link")]
    return "\n".join([*(element.value for elements in parts for element in elements), *links])
