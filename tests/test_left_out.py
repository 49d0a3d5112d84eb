"""Months left out of a comparison, each with the reason that is its own."""

from datetime import datetime
from types import SimpleNamespace
from typing import cast

import pytest

from analysis.results import NOT_OLD_ENOUGH
from tests.facts import a_company
from warehouse.answers import WHOLE_HOUSE
from warehouse.families import MARTS
from warehouse.kpis import find
from warehouse.left_out import AS_MANY, NO_YEAR_BEFORE, NOT_DELIVERED, OTHER_SIDE, left_out
from warehouse.query import compare
from warehouse.snapshots import Snapshot
from warehouse.windows import months_between

CUT_OFF = datetime(2025, 12, 31, 16)  # the end of 2025 in Shanghai


def snapshot(calendar: str, first: str, last: str) -> Snapshot:
    """A snapshot that holds these months of a calendar."""
    cutoffs = {calendar: dict.fromkeys(months_between(first, last), CUT_OFF)}
    return cast(Snapshot, SimpleNamespace(company=a_company(), cutoffs=cutoffs))


def test_a_young_month_takes_its_season_with_it_on_the_other_side() -> None:
    """Approvals wait 30 days: December 2025 is too young on the last day of December, so December 2021 goes, too."""
    kept = snapshot("submission", "2021-01", "2025-12")
    found = left_out(kept, find("approval_rate"), ("2021-01", "2021-12"), ("2025-01", "2025-12"))
    assert found == ((OTHER_SIDE, ("2021-12",)), (NOT_OLD_ENOUGH, ("2025-12",)))


def test_months_before_the_data_are_not_called_young() -> None:
    kept = snapshot("submission", "2021-07", "2025-06")
    found = left_out(kept, find("approval_rate"), ("2021-04", "2021-12"), ("2024-04", "2024-12"))
    assert found == (
        (NOT_DELIVERED, ("2021-04", "2021-05", "2021-06")),
        (OTHER_SIDE, ("2024-04", "2024-05", "2024-06")),
    )


def test_growth_says_that_the_year_before_is_missing() -> None:
    kept = snapshot(MARTS[find("originations").marts[0]].month_of, "2021-01", "2025-12")
    (first, *_) = left_out(kept, find("originations_growth"), ("2021-10", "2022-03"), ("2025-01", "2025-03"))
    assert first == (NO_YEAR_BEFORE, ("2021-10", "2021-11", "2021-12"))


def test_totals_are_compared_over_as_many_months() -> None:
    """Half a year against a whole one: only January to June of both; nothing is young."""
    kept = snapshot(MARTS[find("originations").marts[0]].month_of, "2021-01", "2025-12")
    (only,) = left_out(kept, find("originations"), ("2021-01", "2021-06"), ("2024-01", "2024-12"))
    assert only == (AS_MANY, months_between("2024-07", "2024-12"))


@pytest.mark.parametrize("code", ["approval_rate", "originations", "originations_growth", "npl_rate", "csat"])
def test_every_month_that_is_not_compared_has_one_reason(simulated_snapshot: Snapshot, code: str) -> None:
    windows = ("2021-01", "2022-06"), ("2024-12", "2026-02")
    found = compare(simulated_snapshot, code, *windows, (), (), WHOLE_HOUSE)
    told = [month for _, months in left_out(simulated_snapshot, find(code), *windows) for month in months]
    assert sorted(told) == sorted(found.passport.excluded_months)
