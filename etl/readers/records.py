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
from pathlib import Path

from etl.readers.lines import BOM, LINE, LINE_OF_OLD_MACS, LONGEST, TOO_LONG, Line, Shape, blocks, read_line
from etl.readers.other_headers import Headers

# What is kept of the raw text of a refused line, in characters.
RAW_CHARACTERS = 4000


@dataclass(frozen=True, kw_only=True)
class Refused:
    """A line that belongs to no record: its position among records and refused lines, its text, the reason."""

    record: int
    raw: str
    reason: str


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
