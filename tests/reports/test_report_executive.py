"""The executive pack read back: every number of its charts and tables is that of the query."""

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pptx.oxml.ns import qn

from asking.books import EMPTY
from asking.numbers import read_number
from asking.verification import ask_again
from reports.description import Chart, Notes, Number, Page, Panels, Range, Report, Table
from reports.executive.kpi import BESIDE, TOGETHER
from reports.executive.report import SECTIONS, Pack, executive_pack
from reports.executive.scenarios import ChosenPlan
from reports.pptx.layout import text_of
from reports.pptx.slides import slides
from tests.kit.a_report import plans
from tests.kit.asks import asks
from warehouse.contract.scope import WHOLE_HOUSE, Filters
from warehouse.contract.store import Home
from warehouse.kpis import KPIS, find
from warehouse.kpis.headlines import HEADLINES
from warehouse.query.answers import Change
from warehouse.query.mix import SPLIT_AS
from warehouse.query.query import Question, answer, compare
from warehouse.snapshot.snapshots import Snapshot, open_current
from wording.choices import Choices
from wording.naming import member_name, name_of
from wording.reader import Reader
from wording.scorecard.headlines import SENTENCES
from wording.words import LANGUAGES, Language, say

MADE_AT = datetime(2026, 1, 15, 8, 30)
SLICE: Filters = (("channel", ("app", "dealer")),)


@dataclass(frozen=True, kw_only=True)
class Made:
    """A pack with its slides."""

    snapshot: Snapshot
    choices: Choices
    pack: Pack
    deck: Any

    @property
    def report(self) -> Report:
        return self.pack.report

    def page(self, code: str) -> Page:
        return next(
            page for page in self.report.pages if page.name == say(f"headline.{code}", self.report.language)
        )

    def change(self, code: str, by: tuple[str, ...] = ()) -> Any:
        """As `milepost compare` asks."""
        before, after = self.choices.before, self.choices.after
        assert before and after
        return compare(
            self.snapshot,
            kpi_code=code,
            before=before,
            after=after,
            by=by,
            where=self.choices.where,
            scope=WHOLE_HOUSE,
        )

    def charts(self) -> dict[str, tuple[Chart, Any]]:
        """Title → the chart as described, and as it stands on a slide."""
        described = [
            c for p in self.report.pages for part in p.parts if isinstance(part, Panels) for c in part.charts
        ]
        drawn = (shape.chart for slide in self.deck.slides for shape in slide.shapes if shape.has_chart)
        return {one.title: (one, chart) for one, chart in zip(described, drawn, strict=True)}


def make(snapshot: Snapshot, language: Language, where: Filters, chosen: list[dict[str, Any]]) -> Made:
    ask = asks(snapshot)
    choices = Choices(before=snapshot.windows[0], after=snapshot.windows[1], where=where)
    saved = [ChosenPlan(name=one["name"], plan=json.dumps(one), ask=ask) for one in chosen]
    reader = Reader(language=language, snapshot=snapshot, ask=ask)
    pack = executive_pack(
        reader,
        choices=choices,
        sections=SECTIONS,
        plans=saved,
        decisions=(),
        book=EMPTY,
        made_at=MADE_AT,
        full=True,
        told=lambda *_: None,
    )
    pages = slides(replace(pack.report, board=()))  # the slides for a board have tests of their own
    return Made(snapshot=snapshot, choices=choices, pack=pack, deck=Presentation(io.BytesIO(pages)))


@pytest.fixture(scope="module", params=[("en", ()), ("zh", SLICE)], ids=["en whole", "zh slice"])
def made(request: pytest.FixtureRequest, simulated_snapshot: Snapshot) -> Made:
    language, where = request.param
    return make(simulated_snapshot, language, where, plans(2))


@pytest.fixture(scope="module", params=LANGUAGES)
def small(request: pytest.FixtureRequest, small_home: Home) -> Made:
    """A company with applications only: no loans, no surveys, no customers, no scenarios."""
    return make(open_current(small_home), request.param, (), plans(1))


