"""Clean CSV files, and the thousand ways in which they are spoiled."""

import csv
import io
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

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


def every(style: Style) -> list[Spoiled]:
    """All variants of a clean file."""
    return [one for kind in KINDS for one in kind(style)]
