"""Workbooks for the tests of the readers."""

from pathlib import Path
from typing import Any

import openpyxl


def workbook(folder: Path, **sheets: list[list[Any]]) -> Path:
    """A workbook with these sheets, row by row."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, content in sheets.items():
        sheet = book.create_sheet(name)
        for row in content:
            sheet.append(row)
    book.save(folder / "loans.xlsx")
    return folder / "loans.xlsx"
