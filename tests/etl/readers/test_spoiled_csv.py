"""Clean files spoiled in a thousand ways: nothing is loaded that is not a row of the clean file, unless it is said.

A spoiled file passes if the load refuses the file, counts refused lines, or loads rows of the clean file only (no more
of each than there are). One exception: where the fault lies inside a single field and leaves text that could have been
meant (a quote typed into a word, a last field cut short), that field of that row may differ, and nothing else.
"""

import csv
import io
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pytest

from etl.readers import stage
from etl.readers.header import read_opening
from etl.readers.lines import blocks
from etl.readers.records import Refused, Splitter
from tests.kit.loading import facts, run
from tests.kit.spoiled_csv import NAMES, STYLES, Row, Spoiled, Style, every, lines
from tests.kit.staged import a_source, staging
from warehouse.contract.errors import MilepostError

# What has the right number of fields is refused for their types, or its names, which is up to the load.
BY_TYPE = ("wide title", "total", "shifted", "wider table before 0")


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
