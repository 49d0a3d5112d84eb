"""Whether harm is said where fewer people answer: satisfaction asked of people whose answering the initiative moves.

In each company every person is satisfied or not, and whoever answers is GAP more often satisfied than whoever does not,
so that fewer answers make an average of answers rise. One initiative (MOVES) moves satisfaction and answering as
planted, another does nothing. Both are goals, graded together as in the product.
"""

import dataclasses
from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis.attribution.grading import STATED_RATE, Finding
from analysis.attribution.imputation import Effect, conclude
from analysis.attribution.models import LinearJoint
from analysis.attribution.panel import Array
from analysis.discoveries import discoveries
from analysis.results import Reason
from benchmarks.calibration import companies
from benchmarks.calibration.companies import SIZES, Calendar
from benchmarks.calibration.outcomes import NOTHING, Kpi
from benchmarks.calibration.table import head, row, share_of
from benchmarks.calibration.trials import weights
from demo.setting import regions
from demo.setting.streams import stream
from demo.setting.timeline import MONTHS
from warehouse.effects.evidence import Pair
from warehouse.effects.goals import Goal
from warehouse.effects.harm import CERTAIN, lies_worse, standing
from warehouse.effects.outcomes import OUTCOMES
from warehouse.effects.pairs import Estimated, pair_of_estimate
from warehouse.effects.panels import UnitPanel

MOVES, KPI = "smart_service", "csat"
BESIDE = "another initiative beside it, which does nothing"
GAP = 0.20  # between those who answer and those who do not
SATISFIED = Kpi(
    name="satisfied",
    kind="share",
    effects={},
    stated=(),
    cases=300,
    level=0.52,
    spread=0.0,
    regions=0.03,
    months=0.015,
    waves=0.02,
    luck=0.0,
    trend=0.001,
    by_cohort=(),
)
ANSWERING = Kpi(
    name="answering",
    kind="share",
    effects={},
    stated=(),
    cases=300,
    level=0.35,
    spread=0.0,
    regions=0.03,
    months=0.015,
    waves=0.02,
    luck=0.0,
    trend=0.0,
    by_cohort=(),
)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Plant:
    """What the initiative does to satisfaction and to the share who answer, in points, when built up."""

    name: str
    satisfied: float
    answering: float


PLANTS = (
    Plant(name="less satisfied, fewer answer", satisfied=-0.08, answering=-0.06),
    Plant(name="less satisfied, a little fewer answer", satisfied=-0.08, answering=-0.03),
    Plant(name="less satisfied, as many answer", satisfied=-0.08, answering=0.0),
    Plant(name="less satisfied, more answer", satisfied=-0.08, answering=+0.06),
    Plant(name="more satisfied, fewer answer", satisfied=+0.08, answering=-0.06),
    Plant(name="as satisfied, fewer answer", satisfied=0.0, answering=-0.06),
    Plant(name="as satisfied, more answer", satisfied=0.0, answering=+0.06),
)


def trials(number: int, size: int) -> pd.DataFrame:
    """`size` companies of one calendar for each plant, with two goals each.

    Columns: planted, truth (on satisfaction, where live), worse (the whole interval lies there), standing, least (the
    end of the interval nearest to zero).
    """
    at = companies.calendar(number)
    return pd.DataFrame([one for plant in PLANTS for one in _of_plant(plant, at, size)])


def outcomes(plant: Plant, at: Calendar, size: int) -> tuple[Array, Array]:
    """Share of the answers that are satisfied, share of those asked who answer [panels, units, MONTHS]."""
    random, built_up = stream(at.number, f"harm {plant.name}"), at.built_up(MOVES, np.arange(MONTHS))
    people, answer = (
        kpi.level + companies.surroundings(kpi, at, random, size).all() + moved * built_up
        for kpi, moved in ((SATISFIED, plant.satisfied), (ANSWERING, plant.answering))
    )
    answer = np.clip(answer, 0.02, 0.98)
    asked = np.round(companies.cases(ANSWERING) / ANSWERING.level).astype(int)
    answers = np.maximum(1, random.binomial(asked, answer))
    among = people + (1 - answer) * GAP  # people = answer × among + (1 − answer) × (among − GAP)
    return random.binomial(answers, np.clip(among, 0.01, 0.99)) / answers, answers / asked


