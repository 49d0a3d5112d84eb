"""What a report is: one frozen description, which each format renders on its own.

Texts are finished, in the report's language; numbers are numbers, so that a spreadsheet can calculate with them.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from wording.words import Language

LONGEST_PROPERTY = 255  # letters, in both formats


@dataclass(frozen=True, kw_only=True)
class Number:
    """A number of the records, and how it is read.

    value: as in the records, in `unit` (minutes, fraction, points, relative, count, a currency). text: with its unit,
    as on the page. Spreadsheets hold value ÷ divisor under the number format `code`.
    """

    value: float
    unit: str
    text: str
    divisor: float
    code: str

    @property
    def held(self) -> float:
        """What a spreadsheet holds."""
        return self.value / self.divisor


@dataclass(frozen=True, kw_only=True)
class Range:
    """A number with both ends of its interval, three cells of a spreadsheet; text: all of it in one line."""

    middle: Number | str
    lower: Number | str
    upper: Number | str
    text: str


Cell = str | Number | Range


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column; ranged: it holds ranges, and spreadsheets need three; share: of the width of a slide."""

    title: str
    ranged: bool
    share: float


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows of cells in the order of the columns; called: value, lower and upper end of ranges."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    called: tuple[str, str, str]


@dataclass(frozen=True, kw_only=True)
class Series:
    """Values by category, in the unit of the axis, None where there is none; ends: lower and upper end of each, for
    interval marks."""

    name: str
    values: tuple[float | None, ...]
    colour: str
    dashed: bool
    ends: tuple[tuple[float, float], ...]


@dataclass(frozen=True, kw_only=True)
class Axis:
    """title: the unit shown; a value of the records is `divisor` times what is shown; code: number format of its marks.

    low, high, step: in the unit shown, round, with 0 between the ends.
    """

    title: str
    divisor: float
    low: float
    high: float
    step: float
    code: str


@dataclass(frozen=True, kw_only=True)
class Chart:
    """lines: over months, YYYY-MM; bars: lying, the first category on top; tornado: the same, both series on one line.

    colours: of each category, where they differ. drawn: so many of the categories are drawn, the rest stands in the
    numbers behind. legend: on slides, where no caption says what is what.
    ends: what lower and upper end of intervals are called, "" where there are none.
    """

    kind: Literal["lines", "bars", "tornado"]
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
        """The categories as spreadsheets hold them: months as their first days."""
        if self.kind != "lines":
            return self.categories
        return tuple(date.fromisoformat(f"{month}-01") for month in self.categories)


@dataclass(frozen=True, kw_only=True)
class Panels:
    """One to four charts that are read together; caption: what lines and bars stand for."""

    title: str
    caption: str
    charts: tuple[Chart, ...]


@dataclass(frozen=True, kw_only=True)
class Notes:
    """Lines of text, each a thought of its own."""

    title: str
    lines: tuple[str, ...]


Part = Table | Panels | Notes


@dataclass(frozen=True, kw_only=True)
class Page:
    """name: short, for the tab of a sheet; answer: what it says, in a sentence; foot: what must be known of its own
    numbers beside what holds for all, "" where there is nothing."""

    name: str
    title: str
    answer: str
    parts: tuple[Part, ...]
    foot: str


@dataclass(frozen=True, kw_only=True)
class Data:
    """Records as they are, for calculating: raw units, no formats; name: of the sheet."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | float | None, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Report:
    """facts: name and value of what must be known of the numbers; foot: the same in a line, printed on every page.

    made_at: written into the file as the time at which it was made, so that the same report gives the same bytes.
    colour: of the company, for rules and heads.
    """

    title: str
    subtitle: str
    language: Language
    facts: tuple[tuple[str, str], ...]
    foot: str
    made_at: datetime
    colour: str
    pages: tuple[Page, ...]
    data: tuple[Data, ...]

    @property
    def comments(self) -> str:
        """The foot, as much of it as a property of a file may hold."""
        return self.foot[:LONGEST_PROPERTY]
