"""Which lines of a CSV file are records and which are refused, each file drawn with the lines it has."""

from pathlib import Path

import pytest

from etl.readers import stage
from tests.kit.staged import a_source, staging

Found = tuple[list[tuple[str | int | None, ...]], list[tuple[int, str]]]


def read(folder: Path, content: bytes, **settings: object) -> Found:
    """Rows with their numbers, refused lines with number and reason."""
    path = folder / "loans.csv"
    path.write_bytes(content)
    with staging(folder) as connection:
        stage(connection, a_source(**settings), path, "staging.t", {})
        rows = connection.execute("select * from staging.t order by _record").fetchall()
        refused = []
        if ("t_rejects",) in connection.execute("select table_name from duckdb_tables()").fetchall():
            refused = connection.execute("select record, reason from staging.t_rejects order by 1").fetchall()
    (folder / "staging.duckdb").unlink()
    return rows, refused


@pytest.mark.parametrize("sql", ["", "select * from source"])
def test_a_surplus_field_is_refused_though_empty(tmp_path: Path, sql: str) -> None:
    """An unquoted 1,234 moves the rest of its row; the last field, empty before, is then one too many."""
    rows, refused = read(tmp_path, b"a,b,c\n1,234,x,\n2,3,\n4,5,6,\n7,8\n", sql=sql)
    assert rows == [("2", "3", None, 2)]
    more, fewer = "more fields than the header has columns: 4", "fewer fields than the header has columns: 2"
    assert refused == [(1, more), (3, more), (4, fewer)]


def test_a_delimiter_behind_every_line_is_a_column_without_name(tmp_path: Path) -> None:
    assert read(tmp_path, b"a,b,\n1,2,\n3,4,\n") == ([("1", "2", None, 1), ("3", "4", None, 2)], [])


def test_one_column(tmp_path: Path) -> None:
    rows, refused = read(tmp_path, b'a\n1\n\n2\n3,4\n5,\n"6,7"\n')
    assert rows == [("1", 1), ("2", 2), ("6,7", 5)]
    more = "more fields than the header has columns: 2"
    assert refused == [(3, more), (4, more)]


def test_blank_lines_are_no_records(tmp_path: Path) -> None:
    assert read(tmp_path, b"\n\na,b\n\n1,2\n  \n3,4\n\n") == ([("1", "2", 1), ("3", "4", 2)], [])


def test_an_open_quote_takes_all_lines_below(tmp_path: Path) -> None:
    rows, refused = read(tmp_path, b'a,b\n1,x\n2,"y\n3,z\n\n4,z\n')
    assert rows == [("1", "x", 1)]
    assert refused == [(n, "a quote that opens in line 3 is never closed") for n in (2, 3, 4, 5)]


def test_an_open_quote_that_meets_a_quoted_text(tmp_path: Path) -> None:
    """The quote of line 2 closes where that of line 4 opens: up to there all is in doubt, and below nothing."""
    rows, refused = read(tmp_path, b'a,b\n1,"x\n2,y\n3,"z, z"\n4,"w"\n')
    assert rows == [("4", "w", 4)]
    assert refused == [(n, "text follows a closing quote (lines 2 to 4)") for n in (1, 2, 3)]


def test_an_open_quote_over_more_than_is_read_at_a_time(tmp_path: Path) -> None:
    """Three megabytes below an open quote: every line is refused, and none of them is kept in memory."""
    lines = b"".join(b"%d,%s\n" % (n, b"y" * 300) for n in range(10_000))
    rows, refused = read(tmp_path, b'a,b\n1,x\n2,"y\n' + lines + b'3,z"\n4,w\n')
    assert rows == [("1", "x", 1), ("4", "w", 10_004)]
    assert [record for record, _ in refused] == list(range(2, 10_004))
    assert {reason for _, reason in refused} == {
        "a quote that opens in line 3 is not closed within 1,000,000 bytes"
    }


def test_records_between_two_stray_quotes(tmp_path: Path) -> None:
    rows, refused = read(tmp_path, b'a,b,c\n1,2,"x\n3,4,y\n5,6,z"\n7,8,w\n')
    assert rows == [("7", "8", "w", 4)]
    says = "a quote opens in line 2 and closes in line 4, with records between"
    assert refused == [(n, says) for n in (1, 2, 3)]


