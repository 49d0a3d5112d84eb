"""CSV in the shapes that exports really have, each staged and compared with the rows written by hand."""

import csv
import gzip
import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.readers import files, stage
from tests.kit.staged import a_source, rows, staging
from warehouse.contract.errors import MilepostError

TEXT = '编号,备注\r\n1,"两行\r\n""引号"""\r\n2,\r\n'
ROWS = [("1", '两行\r\n"引号"', 1), ("2", None, 2)]


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), ""),
        (TEXT.encode("utf-8-sig"), ""),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (TEXT.encode("gb18030"), "gb18030"),
        (TEXT.encode("gbk"), "GBK"),
        (TEXT.encode("utf-16"), "utf-16"),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_encodings_and_gzip(tmp_path: Path, content: bytes, encoding: str, packed: bool) -> None:
    path = tmp_path / ("loans.csv.gz" if packed else "loans.csv")
    path.write_bytes(gzip.compress(content, mtime=0) if packed else content)
    assert rows(path, encoding=encoding) == ROWS
    assert [p.name for p in tmp_path.iterdir()] == [path.name], "temporary copies are removed"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_is_found_out(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "loans.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerows([["id", "amount", "note"], ["1", "2,50", "a;b|c\td"], ["2", "3,75", ""]])
    assert rows(path) == [("1", "2,50", "a;b|c\td", 1), ("2", "3,75", None, 2)]


def test_stated_delimiter_holds(tmp_path: Path) -> None:
    path = tmp_path / "loans.csv"
    path.write_text("a:b,c:d\n1:2,3:4\n")
    assert rows(path, delimiter=":") == [("1", "2,3", "4", 1)]
    with pytest.raises(MilepostError, match="must be one character"):
        rows(path, delimiter="::")


def test_text_stays_as_delivered(tmp_path: Path) -> None:
    path = tmp_path / "loans.csv"
    path.write_text("id,amount,day,note\n007,1e3,01/02/2020,NA\n 8 ,1.50,,#x\n")
    assert rows(path) == [("007", "1e3", "01/02/2020", "NA", 1), (" 8 ", "1.50", None, "#x", 2)]


def test_columns_that_stand_twice_have_no_bare_name(tmp_path: Path) -> None:
    path = tmp_path / "loans.csv"
    path.write_text("id,Note,note,,_record\n1,a,b,c,d\n")
    with staging(tmp_path) as connection:
        stage(connection, a_source(), path, "staging.t", {})
        names = [row[0] for row in connection.execute("describe staging.t").fetchall()]
    assert names == ["id", "Note (1)", "note (2)", "column 4", "_record (1)", "_record"]


def test_header_only_is_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "loans.csv"
    path.write_text("id,amount\n")
    assert rows(path) == []


def test_unreadable_records_are_set_apart_and_numbers_stay_true(tmp_path: Path) -> None:
    """
    record  1        2           3       4            5             6
            1,a,b    2,b,b,x,y   3       4,\\xff,b     5,"x"y,b      6,f,b
            good     too many    few     no text      quote         good
    """
    path = tmp_path / "loans.csv"
    path.write_bytes(b'id,x,y\n1,a,b\n2,b,b,x,y\n3\n4,\xff,b\n5,"x"y,b\n6,f,b\n')
    with staging(tmp_path) as connection:
        stage(connection, a_source(), path, "staging.t", {})
        good = connection.execute("select * from staging.t order by 1").fetchall()
        bad = connection.execute("select * from staging.t_rejects order by 1").fetchall()
    assert good == [("1", "a", "b", 1), ("6", "f", "b", 6)]
    raw = [(2, "2,b,b,x,y"), (3, "3"), (4, "4,?,b"), (5, '5,"x"y,b')]
    assert [(record, text) for record, text, _ in bad] == raw
    assert [reason for *_, reason in bad] == [
        "more fields than the header has columns: 5",
        "fewer fields than the header has columns: 1",
        "holds bytes that are not text in the encoding of this file",
        "text follows a closing quote",
    ]


def test_no_rejects_table_without_rejects(tmp_path: Path) -> None:
    path = tmp_path / "loans.csv"
    path.write_text("id,note\n1,a\n")
    with staging(tmp_path) as connection:
        stage(connection, a_source(), path, "staging.t", {})
        assert connection.execute("select table_name from duckdb_tables()").fetchall() == [("t",)]


def test_records_keep_their_order_in_a_file_of_many_blocks(tmp_path: Path) -> None:
    """60,000 records, some with line breaks, read by several threads: the id written is the number read."""
    path = tmp_path / "loans.csv"
    noise = random.Random(1)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "note"])
        writer.writerows([n, "x\n" * noise.randrange(3) + "y" * 300] for n in range(1, 60_001))
    with staging(tmp_path) as connection:
        connection.execute("set threads = 4")
        connection.execute("set preserve_insertion_order = false")
        stage(connection, a_source(), path, "staging.t", {})
        wrong = connection.execute("select count(*) from staging.t where id::bigint != _record").fetchone()
    assert wrong == (0,)


def test_two_files_are_staged_at_a_time(tmp_path: Path) -> None:
    """Cursors of one database in two threads: every table holds its own file, unreadable records too."""
    names = ["one", "two"]
    for name in names:
        (tmp_path / f"{name}.csv").write_text("id\n" + f"{name}\n" * 20_000 + f"{name},more\n")

    def staged(name: str) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            sql = "" if name == "one" else "select id, _record from source"
            stage(cursor, a_source(sql=sql), tmp_path / f"{name}.csv", f"staging.{name}", {})
            return cursor.execute(f"""
                select (select count(*) from staging.{name} where id = '{name}'), record, raw
                from staging.{name}_rejects
            """).fetchall()

    with staging(tmp_path) as connection, ThreadPoolExecutor() as pool:
        found = list(pool.map(staged, names))
    assert found == [[(20_000, 20_001, f"{name},more")] for name in names]


