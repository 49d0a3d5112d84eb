"""What has changed since the last book, and why its numbers are restated; its answers are edited by hand."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pandas as pd
import pytest

from asking.ask import Ask
from asking.books import LastBook
from reports.description import BoardSlide, Grid, Notes
from reports.since.as_stated import AsStated
from reports.since.restated import judge_deliveries
from reports.since.summary import since_line, since_page, since_slide
from tests.kit.asks import asks
from tests.kit.books import TAKEN_AT, a_last_book, edited, kept_like
from warehouse.contract.scope import Months
from warehouse.kpis import KPIS
from warehouse.kpis.headlines import HEADLINES
from warehouse.snapshot.snapshots import Snapshot
from wording.cards.compared import judgement_of
from wording.choices import Choices
from wording.reader import Reader
from wording.words import LANGUAGES, Language

EARLIER: Months = ("2023-12", "2024-11")


@pytest.fixture(scope="module")
def ask(simulated_snapshot: Snapshot) -> Ask:
    return asks(simulated_snapshot)


@pytest.fixture(scope="module")
def choices(simulated_snapshot: Snapshot) -> Choices:
    before, after = simulated_snapshot.windows
    return Choices(before=before, after=after, where=())


@pytest.fixture(scope="module")
def same(ask: Ask, choices: Choices) -> LastBook:
    """A book that said what is said today."""
    assert choices.before and choices.after
    return a_last_book(ask, (choices.before, choices.after))


def reads(ask: Ask, language: Language = "en") -> Reader:
    return Reader(language=language, snapshot=ask.snapshot, ask=ask)


def lines_of(slide: BoardSlide | None) -> list[str]:
    assert slide is not None
    return [
        line for parts in slide.columns for part in parts if isinstance(part, Notes) for line in part.lines
    ]


def rows_of(slide: BoardSlide | None) -> dict[str, tuple[Any, ...]]:
    assert slide is not None
    (grid,) = [part for parts in slide.columns for part in parts if isinstance(part, Grid)]
    return {str(row[0]): row[1:] for row in grid.table.rows}


def raise_value(share: float, cases: int) -> Any:
    def edit(answer: Any) -> None:
        before = answer["changes"][0]["before"]
        before["estimate"]["value"] *= 1 + share
        before["n"] += cases

    return edit


def test_a_status_read_from_passports_is_that_of_the_page(ask: Ask, choices: Choices, same: LastBook) -> None:
    stated = AsStated(same, ())
    told = {code: stated.judge(code) for code in HEADLINES}
    assert told == {code: judgement_of(reads(ask), choices, code) for code in HEADLINES}
    assert len({judgement.status for judgement in told.values()}) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nothing_is_said_otherwise_there_is_a_line_and_no_slide(
    ask: Ask, choices: Choices, same: LastBook, language: Language
) -> None:
    reader = reads(ask, language)
    assert since_slide(reader, choices, same) is None
    assert (
        since_line(reader, choices, same)
        == {
            "en": "Since the last report: no verdict has changed; no number restated",
            "zh": "较上期报告：结论未变；数值无重述",
        }[language]
    )
    page = since_page(reader, choices, same)
    assert page is not None and len(page.parts) == 4


def test_other_months_give_other_numbers_but_restate_none(ask: Ask, choices: Choices) -> None:
    assert choices.before
    slide = since_slide(reads(ask), choices, a_last_book(ask, (choices.before, EARLIER)))
    rows = rows_of(slide)
    assert len(rows) == 5 and all(then != now for then, now, _ in rows.values())
    assert {restated for _, _, restated in rows.values()} == {"unchanged"}
    assert slide is not None and slide.title.endswith("no number restated")
    assert "attributable" not in " ".join(then for then, _, _ in rows.values())  # not the snapshot's windows


def test_a_definition_comes_before_every_other_reason(ask: Ask, choices: Choices, same: LastBook) -> None:
    book = edited(same, "compare", "npl_rate", raise_value(0.5, 40), version="1")
    book = replace(book, kept=kept_like(ask, content=ask.snapshot.seed))
    (line,) = lines_of(since_slide(reads(ask), choices, book))
    assert line.endswith(f"definition changed from version 1 to {KPIS['npl_rate'].version}.")


def test_settings_program_months_and_what_is_not_known(ask: Ask, choices: Choices, same: LastBook) -> None:
    book = edited(same, "compare", "npl_rate", raise_value(0.5, 0))

    def why(kept: Any, of: LastBook = book) -> str:
        (line,) = lines_of(since_slide(reads(ask), choices, replace(of, kept=kept)))
        return line.rpartition("; ")[2]

    company = ask.snapshot.company
    other = replace(company, npl_days=company.npl_days + 1)
    assert "company setting changed (Setting: bad from days past due)" in why(kept_like(ask, company=other))
    assert why(kept_like(ask, content=ask.snapshot.seed)).startswith("same data and settings, calculation")
    late = ask.snapshot.loads.logged_at.max().to_pydatetime() + timedelta(days=1)
    assert why(kept_like(ask, published_at=late)) == "unexplained, to be asked of the data team."

    def shorten(answer: Any) -> None:
        answer["months_after"] = answer["months_after"][:-2]

    fewer = edited(book, "compare", "npl_rate", shorten)
    assert "other months are old enough now (Oct 2025" in why(None, fewer)


def a_load(days: int, table: str, loaded: int, replaced: int, status: str = "loaded") -> dict[str, Any]:
    return {
        "logged_at": TAKEN_AT + timedelta(days=days),
        "table_name": table,
        "rows_loaded": loaded,
        "rows_replaced": replaced,
        "status": status,
    }


@pytest.mark.parametrize(
    ("loads", "other_cases", "said"),
    [
        ([a_load(1, "contracts", 30, 0)], True, ("late", 30)),
        ([a_load(1, "contracts", 30, 30)], False, ("corrected", 30)),
        ([a_load(1, "contracts", 30, 10)], True, ("both", 30)),
        ([a_load(1, "contracts", 30, 10)], False, ("corrected", 10)),
        ([a_load(1, "contracts", -7, 0, "taken_back")], True, ("corrected", 7)),
        ([a_load(-1, "contracts", 30, 0)], True, ("unexplained", 0)),  # the last book had it
        ([a_load(1, "surveys", 30, 0)], True, ("unexplained", 0)),  # of another table
        ([a_load(1, "contracts", 30, 0, "stopped")], True, ("unexplained", 0)),
    ],
)
def test_what_was_delivered_since_says_why(
    loads: list[Any], other_cases: bool, said: tuple[str, int]
) -> None:
    cause = judge_deliveries(pd.DataFrame(loads), TAKEN_AT, ("contracts",), other_cases)
    assert (cause.why, cause.rows) == said


def test_a_change_that_is_not_printed_restates_nothing(ask: Ask, choices: Choices, same: LastBook) -> None:
    assert since_slide(reads(ask), choices, edited(same, "compare", "csat", raise_value(1e-6, 0))) is None


def test_a_goal_with_another_grade_is_named(ask: Ask, choices: Choices, same: LastBook) -> None:
    def doubt(answer: Any) -> None:
        pair = next(pair for pair in answer["pairs"] if pair["stated"] and pair["grade"] == "attributable")
        pair["grade"] = "cannot tell"

    slide = since_slide(reads(ask), choices, edited(same, "evidence", "", doubt))
    (line,) = lines_of(slide)
    assert line.endswith(": cannot tell → attributable")
    assert slide is not None and "headlines unchanged, goals regraded: 1;" in slide.title


def test_what_can_no_longer_be_read_is_left_out(ask: Ask, choices: Choices, same: LastBook) -> None:
    def spoil(answer: Any) -> None:
        del answer["months_before"]

    book = edited(same, "compare", "csat", spoil)
    page = since_page(reads(ask), choices, replace(book, at=datetime(2026, 1, 1)))
    assert page is not None
    names = [row[0] for row in page.parts[0].rows]  # type: ignore[union-attr]
    assert len(names) == 4 and "Satisfaction" not in names
    assert since_page(reads(ask), choices, replace(book, stated=())) is None
