"""The rules that make a delivered row unusable, and the one query that casts a file and applies them.

A row is refused for the first of its columns that is wrong. Which values are wrong follows from the schema
(`warehouse.contract.schema`, `warehouse.contract.columns`); only `BOUNDS` and `TOGETHER` are defined here.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from etl.cast import (
    BLANKS,
    TEXTS,
    TIMES,
    cast_column,
    column_name,
    detect_inexact,
    detect_rounding,
    never_shown,
    quote,
    trim_text,
    words,
)
from etl.mapping import Fed
from etl.persons import personal
from etl.sources import Source
from warehouse.contract.columns import TYPES, Column
from warehouse.contract.schema import TABLES, Table
from warehouse.kpis import KPIS
from warehouse.marts.families import DIMENSIONS

# Years in which anything delivered can lie.
YEARS = (1900, 2200)

# Reason code → words; {0} is filled in per column.
REASONS = {
    "missing": "must be filled",
    "not_a_date": "not a date; written YYYY-MM-DD, or as formats.{0} says",
    "not_a_month": "not a month; written YYYY-MM, or as formats.{0} says",
    "not_a_timestamp": "not a time; written YYYY-MM-DD HH:MM:SS, or as formats.{0} says",
    "not_a_number": "not a number that fits; written 1234.5, or as decimal, thousands and percent say",
    "not_a_boolean": "none of true, false, 1, 0, yes, no, 是, 否",
    "inexact": "not a {0}: a fraction, signs among the digits, or three decimals that may be a thousands separator "
    'unless decimal = "." or "," is stated in the source',
    "not_allowed": "none of {0}; map it with values",
    "not_a_code": "not a word of at most 64 signs, none of them a line break, a control sign or a blank at the ends; "
    "map it with values",
    "nul": "holds a NUL character; export it anew",
    "out_of_bounds": "must be {0}",
    "implausible": f"not in the years {YEARS[0]} to {YEARS[1]}; leave it empty where there is no such day",
    "never_was": "a time that the clocks of {0} passed over when they went forward; deliver it with its offset",
    "in_the_future": "has happened, so it cannot lie in the future",
    "out_of_order": "comes before {0}",
    "alone": "must be filled where {0} is",
    "personal_data": "holds a mobile or ID number, which must not be loaded",
    "digits_lost": "a number that a spreadsheet or a floating-point column has rounded; deliver it as text",
    "duplicate_key": "this key stands more than once in the file, with different content",
}

# A word of a code: any script, blanks within; no signs that are not seen or turn the direction of others.
_UNSEEN = r"\p{Cc}\p{Co}\p{Zl}\p{Zp}\x{200B}\x{200E}\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2069}\x{FEFF}"
WORD = rf"[^{_UNSEEN}\p{{Zs}}]([^{_UNSEEN}]{{0,62}}[^{_UNSEEN}\p{{Zs}}])?"

# Column → SQL condition on its value and its words, where its meaning leaves no other value.
BOUNDS = {
    **dict.fromkeys(
        ("principal", "days_past_due", "findings", "handling_minutes", "effort_minutes"),
        ("{0} < 0", "0 or more"),
    ),
    **dict.fromkeys(
        ("impact", "risk_share"),
        ("{0} not between 0 and 1", "between 0 and 1: a share above 1 is a percentage"),
    ),
    "annual_rate": (
        "{0} not between -1 and 1",
        'between -1 and 1: a rate above 1 is a percentage; write 0.14, or percent = ["annual_rate"] in the source',
    ),
    "expected_change": ("{0} not between -1 and 5", "between -1 and 5: a change of 5 % is 0.05"),
    "month_end": ("{0} <> last_day({0})", "the last day of its month"),
    "term_months": ("{0} < 1", "1 or more"),
    # What is said of a KPI or a dimension that nobody knows would be kept and never shown.
    "kpi": (f"{{0}} not in ({', '.join(map(quote, KPIS))})", "a KPI of docs/kpis.md"),
    "dimension": (
        f"{{0}} not in ({', '.join(map(quote, DIMENSIONS))})",
        f"empty or one of {', '.join(DIMENSIONS)}",
    ),
}

# Table → column blamed, SQL condition on values of the row ("null" where a column is not delivered), its words.
_LOWEST = "coalesce({scale_min}, if({kind} = 'nps', 0, 1))"
TOGETHER: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "surveys": (
        ("scale_max", f"{{scale_max}} <= {_LOWEST}", "above scale_min (empty: 0 for nps, else 1)"),
        (
            "score",
            f"{{score}} not between {_LOWEST} and {{scale_max}}",
            "between scale_min (empty: 0 for nps, else 1) and scale_max",
        ),
    ),
}


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One way for a row to be wrong: SQL `condition` over the cast row, `column` at fault, reason `code`, `reason`
    in words.
    """

    condition: str
    column: str
    code: str
    reason: str


