"""What in its files stops a load: one line says which source, what is wrong and what to do; the facts stay."""

import gzip
from pathlib import Path

import pytest

from etl.summary import remarks_on
from tests.kit.loading import HEADER, LOAN_MONTHS, facts, quarantine, run
from tests.kit.stopped import assert_stopped
from warehouse.contract.errors import MilepostError


def test_truncated_gzip(loaded: Path) -> None:
    packed = gzip.compress((HEADER + "L1,2024-02-29,9,0\n" * 1000).encode())
    (loaded / "n.csv.gz").write_bytes(packed[: len(packed) // 2])
    assert_stopped(
        loaded, '[[source]]\nname = "book"\ntable = "loan_months"\nfile = "n.csv.gz"\n', "book", "gz"
    )


def test_empty_file(loaded: Path) -> None:
    (loaded / "m2.csv").touch()
    assert_stopped(loaded, LOAN_MONTHS, "loan_months", "m2.csv", "empty")


def test_header_only(loaded: Path) -> None:
    (loaded / "m2.csv").write_text(HEADER)
    assert_stopped(loaded, LOAN_MONTHS, "loan_months", "m2.csv", "no rows")


def test_wrong_encoding(loaded: Path) -> None:
    (loaded / "m2.csv").write_bytes(
        (HEADER.strip() + ",classification\nL1,2024-02-29,9,0,正常\n").encode("gb18030")
    )
    assert_stopped(loaded, LOAN_MONTHS, "loan_months", "m2.csv", "gb18030")


def test_missing_column_with_the_closest_one(loaded: Path) -> None:
    (loaded / "m2.csv").write_text("loan_id,month_ending,balance,days_past_due\nL1,2024-02-29,9,0\n")
    assert_stopped(
        loaded,
        LOAN_MONTHS,
        'loan_months: m2.csv: column "month_end" for loan_months.month_end is missing',
        'closest is "month_ending"',
        "found loan_id, month_ending, balance, days_past_due",
    )


def test_a_column_that_the_mapping_names_must_be_there(loaded: Path) -> None:
    (loaded / "m2.csv").write_text(HEADER + "L1,2024-02-29,9,0\n")
    assert_stopped(loaded, LOAN_MONTHS + 'columns = { fee_income = "手续费" }\n', '"手续费"', "fee_income")


CONTRACT = (
    *("loan_id", "customer_id", "product", "channel", "region"),
    *("disbursed_on", "principal", "annual_rate", "term_months"),
)


def test_reasons_that_name_lines_are_counted_together(loaded: Path) -> None:
    """Forty lines, each with text behind a closed quote, and forty with more fields each: two kinds."""
    lines = "".join(f'L{n},2024-02-29,"9"9,0\n' for n in range(40))
    lines += "".join(f"L{n},2024-02-29{',' * (5 + n)}\n" for n in range(40))
    (loaded / "m2.csv").write_text(HEADER + lines)
    told = run(loaded).stopped
    assert "(40 rows)" in told and "(40 rows, this is the first)" in told
    assert told.count("(record): ") == 2 and len(told) < 600


def test_a_message_names_the_most_frequent_causes(loaded: Path) -> None:
    """Nine kinds of cause, the first in nine rows and the last in one, which is counted and not told."""
    row = dict(zip(CONTRACT, ("L", "C", "new", "app", "r1", "2024-01-01", "1", "0.1", "12"), strict=True))
    wrong = [
        ("loan_id", ""),
        ("principal", "x"),
        ("principal", "-1"),
        ("annual_rate", "x"),
        ("annual_rate", "5"),
    ]
    wrong += [
        ("term_months", "x"),
        ("term_months", "0"),
        ("disbursed_on", "x"),
        ("disbursed_on", "1800-01-01"),
    ]
    rows = [(row | {name: text}).values() for n, (name, text) in enumerate(wrong) for _ in range(9 - n)]
    source = '[[source]]\ntable = "loans"\nfile = "l.csv"\n'
    told = run(loaded, source, {"l.csv": "".join(",".join(r) + "\n" for r in [CONTRACT, *rows])}).stopped
    assert [f"({n} row" in told for n in range(9, 0, -1)] == [True] * 8 + [False]
    assert "(2 rows); and 1 more kind; all are in the quarantine" in told


def test_mixed_date_formats(loaded: Path) -> None:
    (loaded / "m2.csv").write_text(HEADER + "L1,2024-02-29,9,0\nL1,31/03/2024,9,0\nL1,30.04.2024,9,0\n")
    assert_stopped(
        loaded,
        LOAN_MONTHS,
        "loan_months: 2 of 3 rows (66.7%)",
        "reject_limit of 1.0%",
        "month_end: not a date",
    )
    assert quarantine(loaded, "select record, raw, sample, code from rejects order by 1") == [
        (2, "31/03/2024", "99/99/9999", "not_a_date"),
        (3, "30.04.2024", "99.99.9999", "not_a_date"),
    ]


def test_a_refusal_names_every_cause_once_under_the_source_at_fault(loaded: Path) -> None:
    """Of ten rows two have no balance, one a day that is none, one comes twice with different content.

    Surveys break their limit as well; customers are right.
    """
    rows = [*(f"L{n},2024-02-29,1,0" for n in range(5)), "L5,2024-02-29,,0", "L6,2024-02-29,,0"]
    rows += ["L7,2024-02-30,1,0", "L8,2024-02-29,1,0", "L8,2024-02-29,2,0"]
    (loaded / "m2.csv").write_text(HEADER + "\n".join(rows) + "\n")
    (loaded / "s.csv").write_text("survey_id,kind,scale_max\nS1,nps,0\n")
    (loaded / "c.csv").write_text("customer_id,joined_on\nC1,2024-01-31\n")
    others = "".join(
        f'[[source]]\ntable = "{table}"\nfile = "{table[0]}.csv"\n' for table in ("surveys", "customers")
    )
    report = run(loaded, LOAN_MONTHS + others)
    months = (
        "loan_months: 5 of 10 rows (50.0%) cannot be used, more than its reject_limit of 1.0%: balance: must be "
        "filled (2 rows); loan_id, month_end: this key stands more than once in the file, with different content "
        "(2 rows); month_end: not a date; written YYYY-MM-DD, or as formats.month_end says (1 row); all are in "
        "the quarantine with their reasons, nothing was changed"
    )
    asked = (
        "surveys: 1 of 1 rows (100.0%) cannot be used, more than its reject_limit of 1.0%: scale_max: must be "
        "above scale_min (empty: 0 for nps, else 1) (1 row); all are in the quarantine with their reasons, "
        "nothing was changed"
    )
    assert report.stopped == f"{months} · {asked}"
    others_wait = "not loaded, since loan_months, surveys were stopped"
    assert [(f.source, f.message) for f in report.files if f.status == "stopped"] == [
        ("loan_months", months),
        ("surveys", asked),
        ("customers", others_wait),
    ]
    assert [line for line in remarks_on(report) if "stopped" in line or "limit" in line] == [
        f"customers: {others_wait}"
    ]
    logged = "select source, message from load_log where status = 'stopped' order by source"
    assert quarantine(loaded, logged) == [
        ("customers", others_wait),
        ("loan_months", months),
        ("surveys", asked),
    ]


def test_a_file_that_cannot_be_read_stops_the_others_with_its_name(loaded: Path) -> None:
    (loaded / "m2.csv").touch()
    (loaded / "c.csv").write_text("customer_id,joined_on\nC1,2024-01-31\n")
    report = run(loaded, '[[source]]\ntable = "customers"\nfile = "c.csv"\n' + LOAN_MONTHS)
    said = {(f.source, f.message) for f in report.files if f.status == "stopped"}
    assert said == {
        ("customers", "not loaded, since loan_months was stopped"),
        ("loan_months", report.stopped),
    }


def test_rounded_numbers_are_counted_and_said(loaded: Path) -> None:
    """Two balances and a fee with more decimals than cents; one of the rows is refused for another column."""
    head = HEADER.strip() + ",fee_income\n"
    rows = "L1,2024-02-29,33.333333,0,\nL2,2024-02-29,66.666667,0,0.0049\nL3,2024-02-29,1.00000,0,2.50\n"
    refused = "L4,2024-02-29,33.333333,x,\n"
    (loaded / "m2.csv").write_text(head + rows + refused)
    report = run(loaded, LOAN_MONTHS + "reject_limit = 0.5\n")
    assert report.files[1].rounded == (("balance", 2), ("fee_income", 1))
    assert facts(loaded, "select sum(balance)::varchar, sum(fee_income)::varchar from loan_months") == [
        ("111.00", "2.50")  # 10 of January + 33.33 + 66.67 + 1.00; 0.00 + 2.50
    ]
    more = "more decimals of {} than are kept: rounded half away from zero"
    assert [line for line in remarks_on(report) if "decimals" in line] == [
        f"loan_months: 2 rows with {more.format('balance')}",
        f"loan_months: 1 row with {more.format('fee_income')}",
    ]


def test_a_fifth_of_bad_rows_stops_all_tables_unless_allowed(loaded: Path) -> None:
    """100 rows, every fifth a negative number of days late; customers are right and are not loaded either."""
    rows = "".join(f"L{n},2024-02-29,1,{-1 if n % 5 == 0 else 1}\n" for n in range(100))
    (loaded / "m2.csv").write_text(HEADER + rows)
    (loaded / "c.csv").write_text("customer_id,joined_on\nC1,2024-01-31\n")
    customers = '[[source]]\ntable = "customers"\nfile = "c.csv"\n'
    assert_stopped(
        loaded,
        customers + LOAN_MONTHS,
        "20 of 100 rows (20.0%)",
        "days_past_due: must be 0 or more (20 rows)",
    )
    assert facts(loaded, "select count(*) from customers") == [(0,)]
    assert quarantine(loaded, "select count(*), count(distinct record), min(row) from rejects") == [
        (20, 20, '{"loan_id":"L0","month_end":"2024-02-29","balance":"1","days_past_due":"-1"}')
    ]
    report = run(loaded, customers + LOAN_MONTHS + "reject_limit = 0.2\n")
    assert [(f.source, f.status, f.loaded, f.rejected) for f in report.files] == [
        ("customers", "loaded", 1, 0),
        ("loan_months", "skipped", 0, 0),
        ("loan_months", "loaded", 80, 20),
    ]


def test_a_glob_without_files_is_named(loaded: Path) -> None:
    with pytest.raises(MilepostError, match=r"x\*\.csv"):
        run(loaded, '[[source]]\ntable = "customers"\nfile = "x*.csv"\n')
