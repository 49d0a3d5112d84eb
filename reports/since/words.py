"""People's words on a report: on its slides, on a page of their own, and who signed it off."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from asking.books import Book, Remark, SignedOff
from reports.description import BoardSlide, Column, Page, Strip, Table
from wording import formats
from wording.reader import Reader

# What may be said a word about, in the order of the slides.
PLACES = (
    *("verdict", "headlines", "approval_time_median", "npl_rate", "csat", "churn_rate", "clv"),
    *("since", "initiatives", "money", "gaps", "attention"),
)
MOST_STRIPS = 2  # on one slide; the page has all words


def print_words(slide: BoardSlide, places: Sequence[str], book: Book, reader: Reader) -> BoardSlide:
    """Return the slide with the words that hold on these places, and the sign-off on the first one."""
    remarks = [remark for place in places if (remark := book.remarks.get(place)) is not None]
    strips = [_strip(remark, reader) for remark in remarks[:MOST_STRIPS]]
    if more := remarks[MOST_STRIPS:]:
        head = reader.say("book.more", head=strips[-1].head, n=str(len(more)))
        strips[-1] = replace(strips[-1], head=head)
    kicker = slide.kicker
    if kicker and book.signed is not None:
        company = reader.snapshot.company.report_name_in(reader.language)
        cover = reader.say("board.cover", company=company, title=reader.say("pack.executive"))
        kicker = f"{cover} · {tell_sign_off(book.signed, reader)}"
    return replace(slide, remarks=tuple(strips), kicker=kicker)


def _strip(remark: Remark, reader: Reader) -> Strip:
    head = reader.say("book.remark_head", by=remark.by, day=_day(remark, reader))
    return Strip(head=head, text=remark.text)


def tell_sign_off(signed: SignedOff | None, reader: Reader) -> str:
    """Return who signed off and when, and what has changed since; or that nobody has."""
    if signed is None:
        return reader.say("book.not_signed")
    moment = formats.moment(signed.at, reader.snapshot.company.timezone)
    if not signed.changed:
        return reader.say("book.signed", by=signed.by, moment=moment)
    what = reader.say("format.comma").join(reader.say(f"book.changed.{name}") for name in signed.changed)
    return reader.say("book.signed_changed", by=signed.by, moment=moment, what=what)


def words_page(reader: Reader, book: Book) -> Page | None:
    """Return the page with what is said now and what was said in the last report; None where nothing was."""
    if not book.remarks and not book.said_before:
        return None
    both = ((book.remarks, "book.now"), (book.said_before, "book.said_before"))
    return Page(
        name=reader.say("book.tab"),
        title=reader.say("book.page_title"),
        answer=reader.say("book.page_answer", now=str(len(book.remarks)), before=str(len(book.said_before))),
        parts=tuple(_table(remarks, reader.say(key), reader) for remarks, key in both if remarks),
        foot="",
    )


def _table(remarks: Mapping[str, Remark], title: str, reader: Reader) -> Table:
    heads = (("section", 1.4), ("words", 5.6), ("by", 1.0), ("on", 1.0))
    return Table(
        title=title,
        columns=tuple(
            Column(title=reader.say(f"book.{key}"), ranged=False, share=share) for key, share in heads
        ),
        rows=tuple(
            (reader.say(f"section.{place}"), remark.text, remark.by, _day(remark, reader))
            for place in PLACES
            if (remark := remarks.get(place)) is not None
        ),
        called=("", "", ""),
    )


def _day(remark: Remark, reader: Reader) -> str:
    return formats.moment(remark.at, reader.snapshot.company.timezone)[:10]
