"""The page on published figures: what it says follows from the check, and its figure shows just what was judged."""

import re

import pytest

from tests.kit.pages import run, said
from tests.kit.records import a_change, a_comparison
from ui.claims.charts.published import coverage, forest
from warehouse.claims.comparison import check_claims, set_beside
from warehouse.claims.published import claims
from warehouse.claims.together import all_together
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.contract.store import Home
from warehouse.kpis import find
from warehouse.snapshot.snapshots import Snapshot
from wording.claims.published import format_claim, together_words
from wording.claims.rows import claim_rows
from wording.theme import COLOURS
from wording.words import LANGUAGES, Language

ENGLISH = re.compile(r"[A-Za-z]{3,} [A-Za-z]{3,}")
BY_ID = {claim.claim_id: claim for claim in claims()}


def test_the_answer_counts_what_was_checked(
    simulated_home: Home, simulated_snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = check_claims(simulated_snapshot, *simulated_snapshot.windows, WHOLE_HOUSE)
    placed = [(row.kpi, figure.verdict) for row in found.beside for figure in row.placed]
    stock = sum(kpi == "npl_rate" and verdict.startswith("claims") for kpi, verdict in placed)
    text = said(run(simulated_home, monkeypatch, "claims"))
    assert "Of 99 published figures 16 can be compared" in text
    told = re.search(
        r"(\d+) within our interval, (\d+) claim more, (\d+) claim less(?:, (\d+) on the NPL rate not judged)?, "
        r"(\d+) open",
        text,
    )
    assert told is not None
    counts = [int(n or 0) for n in told.groups()]
    assert counts[3] == stock and sum(counts) == 16
    assert counts[0] == sum(verdict == "inside" for _, verdict in placed)
    assert "The other 83: " in text
    assert "13 of 99 published figures" in text  # those with one feature open are shown first


def test_npl_is_never_said_without_what_goes_bad(
    simulated_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = run(simulated_home, monkeypatch, "claims")
    app.session_state["fold_lines"] = True
    text = said(app.run())
    line = next(line for line in text.split("\n") if "the NPL rate fell" in line)
    assert "turns bad" in line and "book is younger" in line


def test_the_page_in_chinese_holds_no_english(simulated_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    app = run(simulated_home, monkeypatch, "claims", lang="zh", match="all")
    table = app.table[0].value.to_string()
    for text in (said(app), table):
        assert not ENGLISH.search(text)
    assert len(app.table[0].value) == 99


def test_what_is_open_of_a_hollow_diamond_is_said(
    simulated_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = run(simulated_home, monkeypatch, "claims", match="near").table[0].value
    assert len(table) == 13
    assert table["why"].str.contains("mean or median|average over|by amount or by contracts").all()


def test_the_rest_is_found_by_words(simulated_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    app = run(simulated_home, monkeypatch, "claims", match="no data")
    app.text_input(key="claim_search").set_value("supply chain").run()
    assert len(app.table[0].value) == 2
    app.text_input(key="claim_search").set_value("no such word").run()
    assert not app.table and "No figure matches." in said(app)


def test_without_windows_the_figures_are_still_listed(
    simulated_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Snapshot, "windows", (None, None))
    app = run(simulated_home, monkeypatch, "claims")
    assert "16 could be compared once there are windows" in said(app)
    assert len(app.table[0].value) == 13


def test_the_definition_of_a_kpi_lists_the_figures_about_it(
    simulated_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = said(run(simulated_home, monkeypatch, "definitions", kpi="churn_rate"))
    assert "§2.3(3) \u221220% – other definition" in text
    assert text.count("§") == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_figure_draws_each_judged_figure_once_at_its_place(language: Language) -> None:
    """Approval −50 ± 5 %: diamonds at −50, −40, −60, −50, −70, all hollow; NPL: three filled, where it is the same."""
    rows = [
        (find(code), set_beside(find(code), a_comparison(a_change(2, 1, (-0.55, -0.45))), claims(), 0.5))
        for code in ("approval_time_median", "npl_rate")
    ]
    figure = forest(rows, False, language, "light")
    diamonds = figure.data[-1]
    assert list(diamonds.x) == pytest.approx([-50, -40, -60, -50, -70, -20, -15, -15, -10, -10, -15])
    filled = [colour == COLOURS["light"].claim for colour in diamonds.marker.color]
    assert filled == [False] * 6 + [True, True, False, False, True]
    bands = [shape for shape in figure.layout.shapes if shape.type == "rect"]
    assert [(band.x0, band.x1) for band in bands] == [pytest.approx((-55, -45))] * 2
    # Each diamond stands in its KPI's band of rows, under our own row.
    own = figure.data[1].y
    assert own[0] < min(diamonds.y[:5]) and max(diamonds.y[:5]) < own[1] < min(diamonds.y[5:])
    words = " ".join(note.text for note in figure.layout.annotations) + figure.layout.meta["alt"]
    assert language == "en" or not ENGLISH.search(words)


def test_an_open_change_is_drawn_hollow_and_runs_on() -> None:
    kpi = find("first_response_median")
    beside = set_beside(kpi, a_comparison(a_change(2.0, 1.0, (-0.53, -0.44))), claims(), 1.0)
    figure = forest([(kpi, beside)], True, "en", "light")
    band = next(shape for shape in figure.layout.shapes if shape.type == "rect")
    assert band.x0 == figure.layout.xaxis.range[0] and band.x1 == pytest.approx(-44)
    assert figure.data[1].marker.color == (COLOURS["light"].paper,)
    assert any(note.text == "\u221250.0% or more" for note in figure.layout.annotations)


def test_the_bars_of_coverage_are_the_counts(simulated_snapshot: Snapshot) -> None:
    counts = check_claims(simulated_snapshot, None, None, WHOLE_HOUSE).by_match
    figure = coverage(counts, "en", "light")
    assert dict(zip(figure.data[0].y, figure.data[0].x, strict=True))["same definition"] == 3
    assert sum(figure.data[0].x) == 99


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_csv_holds_all_figures_with_decision_and_reason(
    simulated_snapshot: Snapshot, language: Language
) -> None:
    found = check_claims(simulated_snapshot, *simulated_snapshot.windows, WHOLE_HOUSE)
    table = claim_rows(found, language)
    assert len(table.rows) == 99 and all(len(row) == len(table.columns) for row in table.rows)
    own = table.rows[[claim.claim_id for claim in claims()].index("s9_2_approval_time")]
    measured = next(row.ours for row in found.beside if row.kpi == "approval_time_median")
    assert own[-5:-1] == (-0.7, measured.value, measured.lower, measured.upper)
    if language == "zh":
        assert not ENGLISH.search(" ".join(str(cell or "") for row in table.rows for cell in row))


@pytest.mark.parametrize(
    ("name", "english", "chinese"),
    [
        ("s1_2_approval_time", "\u221250%", "\u221250%"),
        ("s1_1_market_size", "≥ 2,000bn CNY", "≥ 2万亿元"),
        ("s1_1_market_growth", "≥ +20%", "≥ +20%"),
        ("s2_1_approval_time", "≤ 24 h", "≤ 24 小时"),
        ("s3_2_accuracy_ai", "99.5%", "99.5%"),
        (
            "s8_2_risk_speed",
            "+50% speed, which is \u221233.3% time",
            "速度 +50%，即时长 \u221233.3%",
        ),
        ("s9_2_review_time", "in words, read as ≤ 9 min", "文字表述，解读为 ≤ 9 分钟"),
        ("s2_1_market_share_trend", "rising, no number", "上升，未给数值"),
    ],
)
def test_a_figure_stands_as_published_and_gains_no_digits(name: str, english: str, chinese: str) -> None:
    assert [format_claim(BY_ID[name], language) for language in ("en", "zh")] == [english, chinese]


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_together_are_told_in_one_language(language: Language) -> None:
    for group in all_together():
        words = together_words(group, language)
        assert "{" not in words
        assert not (ENGLISH if language == "zh" else re.compile(r"[\u4e00-\u9fff]")).search(words), group.key
