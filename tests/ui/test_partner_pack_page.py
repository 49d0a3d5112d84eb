"""The Reports page makes the same pack as the command: whole, noted, and for the partner that was looked at."""

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from asking.verification import verify
from reports import files
from reports.pdf import NoPdf
from state.database import state_of
from state.failures import Unavailable
from state.passports import Passports
from tests.kit.packs import CARMAKER
from tests.kit.pages import run, said
from ui.reports.partner_pack import Ready
from warehouse.contract.store import Home
from warehouse.packs import folder as pack_folder
from warehouse.packs.tables import FILE, read_pack


@pytest.fixture
def home(simulated_home: Home, tmp_path: Path) -> Home:
    """The published company with a state of its own."""
    (tmp_path / "snapshots").symlink_to(simulated_home.snapshots)
    return Home(root=tmp_path)


def opened(home: Home, monkeypatch: pytest.MonkeyPatch, partner: str, lang: str) -> AppTest:
    monkeypatch.setattr(files, "pdf", lambda slides: NoPdf(code="not installed", detail=""))
    return run(home, monkeypatch, "reports", pack="partner", partner=partner, lang=lang)


def made(app: AppTest) -> AppTest:
    next(button for button in app.button if button.label in ("Make the pack", "生成材料包")).click()
    return app.run()


def test_a_pack_is_made_noted_and_whole(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(home, monkeypatch, CARMAKER, "zh")
    app.text_input(key="partner_pack_recipient").set_value("渠道管理部")
    app.number_input(key="partner_pack_days").set_value(30)
    text = said(made(app))
    ready: Ready = app.session_state["partner_pack_made"]
    assert ready.number in text and ready.checksum in text and "review.pdf" in text
    with zipfile.ZipFile(io.BytesIO(ready.archive)) as archive:
        archive.extractall(tmp_path / "out")
    (folder,) = (tmp_path / "out").iterdir()
    assert pack_folder.check(folder, datetime.now(UTC)).recipient == "渠道管理部"
    assert [one.code for one in read_pack(folder / FILE).about.partners] == [CARMAKER]
    (taken,) = Passports(state_of(home)).list_taken()
    assert (taken.recipient, taken.numbers) == ("渠道管理部", (ready.number,))
    assert ready.checksum in taken.what and str(taken.expires_on) == ready.expires_on
    recorded = Passports(state_of(home)).find(ready.number)
    assert recorded is not None and verify(home, recorded.stated).verdict == "holds"


def test_what_cannot_be_noted_does_not_leave_the_house(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise Unavailable("no room")

    monkeypatch.setattr(Passports, "take", fail)
    app = made(opened(home, monkeypatch, CARMAKER, "en"))
    assert "no room" in said(app) and "partner_pack_made" not in app.session_state


def test_the_partner_looked_at_is_the_one_packed(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(home, monkeypatch, CARMAKER, "en")
    assert next(box for box in app.selectbox if box.label == "Partner").value == CARMAKER
    app = run(home, monkeypatch, "partners", part="one", kind="oem", partner=CARMAKER, lang="en")
    assert "Pack for this partner" in [button.label for button in app.button]