@pytest.mark.parametrize("code", HEADLINES)
def test_a_trend_on_a_slide_is_the_answer_by_month(made: Made, code: str) -> None:
    language, kpi = made.report.language, find(code)
    title = say("executive.trend", language, name=name_of(kpi, language))
    chart, drawn = made.charts()[title]
    series = {one.name: tuple(one.values) for one in drawn.plots[0].series}
    asked = Question(kpi=code, by=("month",), where=made.choices.where, months=None)
    values = answer(made.snapshot, asked, WHOLE_HOUSE).values
    found = made.change(code)

    def close(name: str, wanted: list[float | None]) -> None:
        shown = [None if v is None else v * chart.axis.divisor for v in series[name]]
        assert [v is None for v in shown] == [v is None for v in wanted]
        assert [v for v in shown if v is not None] == pytest.approx([v for v in wanted if v is not None])

    close(say("executive.month", language), [v.estimate.value for v in values])
    close(say("executive.lower", language), [v.estimate.lower for v in values])
    close(say("executive.upper", language), [v.estimate.upper for v in values])
    for window, months in (("before", found.months_before), ("after", found.months_after)):
        wanted = [v.estimate.value if v.members[0] in months else None for v in values]
        close(say(f"window.{window}", language), wanted)
    behind = load_workbook(io.BytesIO(drawn.part.chart_workbook.xlsx_part.blob)).active
    rows = list(behind.iter_rows(min_row=2, values_only=True))
    assert [row[0].strftime("%Y-%m") for row in rows] == [v.members[0] for v in values]
    months = series[say("executive.month", language)]
    assert [row[3] for row in rows] == [None if v is None else pytest.approx(v) for v in months]


def test_bars_of_the_scorecard_are_relative_changes_with_their_intervals(made: Made) -> None:
    language = made.report.language
    chart, drawn = made.charts()[say("executive.changes", language)]
    changes = {say(f"headline.{code}", language): made.change(code).changes[0].relative for code in HEADLINES}
    wanted = {name: one for name, one in changes.items() if one.lower is not None}
    assert set(chart.categories) == set(wanted) and len(wanted) >= 4
    (series,) = drawn.plots[0].series
    marks = series._element.find(qn("c:errBars"))
    ways = {
        way: [float(value.text) / 100 for value in marks.find(qn(f"c:{way}")).iter(qn("c:v"))]
        for way in ("plus", "minus")
    }
    for place, name in enumerate(chart.categories):
        value = series.values[place] / 100
        one = wanted[name]
        assert (value, value - ways["minus"][place], value + ways["plus"][place]) == pytest.approx(
            (one.value, one.lower, one.upper)
        )


@pytest.mark.parametrize("code", ["approval_time_median", "npl_rate", "csat", "churn_rate"])
def test_steps_of_the_mix_add_up_to_the_change(made: Made, code: str) -> None:
    """Value before + mix of each dimension + same mix = value after; the whole is the change of `compare`."""
    split = find(SPLIT_AS.get(code, code))
    title = say("executive.mix_of", made.report.language, name=name_of(split, made.report.language))
    if title not in made.charts():
        pytest.fail(f"no chart of the mix of {code}")
    chart, drawn = made.charts()[title]
    (steps,) = chart.series
    values = [value * chart.axis.divisor for value in steps.values if value is not None]
    assert sum(values[:-1]) == pytest.approx(values[-1])
    change = made.change(split.code).changes[0].absolute.value
    assert values[-1] - values[0] == pytest.approx(change, rel=1e-6)
    unseen, seen = (list(series.values) for series in drawn.plots[0].series)
    tops = [base + size for base, size in zip(unseen, seen, strict=True)]
    for place, step in enumerate(values[1:-1], 1):
        at = unseen[place] if step < 0 else tops[place]  # where the step ends, and the next begins
        assert at in (pytest.approx(unseen[place + 1]), pytest.approx(tops[place + 1]))


