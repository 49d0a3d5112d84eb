"""What tells how often a plan's range of money holds the truth: the truth by the product's engine, and the table."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis.attribution.panel import Array
from analysis.scenario.description import OUTCOMES, Scenario
from analysis.scenario.draws import Deviates
from analysis.scenario.runs import run_of
from benchmarks import money_coverage
from benchmarks.calibration import companies
from benchmarks.calibration.outcomes import KPIS
from benchmarks.known_at_cut import SAID_BY, Seen, known_of
from benchmarks.money_coverage import Truth, fix_links, plans_of, true_npv, truth_of

SEEN = Seen(at=companies.calendar(1), cut=36)


@pytest.fixture(scope="module")
def plan() -> Scenario:
    """On automation alone, which is attributable in nearly every company."""
    (known,) = known_of(KPIS[3], SEEN, 1)
    return fix_links(plans_of(0, SEEN, [known])["proven effects"])


def test_paths_of_the_engine_bring_the_money_of_the_engine(plan: Scenario) -> None:
    """If the truth were the middle of what is drawn, its money would be the run without any deviate."""
    still = Deviates(
        effects=np.zeros((1, len(plan.acting))),
        coefficients=np.zeros((1, len(plan.coefficients))),
        levels=np.zeros((1, len(OUTCOMES))),
    )
    run = run_of(plan, still)
    finished, stopped = (
        {code: series[code] / OUTCOMES[code].told for code in OUTCOMES}
        for series in (run.series, run.nothing)
    )
    finished["take_up_rate"] = stopped["take_up_rate"] = np.full((1, plan.months), 0.85)
    usual: dict[str, Array] = {
        code: np.full((1, 1), level) for code, level in zip(OUTCOMES, plan.baseline.levels, strict=True)
    }
    truth = Truth(finished=finished, stopped=stopped, usual=usual)
    assert true_npv(plan, truth) == pytest.approx(float(run.npv[0]), rel=1e-9)
    assert true_npv(plan, replace(truth, stopped=finished)) == 0


def test_the_truth_is_moved_by_what_is_counted_alone(plan: Scenario) -> None:
    (known,) = known_of(KPIS[3], SEEN, 1)
    truth = truth_of(SEEN, [known], plan)
    outcome = SAID_BY[known.kpi.name][0]
    counted = {effect.initiative for effect in plan.effects}
    assert counted == {"ai_approval"}
    gain = (truth.finished[outcome] - truth.stopped[outcome])[0]
    live = SEEN.at.rollouts.live["ai_approval"]
    waits = [size for size, month in zip(companies.SIZES, live, strict=True) if 36 <= month < 48]
    assert gain[-1] == pytest.approx(sum(waits) * known.kpi.effects["ai_approval"], rel=0.05)
    for other in set(OUTCOMES) - {outcome}:
        assert np.array_equal(truth.finished[other], truth.stopped[other])


def test_the_table_by_hand() -> None:
    rows = [
        {"counted": "proven effects", "links": "known", "truth": truth, "p5": -2.0}
        | {"half": abs(truth) <= 1, "ninety": abs(truth) <= 2}
        for truth in (0.5, 1.5, -1.5, 2.5)
    ]
    (line,) = money_coverage.table(pd.DataFrame(rows))[2:]
    cells = [cell.split("[")[0].strip() for cell in line.split("|")[1:6]]
    assert cells == ["proven effects, links known", "4", "25%", "75%", "100%"]