def _of_plant(plant: Plant, at: Calendar, size: int) -> Iterator[dict[str, object]]:
    satisfied, answering = outcomes(plant, at, size)
    codes = (MOVES, NOTHING)
    effects = [_effects(at.number, code, satisfied) for code in codes]
    answers = [_effects(at.number, code, answering) for code in codes]
    for company, panel in enumerate(satisfied):
        mine = [of_code[company] for of_code in effects]
        passed = discoveries(np.array([one.effect.p for one in mine]), STATED_RATE)
        for place, code in enumerate(codes):
            # The mix would need cases; its condition is left open, as is that of the definition.
            moved = answers[place][company].effect
            finding = Finding(
                effect=mine[place],
                mix_held=mine[place].effect.value,
                asks=True,
                answers=moved,
                definition_changed=False,
            )
            pair = _pair(code, at, panel, finding, bool(passed[place]))
            yield {
                "planted": plant.name if code == MOVES else BESIDE,
                "truth": _truth(plant, at) if code == MOVES else 0.0,
                "worse": lies_worse(pair),
                "standing": standing(pair),
                "least": pair.effect.least if pair.effect else np.nan,
            }


def _effects(number: int, code: str, outcome: Array) -> list[Effect]:
    """The effect of an initiative in each company [panels, units, MONTHS]."""
    known = weights(number, code, MONTHS)
    said = [conclude(known.design, one) for one in known.answers(outcome.reshape(len(outcome), -1).T)]
    return [one for one in said if not isinstance(one, Reason)]


def _pair(code: str, at: Calendar, outcome: Array, finding: Finding, is_discovered: bool) -> Pair:
    """The record of a publication."""
    panel = companies.linear_panel(outcome)
    found = UnitPanel(
        outcome=OUTCOMES[KPI],
        panel=panel,
        mix_held=panel,
        units=regions.CODES,
        numerator=panel.outcome,
        denominator=panel.weight,
        mart="simulated",
        sql="",
    )
    model = LinearJoint(panel, companies.roll_outs(at, ()))
    estimated = Estimated(
        initiative=code, unit_kind="region", unit_panel=found, model=model, finding=finding, contribution=None
    )
    return pair_of_estimate(
        estimated,
        Goal(initiative=code, kpi=KPI, expected_change=None, expected_money=None, anticipation=0),
        True,
        is_discovered,
        False,
    )


def _truth(plant: Plant, at: Calendar) -> float:
    """What it does to satisfaction, over the rows that the effect is averaged over."""
    aimed = weights(at.number, MOVES, MONTHS).design.effect.targets[:, 0] * np.repeat(SIZES, MONTHS)
    built_up = at.built_up(MOVES, np.arange(MONTHS)).ravel()
    return plant.satisfied * float(np.average(built_up, weights=aimed))


def summary(found: pd.DataFrame) -> list[str]:
    """One line for each plant: how often harm is seen, how often it is said, and whether its least size holds."""
    lines = head(
        ("planted", "companies"), "interval on the worse side", "attributable harm", "worse, at least",
        "harm is said", "of these the least size holds",
    )  # fmt: skip
    for name in (*(plant.name for plant in PLANTS), BESIDE):
        rows = found[found["planted"] == name]
        worse, panels = rows["worse"], len(rows)
        said = rows[worse & rows["standing"].isin(CERTAIN)]
        at_least = said[said["standing"] == "at least"]
        held = (at_least["truth"] <= at_least["least"]).mean() if len(at_least) else np.nan
        lines.append(
            row(
                name,
                f"{panels:,}",
                share_of(worse.mean(), panels),
                share_of((worse & (rows["standing"] == "attributable")).mean(), panels),
                share_of(len(at_least) / panels, panels),
                share_of(len(said) / panels, panels),
                "–" if np.isnan(held) else share_of(held, len(at_least)),
            )
        )
    return lines
