"""All three ways on all companies of one calendar: a row for each company, goal and way.

An effect on means and shares is a weighted sum of outcomes, with weights of the calendar alone: they are computed
once for all its companies. Counts are fitted company by company. Both go through the functions of the product
(`design`, weights or `replicates`, `concluded`, `discoveries`, `gates`). Deviations before the go-live are not asked
for, since no grade rests on them.
"""

import dataclasses
from functools import lru_cache

import numpy as np
import pandas as pd

from analysis.attribution.design import Design, design
from analysis.attribution.grading import STATED_RATE, Finding, gates
from analysis.attribution.imputation import Answers, Effect, answers, conclude
from analysis.attribution.models import NOBODY, CountsJoint, Joint, LinearJoint, Question
from analysis.attribution.panel import Array, RollOut
from analysis.discoveries import discoveries
from analysis.results import Reason
from benchmarks.calibration import companies, usual
from benchmarks.calibration.companies import Calendar, Counted
from benchmarks.calibration.outcomes import KPIS, Kpi
from demo.setting.timeline import MONTHS
from warehouse.effects.estimates import RULES

NAIVE, TWO_WAY, OURS = "before and after", "two-way", "ours"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Trial:
    """What one way said of one goal of one company, beside the truth. effect: of ours, what is graded."""

    company: int
    kpi: Kpi
    code: str
    way: str
    truth: float
    value: float
    half: float
    effect: Effect | None


def trials(number: int, size: int) -> pd.DataFrame:
    """`size` companies of one calendar.

    Columns: calendar, company, kpi, kind, code, way, full (effect when built up), truth, value, half (of the
    interval), failed (the first gate that does not hold, "" if all do, of the other ways "not graded").
    """
    at, found = companies.calendar(number), []
    for kpi in KPIS:
        found += _of_means(kpi, at, size) if kpi.kind in ("mean ln", "share") else _of_counts(kpi, at, size)
    return pd.DataFrame([row for company in range(size) for row in _graded(number, company, found)])


def asked_of(model: Joint, one: RollOut) -> Design:
    """The design of a goal, without the deviations before the go-live."""
    found = design(model, one, RULES)
    if isinstance(found, Reason):
        raise ValueError(f"{one.name}: {found}")
    return dataclasses.replace(found, leads=None, lead_bins=())


@dataclasses.dataclass(frozen=True, kw_only=True)
class Weights:
    """What outcomes are multiplied by.

    effect [1 + units, 1 + bins, rows], placebo [1 + units, rows], with_choosing [rows].
    """

    design: Design
    effect: Array
    placebo: Array
    with_choosing: Array

    def answers(self, outcomes: Array) -> list[Answers]:
        """The answers for each of the outcomes [rows, panels], as the model would give them one by one."""
        effects = self.effect @ outcomes
        placebos, with_choosing = self.placebo @ outcomes, self.with_choosing @ outcomes
        return [
            Answers(
                effect=effects[..., place],
                leads=None,
                placebo=placebos[..., place],
                with_choosing=float(with_choosing[place]),
                two_way=None,
            )
            for place in range(outcomes.shape[1])
        ]


@lru_cache(maxsize=16)
def weights(number: int, code: str, months: int) -> Weights:
    """The weights of a roll-out of a calendar in its first months, from the product's own."""
    reached = companies.roll_outs(companies.calendar(number), ())
    model = LinearJoint(companies.linear_panel(np.zeros((companies.UNITS, months))), reached)
    asked = asked_of(model, next(one for one in reached if one.name == code))

    def of_all(question: Question) -> Array:
        return np.array([model.weights(code, question, units).T for units in (NOBODY, *model.left_out)])

    assert asked.placebo is not None
    with_choosing = model.weights(code, asked.with_choosing, NOBODY)[:, 0]
    return Weights(
        design=asked,
        effect=of_all(asked.effect),
        placebo=of_all(asked.placebo)[:, 0],
        with_choosing=with_choosing,
    )


