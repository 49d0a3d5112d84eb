"""PostgreSQL against a real server: types as text, only reading, no password in errors."""

from pathlib import Path

import pytest

from tests.kit.loading import facts, run
from tests.kit.postgresql import PASSWORD, PASSWORD_IN_ADDRESS
from tests.kit.staged import rows
from warehouse.contract.errors import MilepostError


def test_values_as_text(tmp_path: Path, postgresql: str) -> None:
    sql = """
        select 7::smallint, 12345678901::bigint, 1.50::numeric(9,2), 5::float8, 0.25::float8, true,
            '汉字'::text, 'NA'::varchar(5), date '2024-02-29', timestamp '2024-01-01 10:00',
            timestamptz '2024-01-01 10:00+08', null::text, '{"a": 1}'::jsonb, array[1, 2]
    """
    assert rows(None, folder=tmp_path, database=postgresql, sql=sql) == [
        (
            *("7", "12345678901", "1.50", "5", "0.25", "true", "汉字", "NA", "2024-02-29"),
            *("2024-01-01 10:00:00", "2024-01-01 02:00:00+00", None, '{"a": 1}', "[1,2]", 1),
        )
    ]


def test_a_numeric_is_no_text_whose_notation_is_open(tmp_path: Path, postgresql: str) -> None:
    """Exactly three decimals: of a numeric rounded and counted, of a text they may be thousands."""
    load = '[[source]]\ntable = "finance_months"\nreject_limit = 1.0\ndatabase = "{}"\nsql = "{}"\n'
    sql = "select '2024-01' as month, 'revenue' as account, 1.234::{} as amount"
    report = run(tmp_path, load.format(postgresql, sql.format("numeric")))
    assert (report.stopped, report.files[0].rounded) == ("", (("amount", 1),))
    assert facts(tmp_path, "select amount::varchar from finance_months") == [("1.23",)]
    report = run(tmp_path, load.format(postgresql, sql.format("text")), again=True)
    assert (report.files[0].rejected, report.files[0].rounded) == (1, ())


def test_the_type_money_is_refused(tmp_path: Path, postgresql: str) -> None:
    """Its hundredths arrive as a whole number: 5.00 would be 500."""
    with pytest.raises(MilepostError, match="sql: amount is of the type money; write amount::numeric"):
        rows(None, folder=tmp_path, database=postgresql, sql="select 5::money as amount")


def test_rows_are_numbered_as_they_arrive(tmp_path: Path, postgresql: str) -> None:
    sql = "select 100001 - g as id from generate_series(1, 100000) as g order by g;"
    staged = rows(None, folder=tmp_path, database=postgresql, sql=sql)
    assert len(staged) == 100_000
    assert all(int(delivered) == 100_001 - record for delivered, record in staged)


def test_no_rows_is_no_error(tmp_path: Path, postgresql: str) -> None:
    assert rows(None, folder=tmp_path, database=postgresql, sql="select 1 as id where false") == []


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("create table x (a int)", 'syntax error at or near "create"'),
        ("copy (select 1) to program 'touch {folder}/made'", 'syntax error at or near "copy"'),
        ("do $$ begin perform 1; end $$", 'syntax error at or near "do"'),
        ("set transaction read write", 'syntax error at or near "set"'),
        ("commit", 'syntax error at or near "commit"'),
        ("with x as (delete from pg_class returning 1) select * from x", "data-modifying"),
        ("select set_config('transaction_read_only', 'off', true)", "must be set before any query"),
        ("select 1; drop table x", "multiple commands"),
        ("select nothing", 'column "nothing" does not exist'),
        ("select 1 / (g - 2) from generate_series(1, 3) as g", "division by zero"),
    ],
)
def test_what_the_database_refuses_is_told_in_one_line(
    tmp_path: Path, postgresql: str, sql: str, says: str
) -> None:
    with pytest.raises(MilepostError) as error:
        rows(None, folder=tmp_path, database=postgresql, sql=sql.replace("{folder}", str(tmp_path)))
    assert str(error.value).startswith("source loans: 127.0.0.1/postgres: ")
    assert says in str(error.value)
    assert "\n" not in str(error.value)
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize(
    "sql", ["select pg_sleep(60)", "select count(*) from generate_series(1, 10000000000)"]
)
def test_a_query_without_end_is_stopped_in_time(tmp_path: Path, postgresql: str, sql: str) -> None:
    with pytest.raises(MilepostError, match=r"^source loans: sql: took longer than 0.5 s; simplify it"):
        rows(None, folder=tmp_path, database=postgresql, sql=sql, sql_seconds=0.5)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (("milepost:", "nobody:"), "password authentication failed"),
        (("/postgres", "/nothing"), 'database "nothing" does not exist'),
        (("127.0.0.1", "127.0.0.2"), "Connection refused"),
        (("/postgres", "/postgres?connect_timeout=1&sslmode=nonsense"), "sslmode"),
        (("postgresql://", "mysql://"), 'must be an address "postgresql://user@host/database"'),
        (("127.0.0.1", "[127.0.0.1"), 'must be an address "postgresql://user@host/database"'),
    ],
)
def test_connection_errors_hold_no_password(
    tmp_path: Path, postgresql: str, wrong: tuple[str, str], says: str
) -> None:
    with pytest.raises(MilepostError) as error:
        rows(None, folder=tmp_path, database=postgresql.replace(*wrong), sql="select 1")
    assert says in str(error.value)
    assert "\n" not in str(error.value)
    assert PASSWORD not in str(error.value)
    assert PASSWORD_IN_ADDRESS not in str(error.value)
