"""Text files, compressed or in any encoding → plain UTF-8, which DuckDB reads.

gzip is unpacked here rather than by DuckDB, which does not verify the checksum: one flipped bit gave a table with
wrong numbers and no error.
"""

import codecs
import gzip
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from warehouse.contract.errors import MilepostError

CHUNK = 1 << 20
UTF_8 = "utf-8"
GB18030 = "gb18030"

# What a file begins with that is not text, whatever its name says.
SIGNATURES = {
    b"PK\x03\x04": "a workbook or a zip archive; if it is a workbook name it .xlsx, else unpack it",
    b"PAR1": "a Parquet file; name it .parquet",
    b"\xd0\xcf\x11\xe0": "an old Excel file; name it .xls",
    b"%PDF": "a PDF; export the table as CSV",
}


def open_binary(path: Path) -> IO[bytes]:
    """Open a file for its bytes, unpacked if its first bytes, whatever its name, say that it is gzip."""
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    return cast("IO[bytes]", gzip.open(path)) if packed else path.open("rb")


@contextmanager
def report_gzip_errors(where: str) -> Iterator[None]:
    """Turn errors of a broken gzip file into one-line MilepostErrors."""
    try:
        yield
    except EOFError:
        raise MilepostError(f"{where}: the gzip file ends too early; deliver it again") from None
    except (gzip.BadGzipFile, zlib.error) as error:
        raise MilepostError(f"{where}: the gzip file is damaged ({error}); deliver it again") from None


@contextmanager
def plain_utf8(path: Path, encoding: str, folder: Path, where: str) -> Iterator[Path]:
    """Yield the file itself if it is plain UTF-8, otherwise a temporary UTF-8 copy of it in `folder`.

    Bytes that are invalid in the encoding are passed on unchanged, so that only the rows that contain them are
    refused as not being UTF-8. Raises MilepostError if the file is empty, not text, damaged, or entirely in another
    encoding.
    """
    codec = _codec(encoding, where)
    with report_gzip_errors(where), open_binary(path) as file:
        packed = isinstance(file, gzip.GzipFile)
        _check_sample(file.read(CHUNK), codec, where)
    if not packed and codec == UTF_8:
        yield path
        return
    with tempfile.NamedTemporaryFile(dir=folder, prefix="plain-", suffix=".csv") as copy:
        with report_gzip_errors(where), open_binary(path) as file:
            _copy(file, cast("IO[bytes]", copy), codec)
        copy.flush()
        yield Path(copy.name)


def _copy(file: IO[bytes], copy: IO[bytes], codec: str) -> None:
    decoder = codecs.getincrementaldecoder(codec)(errors="surrogateescape")
    while chunk := file.read(CHUNK):
        copy.write(chunk if codec == UTF_8 else decoder.decode(chunk).encode(UTF_8, errors="surrogateescape"))
    if codec != UTF_8:
        copy.write(decoder.decode(b"", final=True).encode(UTF_8, errors="surrogateescape"))


def _codec(encoding: str, where: str) -> str:
    try:
        name = codecs.lookup(encoding or UTF_8).name
    except LookupError:
        raise MilepostError(
            f'{where}: encoding = "{encoding}" is not known; write "utf-8" or "gb18030"'
        ) from None
    if name in ("utf-8", "utf-8-sig", "ascii"):
        return UTF_8
    # gb2312 and gbk are older, smaller editions of the same encoding; exports carry either name.
    return GB18030 if name.startswith("gb") else name


def _check_sample(sample: bytes, codec: str, where: str) -> None:
    """Refuse what is empty, not text, or in another encoding, by the first megabyte."""
    if not sample.removeprefix(codecs.BOM_UTF8).strip():
        raise MilepostError(f"{where}: is empty, not even a header; deliver it again")
    for signature, what in SIGNATURES.items():
        if sample.startswith(signature):
            raise MilepostError(f"{where}: is not text but {what}")
    if codec.startswith(("utf-16", "utf-32")):
        return
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise MilepostError(f'{where}: is not {codec} but seems to be utf-16; write encoding = "utf-16"')
    text = _decode(sample, codec)
    other = _decode(sample, GB18030 if codec == UTF_8 else UTF_8)
    if codec == UTF_8 and text is None and other is not None:
        raise MilepostError(
            f'{where}: is not utf-8: write encoding = "gb18030" (Chinese) or "cp1252" (Western European)'
        )
    if codec != UTF_8 and other is not None and _has_chinese(other):
        raise MilepostError(f'{where}: is not {codec} but seems to be utf-8; write encoding = "utf-8"')


def _decode(sample: bytes, codec: str) -> str | None:
    """The text of a sample that may end inside a character, None where it is not in this encoding."""
    try:
        return codecs.getincrementaldecoder(codec)().decode(sample)
    except UnicodeDecodeError:
        return None


def _has_chinese(text: str) -> bool:
    # Short GB18030 words can be valid UTF-8 by chance, but not as Chinese characters.
    return any("\u4e00" <= sign <= "\u9fff" for sign in text)
