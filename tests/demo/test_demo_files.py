"""The simulated company's files: what company.toml says of them holds, and the faults are those of truth.json."""

import hashlib
from pathlib import Path

import pandas as pd
import pytest

from demo.files.exports import exports_of
from demo.simulation import simulate
from etl.sources import read_company
from tests.kit.demo_company import EMPTY, Simulated
from warehouse.contract.errors import MilepostError
from warehouse.contract.schema import TABLES
from warehouse.contract.store import Home, connect


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_all_tables_are_there(simulated: Simulated) -> None:
    _, sources = read_company(simulated.folder / "company.toml")
    assert {source.table for source in sources} == set(TABLES)
    assert len(sources) == len(TABLES)
    assert all(source.as_of is not None for source in sources)


@pytest.mark.parametrize(
    "table", [name for name in TABLES if name not in ("finance_months", "compliance_checks")]
)
def test_columns_and_codes_are_those_of_the_schema(simulated: Simulated, table: str) -> None:
    """finance_months and compliance_checks go through sql and are tested by loading them."""
    rows, schema = simulated.raw(table), TABLES[table]
    assert set(rows.columns) - {"file"} == set(schema.names)
    bad = {(f["column"], f["reason"]) for f in simulated.truth["faults"] if f["table"] == table}
    for column in schema.required:
        empty = rows[column].isna() | (rows[column].astype(str) == EMPTY)
        assert empty.any() == ((column, "missing") in bad), column
    for column, allowed in schema.allowed.items():
        found = set(rows[column].dropna()) - {EMPTY}
        assert (not found <= set(allowed)) == ((column, "not_allowed") in bad), column


@pytest.mark.parametrize("table", [name for name, table in TABLES.items() if table.key])
def test_true_keys_are_unique(simulated: Simulated, table: str) -> None:
    if table in ("finance_months",):
        return
    rows = simulated.true(table)
    assert not rows.duplicated(subset=list(TABLES[table].key)).any()


def test_sizes(simulated: Simulated) -> None:
    """s is 300 thousand loan-months; truth.json counts the true rows of every table."""
    rows = simulated.truth["rows"]
    assert rows["loan_months"] == pytest.approx(300_000, rel=0.03)
    assert set(rows) == set(TABLES)
    for table in ("applications", "customers", "loans", "loan_months"):
        assert len(simulated.true(table)) == rows[table], table


def test_references_lead_somewhere(simulated: Simulated) -> None:
    loans, customers = simulated.true("loans"), set(simulated.true("customers")["customer_id"])
    applications = simulated.true("applications")
    assert set(loans["customer_id"]) <= customers
    assert set(applications["customer_id"]) - {EMPTY} <= customers
    assert set(loans["application_id"].dropna()) <= set(applications["application_id"])
    assert set(simulated.true("loan_months")["loan_id"]) <= set(loans["loan_id"])
    assert set(applications["resubmission_of"]) - {EMPTY} <= set(applications["application_id"])
    contacts = simulated.raw("service_contacts")["customer_id"]
    assert set(contacts) - customers == {"KH999999999"}


def test_work_of_an_application_stands_in_one_file(simulated: Simulated) -> None:
    """Otherwise a later file would replace the earlier steps of the same application."""
    files = simulated.raw("application_events").groupby("application_id")["file"].nunique()
    assert files.max() == 1


def test_a_load_refuses_the_faults_and_nothing_else(simulated: Simulated, simulated_home: Home) -> None:
    """Per table: true rows + rows that only refer to nobody are loaded; the rest is refused or stands twice."""
    with connect(simulated_home.facts, read_only=True) as facts:
        log = facts.execute(
            "select source, rows_loaded as loaded, rows_rejected as rejected from deliveries"
        ).df()
    assert set(log["source"]) == set(TABLES)
    truth = simulated.truth
    for table in TABLES:
        files = log[log["source"] == table]
        faults = [fault for fault in truth["faults"] if fault["table"] == table]
        expected = truth["rows"][table] + sum(fault["loaded"] for fault in faults)
        if table == "finance_months":  # a sheet with a column per account
            expected = files["loaded"].sum()
            assert expected == 60 * (31 * 4 + 5)
        assert files["loaded"].sum() == expected, table
        assert files["rejected"].sum() == sum(fault["refused"] for fault in faults), table
        assert all(fault["rows"] > 0 for fault in faults)


def test_same_seed_same_bytes(simulated: Simulated, tmp_path: Path) -> None:
    simulate(tmp_path / "again", "s", 1, lambda line: None)
    assert digests(tmp_path / "again") == digests(simulated.folder)


def test_large_sizes_do_without_workbooks_of_surveys() -> None:
    """A worksheet ends at 1,048,576 rows; the columns and words stay the same."""
    small, large = exports_of("m")["surveys"], exports_of("xl")["surveys"]
    assert (small.file, large.file) == ("surveys/surveys_*.xlsx", "surveys/surveys_*.csv.gz")
    assert (small.columns, small.values) == (large.columns, large.values)


def test_an_unknown_size_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MilepostError, match="xxl"):
        simulate(tmp_path, "xxl", 1, lambda line: None)


def test_no_person_can_be_told(simulated: Simulated) -> None:
    """Apart from the planted, made-up number no cell of a text looks like a mobile number."""
    texts = pd.concat(
        [
            simulated.raw("application_events")["activity"],
            simulated.raw("partners")["name"],
            simulated.raw("initiatives")["owner"],
        ]
    )
    found = texts[texts.str.contains(r"1[3-9]\d{9}")]
    assert set(found) == {"电话核实 13800000000"}
