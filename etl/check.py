"""What makes a delivered row unusable, and the one query that casts a file and finds it out.

A row is refused for the first of its columns that is wrong. Which values are wrong follows from
the schema (`warehouse.schema`, `warehouse.columns`); only `BOUNDS` is said here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from etl.cast import BLANKS, TEXTS, TIMES, cleaned, column_name, inexact, quoted, typed, words
from etl.mapping import Fed
from etl.persons import personal
from etl.sources import Source
from warehouse.columns import TYPES, Column
from warehouse.schema import TABLES, Table

# Reason code → words; {0} is filled in per column.
REASONS = {
    "missing": "must be filled",
    "not_a_date": "not a date; written YYYY-MM-DD, or as formats.{0} says",
    "not_a_month": "not a month; written YYYY-MM, or as formats.{0} says",
    "not_a_timestamp": "not a time; written YYYY-MM-DD HH:MM:SS, or as formats.{0} says",
    "not_a_number": "not a number that fits; written without thousands separators, percent or unit",
    "not_a_boolean": "none of true, false, 1, 0, yes, no, 是, 否",
    "inexact": "not exactly a {0}: too many decimals, or signs among the digits",
    "not_allowed": "none of {0}; map it with values",
    "not_a_code": "not a code of at most 64 letters, digits and signs without blanks; map it with values",
    "out_of_bounds": "must be {0}",
    "implausible": "before 1900",
    "in_the_future": "has happened, so it cannot lie in the future",
    "out_of_order": "comes before {0}",
    "alone": "must be filled where {0} is",
    "personal_data": "holds a mobile or ID number, which must not be loaded",
    "rounded": "a number that a spreadsheet or a floating-point column has rounded; deliver it as text",
    "duplicate_key": "this key stands more than once in the file, with different content",
}

# Column → SQL condition on its value and its words, where its meaning leaves no other value.
BOUNDS = {
    **dict.fromkeys(
        ("balance", "principal", "days_past_due", "findings", "handling_minutes", "effort_minutes"),
        ("{0} < 0", "0 or more"),
    ),
    "term_months": ("{0} < 1", "1 or more"),
    "impact": ("{0} not between 0 and 1", "between 0 and 1"),
}


@dataclass(frozen=True)
class Problem:
    """One way for a row to be wrong: SQL `condition` over the cast row, `column`, reason `code`, `reason`."""

    condition: str
    column: str
    code: str
    reason: str


def problems(table: Table, fed: Fed, now: datetime) -> tuple[Problem, ...]:
    """All ways for a row to be wrong, in the order in which they are looked for."""
    alone = [
        Problem(condition, column.name, code, REASONS[code].format(detail))
        for column in table.columns
        if column.name in fed.theirs
        for condition, code, detail in _of(table, column, now)
    ]
    together = [
        Problem(
            f"{_value(later)} < {_value(earlier)}",
            later,
            "out_of_order",
            REASONS["out_of_order"].format(earlier),
        )
        for earlier, later in table.orders
        if earlier in fed.theirs and later in fed.theirs
    ]
    lonely = [
        Problem(
            f"{_value(said)} is not null and {_value(other)} is null",
            other,
            "alone",
            REASONS["alone"].format(said),
        )
        for said, other in table.implies
        if said in fed.theirs and other in fed.theirs
    ]
    return (*alone, *together, *lonely)


def checked(source: Source, fed: Fed, found: tuple[Problem, ...], delivered: str) -> str:
    """SQL: the rows of the relation `delivered` cast to the source's table.

    Columns: those of the table as far as delivered (ids as text), `_record`, and for rows that
    cannot be used `_problem` (index into `found`), `_raw` (the text of that column as delivered)
    and `_row` (the whole delivered row, JSON); null otherwise.
    """
    columns = [c for c in TABLES[source.table].columns if c.name in fed.theirs]
    theirs = {c.name: column_name(fed.theirs[c.name]) for c in columns}
    clean = [
        f"{cleaned(c, theirs[c.name], source.values.get(c.name, {}))} as _clean_{c.name}" for c in columns
    ]
    texts = [
        f"{words(c, f'_clean_{c.name}', source.values.get(c.name, {}))} as {_text(c.name)}" for c in columns
    ]
    values = [f"{typed(c, _text(c.name), source)} as {_value(c.name)}" for c in columns]
    names = list(dict.fromkeys([*fed.theirs.values(), *fed.unknown]))
    row = ", ".join(f"{quoted(name)}, {column_name(name)}" for name in names)
    first = " ".join(f"when {p.condition} then {n}" for n, p in enumerate(found))
    raw = " ".join(f"when {n} then {theirs[p.column]}" for n, p in enumerate(found))
    return f"""
        select {", ".join(f"{_value(c.name)} as {c.name}" for c in columns)}, _record, _problem,
            case _problem {raw} end as _raw,
            case when _problem is not null then cast(json_object({row}) as varchar) end as _row
        from (select *, cast(case {first} end as smallint) as _problem
        from (select *, {", ".join(values)}
        from (select *, {", ".join(texts)}
        from (select *, {", ".join(clean)} from {delivered}))))"""


def _of(table: Table, column: Column, now: datetime) -> Iterator[tuple[str, str, str]]:
    """(condition, reason code, detail of the words) of one column."""
    name, text, value = column.name, _text(column.name), _value(column.name)
    if column.type not in TEXTS:
        code = f"not_a_{column.type}" if column.type in (*TIMES, "boolean") else "not_a_number"
        yield f"{value} is null and trim({text}, {BLANKS}) <> ''", code, name
    if name in table.required:
        yield f"{value} is null", "missing", ""
    if lossy := inexact(column, text, value):
        yield lossy, "inexact", TYPES[column.type]
    if allowed := table.allowed.get(name):
        yield f"{value} not in ({', '.join(map(quoted, allowed))})", "not_allowed", ", ".join(allowed)
    elif column.type == "code":
        yield f"not regexp_full_match({value}, '[!-~]{{1,64}}')", "not_a_code", ""
    if column.type in ("id", "name", "code"):
        # The search for a sign is much cheaper than the pattern.
        short = f"(contains({value}, 'E+') or contains({value}, 'e+'))"
        yield rf"{short} and regexp_full_match({value}, '-?\d(\.\d+)?[eE]\+\d+')", "rounded", ""
    if name in BOUNDS:
        condition, words_ = BOUNDS[name]
        yield condition.format(value), "out_of_bounds", words_
    if column.type in TIMES:
        yield f"{value} < date '1900-01-01'", "implausible", ""
    if column.observed:
        yield f"{value} > timestamp '{_end_of_month(now)}'", "in_the_future", ""
    if column.type == "text":
        yield personal(value), "personal_data", ""


def _end_of_month(now: datetime) -> datetime:
    """A month end may be delivered before its month is over; a day for the time zones."""
    first = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    return (first + timedelta(days=32)).replace(day=1) + timedelta(days=1)


def _text(name: str) -> str:
    return f"_text_{name}"


def _value(name: str) -> str:
    return f"_value_{name}"
