"""Files into facts: the way of a row that is right."""

import hmac
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.kit.loading import HEADER, LOAN_MONTHS, facts, home, run
from warehouse.contract.errors import MilepostError
from warehouse.publication.build import identify

APPLICATIONS = '[[source]]\ntable = "applications"\nfile = "a.csv"\n'
ACCOUNTS = '[[source]]\ntable = "finance_months"\nfile = "f.csv"\n'
PARTNERS = "partner_id,name,kind\nP1,Nord,dealer\n"


def test_a_file_becomes_facts(tmp_path: Path) -> None:
    """Mapped names and words, money with its decimals, local time stored in UTC, ids as integers.

    | 编号 | 申请时间          | 产品 | channel | region | 结果 | requested_amount | 备注 |
    | A-1  | 2024/03/01 07:30 | 新车 | app     | CN-11  | 通过 | 120000.50        | x    |
    | A-2  | 2024/03/01 23:30 | 新车 | app     | CN-11  | NA   |                  | y    |
    """
    report = run(
        tmp_path,
        APPLICATIONS
        + """
        columns = { application_id = "编号", submitted_at = "申请时间", product = "产品", outcome = "结果" }
        values = { product = { "新车" = "new" }, outcome = { "通过" = "approved", "NA" = "" } }
        formats = { submitted_at = "%Y/%m/%d %H:%M" }
        """,
        {
            "a.csv": "编号,申请时间,产品,channel,region,结果,requested_amount,备注\n"
            "A-1,2024/03/01 07:30,新车,app,CN-11,通过,120000.50,x\n"
            "A-2,2024/03/01 23:30,新车,app,CN-11,NA,,y\n"
        },
    )
    assert report.stopped == ""
    assert [(f.status, f.read, f.loaded, f.unknown_columns) for f in report.files] == [
        ("loaded", 2, 2, ("备注",))
    ]
    found = facts(
        tmp_path,
        "select application_id, product, outcome, submitted_at, requested_amount::varchar, _delivery "
        "from applications order by 1",
    )
    assert found == [
        # 07:30 in Shanghai (UTC+8) is 23:30 of the day before in UTC
        (1, "new", "approved", datetime(2024, 2, 29, 23, 30), "120000.50", 1),
        (2, "new", None, datetime(2024, 3, 1, 15, 30), None, 1),
    ]
    # No as_of is stated: the latest moment seen in the file is its cut-off.
    assert facts(tmp_path, "select as_of, rows_read, rows_loaded from deliveries") == [
        (datetime(2024, 3, 1, 15, 30), 2, 2)
    ]


def test_cut_off_of_months_is_the_end_of_the_latest_but_not_beyond_the_load(tmp_path: Path) -> None:
    """finance_months has no other time: July 2024 ends in Shanghai at 16:00 UTC; this month is known until now."""
    # The month that it is in Shanghai: in its last eight hours there, the month of UTC is over.
    this_month = f"{datetime.now(UTC).astimezone(ZoneInfo('Asia/Shanghai')):%Y-%m}"
    for name, month in (("past", "2024-07"), ("current", this_month)):
        rows = f"month,account,unit,amount\n2023-02,revenue,,5\n{month},revenue,,7\n"
        (tmp_path / name).mkdir()
        run(tmp_path / name, ACCOUNTS, {"f.csv": rows})
    assert facts(tmp_path / "past", "select as_of from deliveries") == [(datetime(2024, 7, 31, 16),)]
    ((as_of, loaded_at),) = facts(tmp_path / "current", "select as_of, loaded_at from deliveries")
    assert as_of == loaded_at
    assert identify(home(tmp_path / "past")).as_of == datetime(2024, 7, 31, 16)


def test_without_any_cut_off_a_publication_says_what_to_write(tmp_path: Path) -> None:
    """Partners have no time at all: loading once more would not help."""
    run(tmp_path, '[[source]]\ntable = "partners"\nfile = "p.csv"\n', {"p.csv": PARTNERS})
    with pytest.raises(MilepostError, match="no delivery says up to when it is complete: write as_of"):
        identify(home(tmp_path))


def test_cut_off_of_dates_is_the_end_of_the_local_day(tmp_path: Path) -> None:
    run(tmp_path, files={"m.csv": HEADER + "L1,2024-01-31,10,0\nL1,2024-02-29,9,0\n"})
    # 29 February ends in Shanghai at 16:00 UTC of that day.
    assert facts(tmp_path, "select as_of from deliveries") == [(datetime(2024, 2, 29, 16),)]
    assert facts(tmp_path, "select month_end from loan_months order by 1") == [
        (date(2024, 1, 31),),
        (date(2024, 2, 29),),
    ]


def test_each_file_has_its_own_cut_off(tmp_path: Path) -> None:
    """Monthly files that deliver each row once: an old row keeps the date of its own file."""
    run(
        tmp_path,
        files={"m1.csv": HEADER + "L1,2024-01-31,10,0\n", "m2.csv": HEADER + "L1,2024-02-29,9,0\n"},
    )
    assert facts(
        tmp_path,
        "select month_end, as_of from loan_months m join deliveries d on d.delivery = m._delivery order by 1",
    ) == [
        (date(2024, 1, 31), datetime(2024, 1, 31, 16)),
        (date(2024, 2, 29), datetime(2024, 2, 29, 16)),
    ]