def tables(page: Page) -> Iterator[Table]:
    yield from (part for part in page.parts if isinstance(part, Table))


@pytest.mark.parametrize("code", HEADLINES)
def test_rows_of_kpis_and_segments_are_those_of_compare(made: Made, code: str) -> None:
    language = made.report.language
    beside, *segments = tables(made.page(code))
    for row, other in zip(beside.rows, BESIDE[code], strict=True):
        change = made.change(other).changes[0]
        assert row[0] == name_of(find(other), language)
        close(row[1], change.before.estimate.value)
        close(row[2], change.after.estimate.value)
        close_change(row[3], change)
    by_name: dict[tuple[str, str], Change] = {}
    for dimension in (one for dimensions in TOGETHER for one in dimensions):
        labels = made.snapshot.labels(dimension)
        changes = made.change(code, (dimension,)).changes
        name = say(f"dimension.{dimension}", language)
        by_name |= {(name, member_name(one.members[0], labels, language)): one for one in changes}
    dimension, checked = "", 0
    for row in (row for table in segments for row in table.rows):
        dimension = str(row[0]) or dimension
        if (change := by_name.get((dimension, str(row[1])))) is not None:
            close(row[2], change.before.estimate.value)
            close(row[3], change.after.estimate.value)
            close_change(row[4], change)
            checked += 1
    assert checked >= 4


def close(cell: object, value: float | None) -> None:
    """A number is that of the query; where there is none, the cell is words."""
    if value is None:
        assert isinstance(cell, str) and cell
    elif isinstance(cell, Number):
        assert cell.value == pytest.approx(value)
    else:
        assert value <= 1.0  # a wait that is only known to be under a minute


def close_change(cell: object, change: Any) -> None:
    """The absolute or the relative change, whichever the card says, with its interval."""
    if isinstance(cell, str):
        return
    assert isinstance(cell, Range) and isinstance(cell.middle, Number)
    use = change.relative if cell.middle.unit == "relative" else change.absolute
    assert cell.middle.value == pytest.approx(use.value)
    for one, end in ((cell.lower, use.lower), (cell.upper, use.upper)):
        assert (isinstance(one, Number) and one.value == pytest.approx(end)) or (
            isinstance(one, str) and end is None
        )


def test_sentences_are_those_of_the_dashboard(made: Made) -> None:
    reader = Reader(language=made.report.language, snapshot=made.snapshot, ask=asks(made.snapshot))
    before, after = made.choices.before, made.choices.after
    assert before and after
    told = [SENTENCES[code](reader, made.choices, before, after) for code in HEADLINES]
    notes = made.report.pages[1].parts[0]
    assert isinstance(notes, Notes) and list(notes.lines[:5]) == told
    assert [made.page(code).answer for code in HEADLINES] == told


def test_every_slide_says_filters_snapshot_and_passports_that_can_be_asked_again(made: Made) -> None:
    listed = {str(row[0]) for row in next(tables(made.report.pages[-1])).rows}
    stated = {one.number: one for one in made.pack.stated}
    assert listed == set(stated) and len(listed) > 50
    for slide in made.deck.slides:
        texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        assert made.report.foot in texts
        printed = re.findall("MP(?:\u2011[0-9A-Z]{4}){3}", " ".join(texts))  # which no line is broken within
        assert {read_number(number) for number in printed} <= listed
    for page in made.report.pages[1:-2]:
        numbers = re.findall(r"MP(?:-[0-9A-Z]{4}){3}", page.foot)
        assert set(numbers) <= listed and (
            numbers or page.name == say("executive.tab_attention", made.report.language)
        )
    for part in (made.snapshot.id, "2025-12-31"):
        assert part in made.report.foot
    for number in sorted(listed)[::9]:
        assert ask_again(stated[number], made.snapshot).number == number


