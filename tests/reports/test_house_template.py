"""Slides on a company's own master: three masters made here, none of which is covered or left."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.oxml.ns import qn
from pptx.util import Pt

from analysis.results import Reason
from reports.description import (
    BoardSlide,
    Calendar,
    Column,
    Grid,
    Lane,
    Mark,
    Notes,
    Report,
    Table,
    Tile,
    Tiles,
)
from reports.pptx.layout import SLIDE
from reports.pptx.slides import slides
from reports.template import read_template
from tests.kit.a_report import small_report
from tests.kit.facts import a_company
from warehouse.contract.company import Company
from warehouse.contract.errors import MilepostError
from warehouse.contract.store import Home

Box = tuple[float, float, float, float]


def draw_on_master(deck: Any, box: Box) -> None:
    """A coloured block on every slide; python-pptx draws on slides only, so it is moved from one."""
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *(Pt(length) for length in box))
    shape.name = "of the house"
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor(0x7A, 0x1F, 0x1F)
    deck.slide_master._element.cSld.spTree.insert(2, shape._element)


def put_titles(deck: Any, box: Box) -> None:
    for layout in deck.slide_layouts:
        for place in layout.placeholders:
            if place.placeholder_format.idx == 0:
                place.left, place.top, place.width, place.height = (Pt(length) for length in box)


def classic() -> Any:
    """4:3 as python-pptx brings it."""
    return Presentation()


def sidebar() -> Any:
    """Our size, with a block on the left."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(960), Pt(540)
    draw_on_master(deck, (0, 0, 120, 540))
    put_titles(deck, (150, 30, 780, 70))
    return deck


def banners() -> Any:
    """A4, with a block above and one below."""
    deck: Any = Presentation()
    deck.slide_width, deck.slide_height = Pt(842), Pt(595)
    draw_on_master(deck, (0, 0, 842, 60))
    draw_on_master(deck, (0, 565, 842, 30))
    put_titles(deck, (30, 75, 782, 70))
    for place in deck.slide_master.placeholders:
        if place.placeholder_format.idx >= 10:  # date, foot and number
            place.top = Pt(540)
    for layout in deck.slide_layouts:
        for place in layout.placeholders:
            if place.placeholder_format.idx >= 10:
                place.top = Pt(540)
    return deck


MASTERS = (classic, sidebar, banners)


def content_of(deck: Any) -> bytes:
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def a_board() -> BoardSlide:
    tile = Tile(
        name="Speed", change="−55 %", interval="(−60 … −50)", levels="2 → 1", status="✔", colour="#00796B"
    )
    columns = tuple(Column(title=name, ranged=False, share=1.0) for name in ("KPI", "status"))
    table = Table(title="", columns=columns, rows=(("Speed", "better"), ("NPL", "open")), called=("", "", ""))
    mark = Mark(sign="filled", colour="#00796B", name="Speed", size="−54 %")
    lane = Lane(name="AI", shares=(0.0, 0.5, 1.0), reach="2 of 2", marks=(mark,), more="+1")
    calendar = Calendar(
        head="Effects", months=("2024-12", "2025-01", "2025-02"), lanes=(lane,), colour="#8A5A00", key="Key"
    )
    return BoardSlide(
        title="Speed more than halved",
        kicker="",
        lead="Before and after",
        columns=((Tiles(tiles=(tile,)), Grid(table=table, colours=("#00796B", "#5B6573"))), (calendar,)),
        remarks=(),
        reference="ref.",
        notes=("a note",),
    )


def a_report(template: bytes | None) -> Report:
    report = small_report(Reason(code="not over the same months"), "zh")
    spoken = replace(a_board(), columns=((Notes(title="", lines=("one", "two")),),))
    return replace(report, template=template, board=(a_board(), spoken))


@pytest.fixture(scope="module", params=MASTERS)
def dressed(request: pytest.FixtureRequest) -> tuple[Any, Any]:
    """The template, and the slides on it."""
    make: Callable[[], Any] = request.param
    file = slides(a_report(content_of(make())))
    assert file == slides(a_report(content_of(make())))
    return make(), Presentation(io.BytesIO(file))


