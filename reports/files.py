"""A report rendered in the formats asked for."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.csv_files import csv_files
from reports.description import Report
from reports.pdf import NoPdf, pdf
from reports.pptx.slides import slides
from reports.xlsx.workbook import workbook

FORMATS = ("pptx", "xlsx", "pdf", "csv")
ENDINGS = {"csv": "csv.zip"}  # of those whose ending is another than their name


@dataclass(frozen=True, kw_only=True)
class Files:
    """Rendered files, format → content; `no_pdf` says why a PDF that was asked for is missing."""

    contents: dict[str, bytes]
    no_pdf: NoPdf | None


def files_of(report: Report, formats: Sequence[str]) -> Files:
    """Render a report in each of these FORMATS."""
    contents, no_pdf = {}, None
    drawn = slides(report) if {"pptx", "pdf"} & set(formats) else b""
    for name in formats:
        if name == "pptx":
            contents[name] = drawn
        elif name == "xlsx":
            contents[name] = workbook(report)
        elif name == "csv":
            contents[name] = csv_files(report)
        elif isinstance(made := pdf(drawn), NoPdf):
            no_pdf = made
        else:
            contents[name] = made
    return Files(contents=contents, no_pdf=no_pdf)


def ending_of(name: str) -> str:
    """Return the file extension of a format, without the leading dot."""
    return ENDINGS.get(name, name)
