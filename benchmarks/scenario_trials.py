"""Scenarios made at a cut, beside what truly came: simulated companies of one calendar.

At the cut most initiatives are live in most of the regions that they ever reach, and one wave of each is still to come
(`waiting`). Effects are estimated from the months before it by the functions of the product, recorded and graded as
a publication records them, and become effects of a scenario by `effect_of`. Levels are those of the last year, with
the error that their interval has. Remaining regions go live when they truly do.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.attribution.grading import STATED_RATE, Finding
from analysis.attribution.imputation import Effect as Estimate
from analysis.attribution.panel import Array
from analysis.discoveries import discoveries
from analysis.scenario.coefficients import COEFFICIENTS
from analysis.scenario.description import OUTCOMES, Baseline, Effect, Scenario
from analysis.scenario.description import Initiative as Planned
from analysis.scenario.draws import coefficient_values, draw_deviates
from analysis.scenario.outcomes import outcome_paths, usual_levels
from analysis.scenario.projection import PERCENTILES, percentiles
from benchmarks.calibration import companies
from benchmarks.calibration.companies import SIZES
from benchmarks.calibration.futures import steady, stopped, true_path
from benchmarks.known_at_cut import OF_SCENARIOS, SAID_BY, WINDOW, Known, Seen, known_of
from demo.setting.regions import CODES as REGIONS
from demo.setting.timeline import MONTHS, month_text
from warehouse.effects import outcomes, pairs
from warehouse.effects.evidence import Evidence, Initiative, Pair, Wave
from warehouse.effects.goals import Goal
from warehouse.effects.panels import UnitPanel
from warehouse.scenarios.drawn_effects import effect_of
from warehouse.scenarios.fields import Place
from warehouse.scenarios.plan import PlannedEffect
from warehouse.scenarios.under_way import with_under_way

UNIT_KIND = "region"
HORIZON = 24  # months run forward
DRAWS = 2_000


def trials(number: int, size: int, cut: int) -> pd.DataFrame:
    """`size` companies of one calendar, seen for `cut` months; a row for each path and month.

    Columns: calendar, company, outcome, what ("difference", "level", "steady level"), code, grade, month, truth, p5,
    p25, p50, p75, p95.
    """
    seen = Seen(at=companies.calendar(number), cut=cut)
    known = {kpi.name: known_of(kpi, seen, size) for kpi in OF_SCENARIOS}
    rows = [
        row
        for company in range(size)
        for row in _of_company(seen, company, [known[kpi.name][company] for kpi in OF_SCENARIOS])
    ]
    return pd.DataFrame(rows)


def evidence_of(seen: Seen, company: Sequence[Known]) -> Evidence:
    """Every goal of a company of which something can be said, graded together as a publication grades them."""
    found = [
        (known, code, one) for known in company for code, one in known.estimates.items() if one is not None
    ]
    passed = discoveries(np.array([one.effect.p for _, _, one in found]), STATED_RATE)
    recorded = [
        _pair(known, code, one, bool(is_real))
        for (known, code, one), is_real in zip(found, passed, strict=True)
    ]
    return Evidence(
        initiatives=tuple(_initiative(seen, code) for code in companies.CODES),
        pairs=tuple(recorded),
        ledgers=(),
        series=(),
    )


def _initiative(seen: Seen, code: str) -> Initiative:
    """As it is known at the cut."""
    waves = tuple(
        Wave(unit_kind=UNIT_KIND, unit=region, live_on=f"{month_text(int(month))}-01", ended_on=None)
        for region, month in zip(REGIONS, seen.at.rollouts.live[code], strict=True)
        if month < seen.cut
    )
    return Initiative(
        code=code,
        name=code,
        lever="",
        owner=None,
        status="",
        cost_once=None,
        cost_per_month=None,
        acts_on=None,
        units_chosen_from=None,
        waves=waves,
    )


def _pair(known: Known, code: str, one: Estimate, is_discovered: bool) -> Pair:
    kpi, panel = SAID_BY[known.kpi.name][0], known.model.panel
    unit_panel = UnitPanel(
        outcome=outcomes.OUTCOMES[kpi],
        panel=panel,
        mix_held=panel,
        units=REGIONS,
        numerator=panel.outcome,
        denominator=panel.weight,
        mart="simulated",
        sql="",
    )
    # Mix and answers would need cases; their gates are left open, as is that of the definition.
    finding = Finding(
        effect=one, mix_held=one.effect.value, asks=False, answers=None, definition_changed=False
    )
    estimated = pairs.Estimated(
        initiative=code,
        unit_kind=UNIT_KIND,
        unit_panel=unit_panel,
        model=known.model,
        finding=finding,
        contribution=None,
    )
    return pairs.pair_of_estimate(
        estimated,
        Goal(initiative=code, kpi=kpi, expected_change=None, expected_money=None, anticipation=0),
        True,
        is_discovered,
        False,
    )


def _of_company(seen: Seen, company: int, known: list[Known]) -> Iterator[dict[str, object]]:
    found = evidence_of(seen, known)
    for one in known:
        outcome, unit = SAID_BY[one.kpi.name]
        told = [pair for pair in found.pairs if pair.kpi == outcome and pair.effect is not None]
        head = {"calendar": seen.at.number, "company": company, "outcome": outcome}
        came = true_path(one.kpi, seen.at, one.nature, unit)
        for pair in told:
            scenario = scenario_of(company, seen, [(one, [pair.initiative])], found)
            mine, nothing = _paths(scenario, outcome)
            without = true_path(one.kpi, stopped(seen.at, [pair.initiative], seen.cut), one.nature, unit)
            of_it = {"what": "difference", "code": pair.initiative, "grade": pair.grade}
            yield from _rows(head | of_it, (came - without)[seen.cut :], mine - nothing)
        codes = [pair.initiative for pair in told]
        scenario = scenario_of(company, seen, [(one, codes)], found)
        path, _ = _paths(scenario, outcome)
        untold = [code for code in one.kpi.effects if code not in codes]
        calm = steady(one.kpi, seen.at, one.nature, untold, seen.last_year)
        spoken_of = true_path(one.kpi, stopped(seen.at, untold, 0), calm, unit)
        for what, truth in (("level", came), ("steady level", spoken_of)):
            yield from _rows(head | {"what": what, "code": "", "grade": ""}, truth[seen.cut :], path)


def _rows(head: dict[str, object], truth: Array, draws: Array) -> Iterator[dict[str, object]]:
    for month, (true, ends) in enumerate(zip(truth[:HORIZON], percentiles(draws), strict=True), 1):
        fan = dict(zip((f"p{percent}" for percent in PERCENTILES), ends, strict=True))
        yield head | {"month": month, "truth": true} | fan


def _paths(scenario: Scenario, outcome: str) -> list[Array]:
    """An outcome of the scenario and of doing nothing, through the same draws [draws, months] each."""
    deviates = draw_deviates(scenario)
    given, usual = coefficient_values(scenario, deviates), usual_levels(scenario, deviates.levels)
    nothing = replace(scenario, initiatives=(), effects=())
    under_way = deviates.effects[:, : len(scenario.baseline.effects)]
    sides = ((scenario, deviates.effects), (nothing, under_way))
    return [outcome_paths(one, effects, usual, given)[outcome] for one, effects in sides]


def scenario_of(
    company: int, seen: Seen, planned: Sequence[tuple[Known, Sequence[str]]], found: Evidence
) -> Scenario:
    """The scenario in which initiatives reach their remaining regions when they truly do.

    planned: each outcome that is known, with the initiatives whose effect on it is planned.
    """
    effects = tuple(_measured(known, code, found) for known, codes in planned for code in codes)
    return Scenario(
        name="what truly came",
        snapshot=f"{seen.at.number} {company}",
        seed=f"{seen.at.number} {company}",
        months=HORIZON,
        draws=DRAWS,
        baseline=with_under_way(_baseline(seen, [known for known, _ in planned]), found, UNIT_KIND),
        initiatives=tuple(
            _remaining(seen, code) for code in dict.fromkeys(effect.initiative for effect in effects)
        ),
        effects=effects,
        together=(),
        coefficients=tuple(COEFFICIENTS.values()),
        targets=(),
    )


def _measured(known: Known, code: str, found: Evidence) -> Effect:
    planned = PlannedEffect(
        place=Place(words=code, path=()),
        outcome=SAID_BY[known.kpi.name][0],
        source="measured",
        evidence=code,
        lower=0.0,
        upper=0.0,
        build_up_months=0,
    )
    return effect_of(planned, code, known.level, found)


def _remaining(seen: Seen, code: str) -> Planned:
    live = seen.at.rollouts.live[code]
    months = tuple(int(month) - seen.cut if seen.cut <= month < MONTHS else None for month in live)
    return Planned(
        code=code, start=0, go_lives=months, share=1.0, adoption=1.0, cost_once=0.0, cost_per_month=0.0
    )


def _baseline(seen: Seen, known: Sequence[Known]) -> Baseline:
    """Outcomes as they are known, the others as usual; money in units of what a month's contracts lend."""
    sizes = tuple(float(size) for size in SIZES)
    usual = {"approval_time_median": 1_300.0, "take_up_rate": 0.85, "automated_rate": 0.4}
    levels = usual | {SAID_BY[one.kpi.name][0]: one.level for one in known}
    errors = {SAID_BY[one.kpi.name][0]: one.error for one in known}
    return Baseline(
        last_month=month_text(seen.cut - 1),
        units=REGIONS,
        weights_by_applications=sizes,
        weights_by_balance=sizes,
        levels=tuple(levels.get(code, 0.005) for code in OUTCOMES),
        level_errors=tuple(errors.get(code, 0.0) for code in OUTCOMES),
        window=WINDOW,
        under_way=(),
        effects=(),
        applications=1.0,
        originations=1.0,
        balance=20.0,
        income_rate=0.006,
        funding_rate=0.0024,
        amortisation=0.045,
        cost_per_application=0.01,
        other_operating_cost=0.0,
        tenures=(),
        value_discount_rate=0.08,
    )
