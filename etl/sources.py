"""What feeds what: the `[[source]]` entries of a company.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from warehouse.company import Company, company_from
from warehouse.errors import MilepostError
from warehouse.schema import TABLES

SETTINGS = (
    *("name", "table", "file", "database", "sql", "encoding", "delimiter", "sheet"),
    *("columns", "values", "formats", "timezone", "as_of", "delivers", "reject_limit"),
)


@dataclass(frozen=True)
class Source:
    """One feed of one table.

    `file`: a glob below the data folder ("" with `database`); `database`: a PostgreSQL address ("" with
    `file`). `sql`: over the file as table `source` for files, sent to the database as it is; "" = none.
    `encoding`, `delimiter` and `sheet` are "" where the reader is to find out. `columns`: our name → theirs.
    `values`: our column → {their word → ours}. `formats`: our column → strptime format. `timezone`: of
    timestamps without offset. `as_of`: stated cut-off with offset, or None. `delivers`: "all" where a row not
    seen again may have changed since, "changes" where it would have come again, so that the latest delivery is
    the cut-off of every row. `reject_limit`: share of refused rows above which the load stops.
    """

    name: str
    table: str
    file: str
    database: str
    sql: str
    encoding: str
    delimiter: str
    sheet: str
    columns: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]
    formats: Mapping[str, str]
    timezone: str
    as_of: datetime | None
    delivers: str
    reject_limit: float


def read_company(path: Path) -> tuple[Company, tuple[Source, ...]]:
    """Settings and sources of a company.toml; MilepostError in one line where it is not usable."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise MilepostError(f"{path}: no such file; `milepost init DIR` writes one to start from") from None
    except IsADirectoryError:
        raise MilepostError(f"{path}: is a folder; name the company.toml in it") from None
    except (ValueError, RecursionError) as error:
        raise MilepostError(f"{path}: not valid TOML: {error}") from None
    company = company_from(raw)
    entries = raw.get("source", [])
    if not entries:
        raise MilepostError(f"{path}: no [[source]] in it; add one per file or database query")
    sources = [_source(entry, number, company) for number, entry in enumerate(entries, 1)]
    return company, tuple(_with_own_names(sources, path))


def _with_own_names(sources: list[Source], path: Path) -> list[Source]:
    """Unnamed sources take the name of their table, the second one with a 2 behind it, and so on."""
    named: list[Source] = []
    for source in sources:
        nth = 1 + sum(other.table == source.table for other in named)
        own = source.name or (source.table if nth == 1 else f"{source.table} {nth}")
        if any(other.name == own for other in named):
            raise MilepostError(f"{path}: two sources are named {own}; give each its own name = …")
        named.append(replace(source, name=own))
    return named


def _source(entry: Mapping[str, Any], number: int, company: Company) -> Source:
    where = f"company.toml [[source]] {number}"
    if unknown := set(entry) - set(SETTINGS):
        raise MilepostError(
            f"{where}: unknown setting {', '.join(sorted(unknown))}; allowed: {', '.join(SETTINGS)}"
        )
    table = TABLES.get(entry.get("table", ""))
    if table is None:
        raise MilepostError(f'{where}: table = "{entry.get("table", "")}" is none of {", ".join(TABLES)}')
    where = f"{where} ({table.name})"
    if bool(entry.get("file")) == bool(entry.get("database")):
        raise MilepostError(f"{where}: needs either file = … or database = …")
    if entry.get("database") and not entry.get("sql"):
        raise MilepostError(f"{where}: a database needs sql = … as well")
    for setting in ("columns", "values", "formats"):
        if unknown := set(entry.get(setting, {})) - set(table.names):
            raise MilepostError(f"{where} {setting}: {table.name} has no column {', '.join(sorted(unknown))}")
    if entry.get("delivers", "all") not in ("all", "changes"):
        raise MilepostError(f'{where}: delivers = "{entry["delivers"]}": all or changes')
    limit = entry.get("reject_limit", 0.01)
    if not isinstance(limit, int | float) or not 0 <= limit <= 1:
        raise MilepostError(f"{where}: reject_limit = {limit} must be a share between 0 and 1")
    zone = entry.get("timezone", company.timezone)
    return Source(
        name=entry.get("name", ""),
        table=table.name,
        file=entry.get("file", ""),
        database=entry.get("database", ""),
        sql=entry.get("sql", ""),
        encoding=entry.get("encoding", ""),
        delimiter=entry.get("delimiter", ""),
        sheet=entry.get("sheet", ""),
        columns=entry.get("columns", {}),
        values=entry.get("values", {}),
        formats=entry.get("formats", {}),
        timezone=_zone(zone, where),
        delivers=entry.get("delivers", "all"),
        as_of=_moment(entry.get("as_of"), zone, where),
        reject_limit=float(limit),
    )


def _zone(name: str, where: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise MilepostError(
            f'{where}: timezone = "{name}" is not known; write "Asia/Shanghai" or the like'
        ) from None
    return name


def _moment(value: Any, zone: str, where: str) -> datetime | None:
    if value is None:
        return None
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError:
        raise MilepostError(f'{where}: as_of = "{value}": a moment such as 2025-12-31T23:59:59') from None
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))