def test_filters_are_printed_in_words(made: Made) -> None:
    words = {"en": "filters: all", "zh": "筛选：渠道：手机App、经销商"}
    assert words[made.report.language] in made.report.foot


def test_saved_scenarios_stand_in_the_pack(made: Made) -> None:
    names = [page.title for page in made.report.pages]
    for key in ("comparison", "npv", "fans", "drivers", "plan", "limits"):
        assert say(f"report.title_{key}", made.report.language) in names


def words_in(report: Report) -> Iterator[str]:
    for page in report.pages:
        yield from (page.name, page.title, page.answer)
        for part in page.parts:
            yield part.title
            if isinstance(part, Panels):
                yield part.caption
                for chart in part.charts:
                    yield from (chart.title, chart.axis.title, *(one.name for one in chart.series))
                    yield from chart.categories
            elif isinstance(part, Table):
                yield from (column.title for column in part.columns)
                yield from (text_of(cell) for row in part.rows for cell in row)
            else:
                yield from part.lines


def test_languages_are_not_mixed(made: Made, small: Made) -> None:
    """But for names that the company or a reader has given."""
    given = {one["name"] for one in plans(4)} | {made.snapshot.company.name, small.snapshot.company.name}
    chinese, english = re.compile(r"[\u4e00-\u9fff]"), re.compile(r"[A-Za-z]{3,} [A-Za-z]{3,}")
    for report in (made.report, small.report):
        for text in words_in(report):
            own = re.sub("|".join(map(re.escape, given)), "", text)
            mixed = chinese if report.language == "en" else english
            assert not mixed.search(own), text


def test_a_company_with_applications_only_reads_why_the_rest_cannot_be_said(small: Made) -> None:
    language = small.report.language
    for code in ("npl_rate", "csat", "churn_rate", "clv"):
        page = small.page(code)
        assert not any(isinstance(part, Panels) for part in page.parts)
        row = next(tables(page)).rows[0]
        assert isinstance(row[1], str) and isinstance(row[3], str)
        assert say("reason.needs table", language, about="")[:2] in row[1] + row[3]
    assert any(isinstance(part, Panels) for part in small.page("approval_time_median").parts)
    scenarios = next(p for p in small.report.pages if p.name == say("executive.tab_scenarios", language))
    assert scenarios.answer == say("executive.cannot_run", language, name=plans(1)[0]["name"])


def test_without_windows_the_pack_says_so_and_shows_levels(simulated_snapshot: Snapshot) -> None:
    reader = Reader(language="en", snapshot=simulated_snapshot, ask=asks(simulated_snapshot))
    report = executive_pack(
        reader,
        choices=Choices(before=None, after=None, where=()),
        sections=SECTIONS,
        plans=[],
        decisions=(),
        book=EMPTY,
        made_at=MADE_AT,
        full=True,
        told=lambda *_: None,
    ).report
    assert report.pages[1].answer == say("state.no_windows", "en")
    slides(report)


def test_sections_that_are_left_out_are_not_asked(simulated_snapshot: Snapshot) -> None:
    heard = []
    reader = Reader(language="en", snapshot=simulated_snapshot, ask=asks(simulated_snapshot))
    choices = Choices(before=simulated_snapshot.windows[0], after=simulated_snapshot.windows[1], where=())
    pack = executive_pack(
        reader,
        choices=choices,
        sections=["csat"],
        plans=[],
        decisions=(),
        book=EMPTY,
        made_at=MADE_AT,
        full=True,
        told=lambda *told: heard.append(told),
    )
    assert [page.name for page in pack.report.pages] == [
        *("Contents", "Satisfaction", "Definitions", "Reference numbers")
    ]
    guards = {KPIS[code].guard for code in BESIDE["csat"]}
    assert {one.kpi for one in pack.stated} - {""} <= {*BESIDE["csat"], *guards}
    assert heard == [(0, 2, "csat"), (1, 2, "definitions")]
