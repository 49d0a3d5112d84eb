"""Headline cards change as a whole: the same elements whatever is chosen, and all asked before any is drawn."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.kit.pages import run, said
from ui.cards import cards as drawn_cards
from warehouse.contract.store import Home
from warehouse.kpis.headlines import HEADLINES
from wording.words import say


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


def test_a_card_has_the_same_elements_whatever_is_chosen(
    small_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With everything, of one region, and of a slice of which hardly anything can be said."""
    choices: tuple[dict[str, str], ...] = ({}, {"region": "BJ"}, {"region": "XZ", "product": "used"})
    counts = []
    for chosen in choices:
        app = run(small_home, monkeypatch, "scorecard", **chosen)
        assert said(app)
        counts.append([len(kinds) for kinds in cards(app)])
    assert counts[0] == [3] * 5
    assert counts[1:] == counts[:1] * 2


def test_all_cards_are_asked_for_before_the_first_is_drawn(
    small_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []

    def noted(what: str, function: Callable[..., object]) -> Callable[..., object]:
        def call(*given: object) -> object:
            order.append(what)
            return function(*given)

        return call

    for name, what in (("card_body", "ask"), ("_draw_card", "draw")):
        monkeypatch.setattr(drawn_cards, name, noted(what, getattr(drawn_cards, name)))
    assert said(run(small_home, monkeypatch, "scorecard"))
    assert order == ["ask"] * 5 + ["draw"] * 5


def first_sight(app: AppTest) -> str:
    """The words above the table without what opens by a click: filters and what is drawn, but no "why?" or help."""
    texts: list[str] = []

    def look(block: Any) -> None:
        for child in block.children.values():
            if getattr(child, "type", "") in ("popover", "expander"):
                texts.append(str(getattr(child.proto, child.type).label))
            elif hasattr(child, "children"):
                look(child)
            elif child.type == "html":
                inline = re.sub(r"</?span[^>]*>", "", child.proto.body)
                texts.append(re.sub(r"<style>.*?</style>|<[^>]*>", " ", inline, flags=re.DOTALL))
            elif child.type == "page_link":
                texts.append(child.proto.label)
            elif child.type in ("markdown", "subheader", "title"):
                texts.append(child.value)

    look(app.main)
    above, _, _ = "\n".join(texts).partition(say("scorecard.others", "en"))
    _, _, page = above.partition(say("scorecard.title", "en"))
    return page


def test_at_most_35_numbers_stand_above_the_table(
    simulated_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A month is one number. Everything that an executive needs is among them: a sentence and five cards."""
    text = first_sight(run(simulated_home, monkeypatch, "scorecard", lang="en"))
    numbers = re.findall(r"\d[\d.,\u2011-]*", text)
    assert 15 <= len(numbers) <= 35, text
    assert len(text.split()) <= 175
    for code in HEADLINES:
        assert say(f"headline.{code}", "en") in text


def test_the_questions_to_start_with_go_away_for_good(
    small_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = run(small_home, monkeypatch, "scorecard", lang="en")
    question = say("tour.risk", "en")
    assert question in first_sight(app)
    app = app.button("tour_close").click().run()
    assert question not in first_sight(app)
    assert question not in first_sight(app.run())
