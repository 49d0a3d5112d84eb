"""The files that `milepost init` writes: a commented company.toml, and an empty file for each table.

In company.toml a line `# words` is for people; a line `#key = value` is a setting switched off.
"""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from warehouse.contract.company import DEFAULTS
from warehouse.contract.errors import MilepostError
from warehouse.contract.schema import TABLES, Table

HEAD = """\
# One company: its settings, and one [[source]] per file or database query that feeds a table.
# A line like #key = value is a setting that is switched off. Tables and columns: docs/data.md.
# 企业配置：基本设置，以及每个数据来源一个 [[source]]。

name = "My company"
currency = "CNY"
timezone = "Asia/Shanghai"
"""

# Section → what it is for; (section, setting) → its meaning and, where the default is nothing, an example.
SECTIONS = {
    "names": "the company's name in each language, where it has one",
    "transformation": "windows to compare, first and last month; derived from the roll-outs where absent",
    "calendar": "working time, for the business clock",
    "approval": "promised times to a decision, in minutes; a day and thirty days are always among them",
    "npl": "what is a bad loan: by its class (substandard and worse), or by days past due",
    "clv": "customer lifetime value",
    "churn": "when a customer who left counts as lost",
    "statistics": "the unit in which roll-outs happen, and by which uncertainty is judged",
    "availability": "agreed service time of systems",
    "deliveries": "whether they have ended, as those of a closed data set: none is expected, so none is late",
    "report": "the head of reports: the name, where it is another than above, colour and slide master of the house",
}
EXAMPLES: dict[tuple[str, str], Any] = {
    ("names", "en"): "My company",
    ("names", "zh"): "我的公司",
    ("transformation", "before"): ["2021-07", "2022-06"],
    ("transformation", "after"): ["2024-12", "2025-11"],
    ("calendar", "holidays"): ["2025-01-29"],
    ("calendar", "extra_workdays"): ["2025-01-26"],
    ("clv", "loss_given_default"): 0.5,
    ("availability", "systems"): {"loan_origination": "24x7"},
    ("report", "name"): "My company Ltd.",
    ("report", "colour"): "#0B5CAD",
    ("report", "template"): "house.pptx",
}

SOURCES = """\
# A source needs table and file; everything else is for files that are not written as ours are:
#   file      = "exports/applications_*.csv"   csv, xlsx, parquet or xes, also .gz; below the folder of this file
#   database  = "postgresql://user@host/name"  instead of a file, with sql; the password from PGPASSWORD or ~/.pgpass
#   encoding  = "gb18030"                      where it is not utf-8
#   delimiter = ";"    sheet = "Sheet2"        where they cannot be told from the file
#   header    = false                          where no row names the columns; they are column1, column2, … then
#   columns   = { application_id = "申请编号" }                 our column = theirs
#   values    = { outcome = { "通过" = "approved" } }           their word = ours
#   formats   = { submitted_at = "%Y/%m/%d %H:%M" }             where dates are not 2025-12-31
#   decimal   = ","    thousands = "."         where numbers are not 1234.5; "." "," " " "'" separate thousands
#   percent   = ["annual_rate"]                columns in percent, with or without the sign: 14.07 is 0.1407
#   timezone  = "Asia/Shanghai"                of times without offset
#   as_of     = 2025-12-31                     the day to whose end the file is complete, or a moment; otherwise
#                                              its latest event, or the end of its latest month
#   delivers  = "changes"                      the files hold new and changed rows only; otherwise each row is
#                                              known up to the file that last held it
#   delivers  = "additions"                    of steps of work or marks: the files hold new rows only, and those of the
#                                              same application delivered before stay; a row comes once it is complete
#   sql       = "select … from source"         DuckDB SQL over the file, one SELECT; its rows are numbered in _record
#   sql_seconds = 600                          how long it may take
#   beside    = { customers = "customers.csv" }   further files, which sql can join as tables of these names
#   reject_limit = 0.01                        share of unusable rows at which a load stops
# The empty files beside this one hold the columns of each table; delete those you do not need.
"""


def write_templates(folder: Path) -> list[Path]:
    """Write company.toml and one empty CSV for each table into `folder`, without overwriting anything.

    Raises MilepostError, having written nothing, if one of the files exists already, and if the folder cannot be
    written.
    """
    contents = {folder / "company.toml": company_toml()}
    # With a byte order mark spreadsheets read the file as UTF-8.
    contents |= {folder / f"{table.name}.csv": f"\ufeff{_header(table)}" for table in TABLES.values()}
    if there := [path.name for path in contents if path.exists()]:
        raise MilepostError(f"{folder}: {', '.join(there)} there already; name another folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in contents.items():
            path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise MilepostError(f"{folder}: cannot write there ({error.strerror}); name another folder") from None
    return list(contents)


def company_toml() -> str:
    """Return a company.toml that explains every setting; only the source of applications is switched on."""
    return "\n".join([HEAD, *_settings(), SOURCES, *(_source(table) for table in TABLES.values())])


def _settings() -> Iterator[str]:
    for section, defaults in DEFAULTS.items():
        lines = [f"# {SECTIONS[section]}", f"#[{section}]"]
        for setting, default in defaults.items():
            value = EXAMPLES.get((section, setting), default)
            lines.append(f"#{setting} = {_toml(value)}")
        yield "\n".join(lines) + "\n"


def _source(table: Table) -> str:
    required = [name for name in table.names if name in table.required]
    on = "" if table.name == "applications" else "#"
    return (
        f"# {table.en} · {table.zh}\n# must be filled: {', '.join(required)}\n"
        f'{on}[[source]]\n{on}table = "{table.name}"\n{on}file = "{table.name}.csv"\n'
    )


def _header(table: Table) -> str:
    line = io.StringIO(newline="")
    csv.writer(line).writerow(table.names)
    return line.getvalue()


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    # Texts, numbers and yes or no are written as in JSON.
    return json.dumps(value, ensure_ascii=False)
