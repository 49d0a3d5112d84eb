"""Headers below the first line of a delimited text file: a repetition of its own, or that of another table."""

import csv
import re
from collections.abc import Sequence

import duckdb

from etl.readers.staging_table import literal, quote

# Another header has so many fields, and at least half of those that are filled, that name columns.
NAMES_AT_LEAST = 2
LONGEST = 1 << 16  # in bytes


class Headers:
    """Tells headers from records, line by line.

    `header`: the file's own; `names`: words that name columns, in lower case. `below`: the line of the other header
    now in force, 0 for none.
    """

    def __init__(self, header: bytes, delimiter: bytes, names: frozenset[str]) -> None:
        self._delimiter = delimiter
        self._names = names
        self._own = self._fields(header)
        self.below = 0

    def reason(self, record: bytes, line: int) -> str:
        """Return why a record that begins in `line` is a header or stands below another table's header; "" if
        neither.
        """
        fields = self._fields(record)
        if self._own and fields == self._own:
            self.below = 0
            return "the header once more"
        known = sum(field in self._names for field in fields)
        if not self.below and known >= NAMES_AT_LEAST and 2 * known >= sum(map(bool, fields)):
            self.below = line
            return "another header; a file holds one table"
        return f"stands below another header, in line {self.below:,}" if self.below else ""

    def _fields(self, record: bytes) -> list[str]:
        """The fields without the blanks around them, in small letters; none of what cannot be a header."""
        text = record.decode(errors="replace").strip("\r\n")
        if len(record) > LONGEST or "\n" in text or "\r" in text:
            return []
        delimiter = self._delimiter.decode()
        reader = csv.reader([text], delimiter=delimiter, skipinitialspace=delimiter != " ")
        return [field.strip().lower() for field in next(reader, [])]


def any_among(
    connection: duckdb.DuckDBPyConnection, into: str, columns: Sequence[str], names: frozenset[str]
) -> bool:
    """Return whether a record of table `into` reads as a header; much faster than line by line, as fields are
    columns.
    """
    if not names:
        return False
    fields = [quote(name) for name in columns]
    # A pattern and not a list, which is laid out for every value and does not fit into memory. Numbers and days, which
    # begin before `:`, are passed over unseen.
    pattern = literal("|".join(map(re.escape, sorted(names))))
    known = " + ".join(
        f"coalesce(({field} > ':' or starts_with({field}, ' ')) and"
        f" regexp_full_match(lower(trim({field})), {pattern}), false)::int"
        for field in fields
    )
    filled = " + ".join(f"({field} is not null)::int" for field in fields)
    matches = connection.execute(f"""
        select 1 from (select {known} as known, {filled} as filled from {into})
        where known >= {NAMES_AT_LEAST} and 2 * known >= filled limit 1""").fetchall()
    return bool(matches)
