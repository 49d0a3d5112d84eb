"""Files into facts: the way of a row that is right."""

from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from etl.load import load
from etl.outcome import LoadReport
from warehouse.store import Home

COMPANY = 'name = "K"\ncurrency = "CNY"\ntimezone = "Asia/Shanghai"\n'


def run(home: Home, folder: Path, toml: str, again: bool = False) -> LoadReport:
    (folder / "company.toml").write_text(COMPANY + toml, encoding="utf-8")
    return load(home, folder / "company.toml", None, again, lambda line: None)


def rows(home: Home, sql: str) -> list[tuple]:  # type: ignore[type-arg]
    with duckdb.connect(str(home.facts), read_only=True) as facts:
        return facts.execute(sql).fetchall()


def test_a_file_becomes_facts(tmp_path: Path) -> None:
    """Mapped names and words, money with its decimals, local time stored in UTC, ids as integers.

    | 编号 | 申请时间          | 产品 | channel | region | 结果 | requested_amount |
    | A-1  | 2024/03/01 07:30 | 新车 | app     | CN-11  | 通过 | 120000.50        |
    | A-2  | 2024/03/01 23:30 | 新车 | app     | CN-11  |      |                  |
    """
    (tmp_path / "a.csv").write_text(
        "编号,申请时间,产品,channel,region,结果,requested_amount,备注\n"
        "A-1,2024/03/01 07:30,新车,app,CN-11,通过,120000.50,x\n"
        "A-2,2024/03/01 23:30,新车,app,CN-11,,,y\n",
        encoding="utf-8",
    )
    home = Home(tmp_path / "home")
    report = run(
        home,
        tmp_path,
        """
        [[source]]
        table = "applications"
        file = "a.csv"
        columns = { application_id = "编号", submitted_at = "申请时间", product = "产品", outcome = "结果" }
        values = { product = { "新车" = "new" }, outcome = { "通过" = "approved" } }
        formats = { submitted_at = "%Y/%m/%d %H:%M" }
        """,
    )
    assert report.stopped == ""
    assert [(f.status, f.read, f.loaded, f.unknown_columns) for f in report.files] == [
        ("loaded", 2, 2, ("备注",))
    ]
    found = rows(
        home,
        "select application_id, product, outcome, submitted_at, requested_amount::varchar, _delivery "
        "from applications order by 1",
    )
    assert found == [
        # 07:30 in Shanghai (UTC+8) is 23:30 of the day before in UTC
        (1, "new", "approved", datetime(2024, 2, 29, 23, 30), "120000.50", 1),
        (2, "new", None, datetime(2024, 3, 1, 15, 30), None, 1),
    ]
    # No as_of is stated: the latest moment seen in the file is its cut-off.
    assert rows(home, "select as_of, rows_read, rows_loaded from deliveries") == [
        (datetime(2024, 3, 1, 15, 30), 2, 2)
    ]


def test_cut_off_of_dates_is_the_end_of_the_local_day(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text(
        "loan_id,month_end,balance,days_past_due\nL1,2024-01-31,10,0\nL1,2024-02-29,9,0\n"
    )
    home = Home(tmp_path / "home")
    run(home, tmp_path, '[[source]]\ntable = "loan_months"\nfile = "m.csv"\n')
    # The end of 29 February in Shanghai is 16:00 UTC of that day.
    assert rows(home, "select as_of from deliveries") == [(datetime(2024, 2, 29, 16),)]
    assert rows(home, "select month_end from loan_months order by 1") == [
        (date(2024, 1, 31),),
        (date(2024, 2, 29),),
    ]


def test_a_stated_cut_off_holds(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text("loan_id,month_end,balance,days_past_due\nL1,2024-01-31,10,0\n")
    home = Home(tmp_path / "home")
    run(
        home,
        tmp_path,
        '[[source]]\ntable = "loan_months"\nfile = "m.csv"\nas_of = 2024-02-05T08:00:00+08:00\n',
    )
    assert rows(home, "select as_of from deliveries") == [
        (datetime(2024, 2, 5, 8, tzinfo=UTC).replace(hour=0, tzinfo=None),)
    ]