def boxes(slide: Any) -> Iterator[Box]:
    for shape in slide.shapes:
        high = sum(row.height for row in shape.table.rows) if shape.has_table else shape.height
        wide = sum(column.width for column in shape.table.columns) if shape.has_table else shape.width
        yield shape.left.pt, shape.top.pt, wide / 12700, high / 12700


def test_every_slide_lies_on_a_layout_of_the_house_with_a_title_alone(dressed: tuple[Any, Any]) -> None:
    template, deck = dressed
    names = [layout.name for layout in template.slide_layouts]
    assert len(deck.slide_masters) == 1 and len(deck.slides) > 6
    assert (deck.slide_width.pt, deck.slide_height.pt) == SLIDE
    for slide in deck.slides:
        assert slide.slide_layout.name in names
        assert [place.placeholder_format.idx for place in slide.placeholders] == [0]
        assert slide.shapes.title.text_frame.text


def test_nothing_lies_on_what_the_master_draws_or_leaves_the_slide(dressed: tuple[Any, Any]) -> None:
    _, deck = dressed
    blocks = [
        (shape.left.pt, shape.top.pt, shape.width.pt, shape.height.pt)
        for shape in deck.slide_master.shapes
        if shape.name == "of the house"
    ]
    for slide in deck.slides:
        for left, top, width, height in boxes(slide):
            assert left >= -0.1 and left + width <= SLIDE[0] + 0.1
            assert top >= -0.1 and top + height <= SLIDE[1] + 0.1
            for x, y, wide, high in blocks:
                beside = left + width <= x + 0.1 or x + wide <= left + 0.1
                assert beside or top + height <= y + 0.1 or y + high <= top + 0.1


def test_text_is_in_the_fonts_of_the_theme(dressed: tuple[Any, Any]) -> None:
    _, deck = dressed
    for slide in deck.slides:
        fonts = {font.get("typeface") for tag in ("a:latin", "a:ea") for font in slide._element.iter(qn(tag))}
        assert fonts == {"+mj-lt", "+mj-ea", "+mn-lt", "+mn-ea"}
        charts = [shape.chart._chartSpace for shape in slide.shapes if shape.has_chart]
        assert all(font.get("typeface") == "+mn-lt" for chart in charts for font in chart.iter(qn("a:latin")))


def test_slides_of_the_template_are_not_in_the_report() -> None:
    deck = Presentation()
    deck.slides.add_slide(deck.slide_layouts[0]).shapes.title.text_frame.text = "a sample"
    made = Presentation(io.BytesIO(slides(a_report(content_of(deck)))))
    assert len(made.slides) == len(Presentation(io.BytesIO(slides(a_report(None)))).slides)
    assert "a sample" not in [slide.shapes.title.text_frame.text for slide in made.slides]


def of_company(template: str) -> Company:
    return a_company(report={"template": template})


def test_a_template_is_read_from_the_home(tmp_path: Path) -> None:
    home = Home(root=tmp_path)
    content = content_of(classic())
    (tmp_path / "house.pptx").write_bytes(content)
    assert read_template(home, of_company("house.pptx")) == content
    assert read_template(home, a_company()) is None


def test_what_is_no_template_is_refused_by_its_name(tmp_path: Path) -> None:
    bare: Any = Presentation()
    for layout in bare.slide_layouts:
        for place in [place for place in layout.placeholders if place.placeholder_format.idx == 0]:
            layout.placeholders.element.remove(place._element)
    (tmp_path / "bare.pptx").write_bytes(content_of(bare))
    (tmp_path / "text.pptx").write_text("no archive")
    for name, why in (
        ("none.pptx", "cannot be read"),
        ("text.pptx", "no presentation"),
        ("bare.pptx", "no layout"),
    ):
        with pytest.raises(MilepostError, match=rf"template: {name} .*{why}"):
            read_template(Home(root=tmp_path), of_company(name))
    for name in ("../house.pptx", "/etc/house.pptx", "house.potx"):
        with pytest.raises(MilepostError, match=r"\[report\] template"):
            of_company(name)
