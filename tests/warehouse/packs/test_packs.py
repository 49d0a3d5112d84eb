"""What a pack tells of a partner, by a second route: the raw rows, counted and rounded with pandas."""

from collections.abc import Iterable

import numpy as np
import pandas as pd
import pytest
from lifelines import KaplanMeierFitter

from analysis.results import TOO_FEW
from tests.kit.demo_company import Simulated, cut_off, submitted
from tests.kit.packs import CARMAKER
from warehouse.contract.errors import MilepostError
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.kpis import find
from warehouse.marts.families import MARTS
from warehouse.packs import ratios
from warehouse.packs.disclosure import FEW_OTHERS, ONE_DOMINATES
from warehouse.packs.measures import Asked
from warehouse.packs.pack import MEASURES, RATIOS, contents, members_of
from warehouse.packs.quarters import spans_of, whole_quarters
from warehouse.packs.records import Cell, Contents, Span
from warehouse.partners.standings import RATED
from warehouse.snapshot.snapshots import Snapshot

BEFORE, AFTER = ("2021-07", "2022-06"), ("2024-10", "2025-09")
SIDES: tuple[tuple[Span, tuple[str, str]], ...] = (("before", BEFORE), ("after", AFTER))
CARMAKERS = ("HZF002", "HZF003", "HZF004", "HZF005", "HZF010", "HZF011")  # six of twelve
SMALL = ("HZF003", "HZF004", "HZF010")  # with too few contracts for quarters


@pytest.fixture(scope="module")
def found(simulated_snapshot: Snapshot) -> Contents:
    return contents(simulated_snapshot, CARMAKERS, WHOLE_HOUSE)


def rounded(count: float) -> int | None:
    """To the nearest 5 by another way than that of the pack; None under 5."""
    return (
        None if count < 5 else min(range(0, int(count) + 6, 5), key=lambda five: (abs(five - count), -five))
    )


def two_digits(value: float) -> float:
    return float(f"{value:.1e}")


def within(months: pd.Series, span: tuple[str, str]) -> pd.Series:
    inside: pd.Series = months.dt.strftime("%Y-%m").between(*span)
    return inside


def cell(found: Contents, code: str, span: Span) -> Cell:
    told = found.cell(code, span)
    assert told is not None
    return told


def of(rows: pd.DataFrame, partners: Iterable[str] = CARMAKERS) -> pd.DataFrame:
    return rows[rows["partner_id"].isin(list(partners))]


def test_whole_quarters_only() -> None:
    months = [
        "2024-02",
        "2024-03",
        "2024-04",
        "2024-05",
        "2024-06",
        "2024-07",
        "2024-10",
        "2024-11",
        "2024-12",
    ]
    assert [number % 4 + 1 for number in whole_quarters(months)] == [2, 4]


def test_the_years_compared_are_whole_and_old_enough(simulated_snapshot: Snapshot) -> None:
    """The last year before the first go-live, and the first whole one since three months after the last."""
    spans = spans_of(simulated_snapshot, find("first_payment_default"))
    assert (spans.before[0][0], spans.before[-1][-1]) == BEFORE
    assert (spans.year[0][0], spans.year[-1][-1]) == AFTER
    late = spans_of(simulated_snapshot, find("fraud_rate"))
    assert late.year == () and late.before == spans.before


@pytest.mark.parametrize("large", [False, True])
def test_contracts_and_amounts(simulated_snapshot: Snapshot, simulated: Simulated, large: bool) -> None:
    """Counted by quarter where the year before had ten in each, else by year; amounts in steps worth five contracts."""
    dealers = [code for code in simulated_snapshot.members("partner") if code.startswith("JXS")]
    own = tuple(dealers[:80]) if large else SMALL
    found = contents(simulated_snapshot, own, WHOLE_HOUSE)
    rows = of(simulated.loaded("loans"), own)
    before = rows[within(rows["disbursed_on"], BEFORE)]
    assert (before.groupby(before["disbursed_on"].dt.to_period("Q")).size().min() >= 10) == large
    base = found.amount_base
    assert base is not None and base / 2.5 <= 5 * before["principal"].mean() <= base
    for span, months in SIDES:
        inside = rows[within(rows["disbursed_on"], months)]
        parts = inside["disbursed_on"].dt.to_period("Q") if large else np.zeros(len(inside))
        told = inside.groupby(parts)["principal"].agg(["size", "sum"])
        assert cell(found, "contracts_originated", span).value == sum(
            rounded(size) or 0 for size in told["size"]
        )
        steps = (told["sum"] / base).round()
        assert cell(found, "originations", span).value == pytest.approx(float(steps.sum() * base))


