"""A report as a zip of CSV files that a spreadsheet opens correctly: its tables, the numbers of its charts, its data.

Each begins with its header, so that it can be pivoted as it is; where the numbers come from stands in the first file.
Tables hold text as people read it, with units; charts and data hold bare numbers.
"""

import io
import zipfile
from collections.abc import Iterator

from reports.description import Chart, Data, Panels, Report, Table
from reports.pptx.layout import text_of
from reports.xlsx.charts import columns_of
from wording.downloads import Rows, csv_bytes
from wording.words import say

FORBIDDEN = str.maketrans(dict.fromkeys('<>:"/\\|?*', "_"))  # in names of files


def csv_files(report: Report) -> bytes:
    """Return the zip archive; the same report always gives the same bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, rows) in enumerate([_facts(report), *_tables(report)]):
            info = zipfile.ZipInfo(
                f"{number:02d} {name.translate(FORBIDDEN)}.csv", report.made_at.timetuple()[:6]
            )
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, csv_bytes((), rows))
    return file.getvalue()


def _facts(report: Report) -> tuple[str, Rows]:
    """Where the numbers of all files come from, and those of single pages under their names."""
    everywhere = ((report.title, report.subtitle), *report.facts)
    own = tuple((page.name, page.foot) for page in report.pages if page.foot)
    columns = (say("report.fact", report.language), say("report.fact_value", report.language))
    return say("report.facts", report.language), Rows(columns=columns, rows=(*everywhere, *own))


def _tables(report: Report) -> Iterator[tuple[str, Rows]]:
    for page in report.pages:
        for part in page.parts:
            if isinstance(part, Table):
                yield page.name, _table(part)
            elif isinstance(part, Panels):
                for chart in part.charts:
                    yield f"{page.name}, {chart.title}", _chart(chart, report)
    for data in report.data:
        yield data.name, _data(data)


def _table(table: Table) -> Rows:
    return Rows(
        columns=tuple(column.title for column in table.columns),
        rows=tuple(tuple(text_of(cell) for cell in row) for row in table.rows),
    )


def _chart(chart: Chart, report: Report) -> Rows:
    columns = columns_of(chart, report.language)
    return Rows(
        columns=(chart.axis.title, *(name for name, _ in columns)),
        rows=tuple(zip(chart.categories, *(values for _, values in columns), strict=True)),
    )


def _data(data: Data) -> Rows:
    return Rows(columns=data.columns, rows=data.rows)
