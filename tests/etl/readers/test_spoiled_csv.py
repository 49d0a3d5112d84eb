"""Clean files spoiled in a thousand ways: nothing is loaded that is not a row of the clean file, unless it is said.

A spoiled file passes if the load refuses the file, counts refused lines, or loads rows of the clean file only (no more
of each than there are). One exception: where the fault lies inside a single field and leaves text that could have been
meant (a quote typed into a word, a last field cut short), that field of that row may differ, and nothing else.
"""

import csv
import io
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import duckdb
import pytest

from etl.readers import stage
from etl.readers.header import read_opening
from etl.readers.lines import blocks
from etl.readers.records import Refused, Splitter
from tests.kit.loading import facts, run
from tests.kit.staged import a_source, staging
from warehouse.contract.errors import MilepostError

Row = tuple[str, ...]

NAMES = ("partner_id", "name", "kind", "region", "joined_on")
ROWS: list[Row] = [
    ("P1", "North Motors", "dealer", "r1", "2020-01-31"),
    ("P2", "华东汽车, 上海", "dealer", "r2", "2020-02-29"),
    ("P3", 'The "Best" Bank', "bank", "r1", "2020-03-31"),
    ("P4", "两行\n地址", "technology", "r3", "2020-04-30"),
    ("P5", "Süd; West|Ost", "oem", "", "2020-05-31"),
    ("P6", "Plain", "dealer", "r2", ""),
    ("P7", "", "bank", "r3", "2020-07-31"),
    ("P8", "Tab\tbetween", "dealer", "r1", "2020-08-31"),
]
PLAIN: list[Row] = [(f"P{n}", f"Name {n}", "dealer", f"r{n % 3}", f"2020-{n:02d}-28") for n in range(1, 10)]


@dataclass(frozen=True, kw_only=True)
class Style:
    """How a clean file is written."""

    delimiter: str
    quoting: Literal[0, 1]
    end: str
    rows: Sequence[Row]

    def text(self, rows: Sequence[Sequence[str]]) -> str:
        """The rows as lines."""
        lines = io.StringIO(newline="")
        writer = csv.writer(lines, delimiter=self.delimiter, quoting=self.quoting, lineterminator=self.end)
        writer.writerows(rows)
        return lines.getvalue()

    def records(self) -> list[str]:
        """The header and the records, each with its line end."""
        return [self.text([row]) for row in (NAMES, *self.rows)]


@dataclass(frozen=True, kw_only=True)
class Spoiled:
    """A spoiled file; `what` is for whoever reads a failure, `own` the row in which one field may differ."""

    what: str
    content: bytes
    own: int | None


STYLES = [
    Style(delimiter=",", quoting=csv.QUOTE_MINIMAL, end="\n", rows=ROWS),
    Style(delimiter=";", quoting=csv.QUOTE_ALL, end="\r\n", rows=ROWS),
    Style(delimiter="\t", quoting=csv.QUOTE_MINIMAL, end="\r\n", rows=ROWS),
    Style(delimiter="|", quoting=csv.QUOTE_MINIMAL, end="\n", rows=PLAIN),
    Style(delimiter=",", quoting=csv.QUOTE_ALL, end="\n", rows=PLAIN),
]


def signs(style: Style) -> Iterator[Spoiled]:
    """A delimiter, quote, other delimiter, escape, line end, zero byte or mark at, or instead of, many places."""
    records = style.records()
    inserted = (style.delimiter, '"', '""', '"' + style.delimiter, '\\"', "\n", "\r", "\0", "\ufeff")
    for row in (1, 2, 3, 4, len(records) - 1):
        record = records[row]
        for at in range(len(record.rstrip("\r\n")) + 1):
            for sign in inserted:
                spoiled = [*records[:row], record[:at] + sign + record[at:], *records[row + 1 :]]
                yield Spoiled(
                    what=f"{sign!r} at {at} of row {row}", content="".join(spoiled).encode(), own=row - 1
                )


def marks(style: Style) -> Iterator[Spoiled]:
    """One delimiter or quote taken away or replaced, in every record."""
    records = style.records()
    for row in range(1, len(records)):
        for at, sign in enumerate(records[row]):
            if sign not in (style.delimiter, '"', "\n", "\r"):
                continue
            for other in ("", ";" if style.delimiter == "," else ",", "'"):
                record = records[row][:at] + other + records[row][at + 1 :]
                spoiled = [*records[:row], record, *records[row + 1 :]]
                yield Spoiled(
                    what=f"{sign!r} at {at} of row {row} is {other!r}",
                    content="".join(spoiled).encode(),
                    own=row - 1,
                )


