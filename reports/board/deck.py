"""Which slides a board sees, and in which order: never more than MOST."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from asking.books import Book
from asking.memory import Noting
from asking.statements import Stated
from reports.board.front import five_slide, verdict_slide
from reports.board.gaps import attention_slide, both_slide, gaps_slide, is_short
from reports.board.headline import headline_slide
from reports.board.initiatives import initiatives_slide
from reports.board.money import money_slide
from reports.board.references import refer
from reports.description import BoardSlide, Contents, Page
from reports.since.summary import since_line, since_slide
from reports.since.words import print_words
from warehouse.kpis.headlines import HEADLINES
from wording.choices import Choices
from wording.reader import Reader
from wording.scorecard.verdict import OPEN, Finding, find_out

MOST = 8
Draw = Callable[[Reader], BoardSlide | None]


@dataclass(frozen=True, kw_only=True)
class Order:
    """What a board's slides are made from.

    sections: those of the pack. plans: the pages on the scenarios chosen, empty without any. decided: how decisions
    stand, in a line, "" for none. book: what people say, and the last report. full: whether all pages follow as slides.
    """

    reader: Reader
    choices: Choices
    sections: Sequence[str]
    plans: tuple[Page, ...]
    decided: str
    book: Book
    full: bool


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A slide to be drawn; places: those that people's words on it may be about."""

    places: tuple[str, ...]
    draw: Draw


def board_slides(order: Order) -> tuple[tuple[BoardSlide, ...], dict[str, Stated]]:
    """Return the slides, and the statements behind their numbers: passport number → statement.

    Those of the initiatives, of money and of what is open are left out where there is nothing to say.
    """
    slides: list[BoardSlide] = []
    stated: dict[str, Stated] = {}
    parts: list[tuple[str, ...]] = []
    for drawing in _choose(order):
        noting = Noting(order.reader.ask.memory)
        slide = drawing.draw(replace(order.reader, ask=replace(order.reader.ask, memory=noting)))
        if slide is not None:
            referred = refer(slide, order.reader, order.choices, noting.noted)
            slides.append(print_words(referred, drawing.places, order.book, order.reader))
            parts.append(drawing.places[:1] if drawing.places[0] == "headlines" else drawing.places)
            stated |= noting.noted
    return tuple(add_contents(slides, parts, order.reader)), stated


def add_contents(
    slides: Sequence[BoardSlide], parts: Sequence[tuple[str, ...]], reader: Reader
) -> list[BoardSlide]:
    """Return the slides with a line of contents on the first one, where that is the cover.

    parts: what each slide is about.
    """
    if len(slides) < 2 or not slides[0].kicker:
        return list(slides)
    comma = reader.say("format.comma")
    named = [comma.join(reader.say(f"section.{place}") for place in places) for places in parts]
    entries = [reader.say("book.entry", page=str(page), name=name) for page, name in enumerate(named[1:], 2)]
    cover = slides[0]
    columns = ((*cover.columns[0], Contents(line=" · ".join(entries))), *cover.columns[1:])
    return [replace(cover, columns=columns), *slides[1:]]


def _choose(order: Order) -> list[Drawing]:
    """The slides in their order; headlines get those that the others leave."""
    choices, sections = order.choices, order.sections
    moved = rank_moved([find_out(order.reader, choices, code) for code in HEADLINES if code in sections])
    front = 2 if "scorecard" in sections else 0
    since = _since(order)
    evidence = [*since, *_evidence(order)]
    end = _end(order, room=MOST - front - len(evidence) - len(moved))
    room = MOST - front - len(evidence) - len(end)
    own = [
        Drawing(places=(finding.code,), draw=partial(headline_slide, finding, choices=choices))
        for finding in moved[:room]
    ]
    without = [code for code in HEADLINES if code not in {finding.code for finding in moved[:room]}]
    five = partial(
        five_slide,
        choices=choices,
        others=moved[room:],
        full=order.full,
        since="" if since else _tell_since(order),
    )
    first = [
        Drawing(places=("verdict",), draw=partial(verdict_slide, choices=choices, plans=order.plans)),
        Drawing(places=("headlines", *([] if since else ["since"]), *without), draw=five),
    ]
    return [*first[:front], *own, *evidence, *end]


def _since(order: Order) -> list[Drawing]:
    """What has changed since the last report, where there is one."""
    if "scorecard" not in order.sections or order.book.last is None:
        return []
    draw = partial(since_slide, choices=order.choices, book=order.book.last)
    return [Drawing(places=("since",), draw=draw)] if draw(order.reader) is not None else []


def _tell_since(order: Order) -> str:
    """In one line; "" without a last report."""
    last = order.book.last
    return since_line(order.reader, order.choices, last) if last is not None else ""


def _evidence(order: Order) -> list[Drawing]:
    drawings: list[Drawing] = []
    if "initiatives" in order.sections:
        drawings.append(Drawing(places=("initiatives",), draw=initiatives_slide))
    if "initiatives" in order.sections or order.plans:
        drawings.append(
            Drawing(places=("money",), draw=partial(money_slide, plans=order.plans, decided=order.decided))
        )
    return [drawing for drawing in drawings if drawing.draw(order.reader) is not None]


def _end(order: Order, room: int) -> list[Drawing]:
    """What cannot be told and what needs attention: side by side where there is no room for two, or little to say."""
    reader, choices = order.reader, order.choices
    unknown = partial(gaps_slide, choices=choices)
    attention = partial(attention_slide, quiet=reader, choices=choices)
    drawings: list[Drawing] = []
    if "initiatives" in order.sections and unknown(reader) is not None:
        drawings.append(Drawing(places=("gaps",), draw=unknown))
    if "attention" in order.sections:
        drawings.append(Drawing(places=("attention",), draw=attention))
    if len(drawings) == 2 and (room < 2 or is_short(unknown(reader), attention(reader))):
        both = partial(both_slide, quiet=reader, choices=choices)
        return [Drawing(places=("gaps", "attention"), draw=both)]
    return drawings


def rank_moved(findings: Sequence[Finding]) -> list[Finding]:
    """Return the headlines that moved: the attributable ones first, then those for the worse, then the others."""
    return sorted((finding for finding in findings if finding.judgement.status not in OPEN), key=_rank)


def _rank(finding: Finding) -> tuple[bool, bool]:
    status = finding.judgement.status
    return not status.endswith("_attributable"), not status.startswith("worse")