def test_sql_sees_the_file_as_source_with_record_numbers(tmp_path: Path) -> None:
    path = tmp_path / "loans.csv"
    path.write_text("asset,amount\nA,1\nA,2\nB\nC,4\n")
    sql = "select _record as loan_id, amount::int / 4 as quarter, _record from source where asset != 'X';"
    assert rows(path, sql=sql) == [("1", "0.25", 1), ("2", "0.5", 2), ("4", "1", 4)]
    assert rows(path, sql="select sum(amount::int) as total from source -- all") == [("7", 1)]
    with pytest.raises(MilepostError, match=r"^source loans \(loans.csv\): sql: .*nothing.*not found"):
        rows(path, sql="select nothing from source")


@pytest.mark.parametrize(
    ("name", "content", "encoding", "says"),
    [
        (
            "a.csv",
            TEXT.encode("gb18030"),
            "",
            'is not utf-8: write encoding = "gb18030" (Chinese) or "cp1252" (W',
        ),
        ("a.csv", TEXT.encode(), "gb18030", 'seems to be utf-8; write encoding = "utf-8"'),
        ("a.csv", TEXT.encode("utf-16"), "", 'seems to be utf-16; write encoding = "utf-16"'),
        ("a.csv", b"a,b\n1,2\n", "klingon", 'encoding = "klingon" is not known'),
        ("a.csv", b"", "", "is empty"),
        ("a.csv.gz", gzip.compress(b"", mtime=0), "", "is empty"),
        ("a.csv", b"\xef\xbb\xbf\r\n", "", "is empty"),
        ("a.csv", b"\x7fELF\x02\x01\x00\x00", "", "is not text"),
        ("a.csv", b"PK\x03\x04rest", "", "name it .xlsx"),
        (
            "a.csv.gz",
            gzip.compress(TEXT.encode() * 99, mtime=0)[:-20],
            "",
            "ends too early; deliver it again",
        ),
        ("a.docx", b"a,b\n", "", "format is not known by its name"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(
    tmp_path: Path, name: str, content: bytes, encoding: str, says: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(MilepostError) as error:
        rows(tmp_path / name, encoding=encoding)
    assert str(error.value).startswith(f"source loans ({name}): ")
    assert says in str(error.value)
    assert "\n" not in str(error.value)


def test_one_flipped_bit_in_gzip_is_noticed(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(b"id,amount\n" + b"".join(b"%d,2\n" % n for n in range(50_000))))
    packed[-6] ^= 1  # in the checksum: what is unpacked looks right
    (tmp_path / "a.csv.gz").write_bytes(packed)
    with pytest.raises(MilepostError, match="damaged"):
        rows(tmp_path / "a.csv.gz")


def test_files_in_name_order_below_the_folder(tmp_path: Path) -> None:
    (tmp_path / "in [1]").mkdir()
    for name in ("loans_2.csv", "loans_10.csv", "loans_1.csv", "~$loans_3.csv", "other.csv"):
        (tmp_path / "in [1]" / name).write_text("id\n")
    (tmp_path / "in [1]" / "loans_folder.csv").mkdir()
    names = ["loans_1.csv", "loans_10.csv", "loans_2.csv"]
    assert [p.name for p in files(a_source(file="loans_*.csv"), tmp_path / "in [1]")] == names
    assert [p.name for p in files(a_source(file="**/loans_*.csv"), tmp_path)] == names
    assert files(a_source(file="in [1]/other.csv"), tmp_path) == [tmp_path / "in [1]" / "other.csv"]
    absolute = str(tmp_path / "*" / "loans_2.csv")
    assert [p.name for p in files(a_source(file=absolute), Path("elsewhere"))] == ["loans_2.csv"]
    with pytest.raises(MilepostError, match=rf'source loans: no file "x_\*.csv" in {tmp_path}'):
        files(a_source(file="x_*.csv"), tmp_path)


def test_file_names_are_no_patterns(tmp_path: Path) -> None:
    (tmp_path / "loans[1]'*.csv").write_text("id\n1\n")
    (tmp_path / "loans1'x.csv").write_text("id\n2\n")
    assert rows(tmp_path / "loans[1]'*.csv") == [("1", 1)]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(*[st.text(st.characters(exclude_characters="\0\r", codec="utf-8"), max_size=8)] * 2),
        max_size=6,
    ),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
)
def test_what_is_written_is_what_is_staged(
    tmp_path_factory: pytest.TempPathFactory,
    table: list[tuple[str, str]],
    delimiter: str,
    line_end: str,
    quoting: Literal[0, 1],
) -> None:
    """Any text, line breaks, quotes and delimiters in it, written by Python's csv and read back.

    Without carriage returns, which that writer leaves unquoted.
    """
    path = tmp_path_factory.mktemp("round") / "loans.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, delimiter=delimiter, lineterminator=line_end, quoting=quoting)
        writer.writerows([("id", "note"), *table])
    expected = [(first or None, second or None, n) for n, (first, second) in enumerate(table, 1)]
    assert rows(path, delimiter=delimiter) == expected
