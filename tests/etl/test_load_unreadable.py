"""Records that are not even rows stand in the quarantine, and count against the limit."""

from pathlib import Path

import duckdb
import pytest

from etl.load import load
from warehouse.contract.store import Home

COMPANY = """
name = "x"
currency = "CNY"
timezone = "Asia/Shanghai"
[[source]]
table = "partners"
file = "partners.csv"
reject_limit = {limit}
"""


@pytest.mark.parametrize(("limit", "loaded"), [(0.5, 3), (0.3, 0)])
def test_unreadable_records_are_quarantined(tmp_path: Path, limit: float, loaded: int) -> None:
    """
    record  1        2              3         4        5
            P1,good  P2,more,x,y,z  P3 (few)  P4,good  P5,good
    """
    (tmp_path / "company.toml").write_text(COMPANY.format(limit=limit))
    lines = ["partner_id,name,kind", "P1,a,bank", "P2,a,bank,x,y", "P3", "P4,a,bank", "P5,a,bank"]
    (tmp_path / "partners.csv").write_text("\n".join(lines) + "\n")
    report = load(Home(root=tmp_path / "home"), tmp_path / "company.toml", None, False, lambda line: None)
    assert (report.stopped == "") == (loaded > 0)
    assert [(file.read, file.rejected) for file in report.files] == [(5, 2)]
    with duckdb.connect(str(tmp_path / "home" / "warehouse.duckdb"), read_only=True) as facts:
        assert facts.execute("select count(*) from partners").fetchone() == (loaded,)
    with duckdb.connect(str(tmp_path / "home" / "quarantine.duckdb"), read_only=True) as quarantine:
        kept = quarantine.execute("select record, raw, code, reason from rejects order by 1").fetchall()
    assert kept == [
        (2, "P2,a,bank,x,y", "unreadable", "more fields than the header has columns: 5"),
        (3, "P3", "unreadable", "fewer fields than the header has columns: 1"),
    ]
