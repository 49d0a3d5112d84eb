"""Summary of a load by source, for people."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from etl.outcome import FileReport, LoadReport
from warehouse.contract.schema import TABLES

HEADS = ("source", "files", "status", "read", "loaded", "replaced", "twice", "rejected")
UNKNOWN_SHOWN = 8


def rows_of(report: LoadReport) -> list[tuple[str, ...]]:
    """Return one row for each source and status, under `HEADS`."""
    return [_row(source, status, files) for source, status, files in _group_files(report)]


def remarks_on(report: LoadReport) -> list[str]:
    """Return remarks, one per line, on what the counts do not show.

    These are skipped files, hidden content, columns not loaded, rows that vanished, rounded numbers and missing
    references; whatever `report.stopped` says already is left out.
    """
    return [
        f"{source}: {remark}"
        for source, _, files in _group_files(report)
        for remark in (
            *dict.fromkeys(r for file in files for r in _remarks(file, report.stopped)),
            *_describe_gone(files),
            *_describe_rounded(files),
            *_describe_missing(files),
        )
    ]


def _group_files(report: LoadReport) -> list[tuple[str, str, list[FileReport]]]:
    sources = groupby(report.files, key=lambda file: (file.source, file.status))
    return [(source, status, list(files)) for (source, status), files in sources]


def _row(source: str, status: str, files: Sequence[FileReport]) -> tuple[str, ...]:
    name = files[0].file if len(files) == 1 else _files(len(files))
    counts = [(f.read, f.loaded, f.replaced, f.identical, f.rejected) for f in files]
    return (source, name, status, *(f"{sum(column):,}" for column in zip(*counts, strict=True)))


def _remarks(file: FileReport, said: str) -> list[str]:
    """Why a file was not loaded, unless it was `said`, what its reader remarked, and which columns were not loaded."""
    remarks = [file.message] if file.message and file.message not in said else []
    remarks += [f"{file.file}: {remark}" for remark in file.remarks]
    if file.unknown_columns:
        shown, more = file.unknown_columns[:UNKNOWN_SHOWN], len(file.unknown_columns) - UNKNOWN_SHOWN
        remarks.append(f"columns not loaded: {', '.join(shown)}" + (f" and {more} more" if more > 0 else ""))
    return remarks


def _describe_gone(files: Sequence[FileReport]) -> list[str]:
    """Rows that fell out of the facts because their unit was delivered again without them."""
    those = [file for file in files if file.gone[0]]
    if not those:
        return []
    rows, units = (sum(counts) for counts in zip(*(file.gone for file in those), strict=True))
    unit = TABLES[those[0].table].unit_of_replacement.removesuffix("_id")
    place = those[0].file if len(those) == 1 else _files(len(those))
    return [
        f"{rows:,} rows known before of {units:,} {unit}{'' if units == 1 else 's'} do not stand in {place}, "
        "which replaced all that was known of them: they are gone; if the feed only adds, write "
        'delivers = "additions" and load it with --again'
    ]


def _describe_rounded(files: Sequence[FileReport]) -> list[str]:
    """Per column: the rows whose number had more decimals than are kept."""
    rows: Counter[str] = Counter()
    for file in files:
        rows.update(dict(file.rounded))
    return [
        f"{count:,} {'row' if count == 1 else 'rows'} with more decimals of {column} than are kept: "
        "rounded half away from zero"
        for column, count in rows.items()
    ]


def _describe_missing(files: Sequence[FileReport]) -> list[str]:
    """Per column: the rows that refer to something no table holds."""
    rows: dict[str, list[int]] = {}
    for column, count, _ in (reference for file in files for reference in file.missing_references):
        rows.setdefault(column, []).append(count)
    return [
        f"{sum(counts):,} rows in {_files(len(counts))} name a {column} that no table holds"
        for column, counts in rows.items()
    ]


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count} files"
