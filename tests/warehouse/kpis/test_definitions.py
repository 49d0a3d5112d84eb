"""The definitions: every KPI has every field in both languages, and says where it comes from."""

import re
from pathlib import Path

import pytest

from analysis.results import needs_table
from cli.publishing import publish
from tests.kit import loading
from tests.kit.facts import a_company
from tests.kit.loading import HEADER, LOAN_MONTHS, home
from tests.kit.pages import run, said
from tests.kit.small_company import publish_small_company
from ui.definitions.lineage import diagram, in_one_line
from warehouse.contract.company import Company
from warehouse.contract.schema import TABLES
from warehouse.contract.scope import WHOLE_HOUSE, Scope
from warehouse.contract.store import Home
from warehouse.kpis import KPIS, find
from warehouse.kpis.formulas import measures_of, write_formula
from warehouse.marts.families import MARTS
from warehouse.publication.engine import mart_measures
from warehouse.query.lineage import Provenance, availability, provenance, settings_of, tables_of
from warehouse.snapshot.snapshots import open_current
from wording.naming import name_of
from wording.sentences.definitions import (
    Fact,
    better_words,
    formula_facts,
    grain_facts,
    matches,
    setting_facts,
    unit_words,
    use_facts,
)
from wording.words import CATALOGUE, LANGUAGES, Language

