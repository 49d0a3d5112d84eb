"""A report as an Excel workbook: a sheet per page with native charts, then a sheet per set of records.

Text stays text, even where a spreadsheet would run it as a formula; numbers are numbers with a format.
"""

import io

import xlsxwriter
from xlsxwriter.workbook import Workbook

from reports.description import Data, Report
from reports.measure import letters
from reports.xlsx.page_sheet import SheetOfPage
from reports.xlsx.sheets import LIGHT, NARROWEST, WIDEST, Styles, new_sheet


def workbook(report: Report) -> bytes:
    """Return the workbook as bytes; the same report always gives the same bytes."""
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(file, options)
    book.set_properties(
        {
            "title": report.title,
            "subject": report.subtitle,
            "comments": report.comments,
            "created": report.made_at,
        }
    )
    styles = Styles(book, report.language)
    for page in report.pages:
        SheetOfPage(book, styles, report, page).write()
    for data in report.data:
        _write_data(book, styles, report, data)
    book.close()
    return file.getvalue()


def _write_data(book: Workbook, styles: Styles, report: Report, data: Data) -> None:
    sheet = new_sheet(book, data.name, report)
    for column, name in enumerate(data.columns):
        sheet.write_string(0, column, name, styles.of(bold=True, bg_color=LIGHT.panel))
        texts = [row[column] for row in data.rows[:200] if isinstance(row[column], str)]
        needed = max((letters(str(text)) + 2 for text in (name, *texts)), default=0)
        sheet.set_column(column, column, max(NARROWEST, min(WIDEST, needed)))
    plain = styles.of()
    for line, row in enumerate(data.rows, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(line, column, cell, styles.text(cell))
            elif cell is not None:
                sheet.write_number(line, column, cell, plain)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    if data.rows:
        sheet.autofilter(0, 0, len(data.rows), len(data.columns) - 1)
