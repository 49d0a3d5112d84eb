"""Figures of the Risk page from records written by hand: what stands where, in which colour, under which words."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.equal_age import AGE, GOING_BAD, STAYING, Part, Split
from analysis.results import NO_ROWS, ONE_UNIT, TOO_FEW, Estimate, not_kept_by
from figures.canvas import Figure, alt_of
from tests.kit.records import (
    MONTHS_AFTER,
    MONTHS_BEFORE,
    PASSPORT,
    a_change,
    a_comparison,
    no_change,
    one_value,
    sure,
)
from ui.risk.charts.concentration import concentration, top_share
from ui.risk.charts.matrix import COLUMNS, better_if_more, matrix
from ui.risk.charts.split import bridge, waterfall
from ui.risk.charts.vintage import cohort_name, recovery_curves, vintage
from ui.risk.rows import bridge_rows, comparison_rows, concentration_rows, split_rows, vintage_rows
from warehouse.query.answers import Change, Curve, NplSplit
from warehouse.query.subjects.loan_book import Bridge, Concentration
from warehouse.query.subjects.vintages import Vintage, Vintages
from warehouse.query.subjects.window_vintages import PooledVintage
from wording.theme import COLOURS
from wording.words import LANGUAGES, Language

LIGHT = COLOURS["light"]


def words(figure: Figure) -> str:
    return " | ".join(str(annotation.text) for annotation in figure.layout.annotations).replace("\u202f", "")


def a_split(going_bad: Estimate) -> NplSplit:
    """2.0 % → 1.2 %: age −0.5, going bad +0.1, staying −0.4 points."""
    parts = (
        Part(name=AGE, relative=sure(-0.25, -0.3, -0.2), points=-0.005),
        Part(name=GOING_BAD, relative=going_bad, points=0.001),
        Part(name=STAYING, relative=sure(-0.25, -0.4, -0.1), points=-0.004),
    )
    stock = a_change(0.020, 0.012, (-0.5, -0.3))
    return NplSplit(
        months_before=MONTHS_BEFORE,
        months_after=MONTHS_AFTER,
        stock=stock,
        split=Split(before=0.020, after=0.012, parts=parts),
        reason=None,
        passport=PASSPORT,
    )


def test_each_bar_of_the_split_begins_where_the_one_above_ended() -> None:
    """0 ── 2.0 · 2.0 → 1.5 · 1.5 → 1.6 · 1.6 → 1.2 · 0 ── 1.2"""
    figure = waterfall(a_split(sure(0.05, -0.2, 0.3)), "en", "light")
    ends = [(bar.base[0], bar.base[0] + bar.x[0]) for bar in figure.data]
    assert np.allclose(ends, [(0, 0.020), (0.020, 0.015), (0.015, 0.016), (0.016, 0.012), (0, 0.012)])
    assert [figure.data[place].marker.color for place in (0, 4)] == [LIGHT.before, LIGHT.after]
    assert "Age of the book: younger" in words(figure)
    assert "\u22120.50 pp · \u221225.0% relative (\u221230.0\u00a0…\u00a0\u221220.0%)" in words(figure)


@pytest.mark.parametrize(
    ("going_bad", "fill", "edge", "meaning"),
    [
        (sure(0.05, -0.2, 0.3), LIGHT.paper, LIGHT.neutral, "no clear change"),
        (sure(0.15, 0.04, 0.3), LIGHT.worse, LIGHT.worse, "more"),
        (sure(-0.15, -0.3, -0.04), LIGHT.better, LIGHT.better, "less"),
        (Estimate.bare(-0.15, ONE_UNIT), LIGHT.paper, LIGHT.neutral, "no interval"),
    ],
)
def test_only_what_goes_bad_can_be_better_or_worse(
    going_bad: Estimate, fill: str, edge: str, meaning: str
) -> None:
    figure = waterfall(a_split(going_bad), "en", "light")
    assert (figure.data[2].marker.color, figure.data[2].marker.line.color) == (fill, edge)
    assert f"New bad loans, like for like: {meaning}" in words(figure)
    assert {figure.data[place].marker.line.color for place in (1, 3)} == {LIGHT.neutral}


def a_bridge(months: tuple[str, ...], opening: float, formed: float, charged_off: float) -> Bridge:
    flows = (
        *(("formed", formed), ("cured", 0.0), ("repaid_bad", 0.0)),
        *(("charged_off_bad", charged_off), ("transferred_bad", 0.0), ("missing_bad", 0.0)),
    )
    closing = opening + formed - charged_off
    return Bridge(
        months=months,
        opening=opening,
        flows=flows,
        closing=closing,
        average_balance=1_000.0,
        average_bad=(opening + closing) / 2,
        reason=None,
        passport=PASSPORT,
    )


def test_a_bridge_of_half_a_year_stands_beside_one_of_a_year_as_flows_by_year() -> None:
    """before: 12 months, 20 + 30 − 24 = 26; after: 6 months, 20 + 30 − 24 = 26; average bad balance 23."""
    before = a_bridge(MONTHS_BEFORE, 20.0, 30.0, 24.0)
    after = a_bridge(MONTHS_AFTER[:6], 20.0, 30.0, 24.0)
    figure = bridge(before, after, "en", "light")
    assert list(figure.data[0].x) == pytest.approx([0, 30 / 23, 24 / 23, 0])
    assert list(figure.data[1].x) == pytest.approx([0, 60 / 23, 48 / 23, 0])
    assert list(figure.data[0].text)[::3] == ["", ""]  # at the start and at the end: amounts, no rate
    told = [text for column in words(figure).split(" | ") for text in column.split("<br>")]
    assert {"20", "26", "24"} <= set(told) and "209%" in figure.data[1].text[2]
    assert "charged off" in words(figure) and "sold" not in words(figure)  # nothing was sold
    assert before.months_bad == pytest.approx(23 / (24 / 12))
    assert after.months_bad == pytest.approx(23 / (24 / 6))
    assert bridge_rows(before, after, "en").rows[4] == ("− charged off", 24.0, 24.0)


OLD = Vintage(first="2021-07", last="2021-12", contracts=100, shares=(0.0, 0.01, 0.02, 0.03), complete=4)
YOUNG = Vintage(first="2025-01", last="2025-06", contracts=200, shares=(0.0, 0.005, 0.01), complete=2)
CURVES = Vintages(cohorts=(OLD, YOUNG), reason=None, passport=PASSPORT)


def pooled(months: tuple[str, ...], shares: tuple[float, ...], complete: int) -> PooledVintage:
    """Contracts of a window whose interval reaches half a point to either side."""
    return PooledVintage(
        months=months,
        contracts=300,
        curve=Curve(
            at=shares,
            lower=tuple(max(0.0, share - 0.005) for share in shares),
            upper=tuple(share + 0.005 for share in shares),
        ),
        complete=complete,
        mostly=len(shares),
        reason=None,
        passport=PASSPORT,
    )


NO_POOL = replace(pooled(MONTHS_BEFORE, (0.0,), 1), curve=None, reason=TOO_FEW)
POOLED = (
    pooled(MONTHS_BEFORE, (0.0, 0.01, 0.02, 0.03), 4),
    pooled(MONTHS_AFTER, (0.0, 0.005, 0.01), 2),
)


def test_a_window_is_dotted_from_the_age_that_not_all_its_months_have_reached() -> None:
    figure = vintage(CURVES, POOLED, "90", "en", "light")
    lines = [
        (t.line.dash, list(t.x), list(t.y)) for t in figure.data if t.mode == "lines" and t.line.width == 3
    ]
    assert lines == [
        ("solid", [0, 1, 2, 3], [0.0, 1.0, 2.0, 3.0]),
        ("solid", [0, 1], [0.0, 0.5]),
        ("dot", [1, 2], [0.5, 1.0]),
    ]


def test_both_windows_are_named_at_the_same_age_in_their_colours_over_thin_cohorts() -> None:
    figure = vintage(CURVES, POOLED, "90", "zh", "light")
    ends = {trace.marker.color: trace.x[0] for trace in figure.data if trace.mode == "markers"}
    assert ends == {LIGHT.before: 2, LIGHT.after: 2}  # the oldest age that both have reached
    assert "转型前第 2 个月 2.00%" in words(figure) and "转型后第 2 个月 1.00%" in words(figure)
    assert sum(trace.line.width == 1 for trace in figure.data if trace.mode == "lines") == 2
    assert sum(trace.fill == "toself" for trace in figure.data) == 2


def test_a_window_of_too_few_contracts_leaves_the_cohorts_and_the_other_window() -> None:
    figure = vintage(CURVES, (POOLED[0], NO_POOL), "90", "en", "light")
    assert sum(trace.fill == "toself" for trace in figure.data) == 1
    assert "month 3: 3.00" in words(figure).replace("\u202f", "")


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        ("2021-07", "2021-12", "2021H2"),
        ("2021-04", "2021-06", "2021Q2"),
        ("2021-01", "2021-12", "2021"),
        ("2021-08", "2022-01", "2021-08…2022-01"),
        ("2021-03", "2021-03", "2021-03"),
    ],
)
def test_a_cohort_is_named_as_people_call_it(first: str, last: str, name: str) -> None:
    assert cohort_name(replace(OLD, first=first, last=last)) == name


def moved(came_from: str, state: str, before: float, after: float, clear: bool) -> Change:
    size = after / before - 1
    ends = (size - 0.01, size + 0.01) if clear else (-0.9, 0.9)
    change = a_change(before, after, ends, (-0.5, 0.5), (came_from, state))
    return replace(change, absolute=sure(after - before, -0.5, 0.5))


def test_a_cell_holds_before_after_and_the_change_only_where_it_is_clear() -> None:
    compared = a_comparison(
        moved("30_59", "30_59", 0.10, 0.11, clear=False),
        moved("30_59", "current", 0.20, 0.30, clear=True),
        moved("30_59", "60_89", 0.50, 0.56, clear=True),
        moved("30_59", "charged_off", 0.10, 0.05, clear=True),
        by=("from_days", "to_state"),
    )
    figure = matrix(compared, "en", "light")
    before, after, changes = figure.data
    at = {COLUMNS[x]: text for x, text in zip(before.x, before.text, strict=True)}
    assert at == {"30_59": "10.0", "current": "20.0", "60_89": "50.0", "charged_off": "10.0"}
    assert "56.0" in after.text
    inks = dict(zip(changes.text, changes.textfont.color, strict=True))
    assert inks == {"▲10.0": LIGHT.better, "▲6.0": LIGHT.worse, "▼5.0": LIGHT.neutral}
    assert (before.textfont.color, after.textfont.color) == (LIGHT.quiet, LIGHT.after)
    assert comparison_rows(compared, "en").rows[1][:4] == ("30–59", "not late", 0.2, 0.3)


@pytest.mark.parametrize(
    ("came_from", "state", "good"),
    [
        ("60_89", "current", True),
        ("60_89", "180", False),
        ("60_89", "60_89", None),
        ("60_89", "paid", True),
        ("180", "charged_off", None),
        ("current", "other", None),
        ("1_29", "rolled", False),
    ],
)
def test_which_moves_are_good(came_from: str, state: str, good: bool | None) -> None:
    assert better_if_more(came_from, state) is good


def test_recoveries_are_drawn_as_far_as_each_window_was_seen() -> None:
    seen = [a_change(0.1 * s, 0.05 * s, (-0.6, -0.4), members=(str(s),)) for s in (1, 2)]
    unseen = replace(no_change(NO_ROWS, ("3",)), before=one_value(sure(0.30, 0.2, 0.4), members=("3",)))
    figure = recovery_curves(a_comparison(*seen, unseen, by=("since",)), "zh", "light")
    lines = {t.line.color: list(t.x) for t in figure.data if t.mode == "lines+markers"}
    assert lines == {LIGHT.before: [1, 2, 3], LIGHT.after: [1, 2]}
    assert "转型前 30.0%" in words(figure) and "转型后 10.0%" in alt_of(figure)


def held(month: str, *shares: tuple[str, float]) -> Concentration:
    index = sum(share**2 for member, share in shares if member)
    return Concentration(
        month=month, contracts=10, index=index, shares=shares, reason=None, passport=PASSPORT
    )


def test_what_names_no_member_is_not_among_the_largest() -> None:
    """Half the balance names nobody; the other half is A 0.3 and B 0.2, earlier B 0.5 and C 0.5."""
    before, after = (
        held("2022-06", ("B", 0.5), ("C", 0.5)),
        held("2025-12", ("", 0.5), ("A", 0.3), ("B", 0.2)),
    )
    figure = concentration(before, after, {"A": {"en": "Anda", "zh": "安达"}}, "zh", "light")
    assert list(figure.data[0].x) == [0.0, 0.5]
    assert list(figure.data[1].x) == [0.3, 0.2]
    assert figure.data[0].text[0] == "无" and "安达" in words(figure)
    assert top_share(after) == 0.3
    assert after.equal_members == pytest.approx(0.25 / 0.13)  # between one and two
    nobody = concentration(before, held("2025-12", ("", 1.0)), {}, "en", "light")
    assert not nobody.data and "Nothing of this balance names a member" in words(nobody)
    rows = concentration_rows(before, after, {}, "en").rows
    assert ("C", 0.5, 0.0) in rows and ("A", 0.0, 0.3) in rows


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_said_is_said_in_the_place_of_the_figure(language: Language) -> None:
    reason = not_kept_by("channel")
    nothing = no_change(reason, ("", ""))
    cut = Bridge(
        months=(),
        opening=0.0,
        flows=(),
        closing=0.0,
        average_balance=0.0,
        average_bad=0.0,
        reason=reason,
        passport=PASSPORT,
    )
    unheld = Concentration(month="", contracts=0, index=None, shares=(), reason=reason, passport=PASSPORT)
    for figure in (
        waterfall(
            NplSplit(
                months_before=(), months_after=(), stock=nothing, split=None, reason=reason, passport=PASSPORT
            ),
            language,
            "light",
        ),
        bridge(cut, cut, language, "light"),
        vintage(
            Vintages(cohorts=(), reason=reason, passport=PASSPORT),
            (NO_POOL, NO_POOL),
            "90",
            language,
            "light",
        ),
        matrix(a_comparison(nothing, by=("from_days", "to_state")), language, "light"),
        recovery_curves(a_comparison(nothing, by=("since",)), language, "light"),
        concentration(unheld, unheld, {}, language, "light"),
    ):
        why = {"en": "not available by channel", "zh": "不支持按渠道拆分"}[language]
        assert not figure.data
        told = words(figure).replace("<br>", " " if language == "en" else "")
        assert why in told and why in alt_of(figure)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_is_told_to_those_who_cannot_see_it(language: Language) -> None:
    found = a_split(sure(0.05, -0.2, 0.3))
    side = a_bridge(MONTHS_BEFORE, 20.0, 30.0, 24.0)
    assert "2.00" in alt_of(waterfall(found, language, "dark"))
    assert "104" in alt_of(bridge(side, side, language, "dark"))
    assert "90" in alt_of(vintage(CURVES, POOLED, "90", language, "dark"))
    assert len(split_rows(found, language).rows) == 3
    rows = vintage_rows(CURVES, POOLED, language).rows
    assert rows[6][1:] == (200, 2, 0.01, None, None, 0)
    assert rows[-1][1:] == (300, 2, 0.01, 0.005, 0.015, 0)
