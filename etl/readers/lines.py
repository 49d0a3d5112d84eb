"""The lines of a delimited text file: read in blocks, and split at delimiters that stand outside quotes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from warehouse.contract.errors import MilepostError

CHUNK = 1_000_000
BOM = b"\xef\xbb\xbf"
# A carriage return alone ends lines only in files that know no other line end.
LINE = re.compile(rb"[^\n]*+\n?")
LINE_OF_OLD_MACS = re.compile(rb"[^\r]*+\r?")
# The longest record that is read, in bytes; DuckDB takes twice as many.
LONGEST = 1_000_000
TOO_LONG = f"longer than {LONGEST:,} bytes"


@dataclass(frozen=True, kw_only=True)
class Shape:
    """The layout of a file's records: `width` fields, separated by `delimiter`, ending in `end`.

    `header` is the line with the names, b"" in a file without one; the records begin at byte `start`. `names`: words
    that another header would consist of, in lower case; empty in a file without a header.
    """

    delimiter: bytes
    width: int
    end: bytes
    header: bytes
    start: int
    names: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Line:
    """One physical line.

    `text`: the line as it is to be read, without line end. `between`: the number of delimiters between fields.
    `within`: the number of those in a quoted text that continues from the previous line or into the next. `open`:
    the line ends inside a quoted text. `fault`: why it cannot be split, "" if it can.
    """

    text: bytes
    between: int
    within: int
    open: bool
    fault: str


def blocks(path: Path, start: int, where: str) -> Iterator[bytes]:
    """Yield the file from byte `start` on, in blocks of whole lines; MilepostError if a line is too long."""
    with path.open("rb") as file:
        file.seek(start)
        rest = b""
        while piece := file.read(CHUNK):
            piece = rest + piece
            # A carriage return at the very end may be half of a line end.
            cut = piece.rfind(b"\n") + 1 or piece.rfind(b"\r", 0, -1) + 1
            yield piece[:cut]
            rest = piece[cut:]
            if len(rest) > LONGEST:
                raise MilepostError(f"{where}: holds a line that is {TOO_LONG}; write one record a line")
        yield rest


def read_line(text: bytes, inside: bool, delimiter: bytes) -> Line:
    """Split one line, which begins `inside` a quoted text or not.

    A quote in a field that does not begin with one is part of the text, and is doubled for the reader.
    """
    quoted, running = _patterns(delimiter)
    parts: list[bytes] = []
    position = between = within = 0
    while True:
        match = running.match(text, position) if inside else quoted.match(text, position)
        if match is None:
            end = text.find(delimiter, position)
            end = len(text) if end < 0 else end
            field = text[position:end]
            if b"\r" in field or b"\n" in field:
                return Line(
                    text=text, between=between, within=within, open=False, fault="a line break outside quotes"
                )
            if field.endswith(b'"') and field.count(b'"') % 2:
                return Line(
                    text=text,
                    between=between,
                    within=within,
                    open=False,
                    fault="a quote closes that was not opened",
                )
            parts.append(b'"' + field.replace(b'"', b'""') + b'"' if b'"' in field else field)
        else:
            end = match.end()
            parts.append(match[0])
            if inside or not match[2]:
                within += match[1].count(delimiter)
            if not match[2]:
                return Line(text=b"".join(parts), between=between, within=within, open=True, fault="")
        inside = False
        if end == len(text):
            return Line(text=b"".join(parts), between=between, within=within, open=False, fault="")
        if text[end : end + 1] != delimiter:
            return Line(
                text=text, between=between, within=within, open=False, fault="text follows a closing quote"
            )
        parts.append(delimiter)
        between += 1
        position = end + 1


@cache
def _patterns(delimiter: bytes) -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
    """A quoted text with the blanks around it, and the rest of one that began in an earlier line."""
    blanks = rb"" if delimiter == b" " else rb" *"
    rest = rb'([^"]*+(?:""[^"]*+)*+)("?)' + blanks
    return re.compile(blanks + rb'"' + rest), re.compile(rest)
