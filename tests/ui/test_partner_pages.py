"""The views of the Partners page, their figures, and what the address may say of weights and suppositions."""

from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest

from analysis.results import NO_ROWS, TOO_LITTLE_KNOWN, WINDOWS_REVERSED
from tests.kit.demo_company import Simulated
from tests.kit.pages import run, said
from tests.kit.records import a_comparison, no_change
from ui.partners import blocks as blocks_partners
from ui.partners.charts.partner_trend import partner_trend as trend_figure
from ui.partners.charts.ranks import ranks
from ui.partners.charts.ranks import select_partners as ranked_first
from ui.partners.charts.shares import ROWS, sort_partners
from ui.partners.charts.shares import sharing as sharing_figure
from ui.partners.review import Review
from ui.partners.rows import score_rows, sharing_rows, trend_rows
from ui.partners.supposing import read_supposed
from ui.partners.weights import read_weights
from ui.view import View
from warehouse.contract.scope import WHOLE_HOUSE, Months
from warehouse.contract.store import Home
from warehouse.kpis import find
from warehouse.partners.scores import EQUAL, MEASURES, Scored, scores
from warehouse.partners.sharing import EQUAL as EQUAL_BASES
from warehouse.partners.sharing import sharing
from warehouse.partners.trends import partner_trend
from warehouse.snapshot.snapshots import Snapshot
from wording.naming import Labels
from wording.words import LANGUAGES, Language, say

ONE = "HZF002"


def windows_of(snapshot: Snapshot) -> tuple[Months, Months]:
    before, after = snapshot.windows
    assert before is not None and after is not None
    return before, after


def scored(snapshot: Snapshot, kind: str) -> Scored:
    before, after = windows_of(snapshot)
    return scores(snapshot, kind=kind, weights=EQUAL, before=before, after=after, where=(), scope=WHOLE_HOUSE)


def test_weights_of_the_address() -> None:
    codes = ("a", "b", "c")
    assert read_weights((), codes).values == (1, 1, 1)
    assert read_weights(("c:0", "a:2.5"), codes).values == (2.5, 1, 0)
    for wrong in (
        ("d:1",),
        ("a:-1",),
        ("a:much",),
        ("a",),
        ("a:inf",),
        ("a:1", "a:2"),
        ("a:0", "b:0", "c:0"),
    ):
        found = read_weights(wrong, codes)
        assert found.wrong and found.values == (1, 1, 1), wrong


def test_suppositions_of_the_address() -> None:
    assert read_supposed(("A:investment:5", "A:potential:0"), ("A",)).entries == (
        ("A", "investment", 5.0),
        ("A", "potential", 0.0),
    )
    for wrong in (
        "B:investment:5",
        "A:contribution:5",
        "A:investment:-5",
        "A:investment:much",
        "A:investment",
        "",
    ):
        assert read_supposed((wrong,), ("A",)).entries == (), wrong
    assert read_supposed(("A:investment",), ("A",)).wrong == "A:investment"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["oem", "dealer", "bank"])
@pytest.mark.parametrize("part", ["all", "one", "terms"])
def test_every_view_of_every_kind(
    simulated_home: Home, monkeypatch: pytest.MonkeyPatch, part: str, kind: str, language: Language
) -> None:
    text = said(run(simulated_home, monkeypatch, "partners", lang=language, kind=kind, part=part))
    told = {
        "all": ("Weights: all 8 equal", "8 项等权"),
        "one": ("enters no score", "不计入评分"),
        "terms": ("What it actually bore is not recorded", "实际承担的损失未记录"),
    }[part]
    assert told[LANGUAGES.index(language)] in text


