"""What feeds what: the `[[source]]` entries of a company.toml."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from etl.notation import check_notation
from warehouse.company import Company, company_from
from warehouse.errors import MilepostError
from warehouse.schema import TABLES, Table

SETTINGS = (
    *("name", "table", "file", "database", "sql", "sql_seconds", "beside"),
    *("encoding", "delimiter", "sheet", "header", "decimal", "thousands", "percent"),
    *("columns", "values", "formats", "timezone", "as_of", "delivers", "reject_limit"),
)
# What a file beside may state where it is read otherwise than the file of the source.
BESIDE_SETTINGS = ("file", "encoding", "delimiter", "sheet", "header")
# What says nothing of a database query, whose values have their types.
FILE_SETTINGS = ("encoding", "delimiter", "sheet", "header", "decimal", "thousands")
# Names of tables that are made on the way to those of the sql.
TAKEN = ("source", "delivered", "delivered_rejects", "delivered_remarks")
SQL_SECONDS = 600
LAST_MINUTE = time(23, 59)


@dataclass(frozen=True)
class Source:
    """One feed of one table.

    `file`: a glob below the data folder ("" with `database`); `database`: a PostgreSQL address ("" with
    `file`). `sql`: over the file as table `source` for files, sent to the database as it is; "" = none.
    `sql_seconds`: how long it may take. `beside`: table of the sql → settings of a further file, its `file` first.
    `encoding`, `delimiter` and `sheet` are "" where the reader is to find out. `header`: whether the first row
    names the columns; None = it does, unless it looks like data, which is refused. `columns`: our name → theirs.
    `values`: our column → {their word → ours}. `formats`: our column → strptime format. `decimal` and `thousands`:
    the signs in numbers delivered as text ("" = not stated: a point, and none). `percent`: our columns delivered
    in percent. `timezone`: of timestamps without offset. `as_of`: stated cut-off with offset, or None.
    `delivers`: "all" where a row not seen again may have changed since, "changes" where it would have come again,
    so that the latest delivery is the cut-off of every row; "additions" is the same of a table without a key, and
    what was delivered before of a unit of replacement stays. `reject_limit`: share of refused rows
    above which the load stops.
    """

    name: str
    table: str
    file: str
    database: str
    sql: str
    sql_seconds: float
    beside: Mapping[str, Mapping[str, Any]]
    encoding: str
    delimiter: str
    sheet: str
    header: bool | None
    columns: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]
    formats: Mapping[str, str]
    decimal: str
    thousands: str
    percent: tuple[str, ...]
    timezone: str
    as_of: datetime | None
    delivers: str
    reject_limit: float

    def of_beside(self, name: str) -> "Source":
        """How a file beside is read: as the source's own, but for its sheet, header and what it states itself."""
        stated: dict[str, Any] = {"sheet": "", "header": None, **self.beside[name]}
        return replace(self, **stated)


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
    _check_origin(entry, where)
    _check_delivery(entry, table, where)
    check_notation(entry, table, where)
    zone = entry.get("timezone", company.timezone)
    return Source(
        name=entry.get("name", ""),
        table=table.name,
        file=entry.get("file", ""),
        database=entry.get("database", ""),
        sql=entry.get("sql", ""),
        sql_seconds=_seconds(entry.get("sql_seconds", SQL_SECONDS), where),
        beside=_beside(entry, where),
        encoding=entry.get("encoding", ""),
        delimiter=entry.get("delimiter", ""),
        sheet=entry.get("sheet", ""),
        header=entry.get("header"),
        columns=entry.get("columns", {}),
        values=entry.get("values", {}),
        formats=entry.get("formats", {}),
        decimal=entry.get("decimal", ""),
        thousands=entry.get("thousands", ""),
        percent=tuple(entry.get("percent", ())),
        timezone=_zone(zone, where),
        delivers=entry.get("delivers", "all"),
        as_of=_moment(entry.get("as_of"), zone, where),
        reject_limit=float(entry.get("reject_limit", 0.01)),
    )


