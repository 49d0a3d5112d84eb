"""Words on a report as they are written on the Reports page; two people at once lose nothing."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from state.books import open_book, subject_of
from state.commentary import Commentary
from state.database import state_of
from tests.kit.pages import run, said
from warehouse.contract.store import Home
from warehouse.snapshot.snapshots import open_current

ABOUT = subject_of("executive", ())


@pytest.fixture
def home(simulated_home: Home, tmp_path: Path) -> Home:
    """The published company with a state of its own."""
    (tmp_path / "snapshots").symlink_to(simulated_home.snapshots)
    return Home(root=tmp_path)


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click()
    return app.run()


def test_words_are_kept_and_who_was_slower_is_told(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot = open_current(home)

    def held() -> dict[str, str]:
        book = open_book(home, ABOUT, snapshot.id, snapshot.windows)
        return {section: f"{remark.by}: {remark.text}" for section, remark in book.remarks.items()}

    app = run(home, monkeypatch, "reports", lang="en")
    app.session_state["fold_words"] = True
    app.run()
    app.text_area[0].set_value("Ours.")
    app.text_input(key="author_remark").set_value("Mei")
    Commentary(state_of(home)).write(ABOUT, "verdict", "Faster.", 0, snapshot=snapshot.id, by="Han")
    press(app, "remark_write")
    assert held() == {"verdict": "Han: Faster."}
    assert "Han wrote here meanwhile" in app.error[0].value
    assert app.text_area[0].value == "Ours." and "Faster." in said(app)
    press(app, "remark_write")
    assert held() == {"verdict": "Mei: Ours."}
    app.text_input(key="author_sign_off").set_value("王芳")
    press(app, "sign_off")
    signed = open_book(home, ABOUT, snapshot.id, snapshot.windows).signed
    assert signed is not None and (signed.by, signed.changed) == ("王芳", ())
    press(app, "remark_withdraw")
    assert held() == {} and "changed since: comments" in said(app)