def test_weights_are_printed_with_the_result_and_wrong_ones_are_one_line(
    simulated_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = {"kind": "oem", "part": "one", "partner": ONE}
    text = said(run(simulated_home, monkeypatch, "partners", weights="originations:3", **chosen))
    assert "Originations 30.0" in text
    text = said(run(simulated_home, monkeypatch, "partners", weights="luck:3", **chosen))
    assert "cannot be used (luck:3)" in text and "Weights: all 8 equal" in text


def test_what_is_supposed_is_said_and_changes_the_share(
    simulated_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = {"kind": "oem", "part": "terms", "partner": ONE, "bases": "contribution:0"}
    usual = said(run(simulated_home, monkeypatch, "partners", **chosen))
    supposed = said(
        run(simulated_home, monkeypatch, "partners", suppose=f"{ONE}:investment:99000000000", **chosen)
    )
    assert "Supposed:" in supposed and "Supposed:" not in usual
    assert "Contribution 0" in usual
    answers = [
        next(line for line in text.splitlines() if line.startswith("## ")) for text in (usual, supposed)
    ]
    assert answers[0] != answers[1]


def test_targets_agreed_with_a_partner_stand_on_cards(
    simulated_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = said(run(simulated_home, monkeypatch, "partners", kind="oem", part="one", partner=ONE))
    assert "No targets agreed" not in text and "85.0" in text
    text = said(run(simulated_home, monkeypatch, "partners", kind="oem", part="one", partner="HZF001"))
    assert "No targets agreed" in text


@pytest.fixture
def labels(simulated: Simulated) -> Labels:
    rows = simulated.true("partners")
    return {
        code: {"en": name, "zh": name} for code, name in zip(rows["partner_id"], rows["name"], strict=True)
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_ranks_are_drawn_with_how_sure_they_are(
    simulated_snapshot: Snapshot, labels: Labels, language: Language
) -> None:
    found = scored(simulated_snapshot, "oem")
    codes = ranked_first(found, ONE)
    figure = ranks(found, ONE, labels, language, "light")
    dots = figure.data[-1]
    known = [score for code in codes if (score := found.of(code)) is not None]
    assert list(dots.customdata) == list(codes) and list(dots.x) == [score.rank for score in known]
    assert list(dots.x) == sorted(dots.x)
    bars = [x for x in figure.data[0].x if x is not None]
    assert bars == [end for score in known for end in score.rank_interval or ()]
    assert labels[codes[0]][language] in figure.layout.meta["alt"]
    nobody = scored(simulated_snapshot, "bank")
    assert nobody.reason == TOO_LITTLE_KNOWN and not ranks(nobody, ONE, labels, language, "dark").data
    rows = score_rows(found, {code: code for code in MEASURES}, labels, language)
    assert {len(row) for row in rows.rows} == {len(rows.columns)} and len(rows.rows) == 13


@pytest.mark.parametrize("language", LANGUAGES)
def test_shares_are_drawn_chosen_first_then_by_the_gap_in_money(
    simulated_snapshot: Snapshot, labels: Labels, language: Language
) -> None:
    after = windows_of(simulated_snapshot)[1]
    found = sharing(
        simulated_snapshot, kind="dealer", weights=EQUAL_BASES, after=after, supposed=(), scope=WHOLE_HOUSE
    )
    first, *others = sort_partners(found, "JXS0002")
    assert first.partner == "JXS0002"
    gaps = [abs(one.gap_amount) for one in others]
    assert gaps == sorted(gaps, reverse=True)
    figure = sharing_figure(
        found, chosen="JXS0002", currency="CNY", labels=labels, language=language, theme="light"
    )
    full = [trace.x[0] for trace in figure.data if trace.marker.symbol == "circle"]
    assert full == pytest.approx([100 * one.paid_share for one in (first, *others)[:ROWS]])
    rows = sharing_rows(found, labels, language)
    assert {len(row) for row in rows.rows} == {len(rows.columns)}
    assert len(rows.rows) == 1 + len(found.shared) + len(found.left_out)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_trend_is_drawn_on_the_band_of_the_peers(simulated_snapshot: Snapshot, language: Language) -> None:
    windows, kpi = windows_of(simulated_snapshot), find("originations")
    found = partner_trend(
        simulated_snapshot, code=kpi.code, kind="oem", partner=ONE, where=(), scope=WHOLE_HOUSE
    )
    figure = trend_figure(found, windows=windows, kpi=kpi, name="X", language=language, theme="light")
    own = figure.data[-1]
    assert len(own.x) == 20 and len(set(own.marker.color)) == 3  # before, after, and neither
    assert len(trend_rows(found, kpi, language).rows) == 20
    nothing = partner_trend(
        simulated_snapshot, code="churn_rate", kind="oem", partner=ONE, where=(), scope=WHOLE_HOUSE
    )
    assert not trend_figure(
        nothing, windows=windows, kpi=find("churn_rate"), name="X", language=language, theme="dark"
    ).data


@pytest.mark.parametrize(("mart", "lead"), [("", ""), ("originations", "No lending through dealers")])
def test_windows_that_are_not_compared_are_not_called_without_lending(
    monkeypatch: pytest.MonkeyPatch, mart: str, lead: str
) -> None:
    """Nothing is asked of a mart where windows lie in the wrong order: whether anything was lent is not known."""
    lent = a_comparison(no_change(WINDOWS_REVERSED if not mart else NO_ROWS))
    lent = replace(lent, passport=replace(lent.passport, mart=mart))
    monkeypatch.setattr(blocks_partners, "by_partner", lambda view, review, code: lent)
    view = SimpleNamespace(say=_say_english, language="en")
    words = blocks_partners._lead(cast(View, view), cast(Review, SimpleNamespace(kind="dealer", peers=())))
    assert words.startswith(lead) and bool(words) == bool(lead)


def _say_english(key: str, **words: str) -> str:
    return say(key, "en", **words)
