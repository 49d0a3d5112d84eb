"""Months left out of a comparison, each with the reason that is its own."""

from datetime import datetime
from types import SimpleNamespace
from typing import cast

import pytest

from analysis.results import BEFORE_THE_DATA, HISTORY_TOO_SHORT, NOT_OLD_ENOUGH, Reason
from tests.kit.facts import a_company
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.contract.windows import months_between
from warehouse.kpis import find
from warehouse.marts.families import MARTS
from warehouse.query.left_out import AS_MANY, OTHER_SIDE, find_left_out, find_left_out_of
from warehouse.query.query import compare, passport_of
from warehouse.query.shortage import NO_YEAR_BEFORE, NOT_DELIVERED, why_month, why_no_months, why_not_compared
from warehouse.snapshot.snapshots import Snapshot

CUT_OFF = datetime(2025, 12, 31, 16)  # the end of 2025 in Shanghai


def snapshot(calendar: str, first: str, last: str) -> Snapshot:
    """A snapshot that holds these months of a calendar."""
    cutoffs = {calendar: dict.fromkeys(months_between(first, last), CUT_OFF)}
    return cast(Snapshot, SimpleNamespace(id="s", as_of=CUT_OFF, company=a_company(), cutoffs=cutoffs))


def with_a_hole() -> Snapshot:
    kept = snapshot("month end", "2021-01", "2025-12")
    del kept.cutoffs["month end"]["2023-06"]
    return kept


def test_a_young_month_takes_its_season_with_it_on_the_other_side() -> None:
    """Approvals wait 30 days: December 2025 is too young on the last day of December, so December 2021 goes, too."""
    kept = snapshot("submission", "2021-01", "2025-12")
    found = find_left_out(kept, find("approval_rate"), ("2021-01", "2021-12"), ("2025-01", "2025-12"))
    assert found == ((OTHER_SIDE, ("2021-12",)), (NOT_OLD_ENOUGH, ("2025-12",)))


def test_months_before_the_data_are_not_called_young() -> None:
    kept = snapshot("submission", "2021-07", "2025-06")
    found = find_left_out(kept, find("approval_rate"), ("2021-04", "2021-12"), ("2024-04", "2024-12"))
    assert found == (
        (BEFORE_THE_DATA, ("2021-04", "2021-05", "2021-06")),
        (OTHER_SIDE, ("2024-04", "2024-05", "2024-06")),
    )


def test_months_to_come_are_not_old_enough_on_the_card_and_in_the_small_print() -> None:
    """Data to January 2025, a window of 2025: card and months give one reason."""
    kept, kpi = snapshot("month end", "2024-01", "2025-01"), find("npl_rate")
    windows = ("2024-01", "2024-12"), ("2025-01", "2025-12")
    assert why_not_compared(kept, kpi, *windows, (("2024-01",), ("2025-01",))) == NOT_OLD_ENOUGH
    to_come = (NOT_OLD_ENOUGH, months_between("2025-02", "2025-12"))
    assert to_come in find_left_out(kept, kpi, *windows)


@pytest.mark.parametrize(
    ("code", "month", "reason"),
    [
        ("npl_rate", "2020-12", BEFORE_THE_DATA),
        ("npl_rate", "2021-01", None),
        ("npl_rate", "2023-06", NOT_DELIVERED),
        ("npl_rate", "2025-12", None),
        ("npl_rate", "2026-01", NOT_OLD_ENOUGH),
        ("balance_growth", "2021-12", NO_YEAR_BEFORE),
        ("balance_growth", "2023-06", NOT_DELIVERED),
        ("balance_growth", "2024-06", NO_YEAR_BEFORE),
        ("balance_growth", "2026-06", NOT_OLD_ENOUGH),
        ("balance_growth", "2028-01", NOT_OLD_ENOUGH),
    ],
)
def test_a_month_has_one_reason(code: str, month: str, reason: Reason | None) -> None:
    """Month ends from 2021 to 2025 without June 2023; growth needs the same month a year earlier as well."""
    assert why_month(with_a_hole(), find(code), month) == reason


def test_a_hole_is_said_where_nothing_else_is_asked() -> None:
    assert why_no_months(with_a_hole(), find("npl_rate"), ("2023-06", "2023-06")) == NOT_DELIVERED


def test_a_figure_that_asks_more_than_its_kpi_says_why() -> None:
    """March to July were asked for; cohorts are known from April 2023 and followed to June 2025, so that what lies
    between is lost to the other side."""
    kept, kpi = snapshot("at_risk", "2021-01", "2025-12"), find("clv")
    counted = (*months_between("2023-04", "2023-06"), *months_between("2025-04", "2025-06"))
    excluded = ("2023-03", "2023-07", "2025-03", "2025-07")
    passport = passport_of(kept, kpi=kpi, mart="", sql="", where=(), months=counted, excluded=excluded)
    windows = ("2023-03", "2023-07"), ("2025-03", "2025-07")
    told = find_left_out_of(kept, kpi, passport, *windows)
    assert dict(told) == {
        HISTORY_TOO_SHORT: ("2023-03",),
        OTHER_SIDE: ("2023-07", "2025-03"),
        NOT_OLD_ENOUGH: ("2025-07",),
    }
    assert find_left_out_of(kept, kpi, passport, None, None) == told


def test_growth_says_that_the_year_before_is_missing() -> None:
    kept = snapshot(MARTS[find("originations").marts[0]].month_of, "2021-01", "2025-12")
    (first, *_) = find_left_out(
        kept, find("originations_growth"), ("2021-10", "2022-03"), ("2025-01", "2025-03")
    )
    assert first == (NO_YEAR_BEFORE, ("2021-10", "2021-11", "2021-12"))


def test_totals_are_compared_over_as_many_months() -> None:
    """Half a year against a whole one: only January to June of both; nothing is young."""
    kept = snapshot(MARTS[find("originations").marts[0]].month_of, "2021-01", "2025-12")
    (only,) = find_left_out(kept, find("originations"), ("2021-01", "2021-06"), ("2024-01", "2024-12"))
    assert only == (AS_MANY, months_between("2024-07", "2024-12"))


@pytest.mark.parametrize("code", ["approval_rate", "originations", "originations_growth", "npl_rate", "csat"])
def test_every_month_that_is_not_compared_has_one_reason(simulated_snapshot: Snapshot, code: str) -> None:
    windows = ("2021-01", "2022-06"), ("2024-12", "2026-02")
    found = compare(
        simulated_snapshot,
        kpi_code=code,
        before=windows[0],
        after=windows[1],
        by=(),
        where=(),
        scope=WHOLE_HOUSE,
    )
    told = [
        month for _, months in find_left_out(simulated_snapshot, find(code), *windows) for month in months
    ]
    assert sorted(told) == sorted(found.passport.excluded_months)
