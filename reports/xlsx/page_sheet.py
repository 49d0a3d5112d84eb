"""A page of a report as a sheet: its words, its tables, and native charts over their numbers."""

from typing import Any

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from reports.description import Chart, Column, Number, Page, Panels, Range, Report, Table
from reports.measure import letters
from reports.xlsx.charts import MONTH, PANEL_ROWS, Place, block_width, columns_behind, draw, finer
from reports.xlsx.sheets import FONTS, LIGHT, NARROWEST, SIZE, WIDEST, Styles, new_sheet
from wording.formats import unbind

_LINE = 15  # points of a row, per line of text
_RANGED = 16  # letters in a column of values with their ranges
_STANDARD = 8  # letters in a column of no set width
_LONGEST_LINE, _FEWEST_COLUMNS = 130, 12  # letters in a line of notes; columns it may take


class SheetOfPage:
    """A sheet filled from top to bottom; `row` is the next free row, counted from 0.

    widths: column → width in letters. lines, waiting: lines of text, and charts with their first row, all written
    last.
    """

    def __init__(self, book: Workbook, styles: Styles, report: Report, page: Page) -> None:
        self.book, self.styles, self.report, self.page = book, styles, report, page
        self.sheet: Worksheet = new_sheet(book, page.name, report)
        self.row = 0
        self.widths: dict[int, int] = {}
        self.lines: list[tuple[int, str, dict[str, Any]]] = []
        self.waiting: list[tuple[Panels, int]] = []

    def write(self) -> None:
        """Write the heading and the parts of the page, then everything that depends on the whole sheet."""
        self.line(self.page.title, bold=True, font_size=16, bottom=5, bottom_color=self.report.colour)
        self.line(self.page.answer, font_size=12, font_color=LIGHT.after)
        self.line(self.report.foot, font_color=LIGHT.quiet)
        if self.page.foot:
            self.line(self.page.foot, font_color=LIGHT.quiet)
        head = self.row
        self.row += 1
        for part in self.page.parts:
            if part.title:
                self.line(part.title, bold=True, font_size=12)
            start = self.row
            if isinstance(part, Table):
                self._table(part)
            elif isinstance(part, Panels):
                self._panels(part)
            else:
                for line in part.lines:
                    self.line(line)
            if part is self.page.parts[0]:
                table = isinstance(part, Table)
                self.sheet.freeze_panes(
                    start + 1 + _has_range(part) if isinstance(part, Table) else head, int(table)
                )
            self.row += 1
        for panels, top in self.waiting:
            self._numbers_behind(panels, top)
        for column, width in self.widths.items():
            self.sheet.set_column(column, column, width)
        self._write_lines()

    def line(self, text: str, **properties: Any) -> None:
        """Add a line of text across the full width; it is written last, when the width is known."""
        self.lines.append((self.row, text, properties))
        self.row += 1

    def _write_lines(self) -> None:
        last = max(self.widths, default=0)
        room = 0
        for column in range(max(last, _FEWEST_COLUMNS) + 1):
            room += self.widths.get(column, _STANDARD)
            last = column
            if room >= _LONGEST_LINE:
                break
        for row, text, properties in self.lines:
            style = self.styles.text(text, text_wrap=True, **properties)
            self.sheet.merge_range(row, 0, row, last, data="", cell_format=style)
            self.sheet.write_string(row, 0, unbind(text), style)
            size = properties.get("font_size", SIZE)
            rows = -(-letters(text) * size // (SIZE * room))
            self.sheet.set_row(row, max(1, rows) * _LINE * size / SIZE)

    def put(self, row: int, column: int, text: str, **properties: Any) -> None:
        """Write a text into a cell."""
        self.sheet.write_string(row, column, unbind(text), self.styles.text(text, **properties))

    def put_cell(self, row: int, column: int, cell: Number | str, **properties: Any) -> None:
        """Write a number with its format, or a text, into a cell."""
        if isinstance(cell, Number):
            style = self.styles.of(num_format=cell.code, align="right", indent=1, **properties)
            self.sheet.write_number(row, column, cell.held, style)
        else:
            self.put(row, column, cell, text_wrap=True, **properties)

    def _table(self, table: Table) -> None:
        places = _places(table)
        self._header(table, places)
        rule = {"bottom": 4, "bottom_color": LIGHT.line}
        for cells in table.rows:
            lines = 1
            for (start, column), cell in zip(places, cells, strict=True):
                spread = (cell.middle, cell.lower, cell.upper) if isinstance(cell, Range) else (cell,)
                for offset, value in enumerate((*spread, "", "")[: _cells(column)]):
                    self.put_cell(self.row, start + offset, value, **rule)
                    lines = max(lines, self._widen(start + offset, value))
            self.sheet.set_row(self.row, _LINE * lines)
            self.row += 1

    def _header(self, table: Table, places: list[tuple[int, Column]]) -> None:
        """The titles; where there are ranges, a second row says which end is which."""
        style: dict[str, Any] = {"bold": True, "bg_color": LIGHT.panel, "text_wrap": True}
        names = table.called
        second = int(_has_range(table))
        lines = 1
        for start, column in places:
            span = range(start, start + _cells(column))
            for place in span:
                self.widths[place] = max(self.widths.get(place, 0), _RANGED if column.ranged else NARROWEST)
            if column.ranged:
                self.sheet.merge_range(
                    self.row, start, self.row, span[-1], data="", cell_format=self.styles.of(**style)
                )
            self.put(self.row, start, column.title, **style)
            for place, name in zip(span, names, strict=False):
                if second:
                    self.put(self.row + 1, place, name if column.ranged else "", **style)
            held = [row[places.index((start, column))] for row in table.rows]
            for cell in held if not column.ranged else ():
                if not isinstance(cell, Range):
                    self._widen(start, cell)
            room = sum(self.widths[place] for place in span)
            lines = max(lines, -(-letters(column.title) * 11 // (10 * room)))
        self.sheet.set_row(self.row, _LINE * lines)
        self.row += 1 + second

    def _widen(self, column: int, cell: Number | str) -> int:
        """Give the column the width of what stands in it, up to a limit; the lines it then takes."""
        if isinstance(cell, Number):
            needed = (
                len(f"{cell.held:,.0f}") + len(cell.code.split('"')[1] if '"' in cell.code else "") * 2 + 5
            )
        else:
            needed = letters(cell) + 2
        self.widths[column] = max(self.widths.get(column, NARROWEST), min(WIDEST, needed))
        return -(-needed // self.widths[column])

    def _panels(self, panels: Panels) -> None:
        self.line(panels.caption, font_color=LIGHT.quiet)
        self.waiting.append((panels, self.row))
        self.row += PANEL_ROWS

    def _numbers_behind(self, panels: Panels, top: int) -> None:
        """The numbers of charts, side by side, and the charts themselves, at row `top`."""
        self.line(panels.title, bold=True, font_size=12)
        start = 0
        for place, chart in enumerate(panels.charts):
            self._numbers(chart, self.row, start)
            draw(
                self.book,
                self.sheet,
                chart,
                Place(top=top, nth=place, row=self.row, column=start),
                FONTS[self.report.language],
            )
            start += block_width(chart) + 1
        self.row += 3 + max(len(chart.categories) for chart in panels.charts)

    def _numbers(self, chart: Chart, row: int, start: int) -> None:
        """What a chart is drawn from: title, names of the series, then a row per category; and its unit."""
        style: dict[str, Any] = {"bold": True, "bg_color": LIGHT.panel, "text_wrap": True}
        self.put(row, start, chart.title, bold=True)
        self.put(row + 1, start, chart.axis.title, **style)
        longest = max((letters(category) + 2 for category in chart.categories), default=0)
        self.widths[start] = max(self.widths.get(start, 0), _RANGED, min(WIDEST, longest))
        number = self.styles.of(num_format=finer(chart.axis.code))
        month = self.styles.of(num_format=MONTH, align="left")
        for line, category in enumerate(chart.places, row + 2):
            if isinstance(category, str):
                self.put(line, start, category)
            else:
                self.sheet.write_datetime(line, start, category, month)
        for column, (name, values) in enumerate(columns_behind(chart, self.report.language), start + 1):
            self.put(row + 1, column, name, **style)
            self.widths[column] = max(self.widths.get(column, 0), NARROWEST)
            for line, value in enumerate(values, row + 2):
                if value is not None:
                    self.sheet.write_number(line, column, value, number)
        self.sheet.set_row(row + 1, 2 * _LINE)


def _cells(column: Column) -> int:
    return 3 if column.ranged else 1


def _has_range(table: Table) -> bool:
    return any(column.ranged for column in table.columns)


def _places(table: Table) -> list[tuple[int, Column]]:
    """The first cell of each column."""
    places, start = [], 0
    for column in table.columns:
        places.append((start, column))
        start += _cells(column)
    return places
