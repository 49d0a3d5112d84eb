"""Reports as books of a series: what the last one stated, and what people say in the next one."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from asking.ask import Ask
from asking.books import Book, Kept, LastBook, Remark, SignedOff
from asking.statements import Stated
from reports.since.words import PLACES
from warehouse.contract.scope import Filters, Months
from warehouse.effects.evidence import evidence
from warehouse.kpis import find
from warehouse.kpis.headlines import HEADLINES
from warehouse.query.query import compare

Edit = Callable[[Any], None]  # changes an answer, as JSON, in place
LAST = "20250930-00000000aa"
TAKEN_AT = datetime(2025, 10, 15, 2)
WIDEST = "字" * 120


def a_last_book(ask: Ask, windows: tuple[Months, Months], where: Filters = ()) -> LastBook:
    """A book that stated what the snapshot says today of the headlines, their guards and the initiatives."""
    codes = dict.fromkeys(code for each in HEADLINES for code in (each, find(each).guard) if code)
    stated = [ask.state(compare, code, *windows, (), where) for code in codes]
    return LastBook(snapshot=LAST, at=TAKEN_AT, by="Han", stated=(*stated, ask.state(evidence)), kept=None)


def edited(book: LastBook, name: str, kpi: str, edit: Edit, version: str = "") -> LastBook:
    """The book with another answer, or version, of one statement."""
    changed = [
        _edit(each, edit, version) if (each.name, each.kpi) == (name, kpi) else each for each in book.stated
    ]
    assert changed != list(book.stated)
    return replace(book, stated=tuple(changed))


def _edit(stated: Stated, edit: Edit, version: str) -> Stated:
    answer = json.loads(stated.answer)
    edit(answer)
    return replace(stated, answer=json.dumps(answer), version=version or stated.version)


def kept_like(ask: Ask, **other: Any) -> Kept:
    """What the last snapshot said of itself: as today's does, but for these."""
    now = Kept(published_at=TAKEN_AT, content="other facts", company=ask.snapshot.company)
    return replace(now, **other)


def spoken(last: LastBook | None) -> Book:
    """A book with the longest words on every place, the same words before, and a sign-off."""
    remarks = {
        place: Remark(
            entry=entry, section=place, text=WIDEST, snapshot=LAST, by="李雷", at=datetime(2026, 1, 10)
        )
        for entry, place in enumerate(PLACES, 1)
    }
    signed = SignedOff(by="王芳", at=datetime(2026, 1, 12, 3, 30), changed=())
    return Book(
        remarks=remarks,
        said_before={"verdict": remarks["verdict"]},
        seen=len(PLACES),
        signed=signed,
        last=last,
    )
