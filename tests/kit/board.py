"""Packs with their slides for a board, and what is read off them."""

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx import Presentation

from asking.ask import Ask
from asking.books import EMPTY, Book
from reports.executive.report import SECTIONS, Pack, executive_pack
from reports.executive.scenarios import ChosenPlan
from reports.pptx.slides import slides
from tests.kit.a_report import MADE_AT, plans
from tests.kit.asks import asks
from warehouse.contract.scope import WHOLE_HOUSE, Filters, Months
from warehouse.effects.evidence import evidence
from warehouse.kpis import find
from warehouse.kpis.headlines import HEADLINES
from warehouse.query.query import compare
from warehouse.snapshot.snapshots import Snapshot
from wording import formats
from wording.choices import Choices
from wording.evidence.names import names_of
from wording.reader import Reader
from wording.words import Language

Windows = tuple[Months | None, Months | None]


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A pack with its slides."""

    snapshot: Snapshot
    language: Language
    pack: Pack
    deck: Any

    @property
    def titles(self) -> list[str]:
        """One a slide."""
        return [slide.shapes.title.text_frame.text for slide in self.deck.slides]

    @property
    def names(self) -> Mapping[str, str]:
        """Initiatives by their codes."""
        reader = Reader(language=self.language, snapshot=self.snapshot, ask=asks(self.snapshot))
        return names_of(reader, evidence(self.snapshot, WHOLE_HOUSE))

    def texts(self, place: int) -> list[str]:
        """What the boxes and cells of the slide at `place` say."""
        shapes = self.deck.slides[place].shapes
        found = [shape.text_frame.text for shape in shapes if shape.has_text_frame]
        tables = [shape.table for shape in shapes if shape.has_table]
        return found + [cell.text for table in tables for row in table.rows for cell in row.cells]


def show(
    ask: Ask,
    language: Language,
    windows: Windows,
    where: Filters = (),
    count: int = 0,
    full: bool = False,
    book: Book = EMPTY,
) -> Shown:
    """The executive pack of two windows and a slice, with `count` plans; `full`: its pages follow the board's."""
    pack = executive_pack(
        Reader(language=language, snapshot=ask.snapshot, ask=ask),
        choices=Choices(before=windows[0], after=windows[1], where=where),
        sections=SECTIONS,
        plans=[ChosenPlan(name=one["name"], plan=json.dumps(one), ask=ask) for one in plans(count)],
        decisions=(),
        book=book,
        made_at=MADE_AT,
        full=full,
        told=lambda *_: None,
    )
    deck = Presentation(io.BytesIO(slides(pack.report)))
    return Shown(snapshot=ask.snapshot, language=language, pack=pack, deck=deck)


def clear(shown: Shown, windows: Windows, where: Filters = ()) -> dict[str, Any]:
    """The headlines whose change has an interval without zero, as `milepost compare` asks."""
    found = {}
    before, after = windows
    assert before and after
    for code in HEADLINES:
        change = compare(
            shown.snapshot,
            kpi_code=code,
            before=before,
            after=after,
            by=(),
            where=where,
            scope=WHOLE_HOUSE,
        ).changes[0]
        estimate = change.relative if change.relative.lower is not None else change.absolute
        assert estimate.lower is not None and estimate.upper is not None
        if estimate.lower > 0 or estimate.upper < 0:
            found[code] = change
    return found


def is_told(change: Any, code: str, titles: list[str]) -> bool:
    """Whether a title ends in the value before and after."""
    sides = [side.estimate.value for side in (change.before, change.after)]
    if find(code).unit == "fraction":
        words = [formats.percent(value) for value in sides]
    elif find(code).unit == "minutes":
        words = [f"{float(f'{value / 60:.3g}')}\u00a0h" for value in sides]
    else:
        return False
    return any(title.endswith(f"({words[0]} → {words[1]})") for title in titles)


def slide_xml(slide: Any) -> str:
    """A slide and its charts as they are written."""
    charts = [shape.chart._chartSpace for shape in slide.shapes if shape.has_chart]
    return "".join(etree.tostring(part).decode() for part in (slide._element, *charts))