COMPANY = a_company()
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def all_facts(code: str, language: Language) -> list[Fact]:
    kpi = find(code)
    return [
        *formula_facts(kpi, COMPANY, language),
        *grain_facts(kpi, language),
        *use_facts(kpi, language),
        *setting_facts(kpi, COMPANY, 0.5, language),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", KPIS)
def test_every_kpi_has_every_field_in_both_languages(code: str, language: Language) -> None:
    """No field is empty, none is in the other language; names of measures and marts stand as code."""
    kpi = find(code)
    facts = all_facts(code, language)
    assert len(facts) >= 3 + len(kpi.marts) + 5
    own = (kpi.name_zh, kpi.definition_zh, kpi.pitfalls_zh)
    texts = [text for fact in facts for text in (fact.label, fact.text)]
    texts += own if language == "zh" else (kpi.name_en, kpi.definition_en, kpi.pitfalls_en)
    texts += [unit_words(kpi, language), better_words(kpi, language)]
    for text in texts:
        words = re.sub(r"`[^`]*`", "", text)
        assert text.strip()
        if language == "en":
            assert not CHINESE.search(words), text
        else:
            assert not re.search(r"[a-z]{3,} [a-z]{3,}", words), text


def test_everything_a_definition_names_has_words() -> None:
    named = {f"belongs.{mart.month_of}" for mart in MARTS.values()}
    named |= {f"grain.{name}" for mart in MARTS.values() for name in (*mart.dimensions, *mart.keys)}
    named |= {f"subject.{kpi.family}" for kpi in KPIS.values()}
    named |= {f"setting.{name}" for kpi in KPIS.values() for name in settings_of(kpi)}
    named |= {f"unit_name.{kpi.unit}" for kpi in KPIS.values()}
    assert named <= set(CATALOGUE)


@pytest.mark.parametrize("code", KPIS)
def test_a_formula_names_measures_of_its_marts_and_tables_of_the_schema(code: str) -> None:
    kpi = find(code)
    for mart in kpi.marts:
        assert set(measures_of(kpi.formula)) <= set(mart_measures(mart, COMPANY))
    assert set(tables_of(kpi)) <= set(TABLES)
    assert kpi.guard == "" or kpi.guard in KPIS


@pytest.mark.parametrize(
    ("code", "formula"),
    [
        ("npl_rate", "Σ npl_balance ÷ Σ balance"),
        ("churn_rate_crude", "12 × Σ left_early ÷ Σ at_risk"),
        ("npl_rate_same_age", "npl × Σ npl_balance ÷ Σ expected_npl_balance"),
        ("revenue", "Σ revenue"),
        ("outstanding_balance", "Σ balance(T)"),
        ("originations_growth", "Σ principal(m) ÷ Σ principal(m − 12) − 1"),
        ("balance_growth", "Σ balance(T) ÷ Σ balance(T − 12) − 1"),
        ("csat", "Σ top2 ÷ Σ answered [kind = csat]"),
    ],
)
def test_formulas_are_written_out(code: str, formula: str) -> None:
    assert write_formula(find(code)) == formula


def test_a_quantile_names_who_counts_as_decided_and_who_is_only_seen() -> None:
    text = write_formula(find("approval_time_p90"))
    assert text.startswith("t: S(t) = 0.1; S = Π (1 − d ÷ n); d = approved + declined + decided; n = Σ (d + ")
    assert "withdrawn" in text


@pytest.mark.parametrize(
    ("code", "settings"),
    [
        ("npl_rate", {"npl_basis", "npl_days"}),
        ("delinquency_90", set()),
        ("decided_within_24h", {"approval_limits_minutes"}),
        ("approval_time_median_business", {"calendar"}),
        ("churn_rate", {"churn_return_months"}),
        ("repeat_finance_rate", {"churn_repeat_months"}),
        ("availability", {"availability_systems"}),
        ("revenue", set()),
    ],
)
def test_the_settings_that_enter_a_kpi_are_named(code: str, settings: set[str]) -> None:
    assert set(settings_of(find(code))) == settings


def test_every_setting_of_a_kpi_is_one_of_the_companys() -> None:
    named = {name for kpi in KPIS.values() for name in settings_of(kpi)}
    assert named <= set(Company.__dataclass_fields__)


@pytest.mark.parametrize("text", ["npl", "NPL RATE", "不良贷款率", "rsk-01", " npl_rate "])
def test_a_kpi_is_found_by_name_in_either_language_and_by_both_codes(text: str) -> None:
    assert matches(find("npl_rate"), text)
    assert not matches(find("csat"), text)


def test_the_way_from_the_files_is_that_of_the_loads_and_of_the_house_only(tmp_path: Path) -> None:
    """Two files of month ends, no contracts: the KPI lacks a table, and a partner sees no file names."""
    rows = ("L1,2024-01-31,10,0\n", "L1,2024-02-29,9,0\n")
    loading.run(tmp_path, LOAN_MONTHS, {f"m{n}.csv": HEADER + row for n, row in enumerate(rows)})
    publish(home(tmp_path), lambda line: None)
    snapshot = open_current(home(tmp_path))
    found = provenance(snapshot, "npl_rate", WHOLE_HOUSE)
    assert found.files == (("loans", ()), ("loan_months", ("m0.csv", "m1.csv")))
    assert "loans" in found.missing
    assert "loan_months.balance" not in found.missing
    partner = provenance(snapshot, "npl_rate", Scope(partners=("P1",)))
    assert [files for _, files in partner.files] == [(), ()]
    kpi = find("npl_rate")
    drawn = diagram(kpi, found, False, "en").splitlines()
    assert 'file1[/"m0.csv and others, 2 files"/] --> table1' in drawn
    assert {"table0 --> mart0", "table1 --> mart0", 'mart0[("book")] --> kpi'} <= set(drawn)
    assert in_one_line(kpi, found, "zh") == "m0.csv 等 2 个文件 → 贷款合同、合同月末状态 → book → 不良贷款率"


@pytest.mark.parametrize("code", KPIS)
def test_a_diagram_joins_every_table_to_the_kpi(code: str) -> None:
    kpi = find(code)
    files = tuple((table, ()) for table in tables_of(kpi))
    lines = diagram(kpi, Provenance(files=files, missing=(), reason=None), True, "en").splitlines()
    for place in range(len(files)):
        assert any(line.startswith(f"table{place} --> mart") for line in lines)


def test_a_kpi_lacking_a_table_is_said_to(tmp_path: Path) -> None:
    publish_small_company(Home(root=tmp_path), count=500)
    snapshot = open_current(Home(root=tmp_path))
    reasons = dict(availability(snapshot, WHOLE_HOUSE))
    assert reasons["approval_time_median"] is None
    assert reasons["csat"] == needs_table("surveys")
    assert reasons.keys() == KPIS.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_address_names_the_kpi_that_is_drawn_in_full(
    simulated_home: Home, monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    app = run(simulated_home, monkeypatch, "definitions", kpi="npl_rate", lang=language)
    text = said(app)
    kpi = find("npl_rate")
    assert (kpi.definition_zh if language == "zh" else kpi.definition_en) in text
    assert "Σ npl_balance ÷ Σ balance" in text
    assert len(app.dataframe[0].value) == len(KPIS)


def test_the_guard_is_one_step_away(simulated_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    app = run(simulated_home, monkeypatch, "definitions", kpi="npl_rate")
    app = app.button(key="guard").click().run()
    assert find(find("npl_rate").guard).definition_en in said(app)


def test_the_list_is_searched_and_a_kpi_unknown_is_none(
    simulated_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = run(simulated_home, monkeypatch, "definitions", kpi="no_such_kpi")
    assert f"{len(KPIS)} of {len(KPIS)} KPIs. Choose a row to see its definition in full." in said(app)
    assert "From the files to the KPI" not in said(app)
    app = app.text_input(key="kpi_search").set_value("RSK-01").run()
    wanted = {name_of(kpi, "en") for kpi in KPIS.values() if kpi.catalogue_code == "RSK-01"}
    assert wanted and set(app.dataframe[0].value["KPI"]) == wanted
    app = app.text_input(key="kpi_search").set_value("weather").run()
    assert not app.dataframe
    assert "No KPI matches “weather”." in said(app)
