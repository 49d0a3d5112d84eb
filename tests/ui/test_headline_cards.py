"""Headline cards change as a whole: the same elements whatever is chosen, and all asked before any is drawn."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.kit.pages import run, said
from tests.kit.small_company import publish_small_company
from ui import cards as drawn_cards
from warehouse.contract.store import Home


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    found = Home(root=tmp_path_factory.mktemp("home"))
    publish_small_company(found, count=4_000)
    return found


def cards(app: AppTest) -> list[list[str]]:
    """Kinds of the elements of each headline card: its link, what is drawn, and "why?"."""
    found: list[list[str]] = []

    def look(block: Any) -> None:
        kinds = [child.type for child in block.children.values()]
        if "html" in kinds and "page_link" in kinds:
            found.append(kinds)
        for child in block.children.values():
            if hasattr(child, "children"):
                look(child)

    look(app.main)
    return found


def test_a_card_has_the_same_elements_whatever_is_chosen(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """With everything, of one region, and of a slice of which hardly anything can be said."""
    choices: tuple[dict[str, str], ...] = ({}, {"region": "BJ"}, {"region": "XZ", "product": "used"})
    counts = []
    for chosen in choices:
        app = run(home, monkeypatch, "scorecard", **chosen)
        assert said(app)
        counts.append([len(kinds) for kinds in cards(app)])
    assert counts[0] == [3] * 5
    assert counts[1:] == counts[:1] * 2


def test_all_cards_are_asked_for_before_the_first_is_drawn(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []

    def noted(what: str, function: Callable[..., object]) -> Callable[..., object]:
        def call(*given: object) -> object:
            order.append(what)
            return function(*given)

        return call

    for name, what in (("card_body", "ask"), ("_draw_card", "draw")):
        monkeypatch.setattr(drawn_cards, name, noted(what, getattr(drawn_cards, name)))
    assert said(run(home, monkeypatch, "scorecard"))
    assert order == ["ask"] * 5 + ["draw"] * 5
