"""The lines of a delimited text file → its records, and the lines that must not be taken for records.

DuckDB splits fast but is lenient: it drops a surplus empty field, and reads any number of lines as one text after an
unclosed quote. So a file is scanned here first. If it is even, which is checked at a gigabyte a second, DuckDB reads
it directly; otherwise DuckDB reads a copy that holds the sound records only.

A line is sound if it has as many fields as the first one and its quotes are closed. A quoted text may span several
lines, unless these look like records themselves; then all of them are refused, as they are if the quote is never
closed, because it is unknown where the text was meant to end. Lines below the header of another table are not sound
either, until the file's own header recurs.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from etl.readers.other_headers import Headers
from warehouse.contract.errors import MilepostError

CHUNK = 1_000_000
BOM = b"\xef\xbb\xbf"
# A carriage return alone ends lines only in files that know no other line end.
LINE = re.compile(rb"[^\n]*+\n?")
LINE_OF_OLD_MACS = re.compile(rb"[^\r]*+\r?")

# The longest record that is read, in bytes; DuckDB takes twice as many.
LONGEST = 1_000_000
TOO_LONG = f"longer than {LONGEST:,} bytes"

# What is kept of the raw text of a refused line, in characters.
RAW_CHARACTERS = 4000


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


@dataclass(frozen=True, kw_only=True)
class Refused:
    """A line that belongs to no record: its position among records and refused lines, its text, the reason."""

    record: int
    raw: str
    reason: str


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


def even_records(path: Path, shape: Shape, where: str) -> int | None:
    """Return the number of records if every line of the file is sound and free of quotes, otherwise None."""
    unit = shape.delimiter * (shape.width - 1) + shape.end
    others = bytes(set(range(256)) - set(shape.delimiter + b'\r\n"\0'))
    count = 0
    for block in blocks(path, shape.start, where):
        whole = block if not block or block.endswith((b"\r", b"\n")) else block + shape.end
        marks = whole.translate(None, others)
        lines = len(marks) // len(unit)
        if marks != unit * lines or _has_blank_line(whole, shape) or not _is_text(block):
            return None
        if shape.header and (whole.startswith(shape.header) or shape.end[-1:] + shape.header in whole):
            return None
        count += lines
    return count


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


class Splitter:
    """Splits a file block by block; `sound` counts the sound records.

    `each`: every line is checked for being another header, not only those that are not sound at first sight.
    """

    def __init__(self, shape: Shape, first_line: int, *, each: bool) -> None:
        self._shape = shape
        self._each = each
        self._headers = Headers(shape.header, shape.delimiter, shape.names)
        self._line = first_line - 1
        self._record = 0  # records and refused lines so far
        self.sound = 0
        self.several = False  # whether one of these runs over several lines
        # The lines of a record that is not complete, with what was delivered.
        self._running: list[tuple[bytes, Line]] = []
        self._size = 0
        self._lost = ""  # why all lines up to the next quote are refused
        self._sound = _sound_lines(shape)
        self._any = LINE_OF_OLD_MACS if shape.end == b"\r" else LINE

    def split(self, block: bytes) -> Iterator[bytes | Refused]:
        """Yield sound records, many at a time, and refused lines, in order."""
        is_text = _is_text(block)
        position = 0
        while position < len(block):
            end = position
            if is_text and not (self._running or self._lost or self._headers.below or self._each):
                match = self._sound.match(block, position)
                end = match.end() if match else position
            if end > position:
                lines = block.count(self._shape.end, position, end)
                self._line += lines
                self._record += lines
                self.sound += lines
                yield block[position:end]
            else:
                match = self._any.match(block, position)
                end = match.end() if match else len(block)
                yield from self._single(block[position:end])
            position = end

    def finish(self) -> Iterator[Refused]:
        """Yield the lines that are refused because the file ends here."""
        if self._running:
            yield from self._refuse(f"a quote that opens in line {self._first():,} is never closed")

    def _single(self, delivered: bytes) -> Iterator[bytes | Refused]:
        self._line += 1
        text = delivered.rstrip(b"\r\n")
        going_on = bool(self._running or self._lost)
        if not going_on and not text.strip(b" "):
            return  # a blank line is no record
        line = read_line(text, going_on, self._shape.delimiter)
        self._running.append((delivered, line))
        self._size += len(delivered)
        if self._lost:
            yield from self._refuse(self._lost)
            self._lost = self._lost if line.open else ""
        elif not line.open:
            yield from self._complete()
        elif self._size > LONGEST:
            opened = self._first()
            self._lost = f"a quote that opens in line {opened:,} is not closed within {LONGEST:,} bytes"
            yield from self._refuse(self._lost)

    def _first(self) -> int:
        return self._line - len(self._running) + 1

    def _complete(self) -> Iterator[bytes | Refused]:
        if reason := self._reason():
            yield from self._refuse(reason)
            return
        *begun, (_, last) = self._running
        ends = [delivered[len(delivered.rstrip(b"\r\n")) :] for delivered, _ in begun]
        texts = [line.text + end for (_, line), end in zip(begun, ends, strict=True)]
        yield b"".join([*texts, last.text, self._shape.end])
        self.several = self.several or bool(begun)
        self._record += 1
        self.sound += 1
        self._running, self._size = [], 0

    def _reason(self) -> str:
        """Why the lines gathered are not a record, "" where they are."""
        shape, lines = self._shape, [line for _, line in self._running]
        whole = b"".join(delivered for delivered, _ in self._running)
        several = f" (lines {self._first():,} to {self._line:,})" if len(lines) > 1 else ""
        width = sum(line.between for line in lines) + 1
        if header := self._headers.reason(whole, self._first()):
            return header
        fault = TOO_LONG if len(whole) > LONGEST else _not_text(whole) or lines[-1].fault
        if fault:
            return fault + several
        if several and _look_like_records(lines, shape.width):
            return f"a quote opens in line {self._first():,} and closes in line {self._line:,}, with records between"
        if width == shape.width:
            return ""
        than = "the header has columns" if shape.header else "line 1 has"
        return f"{'more' if width > shape.width else 'fewer'} fields than {than}: {width}{several}"

    def _refuse(self, reason: str) -> Iterator[Refused]:
        for delivered, _ in self._running:
            self._record += 1
            raw = delivered.rstrip(b"\r\n").decode(errors="replace").replace("\0", "?").replace("\ufffd", "?")
            yield Refused(record=self._record, raw=raw[:RAW_CHARACTERS], reason=reason)
        self._running, self._size = [], 0


def _sound_lines(shape: Shape) -> re.Pattern[bytes]:
    """As many lines as are sound one by one."""
    mark = re.escape(shape.delimiter)
    field = rb'(?:"[^"\r\n\0]*+(?:""[^"\r\n\0]*+)*+"|[^"\r\n\0%b]*+)' % mark
    not_this = rb"(?!%b)" % re.escape(shape.header) if shape.header else rb""
    not_blank = rb"(?![\r\n])"
    rest = rb"(?:%b%b){%d}" % (mark, field, shape.width - 1)
    return re.compile(rb"(?:%b%b%b%b%b)*+" % (not_this, not_blank, field, rest, shape.end))


def _look_like_records(lines: list[Line], width: int) -> bool:
    """Whether several lines that quotes join to one record have, one by one, the delimiters of a record.

    Where stray quotes join what were records, the first and the last line have, unless that record runs over
    several lines itself: then one of the two has, and all together have those of several records.
    """
    counts = [line.between + line.within for line in lines]
    alike = [count == width - 1 for count in counts]
    if (alike[0] and alike[-1]) or 2 * sum(alike) > len(alike):
        return True
    # A text in the last column leaves the first line alike, one in the first column the last line.
    told = (alike[0] and lines[0].within > 0) or (alike[-1] and lines[-1].within > 0)
    return told and sum(counts) % (width - 1) == 0


def _has_blank_line(block: bytes, shape: Shape) -> bool:
    return shape.width == 1 and (block.startswith(shape.end) or 2 * shape.end in block)


def _is_text(block: bytes) -> bool:
    return block.isascii() or not (BOM in block or _is_broken(block))


def _is_broken(block: bytes) -> bool:
    try:
        block.decode()
    except UnicodeDecodeError:
        return True
    return False


def _not_text(record: bytes) -> str:
    if b"\0" in record:
        return "holds a zero byte"
    if BOM in record:
        return "holds a byte order mark, which belongs to the beginning of a file"
    return "holds bytes that are not text in the encoding of this file" if _is_broken(record) else ""
