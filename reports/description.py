"""The description of a report, independent of any format; each format renders it in its own way.

Texts are final and in the report's language; numbers stay numbers, so that a spreadsheet can calculate with them.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from wording.words import Language

LONGEST_PROPERTY = 255  # letters, in both formats


@dataclass(frozen=True, kw_only=True)
class Number:
    """A number with the text that shows it.

    value: exact, in `unit` (minutes, fraction, points, relative, count or a currency). text: formatted, with its
    unit. A spreadsheet stores value ÷ divisor with the number format `code`.
    """

    value: float
    unit: str
    text: str
    divisor: float
    code: str

    @property
    def held(self) -> float:
        """The number that a spreadsheet stores."""
        return self.value / self.divisor


@dataclass(frozen=True, kw_only=True)
class Range:
    """A value with both ends of its interval, three cells of a spreadsheet; text: all three in one line."""

    middle: Number | str
    lower: Number | str
    upper: Number | str
    text: str


Cell = str | Number | Range


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a table.

    ranged: its cells may be ranges, so that it takes three columns of a spreadsheet. share: its width on a slide
    relative to the other columns.
    """

    title: str
    ranged: bool
    share: float


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table: rows of cells in the order of the columns.

    called: names of the value, the lower and the upper end of a range, "" in tables without ranges.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    called: tuple[str, str, str]


@dataclass(frozen=True, kw_only=True)
class Series:
    """One line or one set of bars of a chart.

    values: one per category in the unit of the axis, None where there is none. ends: lower and upper end for
    each, for interval marks; empty where none are drawn.
    """

    name: str
    values: tuple[float | None, ...]
    colour: str
    dashed: bool
    ends: tuple[tuple[float, float], ...]


@dataclass(frozen=True, kw_only=True)
class Axis:
    """The value axis of a chart.

    title: the unit shown. divisor: what recorded values are divided by to get that unit. low, high, step: round
    numbers in the unit shown. code: number format of the tick labels.
    """

    title: str
    divisor: float
    low: float
    high: float
    step: float
    code: str


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A chart of one or several series over the same categories.

    kind: "lines" over months (YYYY-MM); "bars", horizontal with the first category on top; "tornado", the same
    with both series on one line; "waterfall", bars of which the first and the last are levels and those between
    them the steps from one to the other; "stacked", what it is drawn as (→ `reports.waterfall`). colours: one per
    category, empty where they do not differ. drawn: how many categories are drawn; the rest appear only in the
    numbers behind the chart. legend: whether slides show one.
    ends: names of the lower and upper end of intervals, "" where there are none.
    """

    kind: Literal["lines", "bars", "tornado", "waterfall", "stacked"]
    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    axis: Axis
    colours: tuple[str, ...]
    drawn: int
    legend: bool
    ends: tuple[str, str]

    @property
    def places(self) -> tuple[str | date, ...]:
        """The categories as a spreadsheet stores them: a month is the date of its first day."""
        if self.kind != "lines":
            return self.categories
        return tuple(date.fromisoformat(f"{month}-01") for month in self.categories)


@dataclass(frozen=True, kw_only=True)
class Panels:
    """One to four charts that are read together; caption: what their lines and bars stand for."""

    title: str
    caption: str
    charts: tuple[Chart, ...]


@dataclass(frozen=True, kw_only=True)
class Notes:
    """Lines of text, each of which can be read alone."""

    title: str
    lines: tuple[str, ...]


Part = Table | Panels | Notes


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page of a report.

    name: short, for the tab of a sheet. answer: the finding in a sentence. foot: facts about the numbers of this
    page only, "" where the foot of the report says everything.
    """

    name: str
    title: str
    answer: str
    parts: tuple[Part, ...]
    foot: str


@dataclass(frozen=True, kw_only=True)
class Tile:
    """A KPI in the words of its card. levels: before and after. colour: of its status."""

    name: str
    change: str
    interval: str
    levels: str
    status: str
    colour: str


@dataclass(frozen=True, kw_only=True)
class Tiles:
    """KPIs side by side."""

    tiles: tuple[Tile, ...]


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A chart with words at its lines in place of a legend: one per series, "" for none; of bars without any."""

    chart: Chart
    labels: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A table that is read across a room; colours: of the words in its last column, one per row, or empty."""

    table: Table
    colours: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Mark:
    """An effect. sign: how sure it is. name: what it is on. size: "" where it is not known."""

    sign: Literal["filled", "hollow", "square", "diamond", "grey", "unknown"]
    colour: str
    name: str
    size: str


@dataclass(frozen=True, kw_only=True)
class Lane:
    """An initiative in the calendar.

    shares: of its units that are live, by month. reach: the last of them in words. more: how many effects are not
    drawn, "" for none.
    """

    name: str
    shares: tuple[float, ...]
    reach: str
    marks: tuple[Mark, ...]
    more: str


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """Where each initiative is live, month by month (YYYY-MM), with its effects. head: of these. key: to the signs."""

    head: str
    months: tuple[str, ...]
    lanes: tuple[Lane, ...]
    colour: str
    key: str


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What the slides after the first one are about, in one quiet line."""

    line: str


BoardPart = Tiles | Figure | Grid | Calendar | Notes | Contents


@dataclass(frozen=True, kw_only=True)
class Strip:
    """A person's words in a strip at the foot of a slide; head: whose they are, and since when."""

    head: str
    text: str


@dataclass(frozen=True, kw_only=True)
class BoardSlide:
    """A slide for a board, which says one thing.

    title: the message. kicker: above the title, "" but on the first slide. lead: below it, "" for nothing.
    columns: of parts from top to bottom. remarks: below them. reference: where its numbers come from, in one line.
    notes: for the speaker, with the passports.
    """

    title: str
    kicker: str
    lead: str
    columns: tuple[tuple[BoardPart, ...], ...]
    remarks: tuple[Strip, ...]
    reference: str
    notes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Data:
    """Exact records for further calculation, in raw units and without formatting; name: of the sheet."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | float | None, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Report:
    """A complete report.

    facts: name and value of each fact about where the numbers come from. foot: the facts in one line, printed on
    every page. made_at: stored in the file as its creation time, so that the same report gives the same bytes.
    colour: of the company, for rules and headings. template: the presentation whose master slides use, None for our
    own. board: slides before those of the pages. full: whether the pages
    are slides, too; a workbook always has them.
    """

    title: str
    subtitle: str
    language: Language
    facts: tuple[tuple[str, str], ...]
    foot: str
    made_at: datetime
    colour: str
    template: bytes | None
    board: tuple[BoardSlide, ...]
    full: bool
    pages: tuple[Page, ...]
    data: tuple[Data, ...]

    @property
    def comments(self) -> str:
        """The foot, cut to the length that a file property may have."""
        return self.foot[:LONGEST_PROPERTY]