def pairs(style: Style) -> Iterator[Spoiled]:
    """Two stray quotes in two rows, at the beginning, the middle or the end of fields."""
    records = style.records()
    places = random.Random(7)
    for _ in range(120):
        first, second = sorted(places.sample(range(1, len(records)), 2))
        spoiled = list(records)
        for row in (first, second):
            body = spoiled[row].rstrip("\r\n")
            at = places.choice([n for n, sign in enumerate(body) if sign == style.delimiter] + [len(body)])
            at += places.choice([0, 1]) if at < len(body) else 0
            spoiled[row] = body[:at] + '"' + body[at:] + style.end
        yield Spoiled(
            what=f"quotes in rows {first} and {second}: {spoiled[first]!r}",
            content="".join(spoiled).encode(),
            own=None,
        )


def lines(style: Style) -> Iterator[Spoiled]:
    """Whole lines too many, cut, or written in another way."""
    records = style.records()
    header, d, end = records[0], style.delimiter, style.end
    extra = {
        "blank": end,
        "blanks": "  " + end,
        "title": "List of partners" + end,
        "wide title": "List of partners" + d * 4 + end,
        "header": header,
        "header with a mark": "\ufeff" + header,
        "total": f"Total{d}{d}{d}{d}8{end}",
        "count": f"8 rows{end}",
        "other table": f"loan{d}amount{end}L1{d}5{end}",
        "wider table": d.join("abcdefgh") + end + d.join("12345678") + end,
        "other delimiter": records[1].replace(d, ":"),
        "all quoted as one": '"' + records[1].rstrip("\r\n").replace('"', '""') + '"' + end,
        "same columns in another order": f"name{d}partner_id{d}REGION{d}kind{d}note{end}N{d}X1{d}r1{d}dealer{d}x{end}",
        "same header in capitals": header.upper(),
        "table of others": f"brand{d}tier{d}region{d}{d}{end}B{d}gold{d}r1{d}{d}{end}",
        "shifted": f"X1{d}dealer{d}r1{d}2020-01-31{d}{end}",
        "too few": f"X1{d}x{end}",
        "trailing": records[1].rstrip("\r\n") + d + end,
        "leading": d + records[1],
        "comment": f"# note{end}",
        "end of file": "\x1a" + end,
    }
    for what, line in extra.items():
        # A table that stands first is the one that the file holds.
        for at in range(what.startswith(OTHER_TABLES), len(records) + 1):
            yield Spoiled(
                what=f"{what} before {at}",
                content="".join([*records[:at], line, *records[at:]]).encode(),
                own=None,
            )


def ends(style: Style) -> Iterator[Spoiled]:
    """Line ends missing or mixed, one line in another encoding, the file cut anywhere."""
    records = style.records()
    header, d, end = records[0], style.delimiter, style.end
    bodies = [r.rstrip("\r\n") for r in records]
    for at, record in enumerate(records):
        for other in ("", "\r", "\n", "\r\n"):
            spoiled = "".join([*records[:at], bodies[at], other, *records[at + 1 :]])
            yield Spoiled(what=f"row {at} ends in {other!r}", content=spoiled.encode(), own=None)
        encodings = ["gb18030" if n == at else "utf-8" for n in range(len(records))]
        spoiled_bytes = b"".join(map(str.encode, records, encodings))
        yield Spoiled(what=f"row {at} in another encoding", content=spoiled_bytes, own=None)
        for cut in range(1, len(record)):
            yield Spoiled(
                what=f"cut at {cut} of row {at}",
                content="".join([*records[:at], record[:cut]]).encode(),
                own=at - 1,
            )
    yield Spoiled(what="no header", content="".join(records[1:]).encode(), own=None)
    yield Spoiled(what="two headers", content="".join([header, *records]).encode(), own=None)
    yield Spoiled(
        what="all trail",
        content="".join([header, *(r.rstrip("\r\n") + d + end for r in records[1:])]).encode(),
        own=None,
    )
    yield Spoiled(what="other encoding", content="".join(records).encode("utf-16"), own=None)


KINDS: list[Callable[[Style], Iterator[Spoiled]]] = [signs, marks, pairs, lines, ends]

OTHER_TABLES = ("same columns in another order", "table of others")

# What has the right number of fields is refused for their types, or its names, which is up to the load.
BY_TYPE = ("wide title", "total", "shifted", "wider table before 0")


def every(style: Style) -> list[Spoiled]:
    """All variants of a clean file."""
    return [one for kind in KINDS for one in kind(style)]


def split(path: Path) -> tuple[list[Row], int]:
    """Rows of the sound records of a file, split by Python's csv, and how many lines are refused."""
    begun = read_opening(path, a_source(table="partners"), "x")
    splitter, sound, refused = Splitter(begun.shape, begun.line, each=True), io.BytesIO(), 0
    for block in blocks(path, begun.shape.start, "x"):
        for one in splitter.split(block):
            refused += isinstance(one, Refused)
            sound.write(b"" if isinstance(one, Refused) else one)
    refused += len(list(splitter.finish()))
    text = io.StringIO(sound.getvalue().decode(), newline="")
    delimiter = begun.shape.delimiter.decode()
    rows = list(csv.reader(text, delimiter=delimiter, strict=True, skipinitialspace=delimiter != " "))
    assert splitter.sound == len(rows)
    return [tuple(row) for row in rows], refused