def test_a_stated_cut_off_holds(tmp_path: Path) -> None:
    run(
        tmp_path,
        LOAN_MONTHS + "as_of = 2024-02-05T08:00:00+08:00\n",
        {"m.csv": HEADER + "L1,2024-01-31,10,0\n"},
    )
    assert facts(tmp_path, "select as_of from deliveries") == [(datetime(2024, 2, 5, 0),)]


def test_ids_are_keyed_and_shared_between_tables(tmp_path: Path) -> None:
    """A resubmission names the same application; the digests are Python's HMAC-SHA256."""
    run(
        tmp_path,
        APPLICATIONS + '[[source]]\ntable = "loans"\nfile = "l.csv"\n',
        {
            "a.csv": "application_id,submitted_at,product,channel,region,resubmission_of\n"
            "A-1,2024-01-01 10:00:00,new,app,R1,\n"
            "A-2,2024-01-05 10:00:00,new,app,R1, A-1 \n",
            "l.csv": "loan_id,application_id,customer_id,product,channel,region,disbursed_on,principal,"
            "annual_rate,term_months\nL1,A-2,C1,new,app,R1,2024-01-09,1000,0.05,12\n",
        },
    )
    assert facts(tmp_path, "select application_id, resubmission_of from applications order by 1") == [
        (1, None),
        (2, 1),
    ]
    assert facts(tmp_path, "select loan_id, application_id, customer_id from loans") == [(1, 2, 1)]
    key = home(tmp_path).id_key.read_bytes()
    assert dict(facts(tmp_path, "select id, digest from ids where space = 'application'")) == {
        1: hmac.digest(key, b"application:A-1", "sha256"),
        2: hmac.digest(key, b"application:A-2", "sha256"),
    }
    assert b"A-1" not in home(tmp_path).facts.read_bytes()


def test_ids_stay_the_same_in_later_loads(tmp_path: Path) -> None:
    run(tmp_path, files={"m1.csv": HEADER + "L7,2024-01-31,10,0\nL5,2024-01-31,20,0\n"})
    run(tmp_path, files={"m2.csv": HEADER + "L5,2024-02-29,19,0\nL9,2024-02-29,30,0\n"})
    assert facts(tmp_path, "select month_end, loan_id, balance::integer from loan_months order by all") == [
        (date(2024, 1, 31), 1, 10),
        (date(2024, 1, 31), 2, 20),
        (date(2024, 2, 29), 2, 19),
        (date(2024, 2, 29), 3, 30),
    ]


def test_unknown_columns_are_listed_and_missing_optional_ones_are_empty(tmp_path: Path) -> None:
    """The second file has a column more than the first; both lack most of the table's."""
    report = run(
        tmp_path,
        files={
            "m1.csv": HEADER + "L1,2024-01-31,10,0\n",
            "m2.csv": "loan_id,month_end,balance,days_past_due,fee_income,客户姓名\nL1,2024-02-29,9,0,1.5,x\n",
        },
    )
    assert [f.unknown_columns for f in report.files] == [(), ("客户姓名",)]
    assert facts(
        tmp_path, "select fee_income::varchar, classification from loan_months order by month_end"
    ) == [
        (None, None),
        ("1.50", None),
    ]


def test_missing_references_are_counted_and_not_refused(tmp_path: Path) -> None:
    """Two month ends of L2 and one of L3 have no contract; a later file brings L3.

    Customers were never delivered, so that nothing is missing there.
    """
    head = "loan_id,customer_id,product,channel,region,disbursed_on,principal,annual_rate,term_months\n"
    row = "{},C1,new,app,R1,2023-01-09,1000,0.05,12\n"
    sources = LOAN_MONTHS + '[[source]]\ntable = "loans"\nfile = "l*.csv"\n'
    rows = "L1,2024-01-31,1,0\nL2,2024-01-31,2,0\nL2,2024-02-29,2,0\nL3,2024-01-31,3,0\n"
    report = run(tmp_path, sources, {"m.csv": HEADER + rows, "l1.csv": head + row.format("L1")})
    assert [f.missing_references for f in report.files] == [(("loan_id", 3, 2),), ()]
    run(tmp_path, sources, {"l2.csv": head + row.format("L3")})
    assert facts(tmp_path, "select table_name, column_name, rows, members from missing_references") == [
        ("loan_months", "loan_id", 2, 1)
    ]


def test_settings_are_kept_with_the_facts(tmp_path: Path) -> None:
    run(tmp_path, "[npl]\ndays = 61\n" + LOAN_MONTHS, {"m.csv": HEADER + "L1,2024-01-31,10,0\n"})
    assert facts(tmp_path, "select settings->>'npl_days' from company") == [("61",)]