def test_the_share_of_the_company(found: Contents, simulated: Simulated) -> None:
    rows = simulated.loaded("loans")
    for span, months in SIDES:
        own, whole = cell(found, "originations", span), rows[within(rows["disbursed_on"], months)]
        others = whole[~whole["partner_id"].isin(CARMAKERS)]["principal"].sum()
        percent = 100 * (own.value or 0) / ((own.value or 0) + others)
        assert cell(found, "share_of_company", span).value == pytest.approx(
            (round(percent) if percent < 10 else 5 * round(percent / 5)) / 100
        )


def test_the_median_of_the_wait(found: Contents, simulated: Simulated) -> None:
    """Kaplan–Meier on the raw waits: decided ends the wait, all else is as long as was seen."""
    rows = of(submitted(simulated))
    for span, months in SIDES:
        inside = rows[within(rows["submitted_at"], months)]
        # A resubmission continues the first one's wait; carmakers have few, the median hardly moves.
        decided = inside["outcome"].isin(["approved", "declined"])
        fitter = KaplanMeierFitter().fit(inside["days"] * 1440, decided)
        told = cell(found, "approval_time_median", span)
        assert told.value == pytest.approx(fitter.median_survival_time_, rel=0.08)
        assert told.value == two_digits(told.value or 0)
        assert told.cases == pytest.approx(len(inside), rel=0.1) and (told.cases or 0) % 5 == 0


def test_first_payments_against_the_others(found: Contents, simulated: Simulated) -> None:
    """Contracts due and missed; under five missed nothing more is told."""
    rows = of(simulated.true("loans"))
    for span, months in SIDES:
        inside = rows[within(rows["disbursed_on"], months)]
        limit = inside["first_due_on"] + pd.Timedelta(days=30)
        due = (limit <= cut_off(simulated.truth)) & ~(inside["closed_on"] < inside["first_due_on"])
        missed = (due & ~(inside["first_paid_on"] <= limit)).sum()
        told = cell(found, "first_payment_default", span)
        assert (told.events, told.cases) == (rounded(missed), rounded(due.sum()))
        assert (told.value is None) == (missed < 5)


@pytest.mark.parametrize(("own", "by_quarter"), [(CARMAKERS, True), (SMALL, False)])
def test_contracts_late_are_averages_of_the_month_ends(
    simulated_snapshot: Snapshot, simulated: Simulated, own: tuple[str, ...], by_quarter: bool
) -> None:
    """A contract that is late all year counts once, not twelve times.

    Where each quarter of the year before has five late and thirty in all, a year is the average of its quarters as
    they are told, else it is rounded once.
    """
    found = contents(simulated_snapshot, own, WHOLE_HOUSE)
    ends = simulated.true("loan_months").merge(
        of(simulated.true("loans"), own)[["loan_id", "partner_id", "transferred_on"]], on="loan_id"
    )
    ends = ends[(ends["balance"] > 0) & ~(ends["transferred_on"] <= ends["month_end"])]
    ends = ends.assign(late=ends["days_past_due"] >= 30, quarter=ends["month_end"].dt.to_period("Q"))
    quarters = ends.groupby("quarter")["late"].agg(["sum", "size"]) / 3
    before = quarters.loc["2021Q3":"2022Q2"]
    assert (before["sum"].min() >= 5 and before["size"].min() >= 30) == by_quarter
    for span, months in SIDES:
        inside = ends[within(ends["month_end"], months)]
        parts = inside["quarter"] if by_quarter else np.zeros(len(inside))
        told_of = inside.groupby(parts)["late"].agg(["sum", "size"]) / (3 if by_quarter else 12)
        pieces = [[rounded(count) for count in told_of[which]] for which in ("sum", "size")]
        expected = [
            None if None in of_each else rounded(sum(filter(None, of_each)) / len(of_each))
            for of_each in pieces
        ]
        told = cell(found, "delinquency_30_count", span)
        assert (told.first_month, told.last_month) == months
        assert [told.events, told.cases] == expected
        if told.value is not None:
            assert told.value == (told.events or 0) / (told.cases or 1)


