"""A partner over time among its peers, against the raw rows of the simulated company."""

import numpy as np
import pytest

from analysis.peers import QUANTILES
from analysis.results import NO_ROWS, not_kept_by
from tests.kit.demo_company import Simulated
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.partners.trends import partner_trend
from warehouse.snapshot.snapshots import Snapshot

KIND, ONE = "oem", "HZF002"


def test_what_was_lent_by_three_months_on_the_band_of_the_others(
    simulated_snapshot: Snapshot, simulated: Simulated
) -> None:
    found = partner_trend(
        simulated_snapshot, code="originations", kind=KIND, partner=ONE, where=(), scope=WHOLE_HOUSE
    )
    assert found.together == 3 and len(found.periods) == 20
    rows, partners = simulated.loaded("loans"), simulated.true("partners").set_index("partner_id")
    rows = rows[rows["partner_id"].map(partners["kind"]) == KIND]
    month = rows["disbursed_on"].dt.strftime("%Y-%m")
    for period in found.periods[::6]:
        lent = rows[month.isin(period.months)].groupby("partner_id")["principal"].sum()
        assert period.own.value == pytest.approx(lent[ONE])
        others = lent.drop(ONE)
        assert period.peers == len(others)
        assert period.band == pytest.approx(np.quantile(others, QUANTILES))


def test_few_cases_are_put_together_by_the_year(simulated_snapshot: Snapshot, simulated: Simulated) -> None:
    """Counted back from the last month old enough, which is November: of December nobody waited 30 days."""
    found = partner_trend(
        simulated_snapshot, code="take_up_rate", kind=KIND, partner=ONE, where=(), scope=WHOLE_HOUSE
    )
    assert (found.together, found.periods[-1].months[0], found.periods[-1].months[-1]) == (
        12,
        "2024-12",
        "2025-11",
    )
    every = [month for period in found.periods for month in period.months]
    assert len(every) == len(set(every)) == 48
    assert all(period.n >= 30 for period in found.periods if period.own.value is not None)


def test_what_is_not_kept_by_partner_has_no_trend(simulated_snapshot: Snapshot) -> None:
    found = partner_trend(
        simulated_snapshot, code="churn_rate", kind=KIND, partner=ONE, where=(), scope=WHOLE_HOUSE
    )
    assert (found.periods, found.reason) == ((), not_kept_by("partner"))
    assert (
        partner_trend(
            simulated_snapshot, code="csat", kind="none", partner=ONE, where=(), scope=WHOLE_HOUSE
        ).reason
        == NO_ROWS
    )
    absent = partner_trend(
        simulated_snapshot, code="originations", kind=KIND, partner="nobody", where=(), scope=WHOLE_HOUSE
    )
    assert {period.own.reason for period in absent.periods} == {NO_ROWS}
