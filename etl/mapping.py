"""Matching of delivered columns with ours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from etl.cast import TEXTS, TIMES
from etl.sources import Source
from warehouse.contract.columns import COLUMNS
from warehouse.contract.errors import MilepostError
from warehouse.contract.schema import TABLES


@dataclass(frozen=True, kw_only=True)
class Fed:
    """Matched columns; `theirs`: our column → the delivered one; `unknown`: delivered columns that are not used."""

    theirs: Mapping[str, str]
    unknown: tuple[str, ...]


def match_columns(source: Source, where: str, delivered: Sequence[str]) -> Fed:
    """Match the columns `delivered` in a file (`where`) with those of the source's table, ignoring case.

    Raises MilepostError if a required column, or one that the source names, is missing.
    """
    _check_formats(source)
    table = TABLES[source.table]
    theirs = {}
    # DuckDB knows no upper and lower case in names, so no two of these are the same.
    folded = {name.casefold(): name for name in delivered}
    for name in table.names:
        wanted = source.columns.get(name, name)
        if wanted.casefold() in folded:
            theirs[name] = folded[wanted.casefold()]
        elif name in table.required or name in source.columns:
            close = get_close_matches(wanted.casefold(), folded, n=1, cutoff=0.5)
            hint = f'; closest is "{folded[close[0]]}"' if close else ""
            if source.header is None and not any(
                source.columns.get(own, own).casefold() in folded for own in table.names
            ):
                hint += "; if the file does not name its columns, write header = false"
            raise MilepostError(
                f'{where}: column "{wanted}" for {source.table}.{name} is missing{hint}; found '
                f"{', '.join(delivered)}; map it with columns = {{ {name} = … }}"
            )
    used = set(theirs.values())
    return Fed(theirs=theirs, unknown=tuple(name for name in delivered if name not in used))


def _check_formats(source: Source) -> None:
    for name in source.formats:
        if (kind := COLUMNS[name].type) not in TIMES:
            raise MilepostError(
                f"{source.name}: formats.{name}: only dates and times have a format, {name} is a {kind}"
                + ("; use values" if kind in (*TEXTS, "boolean") else "; use sql")
            )