def problems(source: Source, fed: Fed, now: datetime, typed_before: Collection[str]) -> tuple[Problem, ...]:
    """Return all ways for a row to be wrong, in the order in which they are checked; `typed_before` as in
    `check_rows`.
    """
    table = TABLES[source.table]
    stated = bool(source.decimal or source.thousands)
    alone = [
        Problem(condition=condition, column=column.name, code=code, reason=REASONS[code].format(detail))
        for column in table.columns
        if column.name in fed.theirs
        for condition, code, detail in _of(
            source, table, column, now, stated or fed.theirs[column.name] in typed_before
        )
    ]
    together = [
        Problem(
            condition=f"{_value(later)} < {_value(earlier)}",
            column=later,
            code="out_of_order",
            reason=REASONS["out_of_order"].format(earlier),
        )
        for earlier, later in table.orders
        if earlier in fed.theirs and later in fed.theirs
    ]
    lonely = [
        Problem(
            condition=f"{_value(said)} is not null and {_value(other)} is null",
            column=other,
            code="alone",
            reason=REASONS["alone"].format(said),
        )
        for said, other in table.implies
        if said in fed.theirs and other in fed.theirs
    ]
    values = {c.name: _value(c.name) if c.name in fed.theirs else "null" for c in table.columns}
    odd = [
        Problem(
            condition=condition.format_map(values),
            column=column,
            code="out_of_bounds",
            reason=REASONS["out_of_bounds"].format(detail),
        )
        for column, condition, detail in TOGETHER.get(table.name, ())
        if column in fed.theirs
    ]
    return (*alone, *together, *lonely, *odd)


def check_rows(
    source: Source, fed: Fed, wrong: tuple[Problem, ...], delivered: str, typed_before: Collection[str]
) -> str:
    """Return SQL for the rows of the relation `delivered`, cast to the source's table and checked.

    Numbers in the columns `typed_before` are in our notation rather than the source's.

    Columns: those of the table that were delivered (ids as text), `_record`, and for unusable rows `_problem` (index
    into `wrong`), `_raw` (the text of that column as delivered) and `_row` (the whole delivered row, JSON), null
    otherwise. `_rounded`: the list of columns whose numbers had more decimals than are kept, null if there are none.
    """
    columns = [c for c in TABLES[source.table].columns if c.name in fed.theirs]
    theirs = {c.name: column_name(fed.theirs[c.name]) for c in columns}
    clean = [
        f"{trim_text(c, theirs[c.name], source.values.get(c.name, {}))} as _clean_{c.name}" for c in columns
    ]
    texts = [
        f"{words(c, f'_clean_{c.name}', source, fed.theirs[c.name] in typed_before)} as {_text(c.name)}"
        for c in columns
    ]
    values = [
        f"{cast_column(c, _text(c.name), source.formats.get(c.name), source.timezone)} as {_value(c.name)}"
        for c in columns
    ]
    names = list(dict.fromkeys([*fed.theirs.values(), *fed.unknown]))
    row = ", ".join(f"{quote(name)}, {column_name(name)}" for name in names)
    first = " ".join(f"when {p.condition} then {n}" for n, p in enumerate(wrong))
    raw = " ".join(f"when {n} then {theirs[p.column]}" for n, p in enumerate(wrong))
    longer = {c.name: sql for c in columns if (sql := detect_rounding(c, _text(c.name), _value(c.name)))}
    named = ", ".join(f"case when {sql} then {quote(name)} end" for name, sql in longer.items())
    return f"""
        select {", ".join(f"{_value(c.name)} as {c.name}" for c in columns)}, _record, _problem,
            case when {" or ".join(longer.values()) or "false"}
                then list_filter(cast([{named}] as varchar[]), lambda name: name is not null) end as _rounded,
            case _problem {raw} end as _raw,
            case when _problem is not null then cast(json_object({row}) as varchar) end as _row
        from (select *, cast(case {first} end as smallint) as _problem
        from (select *, {", ".join(values)}
        from (select *, {", ".join(texts)}
        from (select *, {", ".join(clean)} from {delivered}))))"""


def _of(
    source: Source, table: Table, column: Column, now: datetime, stated: bool
) -> Iterator[tuple[str, str, str]]:
    """(condition, reason code, detail of the words) of one column, whose notation of numbers may be `stated`."""
    name, text, value = column.name, _text(column.name), _value(column.name)
    if column.type in TEXTS:
        yield f"contains({text}, chr(0))", "nul", ""
    else:
        code = f"not_a_{column.type}" if column.type in (*TIMES, "boolean") else "not_a_number"
        yield f"{value} is null and trim({text}, {BLANKS}) <> ''", code, name
    if name in table.required:
        yield f"{value} is null", "missing", ""
    if lossy := detect_inexact(column, text, value, stated):
        yield lossy, "inexact", TYPES[column.type]
    if allowed := table.allowed.get(name):
        yield f"{value} not in ({', '.join(map(quote, allowed))})", "not_allowed", ", ".join(allowed)
    elif column.type == "code":
        yield f"not regexp_full_match({value}, {quote(WORD)})", "not_a_code", ""
    if column.type in ("id", "name", "code"):
        # The search for a sign is much cheaper than the pattern.
        short = f"(contains({value}, 'E+') or contains({value}, 'e+'))"
        yield rf"{short} and regexp_full_match({value}, '-?\d(\.\d+)?[eE]\+\d+')", "digits_lost", ""
    if name in BOUNDS:
        condition, words_ = BOUNDS[name]
        yield condition.format(value), "out_of_bounds", words_
    if column.observed:
        yield f"{value} > timestamp '{_end_of_month(now)}'", "in_the_future", ""
    if column.type in TIMES:
        first, last = YEARS
        yield f"{value} < date '{first}-01-01' or {value} >= date '{last + 1}-01-01'", "implausible", ""
    if column.type == "timestamp":
        yield (
            never_shown(text, value, source.formats.get(name), source.timezone),
            "never_was",
            source.timezone,
        )
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
