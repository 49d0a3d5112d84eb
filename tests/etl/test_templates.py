"""What `milepost init` writes is a company.toml that is read, and files that are loaded once filled."""

import re
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from etl.load import load
from etl.readers import stage
from etl.sources import read_company
from etl.templates import SECTIONS, company_toml, write_templates
from tests.kit.staged import a_source, staging
from warehouse.contract.company import DEFAULTS
from warehouse.contract.errors import MilepostError
from warehouse.contract.schema import TABLES
from warehouse.contract.store import Home
from warehouse.contract.windows import old_enough


def switched_on(text: str) -> str:
    """The text with every setting switched on: `#key = value` and `#[section]` lose their sign."""
    return re.sub(r"^#(?=[\[a-z])", "", text, flags=re.MULTILINE)


def test_files_hold_the_columns_of_their_tables(tmp_path: Path) -> None:
    written = write_templates(tmp_path / "new")
    assert {path.name for path in written} == {"company.toml", *(f"{name}.csv" for name in TABLES)}
    for table in TABLES.values():
        path = tmp_path / "new" / f"{table.name}.csv"
        assert path.read_bytes().startswith(b"\xef\xbb\xbf"), "spreadsheets need the byte order mark"
        with staging(tmp_path) as connection:
            stage(connection, a_source(), path, "staging.t", {})
            assert connection.table("staging.t").columns == [*table.names, "_record"]
        (tmp_path / "staging.duckdb").unlink()


def test_company_toml_is_read_as_it_is(tmp_path: Path) -> None:
    write_templates(tmp_path)
    company, sources = read_company(tmp_path / "company.toml")
    assert (company.currency, company.timezone) == ("CNY", "Asia/Shanghai")
    assert [source.table for source in sources] == ["applications"]


def test_company_toml_with_everything_switched_on(tmp_path: Path) -> None:
    (tmp_path / "company.toml").write_text(switched_on(company_toml()), encoding="utf-8")
    company, sources = read_company(tmp_path / "company.toml")
    assert [source.table for source in sources] == list(TABLES)
    assert company.before == ("2021-07", "2022-06")
    assert company.calendar.holidays == ("2025-01-29",)
    assert company.availability_systems == {"loan_origination": "24x7"}


def test_settings_that_are_switched_off_are_the_defaults(tmp_path: Path) -> None:
    """Switching a section on changes nothing, but where its default is nothing (then it is an example)."""
    sources = '\n[[source]]\ntable = "loans"\nfile = "loans.csv"\n'
    plain = 'name = "x"\ncurrency = "CNY"\ntimezone = "Asia/Shanghai"\n'
    for section in ("approval", "npl", "churn", "statistics"):
        (block,) = re.findall(rf"^#\[{section}\]\n(?:#[a-z_]+ = .*\n)*", company_toml(), flags=re.MULTILINE)
        (tmp_path / "with.toml").write_text(plain + switched_on(block) + sources)
        (tmp_path / "without.toml").write_text(plain + sources)
        assert read_company(tmp_path / "with.toml") == read_company(tmp_path / "without.toml")
    assert set(SECTIONS) == set(DEFAULTS)


@pytest.mark.parametrize(
    ("stated", "cut_off"),
    [
        ("", "2026-01-01T00:00:00+08:00"),  # as the template writes it
        ("2025-12-31", "2026-01-01T00:00:00+08:00"),
        ('"2025-12-31"', "2026-01-01T00:00:00+08:00"),
        ('"2025-12-31T23:59"', "2026-01-01T00:00:00+08:00"),
        ("2025-12-31T23:59:59.999", "2026-01-01T00:00:00+08:00"),
        ('"2025-12-31T23:59:59+01:00"', "2026-01-01T00:00:00+01:00"),
        ("2025-12-31T23:58:00", "2025-12-31T23:58:00+08:00"),
        ("2025-12-31T00:00:00", "2025-12-31T00:00:00+08:00"),
    ],
)
def test_the_month_of_a_stated_day_is_over(tmp_path: Path, stated: str, cut_off: str) -> None:
    """A month is complete that ends at or before the cut-off: the end of its last day is the next midnight."""
    (example,) = re.findall(r"^#   as_of     = (\S+)", company_toml(), flags=re.MULTILINE)
    head = 'name = "x"\ncurrency = "CNY"\ntimezone = "Asia/Shanghai"\n'
    source = f'[[source]]\ntable = "loans"\nfile = "loans.csv"\nas_of = {stated or example}\n'
    (tmp_path / "company.toml").write_text(head + source)
    _, (source_read,) = read_company(tmp_path / "company.toml")
    assert source_read.as_of is not None
    assert source_read.as_of == datetime.fromisoformat(cut_off)
    december_is_over = old_enough(
        "2025-12", source_read.as_of.astimezone(UTC).replace(tzinfo=None), "Asia/Shanghai", 0
    )
    assert december_is_over == (source_read.as_of >= datetime.fromisoformat("2026-01-01T00:00:00+08:00"))


def test_a_filled_template_loads(tmp_path: Path) -> None:
    write_templates(tmp_path)
    path = tmp_path / "applications.csv"
    row = {"application_id": "A1", "product": "new", "channel": "dealer", "region": "BJ"}
    names = TABLES["applications"].names
    path.write_bytes(path.read_bytes() + ",".join(row.get(name, "") for name in names).encode() + b"\r\n")
    report = load(Home(root=tmp_path / "home"), tmp_path / "company.toml", None, False, lambda line: None)
    assert report.stopped == ""
    with duckdb.connect(str(tmp_path / "home" / "warehouse.duckdb"), read_only=True) as facts:
        assert facts.execute("select product, region from applications").fetchall() == [("new", "BJ")]


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "loans.csv").write_text("mine")
    with pytest.raises(MilepostError, match=r"loans.csv there already; name another folder"):
        write_templates(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["loans.csv"]
    assert (tmp_path / "loans.csv").read_text() == "mine"


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(MilepostError, match="cannot write there"):
        write_templates(tmp_path / "file" / "below")
