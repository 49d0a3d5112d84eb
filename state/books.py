"""A report as the next book of its series: the words and the sign-off in it, and the book before."""

import json
from collections.abc import Sequence
from contextlib import closing, suppress

from asking.books import Book, Kept, LastBook, Subject, select_last
from asking.statements import Stated, about_of
from state.commentary import Commentary
from state.database import state_of
from state.passports import Passports, Taken
from warehouse.contract.errors import MilepostError
from warehouse.contract.scope import Filters, Months
from warehouse.contract.store import Home
from warehouse.snapshot.snapshots import open_snapshot

PARTNER_REVIEW = "partner_review"
Windows = tuple[Months | None, Months | None]


def subject_of(report: str, filters: Filters) -> Subject:
    """Return the subject of a report on the whole company, or on the part of it that filters leave."""
    return Subject(report=report, partner="", filters=json.dumps(filters))


def open_review(home: Home, partner: str, snapshot: str) -> Book:
    """Return what the next review of a partner carries: `remarks[section]` are the words on a section of it.

    `said_before` has those of the last pack that was handed over. Written with `Commentary.write` on
    Subject(report=PARTNER_REVIEW, partner=partner, filters="[]"). Raises Unavailable if the state cannot be read.
    """
    about = Subject(report=PARTNER_REVIEW, partner=partner, filters="[]")
    return open_book(home, about, snapshot, (None, None))


def open_book(home: Home, about: Subject, snapshot: str, windows: Windows) -> Book:
    """Return what the next book on a snapshot carries.

    Words belong to the book that was taken first after they were written, and to every other one of its snapshot.
    Raises Unavailable if the state cannot be read.
    """
    database = state_of(home)
    commentary, passports = Commentary(database), Passports(database)
    taken = [book for book in passports.list_taken() if _is_about(book.what, about)]
    last = _last_of(home, [book for book in taken if book.snapshot != snapshot], about)
    earlier = [book for book in taken if last is not None and book.snapshot not in (snapshot, last.snapshot)]
    before = next((book for book in earlier if last is not None and book.at < last.at), None)
    remarks = commentary.list_remarks(about)
    held = select_last(remarks, last.at if last else None, None)
    said = select_last(remarks, before.at if before else None, last.at) if last else {}
    signed = commentary.find_sign_off(about, snapshot, json.dumps(windows), held)
    seen = remarks[-1].entry if remarks else 0
    return Book(remarks=held, said_before=said, seen=seen, signed=signed, last=last)


def _is_about(what: str, about: Subject) -> bool:
    """Whether something that left the house is a book of this series; packs are named by partner and month."""
    return what.startswith(f"partner pack {about.partner}-") if about.partner else what == about.report


def _last_of(home: Home, taken: Sequence[Taken], about: Subject) -> LastBook | None:
    """The latest of them that was about the same part of the company."""
    passports = Passports(state_of(home))
    for book in taken:
        stated = passports.find_all(book.numbers)
        if about.partner or any(_filters_of(each) == about.filters for each in stated):
            kept = _look_into(home, book.snapshot)
            return LastBook(snapshot=book.snapshot, at=book.at, by=book.by, stated=stated, kept=kept)
    return None


def _look_into(home: Home, snapshot_id: str) -> Kept | None:
    with suppress(MilepostError), closing(open_snapshot(home, snapshot_id)) as snapshot:
        return Kept(published_at=snapshot.published_at, content=snapshot.seed, company=snapshot.company)
    return None


def _filters_of(stated: Stated) -> str | None:
    """The filters of a comparison of the whole; None for any other statement."""
    if stated.name != "compare":
        return None
    *_, by, where = about_of(stated)
    return None if by else json.dumps(where)
