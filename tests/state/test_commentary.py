"""Words on sections of reports, sign-offs, and which book they belong to, in SQLite and PostgreSQL."""

import json
import threading
from collections.abc import Sequence
from functools import partial

import pytest

from asking.books import Book, Subject
from asking.statements import Stated
from state.books import PARTNER_REVIEW, open_book, open_review, subject_of
from state.commentary import Commentary
from state.database import state_of
from state.passports import Passports
from state.refusals import WrittenMeanwhile
from state.scenarios import SavedScenarios
from state.texts import REMARK_LETTERS
from tests.kit.refusals import refused
from warehouse.contract.scope import Filters
from warehouse.contract.store import Home

FIRST, SECOND, THIRD = "20250930-0000000001", "20251231-0000000002", "20260331-0000000003"
WINDOWS = (("2022-01", "2022-12"), ("2025-01", "2025-12"))
ALL = subject_of("executive", ())
APP: Filters = (("channel", ("app",)),)


@pytest.fixture
def kept(home: Home) -> Commentary:
    return Commentary(state_of(home))


def a_statement(snapshot: str, where: Filters = (), by: Sequence[str] = ()) -> Stated:
    about = json.dumps(["npl_rate", *WINDOWS, by, where])
    return Stated(
        number=f"MP-{snapshot[-4:]}-{len(where)}-{len(by)}",
        name="compare",
        about=about,
        kpi="npl_rate",
        version="1",
        snapshot=snapshot,
        partners=None,
        digest="",
        answer="{}",
    )


def take(home: Home, snapshot: str, where: Filters = (), what: str = "executive") -> None:
    Passports(state_of(home)).take(
        what,
        recipient="",
        snapshot=snapshot,
        stated=[a_statement(snapshot, where), a_statement(snapshot, (), ("region",))],
        expires_on=None,
        by="Han",
    )


def a_book(home: Home, snapshot: str) -> Book:
    return open_book(home, ALL, snapshot, WINDOWS)


def says(book: Book) -> tuple[dict[str, str], dict[str, str]]:
    return (
        {section: remark.text for section, remark in book.remarks.items()},
        {section: remark.text for section, remark in book.said_before.items()},
    )


def test_the_last_words_hold_and_withdrawn_ones_are_kept(kept: Commentary, home: Home) -> None:
    first = kept.write(ALL, "npl_rate", " 不良率\r\n下降 ", 0, snapshot=FIRST, by=" 李雷 ")
    second = kept.write(ALL, "npl_rate", "The book is younger.", first, snapshot=FIRST, by="Mei")
    assert says(a_book(home, FIRST))[0] == {"npl_rate": "The book is younger."}
    kept.withdraw(ALL, "npl_rate", second, snapshot=FIRST, by="Han")
    assert a_book(home, FIRST).remarks == {}
    told = [(remark.text, remark.by, remark.snapshot) for remark in kept.list_remarks(ALL)]
    assert told == [
        ("不良率 下降", "李雷", FIRST),
        ("The book is younger.", "Mei", FIRST),
        ("", "Han", FIRST),
    ]
    acts = [(line.by, line.act, line.name) for line in SavedScenarios(state_of(home)).audit()]
    assert acts == [
        ("李雷", "wrote words", "npl_rate"),
        ("Mei", "wrote words", "npl_rate"),
        ("Han", "withdrew words", "npl_rate"),
    ]


def test_words_on_a_part_of_the_company_are_not_those_on_the_whole(kept: Commentary, home: Home) -> None:
    kept.write(subject_of("executive", APP), "verdict", "App only.", 0, snapshot=FIRST, by="Han")
    assert says(a_book(home, FIRST)) == ({}, {})
    part = open_book(home, subject_of("executive", APP), FIRST, WINDOWS)
    assert says(part)[0] == {"verdict": "App only."}


