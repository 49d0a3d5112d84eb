"""What tells how often fans hold: small companies through all of it, the true paths by hand, the table."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from benchmarks import scenario_coverage
from benchmarks.calibration import companies, futures, outcomes
from benchmarks.calibration.companies import SIZES
from benchmarks.calibration.outcomes import KPIS
from benchmarks.known_at_cut import SAID_BY, Seen, known_of
from benchmarks.scenario_trials import trials
from demo.setting import market
from demo.setting.timeline import MONTHS

AT, CUT = companies.calendar(1), 36
APPROVAL, MACHINE, CHURN, BAD = KPIS[0], KPIS[3], KPIS[5], KPIS[6]


@pytest.fixture(scope="module")
def paths() -> pd.DataFrame:
    """Four companies of a calendar."""
    return scenario_coverage.judged(trials(AT.number, 4, CUT))


def test_what_there_is_to_compare(paths: pd.DataFrame) -> None:
    """24 months of 10 differences (of the twins nothing can be told) and of 4 levels twice, for each company."""
    assert len(paths) == 4 * 24 * (10 + 4 * 2)
    assert not set(outcomes.TWINS) & set(paths["code"])
    nothing = paths[(paths["what"] == "difference") & ~paths["there"]]
    assert np.abs(nothing["truth"]).max() == 0
    assert (paths[["p5", "p25", "p50", "p75", "p95"]].diff(axis=1).iloc[:, 1:] >= 0).all(axis=None)


def test_fans_of_attributable_effects_hold_the_truth_and_a_third_of_them_does_not(
    paths: pd.DataFrame,
) -> None:
    """So the share is one that can fail."""
    known = paths[(paths["what"] == "difference") & paths["attributable"] & (paths["month"] >= 6)]
    assert known["panel"].nunique() == 4 and known["ninety"].mean() > 0.75
    shrunk = {name: known["p50"] + (known[name] - known["p50"]) / 3 for name in ("p5", "p25", "p75", "p95")}
    assert scenario_coverage.judged(known.assign(**shrunk))["ninety"].mean() < 0.65


def test_without_noise_a_scenario_tells_what_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing but effects, and regions that hardly differ: the middle of the fan is the truth within 3 %."""
    monkeypatch.setattr(market, "overdue_factor", lambda month: 1.0)
    alone = {"ai_approval": APPROVAL.effects["ai_approval"]}
    quiet = replace(
        APPROVAL, effects=alone, spread=0.02, regions=0.001, months=0.0, waves=0.001, luck=0.0, trend=0.0
    )
    monkeypatch.setattr("benchmarks.scenario_trials.OF_SCENARIOS", (quiet,))
    found = trials(AT.number, 1, CUT)
    late = found[found["month"].isin([12, 24])]
    ours = late[(late["what"] != "difference") | (late["code"] == "ai_approval")]
    assert len(ours) == 6
    assert ours["p50"].to_numpy() == pytest.approx(ours["truth"].to_numpy(), rel=0.03)
    assert ours["truth"].between(ours["p5"], ours["p95"]).all()


def test_true_paths_are_what_outcomes_are_drawn_around() -> None:
    """Without waves the expected events of a panel, added up, are the path; shares and times but for their cases."""
    still = replace(CHURN, waves=0.0)
    (nature,) = futures.natures(still, AT, 1)
    drawn = companies.counted(still, AT, 0)
    expected, events = (np.bincount(drawn.panel.period, part) for part in (drawn.panel.weight, drawn.mean))
    assert futures.true_path(still, AT, nature, 1.0) == pytest.approx(events / expected, rel=0.005)
    cohorts = replace(BAD, waves=0.0)
    (nature,) = futures.natures(cohorts, AT, 1)
    drawn = companies.counted(cohorts, AT, 0)
    seen = np.bincount(drawn.panel.period, drawn.mean)[:: companies.EVERY]
    below = np.bincount(drawn.panel.period, drawn.panel.weight)[:: companies.EVERY]
    path = futures.true_path(cohorts, AT, nature, 1.0)[:: companies.EVERY]
    assert path == pytest.approx(seen / below, rel=1e-9)
    many = replace(MACHINE, waves=0.0, cases=1e7)
    shares = SIZES @ companies.means(many, AT, 1)[0]
    assert futures.true_path(many, AT, futures.natures(many, AT, 1)[0], 1.0) == pytest.approx(
        shares, abs=1e-3
    )


def test_what_is_stopped_reaches_nobody_further() -> None:
    months = AT.rollouts.live["ai_approval"]
    ended = futures.stopped(AT, ("ai_approval",), CUT).rollouts.live
    assert (ended["ai_approval"][months < CUT] == months[months < CUT]).all()
    assert ended["ai_approval"][months >= CUT].min() > MONTHS
    assert (ended["crm_retention"] == AT.rollouts.live["crm_retention"]).all()
    reached = [int((AT.rollouts.live[code] < CUT).sum()) for code in ("ai_approval", "crm_retention")]
    assert reached[0] < (months < MONTHS).sum() and min(reached) > 15  # some still wait, most are live


def test_levels_are_those_of_the_last_year() -> None:
    (known,) = known_of(APPROVAL, Seen(at=AT, cut=CUT), 1)
    weight = companies.cases(APPROVAL)[:, CUT - 12 : CUT]
    outcome = companies.means(APPROVAL, AT, 1)[0, :, CUT - 12 : CUT]
    by_region = (weight * outcome).sum(axis=1), weight.sum(axis=1)
    assert known.level == pytest.approx(
        SAID_BY["approval time"][1] * np.exp(by_region[0].sum() / weight.sum())
    )
    without = [(by_region[0].sum() - a) / (weight.sum() - b) for a, b in zip(*by_region, strict=True)]
    error = np.sqrt(30 / 31 * ((np.array(without) - by_region[0].sum() / weight.sum()) ** 2).sum())
    assert known.error == pytest.approx(error, rel=0.12)  # t with some 18 degrees instead of a normal
    assert known.error > error


def test_the_table_by_hand() -> None:
    """Four companies with one attributable effect: 90 % holds in 3 of 4, half in 1 of 4."""
    fan = {"p5": -2.0, "p25": -1.0, "p50": 0.0, "p75": 1.0, "p95": 2.0}
    rows = [
        {"calendar": 0, "company": company, "outcome": "churn_rate", "what": "difference"}
        | {"code": "crm_retention", "grade": "attributable", "month": month, "truth": truth, **fan}
        for company, truth in enumerate((0.5, 1.5, -1.5, 2.5))
        for month in scenario_coverage.MONTHS_JUDGED
    ]
    lines = scenario_coverage.table(scenario_coverage.judged(pd.DataFrame(rows)))
    assert [line.split("|")[1].strip() for line in lines[2:]] == ["difference, attributable", "· churn"]
    cells = [cell.split("[")[0].strip() for cell in lines[2].split("|")[2:9]]
    assert cells == ["4", *["25%"] * 3, *["75%"] * 3]