def test_a_ratio_is_made_of_released_counts_and_the_others_alone(
    simulated_snapshot: Snapshot, simulated: Simulated
) -> None:
    """Every other dealer: expected are the released cases at the rate of the other dealers."""
    dealers = [code for code in simulated_snapshot.members("partner") if code.startswith("JXS")]
    own, others = tuple(dealers[::2]), dealers[1::2]
    found = contents(simulated_snapshot, own, WHOLE_HOUSE)
    rows = simulated.true("loans")
    rows = rows[within(rows["disbursed_on"], AFTER)]
    limit = rows["first_due_on"] + pd.Timedelta(days=30)
    due = (limit <= cut_off(simulated.truth)) & ~(rows["closed_on"] < rows["first_due_on"])
    missed = due & ~(rows["first_paid_on"] <= limit)
    rate = missed[rows["partner_id"].isin(others)].sum() / due[rows["partner_id"].isin(others)].sum()
    told = cell(found, "first_payment_default", "after")
    assert told.cases == rounded(due[rows["partner_id"].isin(own)].sum())
    assert told.events == rounded(missed[rows["partner_id"].isin(own)].sum())
    assert told.expected == two_digits((told.cases or 0) * rate)
    raw = (told.events or 0) / (told.expected or 1)
    assert told.value is not None and min(1, raw) - 0.05 <= told.value <= max(1, raw) + 0.05
    assert told.lower is not None and told.upper is not None and told.lower <= told.value <= told.upper


@pytest.mark.parametrize(("events", "cases"), [(8, 33), (9, 34.5), (12, 37.4), (10, 35)])
def test_a_ratio_tells_no_more_than_its_counts(
    simulated_snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch, events: int, cases: float
) -> None:
    """Whatever 10 of 35 stands for gives the same ratio, interval and number expected."""
    kpi = find("first_payment_default")
    asked = Asked(
        snapshot=simulated_snapshot,
        code=kpi.code,
        kpi=kpi,
        mart=MARTS["originations"],
        partners=("A",),
        others=("B",),
        spans=spans_of(simulated_snapshot, kpi),
        scope=WHOLE_HOUSE,
    )
    others = ratios._others([(5.0, 40.0), (9.0, 50.0), (20.0, 60.0), (12.0, 45.0), (30.0, 70.0)])
    monkeypatch.setattr(ratios, "pair", lambda asked, months: (0.0, cases))
    found = ratios._ratio(asked, "after", ("2025-01",), [(events, cases)], others)
    assert (found.events, found.cases, found.expected) == (10, 35, two_digits(35 * 76 / 265))
    monkeypatch.setattr(ratios, "pair", lambda asked, months: (0.0, 35.0))
    assert found == ratios._ratio(asked, "after", ("2025-01",), [(10, 35.0)], others)


def test_the_others_are_no_scale_where_one_of_them_could_be_told() -> None:
    assert ratios._others([(5.0, 50.0)] * 4) == FEW_OTHERS
    assert ratios._others([(5.0, 50.0)] * 5 + [(40.0, 251.0)]) == ONE_DOMINATES
    assert ratios._others([(1.0, 50.0)] * 9) == TOO_FEW


def test_the_band_is_that_of_the_others(simulated_snapshot: Snapshot, simulated: Simulated) -> None:
    """Contracts of eleven other carmakers, each edge the mean of three."""
    found = contents(simulated_snapshot, (CARMAKER,), WHOLE_HOUSE)
    kinds = simulated.true("partners").set_index("partner_id")["kind"]
    rows = simulated.loaded("loans")
    rows = rows[within(rows["disbursed_on"], AFTER) & (rows["partner_id"].map(kinds) == "oem")]
    counts = np.sort(rows[rows["partner_id"] != CARMAKER].groupby("partner_id").size())
    assert len(counts) == 11
    expected = [two_digits(counts[start : start + 3].mean()) for start in (1, 4, 7)]
    assert found.band("contracts_originated").at == (None, *expected, None)
    assert found.band("contracts_originated").others == 10


def test_every_ratio_says_what_it_counts(found: Contents) -> None:
    assert set(RATIOS) == {code for code, how in MEASURES if how == "ratio"} == set(RATED)
    told = {one.code: (one.definition_en, one.definition_zh) for one in found.measures}
    assert {code: told[code] for code in RATIOS} == RATIOS


def test_who_can_have_a_pack(simulated_snapshot: Snapshot) -> None:
    assert [
        one.code for one in members_of(simulated_snapshot, ("HZF002", "HZF003", "HZF002"), WHOLE_HOUSE)
    ] == [
        "HZF002",
        "HZF003",
    ]
    with pytest.raises(MilepostError, match="no such partner"):
        members_of(simulated_snapshot, ("HZF002", "nobody"), WHOLE_HOUSE)
    with pytest.raises(MilepostError, match="several kinds"):
        members_of(simulated_snapshot, ("HZF002", "JXS0458"), WHOLE_HOUSE)
