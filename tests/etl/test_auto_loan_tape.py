"""A US auto-loan tape: its counts and balances, and an id that was ruined upstream.

loans   end balance      > 0 days   ≥ 30   ≥ 60   ≥ 90   distinct assetNumber
7,572   184,506,367.68   893        46     4      1      2,159
"""

from pathlib import Path

import duckdb
import pytest

from etl.load import load
from etl.readers import stage
from etl.sources import read_company
from tests.kit.staged import staging
from warehouse.contract.store import Home

COMPANY = Path(__file__).resolve().parents[2] / "examples" / "auto_loan_tape" / "company.toml"
TAPE = "loan_tape_2020_07.csv"


@pytest.fixture(scope="module")
def data(shared_data: Path) -> Path:
    return shared_data / "auto_loan_tape"


def quietly(line: str) -> None:
    """Progress nobody watches."""


def test_tape_as_staged(data: Path, tmp_path: Path) -> None:
    """Text columns, summed here; the two sources of the example see the same rows."""
    for source in read_company(COMPANY)[1]:
        with staging(tmp_path) as connection:
            stage(connection, source, data / TAPE, "staging.t", {})
            frame = connection.execute("select * from staging.t").df()
        (tmp_path / "staging.duckdb").unlink()
        assert frame.loan_id.tolist() == [str(n) for n in range(1, 7573)]
        assert frame.assetNumber.nunique() == 2159
        assert frame.assetNumber.value_counts().max() == 17
        assert frame.reportingPeriodActualEndBalanceAmount.astype(float).sum() == pytest.approx(
            184_506_367.68
        )
        days = frame.currentDelinquencyStatus.astype(int)
        assert [(days > 0).sum(), *((days >= n).sum() for n in (30, 60, 90))] == [893, 46, 4, 1]
        assert (frame.chargedoffPrincipalAmount == "NA").all(), "NA is text until it is mapped"
        assert frame.originationDate.str.fullmatch(r"\d\d/\d{4}").all()
        assert frame.reportingPeriodEndingDate.str.fullmatch(r"\d\d-\d\d-\d{4}").all()


def test_tape_in_the_facts(data: Path, tmp_path: Path) -> None:
    report = load(Home(root=tmp_path), COMPANY, data, False, quietly)
    assert report.stopped == ""
    assert [(file.loaded, file.rejected) for file in report.files] == [(7572, 0), (7572, 0)]
    with duckdb.connect(str(tmp_path / "warehouse.duckdb"), read_only=True) as facts:
        book = facts.execute("""
            select count(*), sum(balance)::varchar,
                count(*) filter (days_past_due > 0), count(*) filter (days_past_due >= 30),
                count(*) filter (days_past_due >= 60), count(*) filter (days_past_due >= 90),
                round(100 * count(*) filter (days_past_due >= 30) / count(*), 2),
                round(100 * sum(balance::double) filter (days_past_due >= 30) / sum(balance::double), 3),
                count(*) filter (restructured), min(month_end)::varchar, max(month_end)::varchar
            from loan_months join loans using (loan_id)
        """).fetchone()
        days = facts.execute("""
            select count(distinct loan_id), count(*) filter (day(disbursed_on) = 1),
                min(disbursed_on)::varchar, max(disbursed_on)::varchar from loans
        """).fetchone()
    assert book == (*(7572, "184506367.68", 893, 46, 4, 1, 0.61, 0.524, 47, "2020-07-31", "2020-07-31"),)
    assert days is not None
    # The tape knows months of origination only, so each is the first of its month.
    assert days[:2] == (7572, 7572)


def test_the_ruined_id_is_refused_as_key(data: Path, tmp_path: Path) -> None:
    """17 loans under one number are not merged: the load stops and changes nothing."""
    ruined = COMPANY.read_text(encoding="utf-8").replace("_record as loan_id", "assetNumber as loan_id")
    (tmp_path / "company.toml").write_text(ruined, encoding="utf-8")
    report = load(Home(root=tmp_path / "home"), tmp_path / "company.toml", data, False, quietly)
    assert "loans" in report.stopped
    assert "this key stands more than once in the file, with different content" in report.stopped
    assert "\n" not in report.stopped
    with duckdb.connect(str(tmp_path / "home" / "warehouse.duckdb"), read_only=True) as facts:
        assert facts.execute("select count(*) from loans").fetchone() == (0,)
        assert facts.execute("select count(*) from loan_months").fetchone() == (0,)
    with duckdb.connect(str(tmp_path / "home" / "quarantine.duckdb"), read_only=True) as quarantine:
        shared = quarantine.execute("select count(*) from rejects where source = 'loans'").fetchone()
    # Every loan whose number another loan has, too; counted from the tape itself.
    numbers = duckdb.read_csv(str(data / TAPE), all_varchar=True).df().assetNumber
    assert shared == (int(numbers.duplicated(keep=False).sum()),)
