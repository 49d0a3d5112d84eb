"""CSV files, read by DuckDB, with the delimiter detected and malformed records set apart.

Known drawbacks: a file that contains a quote is scanned at some 100 MB a second and copied; a file in which a text
spans several lines is read by a single thread.
"""

import glob
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO, cast

import duckdb
import pyarrow as pa

from etl.readers.header import Opening, read_opening
from etl.readers.lines import LONGEST, blocks
from etl.readers.other_headers import any_among
from etl.readers.records import Refused, Splitter, even_records
from etl.readers.staging_table import BATCH_ROWS, RECORD, REJECTS, literal, temporary_folder, write_batches
from etl.readers.text import plain_utf8
from etl.sources import Source
from warehouse.contract.errors import MilepostError


def read(
    connection: duckdb.DuckDBPyConnection, source: Source, path: Path, *, into: str, rejects: str, where: str
) -> None:
    """Create table `into` (the file's columns, VARCHAR; `_record`), and `rejects` if lines are refused.

    `rejects`: record (BIGINT, in the sequence of `_record`; every refused line counts as one), raw (its text),
    reason (words).
    """
    folder = temporary_folder(connection, into)
    with plain_utf8(path, source.encoding, folder, where) as text:
        begun = read_opening(text, source, where)
        records = even_records(text, begun.shape, where)
        if records is not None:
            _read(connection, text=text, begun=begun, into=into, where=where, records=records, parallel=True)
            if not any_among(connection, into, begun.names, begun.shape.names):
                return
            connection.execute(f"drop table {into}")
        _read_sound(
            connection,
            text=text,
            begun=begun,
            into=into,
            rejects=rejects,
            where=where,
            each=records is not None,
        )
        if records is None and any_among(connection, into, begun.names, begun.shape.names):
            connection.execute(f"drop table {into}; drop table {rejects}")
            _read_sound(
                connection, text=text, begun=begun, into=into, rejects=rejects, where=where, each=True
            )
    _number_anew(connection, into, rejects)


def _read_sound(
    connection: duckdb.DuckDBPyConnection,
    text: Path,
    begun: Opening,
    into: str,
    rejects: str,
    where: str,
    each: bool,
) -> None:
    """Create `into` from the sound records of a file, `rejects` from the other lines; `each` as in `Splitter`."""
    folder = temporary_folder(connection, into)
    with tempfile.NamedTemporaryFile(dir=folder, prefix="sound-", suffix=".csv") as copy:
        splitter = Splitter(begun.shape, begun.line, each=each)
        refused = _separate_refused(splitter, blocks(text, begun.shape.start, where), cast("IO[bytes]", copy))
        write_batches(connection, refused, REJECTS, rejects)
        copy.flush()
        bare = replace(begun, shape=replace(begun.shape, header=b""))
        _read(
            connection,
            text=Path(copy.name),
            begun=bare,
            into=into,
            where=where,
            records=splitter.sound,
            parallel=not splitter.several,
        )


def _read(
    connection: duckdb.DuckDBPyConnection,
    text: Path,
    begun: Opening,
    into: str,
    where: str,
    records: int,
    parallel: bool,
) -> None:
    """Create `into` from a file of sound records only, of which there must be `records`."""
    columns = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in begun.names)
    line_end = begun.shape.end.decode().replace("\r", r"\r").replace("\n", r"\n")
    row = connection.execute(f"""
        create table {into} as select *, row_number() over () as {RECORD}
        from read_csv({literal(glob.escape(str(text)))}, auto_detect = false, header = {bool(begun.shape.header)},
            delim = {literal(begun.shape.delimiter.decode())}, quote = '"', escape = '"', columns = {{{columns}}},
            compression = 'none', new_line = '{line_end}', parallel = {parallel}, max_line_size = {2 * LONGEST})
    """).fetchone()
    if not row or row[0] != records:
        raise MilepostError(
            f"{where}: {row and row[0]} of {records} records could be read; write it as plain CSV"
        )


def _separate_refused(
    splitter: Splitter, delivered: Iterator[bytes], copy: IO[bytes]
) -> Iterator[pa.RecordBatch]:
    """The refused lines in batches, while the sound records go into `copy`."""
    gathered: list[Refused] = []
    for block in delivered:
        for piece in splitter.split(block):
            if isinstance(piece, Refused):
                gathered.append(piece)
            else:
                copy.write(piece)
        if len(gathered) >= BATCH_ROWS:
            yield _batch(gathered)
            gathered = []
    gathered.extend(splitter.finish())
    yield _batch(gathered)


def _batch(refused: list[Refused]) -> pa.RecordBatch:
    columns = [
        [line.record for line in refused],
        [line.raw for line in refused],
        [line.reason for line in refused],
    ]
    arrays = [pa.array(values, field.type) for values, field in zip(columns, REJECTS, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=REJECTS)


def _number_anew(connection: duckdb.DuckDBPyConnection, into: str, rejects: str) -> None:
    """Give the rows, numbered without the refused lines, the n-th number that is left."""
    count = connection.execute(f"select count(*) from {rejects}").fetchone()
    if not count or not count[0]:
        connection.execute(f"drop table {rejects}")
        return
    connection.execute(f"""
        update {into} set {RECORD} = numbered.record from (
            select record, row_number() over (order by record) as place
            from range(1, (select count(*) from {into}) + (select count(*) from {rejects}) + 1) as r(record)
            anti join {rejects} using (record)
        ) as numbered where {into}.{RECORD} = numbered.place
    """)
