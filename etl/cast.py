"""Delivered text → typed values, as SQL expressions over one delivered row.

Nothing is guessed: dates and times are ISO unless the source states a format, numbers have a decimal point and no
other separators unless the source states their notation (`etl.notation`), surplus decimals are rounded half away
from zero and counted, and only the empty text is null. The connection's time zone must be that of the source; times
without offset are read in it, and a time that the clocks showed twice is taken as the later one.
"""

from collections.abc import Mapping

from etl.notation import NUMBERS, hundredth, normalise_number, without_sign
from etl.sources import Source
from warehouse.contract.columns import TYPES, Column

BLANKS = "E' \\t\\r\\n\u00a0\u3000'"
BLANK = ("' '", r"E'\t'", r"E'\r'", r"E'\n'", "'\u00a0'", "'\u3000'")  # the same, one by one
TEXTS = ("id", "name", "code", "text")
TIMES = ("timestamp", "date", "month")
TRUE = ("1", "true", "yes", "是")
FALSE = ("0", "false", "no", "否")
THOUSAND = 3  # digits behind a separator of thousands


def quote(text: str) -> str:
    """Return a text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def column_name(text: str) -> str:
    """Return a name as an SQL identifier."""
    return '"' + text.replace('"', '""') + '"'


def trim_text(column: Column, delivered: str, values: Mapping[str, str]) -> str:
    """Return SQL for the delivered text, without surrounding blanks where those would matter.

    Numbers and dates are cast with their blanks; an empty one becomes null.
    """
    if column.type not in TEXTS and not values:
        return delivered
    # Looking for a blank is much cheaper than trimming every value.
    blank = " or ".join(f"contains({delivered}, {sign})" for sign in BLANK)
    return f"case when {blank} then trim({delivered}, {BLANKS}) else {delivered} end"


def words(column: Column, text: str, source: Source, typed_before: bool) -> str:
    """Return SQL for the text to be cast: the company's words replaced by ours, "" by null, numbers in our notation.

    Replacements from `values` are in our notation already, and never percentages.
    """
    values = source.values.get(column.name, {})
    delivered = _number(column, text, source, typed_before) if column.type in NUMBERS else text
    cases = " ".join(f"when {quote(theirs)} then {quote(ours)}" for theirs, ours in values.items())
    text = f"case {text} {cases} else {delivered} end" if cases else delivered
    return f"nullif({text}, '')" if column.type in TEXTS or values else text


def _number(column: Column, text: str, source: Source, typed_before: bool) -> str:
    """The text of a number in our notation: no separators but the point, no percentage."""
    written = source.decimal == "," or source.thousands
    percent = column.name in source.percent
    if not percent and (typed_before or not written):
        return text
    number = f"trim({text}, {BLANKS})"
    if percent:
        number = without_sign(number)
    if written and not typed_before:
        number = normalise_number(number, source.decimal or ".", source.thousands)
    return hundredth(number) if percent else number


def cast_column(column: Column, text: str, pattern: str | None, zone: str) -> str:
    """Return SQL for the value of the expression `text`, null where it is not of the column's type.

    `pattern`: the source's strptime format for a date or time; `zone`: the time zone of times without offset. Ids
    stay text here; `etl.ids` gives them their integers. A timestamp becomes naive UTC; a date is the day as written,
    even if followed by a time; a month is its first day.
    """
    if column.type in TEXTS:
        return text
    if column.type == "boolean":
        return _boolean(text)
    if column.type not in TIMES:
        return f"try_cast({text} as {TYPES[column.type]})"
    if column.type == "timestamp":
        return _timestamp(text, pattern, zone)
    if pattern:
        day = f"cast({_parse_time(text, pattern)} as date)"
    elif column.type == "month":
        whole = f"case when length({text}) = 7 then {text} || {text}[5] || '01' else {text} end"
        day = f"try_cast({whole} as date)"
    else:
        day = f"case when {text} < ':' then try_cast({text} as date) end"
    return f"cast(date_trunc('month', {day}) as date)" if column.type == "month" else day


def detect_inexact(column: Column, text: str, value: str, stated: bool) -> str | None:
    """Return an SQL condition for text that is not an exact number of the column's type; None for other types.

    In whole numbers and in amounts with two decimals, three decimals may be another country's thousands: 1.234 and
    15.000 are refused, whereas 33.3333 is rounded, unless the notation is `stated`, for instance by the type the
    value had in its source.
    """
    # DuckDB takes 1_000 for a thousand.
    signs = [f"contains({text}, '_')"]
    if column.type == "integer":
        signs.append(
            f"length({text}) > 1 and try_cast({text} as double) is distinct from cast({value} as double)"
        )
    elif not TYPES[column.type].startswith("DECIMAL"):
        return None
    if not stated and _scale(column) < THOUSAND:
        # Looking for the point is much cheaper than the pattern.
        long = f"contains({text}, '.') and length({text}) - strpos({text}, '.') >= {THOUSAND}"
        signs.append(rf"{long} and regexp_full_match(trim({text}, {BLANKS}), '[+-]?[1-9]\d{{0,2}}\.\d{{3}}')")
    return f"({' or '.join(signs)})"


def detect_rounding(column: Column, text: str, value: str) -> str | None:
    """Return an SQL condition for numbers changed by casting, beyond the noise of a double; None if nothing is
    rounded.

    Only texts with more characters after the point, or in total, than the type has decimals are compared.
    """
    if not TYPES[column.type].startswith("DECIMAL"):
        return None
    exact = f"try_cast({text} as double)"
    noise = f"1e-9 + abs({exact}) * 4.5e-16"
    return (
        f"(length({text}) - strpos({text}, '.') > {_scale(column)} and"
        f" abs({exact} - cast({value} as double)) > {noise})"
    )


def never_shown(text: str, value: str, pattern: str | None, zone: str) -> str:
    """Return an SQL condition for local times that the clocks of the time zone skipped.

    Only a time written without offset is local; DuckDB moves one that does not exist to the next that does.
    """
    shown = f"timezone({quote(zone)}, timezone('UTC', {value}))"
    if pattern and "%z" in pattern.lower():
        return "false"
    if pattern:
        return f"{shown} <> {_parse_time(text, pattern)}"
    # A day alone is its first moment, whichever that is; blank or T, then digits, is a time without offset.
    local = rf"regexp_full_match(trim({text}, {BLANKS}), '[^ T]+[ T]+[\d:.]+')"
    return f"{shown} <> try_cast({text} as timestamp) and {local}"


def _scale(column: Column) -> int:
    """Decimals of a DECIMAL type, none of any other."""
    return int(TYPES[column.type].rstrip(")").partition(",")[2] or 0)


def _parse_time(text: str, pattern: str) -> str:
    form = quote(pattern)
    return f"coalesce(try_strptime({text}, {form}), try_strptime(trim({text}, {BLANKS}), {form}))"


def _timestamp(text: str, pattern: str | None, zone: str) -> str:
    if pattern and "%z" in pattern.lower():
        return f"timezone('UTC', {_parse_time(text, pattern)})"
    if pattern:
        return f"timezone('UTC', timezone({quote(zone)}, {_parse_time(text, pattern)}))"
    # A name of a zone does not say which of two times is meant, and DuckDB takes +99 for an offset.
    form = r"[^ T]+([ T]+[\d:.]+ *(Z|z|UTC|[+-](0\d|1[0-4])(:?\d\d){0,2})?)?"
    readable = f"{text} < ':' and regexp_full_match(trim({text}, {BLANKS}), '{form}')"
    moment = f"case when {readable} then try_cast({text} as timestamptz) end"
    return f"make_timestamp(epoch_us({moment}))"


def _boolean(text: str) -> str:
    def of(expression: str) -> str:
        yes, no = (", ".join(map(quote, words)) for words in (TRUE, FALSE))
        return f"case when {expression} in ({no}) then false when {expression} in ({yes}) then true"

    return f"{of(text)} else {of(f'lower(trim({text}, {BLANKS}))')} end end"
