"""The simulation that judges attribution, in small: its pieces by a second route, its tables by hand."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.attribution.imputation import Effect, effect
from analysis.attribution.models import CountsJoint, LinearJoint
from analysis.attribution.panel import RollOut
from benchmarks.calibration import companies, harm, outcomes, table, usual
from benchmarks.calibration.companies import UNITS
from benchmarks.calibration.outcomes import KPIS
from benchmarks.calibration.trials import NAIVE, OURS, TWO_WAY, trials
from demo.setting.timeline import MONTHS
from warehouse.effects.estimates import RULES

AT = companies.calendar(0)
APPROVAL, CHURN, BAD = KPIS[0], KPIS[5], KPIS[6]


@pytest.fixture(scope="module")
def found() -> pd.DataFrame:
    """Two companies of the first calendar."""
    return trials(0, 2)


def said(found: pd.DataFrame, company: int, kpi: str, code: str, way: str) -> pd.Series:
    rows = found.query("company == @company and kpi == @kpi and code == @code and way == @way")
    assert len(rows) == 1
    return rows.iloc[0]


def of(name: str, by_cohort: tuple[str, ...]) -> RollOut:
    return next(one for one in companies.roll_outs(AT, by_cohort) if one.name == name)


def test_every_goal_of_every_company_is_judged_in_three_ways(found: pd.DataFrame) -> None:
    assert len(found) == 2 * 17 * 3
    assert np.isfinite(found[["truth", "value", "half"]]).all().all()
    assert set(found.loc[found["way"] != OURS, "failed"]) == {"not graded"}
    nothing = found[found["full"] == 0]
    assert (nothing["truth"] == 0).all() and (found.loc[found["full"] != 0, "truth"] != 0).all()
    twins = found[found["code"].isin(outcomes.TWINS) & (found["way"] == OURS)]
    assert (twins["failed"] == "separable").all()


def test_weights_of_the_calendar_say_what_the_product_says_of_one_company(found: pd.DataFrame) -> None:
    outcome = companies.means(APPROVAL, AT, 2)[1]
    reached = companies.roll_outs(AT, ())
    model = LinearJoint(companies.linear_panel(outcome), reached)
    for code in ("early_warning", "dealer_portal"):
        alone = effect(model, of(code, ()), RULES)
        assert isinstance(alone, Effect)
        row = said(found, 1, "approval time", code, OURS)
        assert (row["value"], row["half"]) == pytest.approx(
            (alone.effect.value, alone.effect.upper - alone.effect.value), abs=1e-9
        )
        assert said(found, 1, "approval time", code, TWO_WAY)["value"] == pytest.approx(
            alone.two_way, abs=1e-9
        )


def test_counts_are_what_the_product_says_of_one_company(found: pd.DataFrame) -> None:
    drawn = companies.counted(BAD, AT, 1)
    one = of("dealer_portal", BAD.by_cohort)
    model = CountsJoint(drawn.panel, companies.roll_outs(AT, BAD.by_cohort))
    alone = effect(model, one, RULES)
    assert isinstance(alone, Effect)
    row = said(found, 1, "loans gone bad", one.name, OURS)
    assert (row["value"], row["half"]) == pytest.approx(
        (alone.effect.value, alone.effect.upper - alone.effect.value), abs=1e-9
    )
    assert said(found, 1, "loans gone bad", one.name, TWO_WAY)["value"] == pytest.approx(
        alone.two_way, abs=1e-9
    )


def test_before_and_after_is_welchs_interval_of_two_averages(found: pd.DataFrame) -> None:
    outcome = companies.means(APPROVAL, AT, 2)[0]
    starts = of("ai_approval", ()).starts
    first, reached = int(starts.min()), np.isfinite(starts)
    sides = outcome[reached, MONTHS - 12 :].ravel(), outcome[reached, first - 12 : first].ravel()
    theirs = stats.ttest_ind(*sides, equal_var=False).confidence_interval(0.95)
    row = said(found, 0, "approval time", "ai_approval", NAIVE)
    assert (row["value"] - row["half"], row["value"] + row["half"]) == pytest.approx(
        (theirs.low, theirs.high)
    )
    assert row["truth"] == pytest.approx(-0.35)  # built up long before the last year


def test_before_and_after_of_counts_by_hand(found: pd.DataFrame) -> None:
    drawn = companies.counted(CHURN, AT, 0)
    events, expected = (column.reshape(UNITS, MONTHS) for column in (drawn.panel.outcome, drawn.panel.weight))
    starts = of("crm_retention", ()).starts
    first, reached = int(starts.min()), np.isfinite(starts)
    after, before = (reached, slice(MONTHS - 12, MONTHS)), (reached, slice(first - 12, first))
    rates = [events[side].sum() / expected[side].sum() for side in (after, before)]
    row = said(found, 0, "churn", "crm_retention", NAIVE)
    assert row["value"] == pytest.approx(np.log(rates[0] / rates[1]))
    assert row["half"] == pytest.approx(
        1.96 * np.sqrt(1 / events[after].sum() + 1 / events[before].sum()), rel=1e-4
    )


def test_two_way_errors_are_clustered_by_unit(found: pd.DataFrame) -> None:
    """The sandwich with dummies written out: weighted least squares, then the same around Poisson means."""
    drawn = companies.counted(CHURN, AT, 0)
    outcome = companies.means(APPROVAL, AT, 2)[0].ravel()
    of_units = np.eye(UNITS)[drawn.panel.unit]
    months = np.eye(MONTHS)[drawn.panel.period][:, 1:]

    def half(live: np.ndarray, residual: np.ndarray, weight: np.ndarray) -> float:
        x = np.column_stack([live, of_units, months])
        bread = np.linalg.inv(x.T @ (x * weight[:, None]))
        scores = np.array(
            [(x * residual[:, None])[drawn.panel.unit == unit].sum(axis=0) for unit in range(UNITS)]
        )
        variance = (bread @ (scores.T @ scores) @ bread)[0, 0] * UNITS / (UNITS - 1)
        return float(stats.t.ppf(0.975, UNITS - 1) * np.sqrt(variance))

    weight = companies.SIZES[drawn.panel.unit]
    live = LinearJoint(companies.linear_panel(outcome.reshape(UNITS, MONTHS)), [of("ai_approval", ())]).live(
        "ai_approval"
    )
    root = np.sqrt(weight)[:, None]
    x = np.column_stack([live, of_units, months])
    fitted = np.linalg.lstsq(x * root, outcome * root[:, 0], rcond=None)[0]
    row = said(found, 0, "approval time", "ai_approval", TWO_WAY)
    assert row["value"] == pytest.approx(fitted[0], abs=1e-7)
    assert row["half"] == pytest.approx(half(live, weight * (outcome - x @ fitted), weight), rel=1e-6)
    model = CountsJoint(drawn.panel, [of("crm_retention", ())])
    live = model.live("crm_retention")
    at, x = np.zeros(x.shape[1]), np.column_stack([live, of_units, months])
    for _ in range(30):
        mean = drawn.panel.weight * np.exp(x @ at)
        at = at + np.linalg.solve(x.T @ (x * mean[:, None]), x.T @ (drawn.panel.outcome - mean))
    found_two_way = usual.two_way_counts(model, "crm_retention")
    assert found_two_way.value[0] == pytest.approx(at[0], abs=1e-8)
    assert found_two_way.half[0] == pytest.approx(half(live, drawn.panel.outcome - mean, mean), rel=1e-6)


def test_the_bad_half_year_falls_in_the_order_of_the_calendar_and_fades() -> None:
    """Without anything else drawn, the order of regions in the bad months is that of the picked roll-out."""
    quiet = outcomes.Kpi(
        name="quiet",
        kind="share",
        effects={},
        stated=(),
        cases=1,
        level=0.5,
        spread=0,
        regions=0,
        months=0,
        waves=0,
        luck=0.2,
        trend=0,
        by_cohort=(),
    )
    luck = companies.surroundings(quiet, AT, np.random.default_rng(1), 3).all()
    luck -= luck[:, :, :1]
    first, last = companies.BAD_MONTHS
    starts = of(outcomes.PICKED, ()).starts
    live = np.isfinite(starts)
    waves = np.argsort(starts[live], kind="stable")
    for panel in luck:
        bad = panel[live][waves, first] - panel[live][waves, 0]
        by_wave = [bad[starts[live][waves] == wave] for wave in np.unique(starts[live])]
        assert all(early.min() >= late.max() for early, late in pairwise(by_wave))
        common = panel[:, last + 1] - panel[:, first] / 2
        assert common == pytest.approx(np.full(UNITS, common[0]), abs=1e-9)


def test_companies_are_the_same_each_time_and_differ_from_each_other() -> None:
    for kpi in (APPROVAL, KPIS[2]):
        once, again = (companies.means(kpi, companies.calendar(3), 2) for _ in range(2))
        assert (once == again).all() and (once[0] != once[1]).mean() > 0.5
    once, again = (companies.counted(CHURN, companies.calendar(3), 1).panel.outcome for _ in range(2))
    assert (once == again).all()
    assert (once != companies.counted(CHURN, companies.calendar(3), 0).panel.outcome).any()


def test_tables_by_hand() -> None:
    """Four companies; the initiative that does nothing has three goals: ours is attributable in a of one company.

    company   approval time   satisfaction   churn    in a goal 1 of 12, in any of the first two or of all three 1 of 4
    0         attributable    no             no
    1, 2, 3   no              no             no
    """
    rows = [
        {"calendar": 0, "company": company, "kpi": kpi, "kind": "share", "code": "dealer_portal", "way": way}
        | {
            "full": 0.0,
            "truth": 0.0,
            "value": 1.0 if company == 0 and kpi == "approval time" else 0.1,
            "half": 0.5,
        }
        | {"failed": "" if company == 0 and kpi == "approval time" and way == OURS else "discovered"}
        for company in range(4)
        for kpi in ("approval time", "satisfaction", "churn")
        for way in table.WAYS
    ]
    found = table.judged(pd.DataFrame(rows))
    said = [line.split("|")[5].split("[")[0].strip() for line in table.null_initiative(found)[2:]]
    assert said == ["8.3%", "25.0%", "25.0%"]
    line = table.summary(found)[2]
    assert [cell.split("[")[0].strip() for cell in line.split("|")[1:6]] == [
        "shares",
        "4",
        "91.7%",
        "91.7%",
        "91.7%",
    ]


def test_fewer_answers_raise_the_satisfaction_of_those_who_answer() -> None:
    """As many are satisfied, 6 points fewer answer, who are 20 points more satisfied than the silent: + 1.2 points."""
    moved, still = (
        harm.Plant(name="same luck", satisfied=0.0, answering=answering) for answering in (-0.06, 0.0)
    )
    seen = [harm.outcomes(plant, AT, 60) for plant in (moved, still)]
    full = AT.built_up(harm.MOVES, np.arange(MONTHS)) == 1
    satisfied, answering = (with_it - without for with_it, without in zip(*seen, strict=True))
    assert answering[:, full].mean() == pytest.approx(-0.06, abs=0.002)
    assert satisfied[:, full].mean() == pytest.approx(0.012, abs=0.003)
    assert satisfied[:, AT.built_up(harm.MOVES, np.arange(MONTHS)) == 0].mean() == pytest.approx(0, abs=0.003)


def test_harm_is_said_where_fewer_answer_and_left_open_where_more_do() -> None:
    found = pd.concat([harm.trials(number, 5) for number in (0, 1)])
    less = found[found["planted"] == "less satisfied, fewer answer"]
    assert (less["standing"] == "at least").mean() >= 0.3  # none was, when any move of the answers cleared it
    assert set(less.loc[less["standing"] == "at least", "worse"]) == {True}
    for planted in (
        "less satisfied, more answer",
        "more satisfied, fewer answer",
        "as satisfied, more answer",
    ):
        assert "at least" not in set(found.loc[found["planted"] == planted, "standing"])
    assert found.loc[found["planted"] == "less satisfied, more answer", "worse"].mean() >= 0.7


def test_the_table_of_harm_by_hand() -> None:
    """Of four companies one says attributable harm, one at least 1 (of 2), one at least 1 (of 0.5), one nothing."""
    name = harm.PLANTS[0].name
    rows = [
        {"planted": planted, "truth": truth, "worse": worse, "standing": word, "least": -1.0}
        for planted in (*(plant.name for plant in harm.PLANTS), harm.BESIDE)
        for truth, worse, word in (
            (-2.0, True, "attributable"),
            (-2.0, True, "at least"),
            (-0.5, True, "at least"),
            (-2.0, False, "attributable"),
        )
    ]
    lines = harm.summary(pd.DataFrame(rows))
    cells = [cell.split("[")[0].strip() for cell in lines[2].split("|")[1:-1]]
    assert cells == [name, "4", "75.0%", "25.0%", "50.0%", "75.0%", "50.0%"]
    assert len(lines) == 2 + len(harm.PLANTS) + 1
