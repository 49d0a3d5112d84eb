"""The notation of a source's numbers: the settings decimal, thousands and percent.

It applies only to numbers delivered as text: those of CSV files, and the columns of a source's `sql` that are still
text. A thousands separator is accepted only in its proper place, so 1,23 is not a number.
"""

from typing import Annotated, TypeAlias

from msgspec import Meta

from warehouse.contract.columns import COLUMNS
from warehouse.contract.schema import Table
from warehouse.contract.settings import describe_name, describe_value, list_names

NUMBERS = ("integer", "money", "rate", "number")
# Sign of company.toml → the signs that are written for it, as a class of a regular expression.
THOUSANDS = {",": ",", ".": ".", " ": " \u00a0\u2009\u202f", "'": "'\u2019"}

# Neither a number nor blank: refused whatever the column.
NO_NUMBER = "'?'"


Decimal: TypeAlias = Annotated[str, Meta(pattern=r"\A[.,]\Z"), describe_value(' must be "." or ","')]
Thousands: TypeAlias = Annotated[
    str,
    Meta(pattern=rf"\A[{''.join(THOUSANDS)}]?\Z"),
    describe_value(" must be one of " + ", ".join(f'"{sign}"' for sign in THOUSANDS)),
]
Percent: TypeAlias = Annotated[
    tuple[str, ...], describe_name(' must be a list of columns, such as ["annual_rate"]')
]


def check_notation(table: Table, decimal: str, thousands: str, percent: tuple[str, ...]) -> None:
    """Raise ValueError if the settings decimal, thousands and percent contradict each other or the table."""
    if thousands == (decimal or "."):
        other = "," if thousands == "." else "."
        raise ValueError(
            f'decimal and thousands are both "{thousands}"; write decimal = "{other}", or other thousands'
        )
    for name in percent:
        if name not in table.names:
            raise ValueError(f"percent: {table.name} has no column {list_names([name])}")
        if (kind := COLUMNS[name].type) not in NUMBERS:
            raise ValueError(f"percent: only numbers can be in percent, {name} is a {kind}")


def normalise_number(text: str, decimal: str, thousands: str) -> str:
    """Return SQL for a delivered number with a decimal point and no separators; `NO_NUMBER` where they are
    misplaced.
    """
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
    """Return SQL for a number without its trailing percent sign; a lone sign stays, and is not a number."""
    return f"regexp_replace({text}, '([^ \u00a0\u202f])[ \u00a0\u202f]*[%\uff05]$', '\\1')"


def hundredth(text: str) -> str:
    """Return SQL that turns a percentage in our notation into a fraction."""
    number = r"[-+]?[0-9]*\.?[0-9]*([eE][-+]?[0-9]+)?"
    return f"""case when {text} = '' then '' when regexp_full_match({text}, '{number}')
        then (try_cast({text} as decimal(28, 10)) * 0.01)::varchar else {NO_NUMBER} end"""
