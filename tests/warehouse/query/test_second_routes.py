"""Every KPI of the simulated company, loaded and published, against its raw rows: both windows and all months."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.results import TOO_FEW
from tests.kit.demo_company import Simulated, window
from tests.kit.second_routes import ELSEWHERE, ROUTES
from tests.kit.second_routes.record import Bounds
from tests.kit.tree import files
from warehouse.contract.scope import WHOLE_HOUSE, Months
from warehouse.kpis import KPIS
from warehouse.query.query import Question, answer
from warehouse.snapshot.snapshots import Snapshot

TESTS = Path(__file__).parents[2]
EVERYTHING: Months = ("2021-01", "2025-12")


def asked(simulated: Simulated, name: str) -> tuple[Months, Bounds]:
    """The months of a window, and its moments."""
    if name == "all":
        return EVERYTHING, (pd.Timestamp("2021-01-01"), pd.Timestamp("2026-01-01"))
    first, last = simulated.truth[name]
    return (first, last), window(simulated, name)


def test_every_kpi_has_a_second_route() -> None:
    missing = KPIS.keys() - ROUTES.keys() - ELSEWHERE.keys()
    assert not missing, f"add their routes in tests/kit/second_routes: {', '.join(sorted(missing))}"
    assert ROUTES.keys() | ELSEWHERE.keys() <= KPIS.keys(), "routes of KPIs that are gone"
    for code, module in ELSEWHERE.items():
        (path,) = files(TESTS, f"{module}.py")
        assert code in path.read_text(encoding="utf-8"), (code, module)


@pytest.mark.parametrize("name", ["before", "after", "all"])
@pytest.mark.parametrize("code", sorted(KPIS.keys() & ROUTES.keys()))
def test_a_kpi_is_that_of_the_raw_rows(
    simulated: Simulated, simulated_snapshot: Snapshot, code: str, name: str
) -> None:
    months, bounds = asked(simulated, name)
    told = ROUTES[code](simulated, bounds)
    (found,) = answer(
        simulated_snapshot, Question(kpi=code, by=(), where=(), months=months), WHOLE_HOUSE
    ).values
    assert told.n in (None, found.n)
    assert told.events in (None, found.events)
    if found.n < 30 and KPIS[code].unit != "currency":
        assert found.estimate.reason == TOO_FEW
    elif np.isnan(told.value):
        assert (
            found.estimate.reason == TOO_FEW
        )  # incidents that have all ended: waiting brings no more of them
    else:
        # a wait below a minute is known as such only
        least = 1.0 if KPIS[code].unit == "minutes" else -np.inf
        assert max(found.estimate.value or 0.0, least) == pytest.approx(told.value, rel=told.within)