@pytest.mark.parametrize(
    ("record", "text"),
    [
        ('1,"Main Street 5\nTown",2', "Main Street 5\nTown"),
        ('1,"Main Street 5, Flat 2\nTown",2', "Main Street 5, Flat 2\nTown"),
        ('1,"said ""no""\n\nthen, ""yes""",2', 'said "no"\n\nthen, "yes"'),
        ('1,"第一行，好\r\n第二行",2', "第一行，好\r\n第二行"),
    ],
)
def test_a_text_of_several_lines_is_one_record(tmp_path: Path, record: str, text: str) -> None:
    rows, refused = read(tmp_path, f"a,b,c\n{record}\n3,4,5\n".encode())
    assert (rows, refused) == ([("1", text, "2", 1), ("3", "4", "5", 2)], [])


@pytest.mark.parametrize("text", ['5" wheels', 'the "best" one', 'a""b', 'x "y" z "'])
def test_a_quote_inside_a_word_is_the_text_it_is(tmp_path: Path, text: str) -> None:
    rows, refused = read(tmp_path, f"a,b\n1,{text}\n2,y\n".encode())
    if text.endswith('"'):
        assert (rows, refused) == ([("2", "y", 2)], [(1, "a quote closes that was not opened")])
    else:
        assert (rows, refused) == ([("1", text, 1), ("2", "y", 2)], [])


def test_the_rest_of_a_refused_text_is_no_record(tmp_path: Path) -> None:
    """Line 2 is wrong in itself; line 3 would have two fields, but is the end of its text."""
    rows, refused = read(tmp_path, b'a,b\n"x"y,"p\nq",3\n4,5\n')
    assert rows == [("4", "5", 3)]
    assert refused == [(1, "text follows a closing quote"), (2, "a quote closes that was not opened")]


def test_line_ends_of_both_kinds(tmp_path: Path) -> None:
    """Either ends a line; a carriage return alone does not, and is no text either."""
    content = b'a,b\r\n1,x\n2,"y\nz"\r\n3,w\r4,v\r\n5,u\rt\n'
    rows, refused = read(tmp_path, content)
    assert rows == [("1", "x", 1), ("2", "y\nz", 2)]
    assert refused == [(n, "a line break outside quotes") for n in (3, 4)]
    assert read(tmp_path, b"a,b\r1,x\r2,y\r") == ([("1", "x", 1), ("2", "y", 2)], [])


def test_zero_bytes_and_marks_are_refused_wherever_they_stand(tmp_path: Path) -> None:
    """Behind two megabytes as well as at the beginning."""
    many = b"".join(b"%d,%s\n" % (n, b"y" * 100) for n in range(1, 20_001))
    rows, refused = read(tmp_path, b"a,b\n0,x\0\n" + many + b"1\0,x\n\xef\xbb\xbf1,x\n2,\xff\n3,z\n")
    assert [rows[0][2], rows[-1]] == [2, ("3", "z", 20_005)]
    assert refused == [
        (1, "holds a zero byte"),
        (20_002, "holds a zero byte"),
        (20_003, "holds a byte order mark, which belongs to the beginning of a file"),
        (20_004, "holds bytes that are not text in the encoding of this file"),
    ]


def test_the_header_once_more_is_no_record(tmp_path: Path) -> None:
    rows, refused = read(tmp_path, b"a,b\n1,x\na,b\n2,y\na,b")
    assert rows == [("1", "x", 1), ("2", "y", 3)]
    assert refused == [(2, "the header once more"), (4, "the header once more")]


@pytest.mark.parametrize("quote", ["", '"'])
def test_what_stands_below_another_header_is_refused(tmp_path: Path, quote: str) -> None:
    """Until the file's own header comes again; with quotes in the file and without, many lines before and after."""
    many = b"".join(b"%d,new,r1\n" % n for n in range(50_000))
    other = f"REGION, {quote}Loan_ID{quote},x\nr1,7,y\nr2,8\n".encode()
    content = b"loan_id,product,region\n" + many + other + b"Loan_id,product,region\n8,new,r1\nregion,9,r1\n"
    rows, refused = read(tmp_path, content)
    assert rows[50_000:] == [("8", "new", "r1", 50_005), ("region", "9", "r1", 50_006)]
    below = "stands below another header, in line 50,002"
    assert refused == [
        (50_001, "another header; a file holds one table"),
        (50_002, below),
        (50_003, below),
        (50_004, "the header once more"),
    ]


def test_numbers_are_no_names_of_columns(tmp_path: Path) -> None:
    rows, refused = read(tmp_path, b"loan_id,1,2\nL1,1,2\nL2,2,1\n", header=True)
    assert (len(rows), refused) == (2, [])


def test_records_of_a_file_without_header(tmp_path: Path) -> None:
    rows, refused = read(tmp_path, b"1,x\n2,y,\n3,z\n", header=False)
    assert rows == [("1", "x", 1), ("3", "z", 3)]
    assert refused == [(2, "more fields than line 1 has: 3")]