def _of_means(kpi: Kpi, at: Calendar, size: int) -> list[Trial]:
    outcomes = companies.means(kpi, at, size).reshape(size, -1).T
    panel = companies.linear_panel(outcomes[:, 0].reshape(companies.UNITS, -1))
    reached = companies.roll_outs(at, kpi.by_cohort)
    model = LinearJoint(panel, reached)
    found = []
    for one in reached:
        if one.name not in kpi.stated:
            continue
        known = weights(at.number, one.name, MONTHS)
        effects = companies.moved(kpi, at, one.name).ravel()
        for way, said in (
            (NAIVE, usual.naive(panel, one, outcomes)),
            (TWO_WAY, usual.two_way(model, one.name, outcomes)),
        ):
            truth = float(np.average(effects, weights=said.rows))
            found += [
                Trial(
                    company=company,
                    kpi=kpi,
                    code=one.name,
                    way=way,
                    truth=truth,
                    value=value,
                    half=half,
                    effect=None,
                )
                for company, (value, half) in enumerate(zip(said.value, said.half, strict=True))
            ]
        truth = float(np.average(effects, weights=known.design.effect.targets[:, 0] * panel.weight))
        found += [
            _ours(company, kpi, one.name, truth, conclude(known.design, said))
            for company, said in enumerate(known.answers(outcomes))
        ]
    return found


def _of_counts(kpi: Kpi, at: Calendar, size: int) -> list[Trial]:
    designs: dict[str, Design] = {}
    found = []
    for company in range(size):
        drawn = companies.counted(kpi, at, company)
        reached = companies.roll_outs(at, kpi.by_cohort)
        model = CountsJoint(drawn.panel, reached)
        for one in reached:
            if one.name not in kpi.stated:
                continue
            if one.name not in designs:  # of the calendar alone
                designs[one.name] = asked_of(model, one)
            asked = designs[one.name]
            two_way = usual.two_way_counts(model, one.name)
            for way, said in ((NAIVE, usual.naive_counts(drawn.panel, one)), (TWO_WAY, two_way)):
                truth = _ratio(drawn, one.name, said.rows)
                found.append(
                    Trial(
                        company=company,
                        kpi=kpi,
                        code=one.name,
                        way=way,
                        truth=truth,
                        value=said.value[0],
                        half=said.half[0],
                        effect=None,
                    )
                )
            truth = _ratio(drawn, one.name, asked.effect.targets[:, 0])
            found.append(
                _ours(company, kpi, one.name, truth, conclude(asked, answers(model, one.name, asked)))
            )
    return found


def _ratio(drawn: Counted, code: str, rows: Array) -> float:
    """Logarithm of events expected in truth to those without the initiative."""
    with_it = drawn.mean[rows > 0]
    return float(np.log(with_it.sum() / (with_it * np.exp(-drawn.moved[code][rows > 0])).sum()))


def _ours(company: int, kpi: Kpi, code: str, truth: float, said: Effect | Reason) -> Trial:
    if isinstance(said, Reason):
        return Trial(
            company=company, kpi=kpi, code=code, way=OURS, truth=truth, value=np.nan, half=np.nan, effect=None
        )
    return Trial(
        company=company,
        kpi=kpi,
        code=code,
        way=OURS,
        truth=truth,
        value=said.effect.value,
        half=said.effect.upper - said.effect.value,
        effect=said,
    )


def _graded(number: int, company: int, found: list[Trial]) -> list[dict[str, object]]:
    """The rows of one company: Benjamini and Hochberg over its goals, all stated in advance; then every gate."""
    mine = [trial for trial in found if trial.company == company]
    effects = [trial.effect for trial in mine if trial.effect is not None]
    # Mix and answers would need cases; their gates are left open, as is that of the definition.
    findings = [
        Finding(
            effect=effect, mix_held=effect.effect.value, asks=False, answers=None, definition_changed=False
        )
        for effect in effects
    ]
    found_real = discoveries(np.array([effect.effect.p for effect in effects]), STATED_RATE)
    failed = iter(
        next((gate.code for gate in gates(finding, passed) if not gate.passed), "")
        for finding, passed in zip(findings, found_real, strict=True)
    )
    return [
        {
            "calendar": number,
            "company": company,
            "kpi": trial.kpi.name,
            "kind": trial.kpi.kind,
            "code": trial.code,
            "way": trial.way,
            "full": trial.kpi.effects.get(trial.code, 0.0),
            "truth": trial.truth,
            "value": trial.value,
            "half": trial.half,
            "failed": next(failed) if trial.effect else ("cannot say" if trial.way == OURS else "not graded"),
        }
        for trial in mine
    ]
