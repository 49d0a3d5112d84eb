"""The reference documents say what the records say."""

from pathlib import Path

import pytest

from cli.document_sources import XES_COLUMNS
from cli.documents import TYPE_WORDS, data_markdown, kpi_markdown, write_reference
from etl.readers.query import TABLE_FUNCTIONS
from etl.readers.staging_table import RECORD
from etl.readers.xes import SCHEMA
from etl.sources import BESIDE_SETTINGS, SQL_SECONDS
from warehouse.contract.columns import COLUMNS, TYPES
from warehouse.contract.schema import TABLES
from warehouse.kpis import KPIS

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize("name", ["data.md", "kpis.md", "terms.md"])
def test_documents_are_up_to_date(tmp_path: Path, name: str) -> None:
    write_reference(tmp_path)
    assert (DOCS / name).read_text(encoding="utf-8") == (tmp_path / name).read_text(encoding="utf-8"), (
        "run `make docs`"
    )


def test_every_table_and_column_is_explained() -> None:
    sections = data_markdown().split("\n## ")
    by_table = {section.splitlines()[0]: section for section in sections}
    for table in TABLES.values():
        lines = by_table[table.name].splitlines()
        for name in table.names:
            (line,) = [line for line in lines if line.startswith(f"| `{name}` |")]
            assert COLUMNS[name].zh in line
            assert COLUMNS[name].en in line
            assert line.count(" | ") == 7, "a sign of the table in a meaning would break the row"
            assert all(f"`{value}`" in line for value in table.allowed.get(name, ()))
            assert f"`{table.references[name]}` |" in line if name in table.references else True


def test_sources_are_explained_as_they_are_read() -> None:
    """The columns of an event log, the time a query may take, the functions it may call."""
    text = data_markdown()
    assert [name for name, *_ in XES_COLUMNS] == [name for name in SCHEMA.names if name != RECORD]
    assert f"**{SQL_SECONDS} seconds**" in text and f"**{SQL_SECONDS} 秒**" in text
    assert all(
        f"`{name}`" in text for name in (*TABLE_FUNCTIONS, *BESIDE_SETTINGS[1:], "beside", "sql_seconds")
    )


def test_every_type_is_explained() -> None:
    assert set(TYPE_WORDS) == set(TYPES)


def test_every_kpi_is_explained() -> None:
    text = kpi_markdown()
    for kpi in KPIS.values():
        assert f"\n## {kpi.code}\n" in text
        assert kpi.definition_en in text
        assert kpi.definition_zh in text
