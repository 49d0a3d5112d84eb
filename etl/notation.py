"""How a source writes its numbers: the settings decimal, thousands and percent.

Only numbers delivered as text are written in some notation: those of CSV files, and the columns of a source's
`sql` that are still text. A separator of thousands counts only where it belongs, so 1,23 is no number.
"""

from collections.abc import Mapping
from typing import Any

from warehouse.columns import COLUMNS
from warehouse.errors import MilepostError
from warehouse.schema import Table

NUMBERS = ("integer", "money", "rate", "number")
DECIMALS = (".", ",")
# Sign of company.toml → the signs that are written for it, as a class of a regular expression.
THOUSANDS = {",": ",", ".": ".", " ": " \u00a0\u2009\u202f", "'": "'\u2019"}

# Neither a number nor blank: refused whatever the column.
NO_NUMBER = "'?'"


def check_notation(entry: Mapping[str, Any], table: Table, where: str) -> None:
    """Raise MilepostError where a source's decimal, thousands or percent say what cannot be."""
    decimal, thousands, percent = (
        entry.get("decimal", "."),
        entry.get("thousands", ""),
        entry.get("percent", []),
    )
    if decimal not in DECIMALS:
        raise MilepostError(f'{where}: decimal = "{decimal}" must be "." or ","')
    if thousands not in ("", *THOUSANDS):
        allowed = ", ".join(f'"{sign}"' for sign in THOUSANDS)
        raise MilepostError(f'{where}: thousands = "{thousands}" must be one of {allowed}')
    if thousands == decimal:
        other = "," if decimal == "." else "."
        raise MilepostError(
            f'{where}: decimal and thousands are both "{decimal}"; write decimal = "{other}", or other thousands'
        )
    if not isinstance(percent, list):
        raise MilepostError(f'{where}: percent must be a list of columns, such as ["annual_rate"]')
    for name in percent:
        if name not in table.names:
            raise MilepostError(f"{where} percent: {table.name} has no column {name}")
        if (kind := COLUMNS[name].type) not in NUMBERS:
            raise MilepostError(f"{where} percent: only numbers can be in percent, {name} is a {kind}")


def plain(text: str, decimal: str, thousands: str) -> str:
    """SQL: a delivered number with a point and without separators, `NO_NUMBER` where they are misplaced."""
    if thousands:
        signs = THOUSANDS[thousands].replace("'", "''")
        whole = rf"[-+]?[0-9]{{1,3}}([{signs}][0-9]{{3}})+([{decimal}][0-9]*)?"
        text = f"""case when not regexp_matches({text}, '[{signs}]') then {text}
            when regexp_full_match({text}, '{whole}') then regexp_replace({text}, '[{signs}]', '', 'g')
            else {NO_NUMBER} end"""
    if decimal == ".":
        return text
    return f"case when contains({text}, '.') then {NO_NUMBER} else replace({text}, ',', '.') end"


def without_sign(text: str) -> str:
    """SQL: a number without one percent sign behind it; a sign alone stays, and is no number."""
    return f"regexp_replace({text}, '([^ \u00a0\u202f])[ \u00a0\u202f]*[%\uff05]$', '\\1')"


def hundredth(text: str) -> str:
    """SQL: a number in percent, written in our notation, as the fraction it is."""
    number = r"[-+]?[0-9]*\.?[0-9]*([eE][-+]?[0-9]+)?"
    return f"""case when {text} = '' then '' when regexp_full_match({text}, '{number}')
        then (try_cast({text} as decimal(28, 10)) * 0.01)::varchar else {NO_NUMBER} end"""