def staged(connection: duckdb.DuckDBPyConnection, path: Path, sql: str) -> tuple[list[Row], int]:
    """Rows of a file as the reader hands them over, and how many lines it refuses."""
    connection.execute("drop table if exists staging.t; drop table if exists staging.t_rejects")
    stage(connection, a_source(table="partners", sql=sql), path, "staging.t", {})
    found = connection.execute("select * exclude (_record) from staging.t order by _record").fetchall()
    tables = connection.execute("select table_name from duckdb_tables()").fetchall()
    refused = [(0,)]
    if ("t_rejects",) in tables:
        refused = connection.execute("select count(*) from staging.t_rejects").fetchall()
    return [tuple(value or "" for value in row) for row in found], refused[0][0]


def wrong(found: Sequence[Row], clean: Sequence[Row], one: Spoiled) -> list[Row]:
    """Rows that are not in the clean file, or of it and not found: none, unless the file is cut or a field spoiled."""
    strange = list((Counter(found) - Counter(clean)).elements())
    lost = list((Counter(clean) - Counter(found)).elements())
    if one.what.startswith("cut"):
        lost = lost[:1] if strange else []
    if one.own is not None and len(strange) == 1 and lost == [clean[one.own]]:
        return strange if sum(map(str.__ne__, strange[0], lost[0])) > 1 else []
    if one.what.startswith("cut") and len(strange) == 1 and one.own is not None:
        return strange if sum(map(str.__ne__, strange[0], clean[one.own])) > 1 else []
    return strange + lost


def strange(found: Sequence[Row], clean: Sequence[Row], one: Spoiled) -> list[Row]:
    """Of a file with refused lines the rows that are not in the clean one; a single field of `own` may differ."""
    rows = list(set(found) - set(clean))
    if one.own is not None and len(rows) == 1 and clean[one.own] not in found:
        return rows if sum(map(str.__ne__, rows[0], clean[one.own])) > 1 else []
    return rows


@pytest.mark.parametrize("style", STYLES)
def test_every_spoiled_file_is_split_rightly_or_refused(tmp_path: Path, style: Style) -> None:
    """Two to four thousand variants of each clean file, record by record, against Python's own csv reader."""
    path = tmp_path / "partners.csv"
    failed, refused_files = [], 0
    variants = [one for one in every(style) if not one.what.startswith(BY_TYPE)]
    for one in variants:
        path.write_bytes(one.content)
        try:
            found, refused = split(path)
        except MilepostError:
            refused_files += 1
            continue
        if rows := strange(found, style.rows, one) if refused else wrong(found, style.rows, one):
            failed.append((one.what, rows))
    assert failed == []
    assert len(variants) > 1000
    assert refused_files < len(variants) / 5, "most files are refused line by line"


@pytest.mark.parametrize("sql", ["", "select * from source"])
@pytest.mark.parametrize("style", STYLES)
def test_what_is_staged_of_spoiled_files(tmp_path: Path, style: Style, sql: str) -> None:
    """A sample of the same through the reader and DuckDB, mapped by column and by sql."""
    path = tmp_path / "partners.csv"
    failed = []
    variants = [one for one in every(style) if not one.what.startswith(BY_TYPE)]
    with staging(tmp_path) as connection:
        for one in random.Random(3).sample(variants, 70):
            path.write_bytes(one.content)
            try:
                found, refused = staged(connection, path, sql)
            except MilepostError:
                continue
            if rows := strange(found, style.rows, one) if refused else wrong(found, style.rows, one):
                failed.append((one.what, rows))
    assert failed == []


@pytest.mark.parametrize("sql", ["", "select * from source"])
def test_what_is_loaded_of_spoiled_files(tmp_path: Path, sql: str) -> None:
    """Lines too many, in every place, through the whole load, which knows types too; all refused lines allowed."""
    style = STYLES[0]
    setting = f'[[source]]\ntable = "partners"\nfile = "f.csv"\nreject_limit = 1.0\nsql = "{sql}"\n'
    failed = []
    variants = [one for one in lines(style) if one.what.startswith(BY_TYPE)]
    variants += random.Random(5).sample(every(style), 20)
    for number, one in enumerate(variants):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "f.csv").write_bytes(one.content)
        report = run(folder, setting)
        if report.stopped:
            continue
        found = facts(folder, f"select {', '.join(NAMES)} from partners order by partner_id")
        rows = [tuple(str(value or "") for value in row) for row in found]
        if not report.files[0].rejected and (rows := wrong(rows, style.rows, one)):
            failed.append((one.what, rows))
        # What is refused is not loaded either.
        strange = set(rows) - set(style.rows)
        if report.files[0].rejected and len(strange) > (one.own is not None):
            failed.append((one.what, list(strange)))
    assert failed == []
