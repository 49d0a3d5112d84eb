"""The sources of a company: the `[[source]]` entries of company.toml."""

import json
import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from sys import float_info
from typing import Annotated, Any, Literal, TypeAlias
from zoneinfo import ZoneInfo

from msgspec import Meta, Struct
from msgspec.structs import replace

from etl.notation import Decimal, Percent, Thousands, check_notation
from warehouse.contract.company import Company, company_from
from warehouse.contract.errors import MilepostError
from warehouse.contract.schema import TABLES
from warehouse.contract.settings import (
    Text,
    Zone,
    describe_name,
    describe_value,
    list_names,
    read,
    refuse_unknown,
)

# What says nothing of a database query, whose values have their types.
FILE_SETTINGS = ("encoding", "delimiter", "sheet", "header", "decimal", "thousands")
# Names of tables that are made on the way to those of the sql.
TAKEN = ("source", "delivered", "delivered_rejects", "delivered_remarks")
SQL_SECONDS = 600
LAST_MINUTE = time(23, 59)


_Words: TypeAlias = Annotated[
    dict[str, str], describe_name(' must be a table of texts, such as { product = "Produkt" }')
]


class _Beside(Struct, kw_only=True):
    """What a file beside may state where it is read otherwise than the file of the source."""

    file: Text
    encoding: Text = ""
    delimiter: Text = ""
    sheet: Text = ""
    header: Annotated[bool | None, describe_name(" must be true or false")] = None


BESIDE_SETTINGS = _Beside.__struct_fields__


class Source(Struct, frozen=True, kw_only=True):
    """One feed of one table.

    `file`: a glob below the data folder ("" with `database`); `database`: a PostgreSQL address ("" with `file`).
    `sql`: run over the file as table `source`, or sent to the database unchanged; "" = none. `sql_seconds`: its time
    limit. `beside`: table in the sql → settings of a further file, including its `file`. `encoding`, `delimiter` and
    `sheet` are "" if the reader is to detect them. `header`: whether the first row names the columns; None = it
    does, but a first row that looks like data is refused. `columns`: our name → theirs. `values`: our column →
    {their word → ours}. `formats`: our column → strptime format. `decimal` and `thousands`: the separators in
    numbers delivered as text ("" = not stated: a point, and none). `percent`: our columns that are delivered in
    percent. `timezone`: of timestamps without offset. `as_of`: stated cut-off with offset, or None. `delivers`:
    "all" if a row not seen again may have changed since; "changes" if a changed row would have been delivered again,
    so that the latest delivery is the cut-off of every row; "additions" means the same for a table without a key,
    and earlier rows of a unit of replacement stay. `reject_limit`: the share of refused rows above which the load
    stops.
    """

    name: Text = ""
    table: Text
    file: Text = ""
    database: Text = ""
    sql: Annotated[str, describe_name(" must be a text")] = ""
    sql_seconds: Annotated[
        float, Meta(gt=0, le=float_info.max), describe_value(" must be a number of seconds above 0")
    ] = float(SQL_SECONDS)
    beside: Annotated[
        dict[str, Any], describe_name(' must be a table, as in beside = { customers = "customers.csv" }')
    ] = {}
    encoding: Text = ""
    delimiter: Text = ""
    sheet: Text = ""
    header: Annotated[bool | None, describe_value(" must be true or false")] = None
    decimal: Decimal = ""
    thousands: Thousands = ""
    percent: Percent = ()
    columns: _Words = {}
    values: Annotated[
        dict[str, dict[str, str]],
        describe_name(' must be tables, as in values = { outcome = { "通过" = "approved" } }'),
    ] = {}
    formats: _Words = {}
    timezone: Annotated[Zone, describe_value(' is not known; write "Asia/Shanghai" or the like')]
    as_of: Any = None
    delivers: Annotated[
        Literal["all", "changes", "additions"], describe_value(": all, changes or additions")
    ] = "all"
    reject_limit: Annotated[float, Meta(ge=0, le=1), describe_value(" must be a share between 0 and 1")] = (
        0.01
    )

    def of_beside(self, name: str) -> "Source":
        """Return how to read a file beside: like the source's own, except for sheet, header and its own settings."""
        return replace(self, **{"sheet": "", "header": None, **self.beside[name]})