def test_what_cannot_be_said(kept: Commentary) -> None:
    widest = "字" * (REMARK_LETTERS // 2)
    assert kept.write(ALL, "verdict", widest, 0, snapshot=FIRST, by="Han")
    for text, by, said in (
        (" \n", "Han", "remark empty"),
        (f"{widest}x", "Han", "remark too long"),
        ("x" * (REMARK_LETTERS + 1), "Han", "remark too long"),
        ("a\x07", "Han", "remark unreadable"),
        ("x", " ", "author empty"),
    ):
        write = partial(kept.write, ALL, "npl_rate", text, 0, snapshot=FIRST, by=by)
        assert refused(write).code == said
    assert len(kept.list_remarks(ALL)) == 1


def test_who_has_not_seen_the_last_words_is_told_and_writes_nothing(kept: Commentary) -> None:
    first = kept.write(ALL, "verdict", "one", 0, snapshot=FIRST, by="Mei")
    for ask in (
        lambda: kept.write(ALL, "verdict", "two", 0, snapshot=FIRST, by="Han"),
        lambda: kept.withdraw(ALL, "verdict", first + 1, snapshot=FIRST, by="Han"),
        lambda: kept.sign(ALL, FIRST, windows="[]", remarks={}, seen=0, by="Han"),
    ):
        with pytest.raises(WrittenMeanwhile, match="verdict: Mei wrote here meanwhile"):
            ask()
    assert [remark.text for remark in kept.list_remarks(ALL)] == ["one"]
    assert kept.write(ALL, "verdict", "two", first, snapshot=FIRST, by="Han") > first


def test_of_many_who_write_at_once_the_first_does(kept: Commentary) -> None:
    told: list[str] = []

    def write(by: str) -> None:
        try:
            kept.write(ALL, "verdict", by, 0, snapshot=FIRST, by=by)
            told.append("written")
        except WrittenMeanwhile:
            told.append("told")

    threads = [threading.Thread(target=write, args=(f"t{n}",)) for n in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["told"] * 4 + ["written"]
    assert len(kept.list_remarks(ALL)) == 1


def test_words_go_into_one_book_and_are_said_before_in_the_next(kept: Commentary, home: Home) -> None:
    """Whether the data are published anew before or after the book is taken."""
    kept.write(ALL, "verdict", "for the first", 0, snapshot=FIRST, by="Han")
    take(home, FIRST)
    assert says(a_book(home, FIRST)) == ({"verdict": "for the first"}, {})
    assert says(a_book(home, SECOND)) == ({}, {"verdict": "for the first"})
    seen = a_book(home, SECOND).seen
    kept.write(ALL, "verdict", "for the second", seen, snapshot=SECOND, by="Mei")
    kept.write(ALL, "npl_rate", "on bad loans", 0, snapshot=SECOND, by="Mei")
    book = a_book(home, THIRD)  # nobody has taken the second: the words have not left the house
    assert says(book)[0] == {"verdict": "for the second", "npl_rate": "on bad loans"}
    assert {remark.snapshot for remark in book.remarks.values()} == {SECOND}
    take(home, THIRD)
    assert says(a_book(home, "later")) == (
        {},
        {"verdict": "for the second", "npl_rate": "on bad loans"},
    )


def test_the_last_book_is_one_of_another_snapshot_on_the_same_part(home: Home) -> None:
    assert a_book(home, FIRST).last is None
    take(home, FIRST)
    take(home, SECOND, APP)
    take(home, SECOND, what="partner pack D001")
    assert a_book(home, FIRST).last is None
    last = a_book(home, THIRD).last
    assert last is not None and (last.snapshot, last.by) == (FIRST, "Han")
    assert {stated.number for stated in last.stated} == {
        a_statement(FIRST).number,
        a_statement(FIRST, (), ("region",)).number,
    }
    part = open_book(home, subject_of("executive", APP), THIRD, WINDOWS).last
    assert part is not None and part.snapshot == SECOND


def test_a_sign_off_holds_for_what_was_signed(kept: Commentary, home: Home) -> None:
    assert a_book(home, FIRST).signed is None
    kept.write(ALL, "verdict", "one", 0, snapshot=FIRST, by="Mei")
    book = a_book(home, FIRST)
    kept.sign(ALL, FIRST, json.dumps(WINDOWS), book.remarks, seen=book.seen, by="王芳")
    signed = a_book(home, FIRST).signed
    assert signed is not None and (signed.by, signed.changed) == ("王芳", ())
    moved = open_book(home, ALL, SECOND, (WINDOWS[0], ("2025-04", "2026-03"))).signed
    assert moved is not None and moved.changed == ("snapshot", "windows")
    second = kept.write(ALL, "npl_rate", "two", 0, snapshot=FIRST, by="Mei")
    changed = a_book(home, FIRST).signed
    assert changed is not None and changed.changed == ("words",)
    kept.withdraw(ALL, "npl_rate", second, snapshot=FIRST, by="Mei")
    again = a_book(home, FIRST).signed
    assert again is not None and again.changed == ()


def test_words_on_a_partner_belong_to_its_packs(kept: Commentary, home: Home) -> None:
    about = Subject(report=PARTNER_REVIEW, partner="D001", filters="[]")
    kept.write(about, "agreed", "On time.", 0, snapshot=FIRST, by="Han")
    take(home, FIRST, what="partner pack D001-2025-09, manifest ab")
    take(home, FIRST, what="partner pack D0012-2025-09, manifest cd")
    other, book = open_review(home, "D0012", SECOND), open_review(home, "D001", SECOND)
    assert (other.remarks, other.said_before, book.remarks) == ({}, {}, {})
    assert {section: remark.text for section, remark in book.said_before.items()} == {"agreed": "On time."}
    assert a_book(home, SECOND).said_before == {}
