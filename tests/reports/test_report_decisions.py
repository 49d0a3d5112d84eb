"""Decisions in the executive pack: a row each, with numbers to count with, and a line on the slide on money."""

import io
from datetime import datetime

import pytest
from openpyxl import load_workbook

from asking.books import EMPTY
from reports.board.money import money_slide
from reports.description import Number, Page, Range, Table
from reports.executive.report import Pack, executive_pack
from reports.pptx.slides import slides
from reports.xlsx.workbook import workbook
from tests.kit.asks import asks
from tests.kit.decisions import a_decision, a_forecast, around
from warehouse.contract.store import Home
from warehouse.scenarios.decisions import Decision
from warehouse.snapshot.snapshots import open_current
from wording.choices import Choices
from wording.reader import Reader
from wording.words import LANGUAGES, Language, say

FORECAST = a_forecast("approval_time_median", "2024-07", "2025-06", around(1_000, 100), around(2_000, 100))
DECISIONS = (a_decision("a", "2025-06", FORECAST), a_decision("b", "2025-06", None))


def make(home: Home, language: Language, decisions: tuple[Decision, ...]) -> Pack:
    snapshot = open_current(home)
    return executive_pack(
        Reader(language=language, snapshot=snapshot, ask=asks(snapshot)),
        choices=Choices(before=None, after=None, where=()),
        sections=["decisions"],
        plans=[],
        decisions=decisions,
        book=EMPTY,
        made_at=datetime(2026, 1, 15),
        full=True,
        told=lambda *_: None,
    )


def page_of(pack: Pack) -> Page:
    name = say("executive.tab_decisions", pack.report.language)
    return next(page for page in pack.report.pages if page.name == name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_decision_is_a_row_with_what_was_expected_and_what_came(
    small_home: Home, language: Language
) -> None:
    pack = make(small_home, language, DECISIONS)
    page = page_of(pack)
    table = next(part for part in page.parts if isinstance(part, Table))
    scored, by_hand = table.rows
    assert (scored[0], scored[1], by_hand[4], by_hand[5]) == ("decision a", "王芳", "–", "–")
    expected, came = scored[4], scored[5]
    assert isinstance(expected, Range) and isinstance(came, Range)
    ends = [
        cell.value for cell in (expected.lower, expected.middle, expected.upper) if isinstance(cell, Number)
    ]
    assert ends == [800, 1_000, 1_200]
    assert isinstance(came.middle, Number) and came.middle.value > 0
    (stated,) = (statement for statement in pack.stated if statement.name == "decision")
    assert stated.number in page.foot
    assert len(stated.question) < 650 < len(stated.about), (
        "whoever verifies the number reads no whole forecast"
    )
    held = load_workbook(io.BytesIO(workbook(pack.report)))[page.name]
    cells = [cell.value for row in held.iter_rows() for cell in row]
    assert "decision a" in cells and any(
        value == pytest.approx(1_000 / 60) for value in cells if is_number(value)
    )
    slides(pack.report)


def is_number(value: object) -> bool:
    return isinstance(value, int | float)


def test_without_decisions_there_is_no_page(small_home: Home) -> None:
    pack = make(small_home, "en", ())
    assert say("executive.tab_decisions", "en") not in [page.name for page in pack.report.pages]


def test_the_slide_on_money_ends_with_how_decisions_stand(small_home: Home) -> None:
    snapshot = open_current(small_home)
    reader = Reader(language="en", snapshot=snapshot, ask=asks(snapshot))
    plan = Page(name="Scenarios", title="", answer="Which one?", parts=(), foot="")
    for decided in ("", "1 due: 1 inside the 90% range"):
        slide = money_slide(reader, [plan], decided)
        assert slide is not None
        told = [
            part.lines for part in slide.columns[0] if not isinstance(part, Table) and hasattr(part, "lines")
        ]
        assert told == [("Which one?",), *([(decided,)] if decided else [])]
