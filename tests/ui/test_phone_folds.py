"""A phone folds the lower sections of a KPI page away; they are computed once their heading is tapped."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

import ui.blocks
from tests.kit.pages import run, said
from warehouse.contract.store import Home
from wording.words import say

STAGES = "fold_stages"


def opened(home: Home, monkeypatch: pytest.MonkeyPatch, phone: Callable[[], bool]) -> AppTest:
    monkeypatch.setattr(ui.blocks, "phone", phone)
    return run(home, monkeypatch, "approval", lang="en")


def figures(app: AppTest) -> int:
    return len(app.get("plotly_chart"))


def test_lower_sections_are_folded_on_a_phone_and_drawn_when_opened(
    small_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop, phone = (
        opened(small_home, monkeypatch, lambda: False),
        opened(small_home, monkeypatch, lambda: True),
    )
    headings = [say(f"approval.{name}", "en") for name in ("distribution", "stages")]
    assert said(laptop) and said(phone)
    assert set(headings) <= {heading.value for heading in laptop.subheader}
    assert set(headings) <= {expander.label for expander in phone.expander}
    assert not set(headings) & {heading.value for heading in phone.subheader}
    before = figures(phone)
    assert 1 <= before < figures(laptop)
    phone.session_state[STAGES] = True
    assert figures(phone.run()) > before
