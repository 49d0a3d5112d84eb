"""Which slides a board sees, and in which order: never more than MOST."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from asking.memory import Noting
from asking.statements import Stated
from reports.board.front import five_slide, verdict_slide
from reports.board.gaps import attention_slide, both_slide, gaps_slide, is_short
from reports.board.headline import headline_slide
from reports.board.initiatives import initiatives_slide
from reports.board.money import money_slide
from reports.board.references import refer
from reports.description import BoardSlide, Page
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
    stand, in a line, "" for none. full: whether all pages
    follow as slides.
    """

    reader: Reader
    choices: Choices
    sections: Sequence[str]
    plans: tuple[Page, ...]
    decided: str
    full: bool


def board_slides(order: Order) -> tuple[tuple[BoardSlide, ...], dict[str, Stated]]:
    """Return the slides, and the statements behind their numbers: passport number → statement.

    Those of the initiatives, of money and of what is open are left out where there is nothing to say.
    """
    slides: list[BoardSlide] = []
    stated: dict[str, Stated] = {}
    for draw in _choose(order):
        noting = Noting(order.reader.ask.memory)
        slide = draw(replace(order.reader, ask=replace(order.reader.ask, memory=noting)))
        if slide is not None:
            slides.append(refer(slide, order.reader, order.choices, noting.noted))
            stated |= noting.noted
    return tuple(slides), stated


def _choose(order: Order) -> list[Draw]:
    """The slides in their order; headlines get those that the others leave."""
    choices, sections = order.choices, order.sections
    moved = rank_moved([find_out(order.reader, choices, code) for code in HEADLINES if code in sections])
    front = 2 if "scorecard" in sections else 0
    evidence = _evidence(order)
    end = _end(order, room=MOST - front - len(evidence) - len(moved))
    room = MOST - front - len(evidence) - len(end)
    own: list[Draw] = [partial(headline_slide, finding, choices=choices) for finding in moved[:room]]
    first: list[Draw] = [
        partial(verdict_slide, choices=choices, plans=order.plans),
        partial(five_slide, choices=choices, others=moved[room:], full=order.full),
    ]
    return [*first[:front], *own, *evidence, *end]


def _evidence(order: Order) -> list[Draw]:
    draws: list[Draw] = []
    if "initiatives" in order.sections:
        draws.append(initiatives_slide)
    if "initiatives" in order.sections or order.plans:
        draws.append(partial(money_slide, plans=order.plans, decided=order.decided))
    return [draw for draw in draws if draw(order.reader) is not None]


def _end(order: Order, room: int) -> list[Draw]:
    """What cannot be told and what needs attention: side by side where there is no room for two, or little to say."""
    reader, choices = order.reader, order.choices
    unknown = partial(gaps_slide, choices=choices)
    attention = partial(attention_slide, quiet=reader, choices=choices)
    draws: list[Draw] = []
    if "initiatives" in order.sections and unknown(reader) is not None:
        draws.append(unknown)
    if "attention" in order.sections:
        draws.append(attention)
    if len(draws) == 2 and (room < 2 or is_short(unknown(reader), attention(reader))):
        return [partial(both_slide, quiet=reader, choices=choices)]
    return draws


def rank_moved(findings: Sequence[Finding]) -> list[Finding]:
    """Return the headlines that moved: the attributable ones first, then those for the worse, then the others."""
    return sorted((finding for finding in findings if finding.judgement.status not in OPEN), key=_rank)


def _rank(finding: Finding) -> tuple[bool, bool]:
    status = finding.judgement.status
    return not status.endswith("_attributable"), not status.startswith("worse")