def read_company(path: Path) -> tuple[Company, tuple[Source, ...]]:
    """Read the settings and sources of a company.toml; MilepostError in one line if it is not usable."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise MilepostError(f"{path}: no such file; `milepost init DIR` writes one to start from") from None
    except IsADirectoryError:
        raise MilepostError(f"{path}: is a folder; name the company.toml in it") from None
    except (ValueError, RecursionError) as error:
        raise MilepostError(f"{path}: not valid TOML: {error}") from None
    company = company_from(raw)
    if not raw.get("source"):
        raise MilepostError(f"{path}: no [[source]] in it; add one per file or database query")
    sources = [_source(entry, number, company) for number, entry in enumerate(raw["source"], 1)]
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
    place = f"company.toml [[source]] {number}"
    refuse_unknown(Source, entry, place)
    table = entry.get("table", "")
    if table not in list(TABLES):
        shown = json.dumps(table, ensure_ascii=False, default=str)
        raise MilepostError(f"{place}: table = {shown} is none of {', '.join(TABLES)}")
    place = f"{place} ({table}): "
    stated = read(Source, {"timezone": company.timezone, **entry}, place)
    try:
        _check_origin(stated)
        _check_delivery(stated)
        check_notation(TABLES[stated.table], stated.decimal, stated.thousands, stated.percent)
    except ValueError as error:
        raise MilepostError(f"{place}{error}") from None
    as_of = _moment(stated.as_of, stated.timezone, place)
    return replace(stated, as_of=as_of, beside=_beside(stated.beside, place))


def _check_origin(entry: Source) -> None:
    """Raise ValueError where it is not plain what is read, or a setting says nothing of it."""
    if bool(entry.file) == bool(entry.database):
        raise ValueError("needs either file = … or database = …")
    if entry.database and not entry.sql:
        raise ValueError("a database needs sql = … as well")
    idle = [name for name in FILE_SETTINGS if getattr(entry, name) not in ("", None)]
    if entry.database and idle:
        raise ValueError(
            f"{' and '.join(idle)} {'is' if len(idle) == 1 else 'are'} for files; "
            "leave it out, and let sql convert what has to be"
        )
    if entry.beside and not (entry.file and entry.sql):
        raise ValueError("beside = … needs file = … and sql = … that joins its tables to source")


def _check_delivery(entry: Source) -> None:
    """Raise ValueError where what is said of columns and rows does not fit the table."""
    table = TABLES[entry.table]
    for setting in ("columns", "values", "formats"):
        if unknown := set(getattr(entry, setting)) - set(table.names):
            raise ValueError(f"{setting}: {table.name} has no column {list_names(unknown)}")
    if entry.delivers == "additions" and table.key:
        raise ValueError(
            f'delivers = "additions": of {table.name} a later row with the same {", ".join(table.key)} takes '
            'the place of the earlier one, and all others stay; write "changes"'
        )


def _beside(stated: Mapping[str, Any], place: str) -> dict[str, dict[str, Any]]:
    """The further files of a source, each under the name of its table."""
    tables: dict[str, dict[str, Any]] = {}
    for name, value in stated.items():
        settings = value if isinstance(value, dict) else {"file": value}
        if not re.fullmatch(r"[^\W\d]\w*", name):
            shown = json.dumps(name, ensure_ascii=False)
            raise MilepostError(f"{place}beside.{shown}: letters, digits and _ name a table of sql")
        here = f"{place}beside.{name}"
        if name.casefold() in {*TAKEN, *map(str.casefold, tables)}:
            raise MilepostError(f"{here}: this name is taken; give the table another")
        refuse_unknown(_Beside, settings, here)
        if not isinstance(settings.get("file"), str) or not settings["file"]:
            raise MilepostError(f'{here} must name a file, as in "exports/customers.csv"')
        read(_Beside, settings, f"{here}: ")
        tables[name] = settings
    return tables


def _moment(value: Any, zone: str, place: str) -> datetime | None:
    """A stated cut-off; a day alone or its last minute means the end of that day, so that its month is over."""
    if value is None:
        return None
    text = str(value)
    try:
        moment = datetime.fromisoformat(text)
        if moment.time() >= LAST_MINUTE or _is_day(text):
            moment = datetime.combine(moment.date() + timedelta(days=1), time(), moment.tzinfo)
    except (ValueError, OverflowError):
        shown = json.dumps(value, ensure_ascii=False, default=str)
        raise MilepostError(f"{place}as_of = {shown}: a day such as 2025-12-31, or a moment") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))


def _is_day(text: str) -> bool:
    """Whether a moment is written as a day without a time."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
