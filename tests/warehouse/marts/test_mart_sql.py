"""The files of SQL: each is built, says its grain in line one, and means something in every word it uses."""

import re
from pathlib import Path

import pytest

from tests.kit.facts import a_company
from warehouse.marts.families import FAMILIES, MARTS, VARIANTS
from warehouse.publication import engine
from warehouse.publication.engine import SQL, mart_sql

FILES = {str(path.relative_to(SQL).with_suffix("")): path for path in SQL.rglob("*.sql")}


def named() -> set[str]:
    """The files that the families name, and that of the cells."""
    steps = {f"prepare/{step}" for family in FAMILIES for step in (*family.preparations, *family.rated)}
    calendars = {f"calendars/{name}" for family in FAMILIES for name in family.calendars}
    tables = {f"tables/{name}" for family in FAMILIES for name in (*family.tables, *family.references)}
    templates = {f"templates/{variant.template}" for variant in VARIANTS.values()}
    return {"cells", *steps, *calendars, *tables, *templates, *(MARTS.keys() - VARIANTS.keys())}


def test_every_file_is_built_and_every_name_has_a_file() -> None:
    assert FILES.keys() == named()
    assert VARIANTS.keys() <= MARTS.keys()


@pytest.mark.parametrize("name", sorted(FILES))
def test_line_one_says_the_grain(name: str) -> None:
    first = FILES[name].read_text(encoding="utf-8").splitlines()[0]
    assert re.match(r"-- (at most )?one row(:| per )", first), first


@pytest.mark.parametrize("name", sorted(VARIANTS))
def test_a_variant_names_its_row_and_leaves_no_word_of_the_template_over(name: str) -> None:
    sql = mart_sql(MARTS[name], a_company())
    first = sql.splitlines()[0]
    for column in (*MARTS[name].dimensions, *MARTS[name].keys, *VARIANTS[name].parameters.values()):
        assert column in first, column
    assert "$" not in sql and "for each" not in sql


def test_variants_of_a_template_differ() -> None:
    """Two marts with the same SQL would be one mart under two names."""
    written = [mart_sql(mart, a_company()) for mart in MARTS.values()]
    assert len(set(written)) == len(MARTS)


def test_every_parameter_is_a_word_of_its_template() -> None:
    for variant in VARIANTS.values():
        text = FILES[f"templates/{variant.template}"].read_text(encoding="utf-8")
        words = set(re.findall(r"\$\{?([a-z]+)", text))
        assert words - {"row", "measure"} == variant.parameters.keys(), variant


def test_a_word_that_nothing_defines_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mart = next(mart for mart in MARTS.values() if mart.name not in VARIANTS)
    (tmp_path / f"{mart.name}.sql").write_text("select $nothing", encoding="utf-8")
    monkeypatch.setattr(engine, "SQL", tmp_path)
    with pytest.raises(KeyError, match="nothing"):
        mart_sql(mart, a_company())