def _check_origin(entry: Mapping[str, Any], where: str) -> None:
    """Raise MilepostError where it is not plain what is read, or a setting says nothing of it."""
    if bool(entry.get("file")) == bool(entry.get("database")):
        raise MilepostError(f"{where}: needs either file = … or database = …")
    if entry.get("database") and not entry.get("sql"):
        raise MilepostError(f"{where}: a database needs sql = … as well")
    if entry.get("database") and (said := [name for name in FILE_SETTINGS if name in entry]):
        raise MilepostError(
            f"{where}: {' and '.join(said)} {'is' if len(said) == 1 else 'are'} for files; "
            "leave it out, and let sql convert what has to be"
        )
    if not isinstance(entry.get("header", True), bool):
        raise MilepostError(f"{where}: header = {entry['header']!r} must be true or false")


def _check_delivery(entry: Mapping[str, Any], table: Table, where: str) -> None:
    """Raise MilepostError where what is said of columns and rows does not fit the table."""
    for setting in ("columns", "values", "formats"):
        if unknown := set(entry.get(setting, {})) - set(table.names):
            raise MilepostError(f"{where} {setting}: {table.name} has no column {', '.join(sorted(unknown))}")
    if entry.get("delivers", "all") not in ("all", "changes", "additions"):
        raise MilepostError(f'{where}: delivers = "{entry["delivers"]}": all, changes or additions')
    if entry.get("delivers") == "additions" and table.key:
        raise MilepostError(
            f'{where}: delivers = "additions": of {table.name} a later row with the same {", ".join(table.key)} takes '
            'the place of the earlier one, and all others stay; write "changes"'
        )
    limit = entry.get("reject_limit", 0.01)
    if isinstance(limit, bool) or not isinstance(limit, int | float) or not 0 <= limit <= 1:
        raise MilepostError(f"{where}: reject_limit = {limit} must be a share between 0 and 1")


def _seconds(value: Any, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < float("inf"):
        raise MilepostError(f"{where}: sql_seconds = {value} must be a number of seconds above 0")
    return float(value)


def _beside(entry: Mapping[str, Any], where: str) -> dict[str, dict[str, Any]]:
    """The further files of a source, each under the name of its table."""
    stated = entry.get("beside", {})
    if not isinstance(stated, dict):
        raise MilepostError(
            f'{where}: beside must be a table, as in beside = {{ customers = "customers.csv" }}'
        )
    if stated and not (entry.get("file") and entry.get("sql")):
        raise MilepostError(f"{where}: beside = … needs file = … and sql = … that joins its tables to source")
    found: dict[str, dict[str, Any]] = {}
    for name, value in stated.items():
        settings = value if isinstance(value, dict) else {"file": value}
        if not re.fullmatch(r"[^\W\d]\w*", name):
            raise MilepostError(f'{where}: beside."{name}": letters, digits and _ name a table of sql')
        if name.casefold() in {*TAKEN, *map(str.casefold, found)}:
            raise MilepostError(f"{where}: beside.{name}: this name is taken; give the table another")
        if unknown := set(settings) - set(BESIDE_SETTINGS):
            raise MilepostError(
                f"{where}: beside.{name}: unknown setting {', '.join(sorted(unknown))}; "
                f"allowed: {', '.join(BESIDE_SETTINGS)}"
            )
        texts = [settings[key] for key in settings if key != "header"]
        if not settings.get("file") or not all(isinstance(text, str) for text in texts):
            raise MilepostError(f'{where}: beside.{name} must name a file, as in "exports/customers.csv"')
        if not isinstance(settings.get("header", True), bool):
            raise MilepostError(f"{where}: beside.{name}: header must be true or false")
        found[name] = dict(settings)
    return found


def _zone(name: str, where: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise MilepostError(
            f'{where}: timezone = "{name}" is not known; write "Asia/Shanghai" or the like'
        ) from None
    return name


def _moment(value: Any, zone: str, where: str) -> datetime | None:
    """A stated cut-off; a day alone or its last minute means the end of that day, so that its month is over."""
    if value is None:
        return None
    text = str(value)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise MilepostError(f'{where}: as_of = "{value}": a day such as 2025-12-31, or a moment') from None
    if moment.time() >= LAST_MINUTE or _is_day(text):
        moment = datetime.combine(moment.date() + timedelta(days=1), time(), moment.tzinfo)
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))


def _is_day(text: str) -> bool:
    """Whether a moment is written as a day without a time."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
