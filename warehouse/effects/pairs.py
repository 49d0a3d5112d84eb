"""The record of one initiative and one KPI, from what was estimated."""

from dataclasses import dataclass, replace

import numpy as np

from analysis.attribution.grading import (
    NOT_STAGGERED,
    Finding,
    Gate,
    Grade,
    breakdown,
    find_sign_turner,
    gates,
    grade,
    not_separable_from,
)
from analysis.attribution.imputation import Bin, Effect, Inference
from analysis.attribution.models import Joint
from analysis.attribution.panel import Array
from analysis.attribution.series import Break
from analysis.results import Reason
from warehouse.contract.windows import month_named
from warehouse.effects.evidence import Design, EventBin, Pair, Range, Trials
from warehouse.effects.goals import Goal
from warehouse.effects.ledgers import range_of
from warehouse.effects.monthly import Monthly
from warehouse.effects.outcomes import Scale
from warehouse.effects.panels import UnitPanel

LARGEST = 20.0  # of a logarithm: what says "up to five hundred million times" has no relative size


@dataclass(frozen=True, kw_only=True)
class Estimated:
    """The effect of an initiative on an outcome, and what it was estimated from.

    contribution [1 + units]: to the change between the windows, None where it cannot be said.
    """

    initiative: str
    unit_kind: str
    found: UnitPanel
    model: Joint
    finding: Finding
    contribution: Array | None

    @property
    def effect(self) -> Effect:
        """The effect itself."""
        return self.finding.effect


@dataclass(frozen=True, kw_only=True)
class Broken:
    """The break of a company's monthly outcome at a go-live.

    level: what the outcome would have been after it. beside: another initiative that reached the whole company within
    half a year of it, "" if none. definition_changed: the KPI's within the months.
    """

    initiative: str
    monthly: Monthly
    go_live: int
    found: Break
    level: float
    beside: str
    definition_changed: bool


def pair_of_estimate(
    one: Estimated, goal: Goal, stated: bool, is_discovered: bool, change_is_clear: bool
) -> Pair:
    """The record of an estimated effect; where it cannot be separated from another's, its size is not said."""
    checks = gates(one.finding, is_discovered)
    word, reason = grade(checks, one.effect.nearest, one.effect.effect.clear, change_is_clear)
    separable = next(gate.passed for gate in checks if gate.code == "separable")
    size = one.effect.effective_units
    total = _range(one.effect.effect)
    return Pair(
        initiative=one.initiative,
        kpi=goal.kpi,
        outcome=one.found.outcome.measured,
        scale=one.found.outcome.scale,
        stated=stated,
        method="staggered roll-out",
        effect=total if separable else None,
        relative=relative_of(total, one.found.outcome.scale, _level_without(one)) if separable else None,
        p=one.effect.effect.p if separable else None,
        grade=word,
        reason=reason,
        contribution=None if one.contribution is None or not separable else range_of(one.contribution, size),
        bins=tuple(_bin(each) for each in one.effect.bins) if separable else (),
        leads=tuple(_bin(each) for each in one.effect.leads),
        gates=checks,
        design=_design(one),
        trials=_trials(one) if separable else None,
        expected_change=goal.expected_change,
        expected_money=goal.expected_money,
    )


def pair_of_break(one: Broken, goal: Goal, stated: bool, is_discovered: bool, change_is_clear: bool) -> Pair:
    """The record of a break in a trend: at most a trend break, since nothing stands beside it as a control."""
    checks = (
        Gate(code="separable", passed=not one.beside, figure=None),
        Gate(code="stands_out", passed=one.found.stands_out, figure=float(len(one.found.earlier))),
        Gate(code="discovered", passed=is_discovered, figure=one.found.step.p),
        Gate(code="definition", passed=not one.definition_changed, figure=None),
    )
    word: Grade = "difference only" if change_is_clear else "cannot tell"
    if all(gate.passed for gate in checks):
        word = "trend break"
    reason = not_separable_from(one.beside) if one.beside else NOT_STAGGERED
    step = _range(one.found.step)
    return replace(
        pair_without_effect(one.initiative, goal, stated, reason, change_is_clear),
        outcome=one.monthly.measured,
        scale=one.monthly.scale,
        method="interrupted series",
        effect=step,
        relative=relative_of(step, one.monthly.scale, one.level),
        p=one.found.step.p,
        grade=word,
        gates=checks,
    )


def pair_without_effect(initiative: str, goal: Goal, stated: bool, reason: Reason, clear: bool) -> Pair:
    """The record of a pair of which no effect can be estimated, and why."""
    return Pair(
        initiative=initiative,
        kpi=goal.kpi,
        outcome="none",
        scale="ln",
        stated=stated,
        method="none",
        effect=None,
        relative=None,
        p=None,
        grade="difference only" if clear else "cannot tell",
        reason=reason,
        contribution=None,
        bins=(),
        leads=(),
        gates=(),
        design=None,
        trials=None,
        expected_change=goal.expected_change,
        expected_money=goal.expected_money,
    )


def relative_of(found: Range, scale: Scale, level: float | None) -> Range | None:
    """The effect as a share of what would have been: e^x − 1 of a logarithm, else ÷ the level without it."""
    if scale == "ln" and found.upper > LARGEST:
        return None
    if scale == "ln":
        value, lower, upper = (float(np.expm1(limit)) for limit in (found.value, found.lower, found.upper))
        return Range(value=value, lower=lower, upper=upper)
    if level is None or level <= 0:
        return None
    # nothing falls by more than all of it
    value, lower, upper = (max(-1.0, limit / level) for limit in (found.value, found.lower, found.upper))
    return Range(value=value, lower=lower, upper=upper)


def _level_without(one: Estimated) -> float | None:
    """Of a linear outcome: what live rows would have shown without the initiative, on average."""
    panel = one.found.panel
    if panel.model == "counts" or one.found.outcome.scale == "ln":
        return None
    weight = panel.weight * one.effect.rows
    return float((weight * panel.outcome).sum() / weight.sum()) - one.effect.effect.value


def _design(one: Estimated) -> Design:
    found, period = one.effect, one.model.panel.period
    return Design(
        unit_kind=one.unit_kind,
        units=found.units,
        live_units=found.live_units,
        never_live_units=found.waiting_units,
        go_lives=found.go_lives,
        effective_units=found.effective_units,
        own_share=found.own_share,
        nearest=found.nearest,
        first_month=month_named(int(period.min())),
        last_month=month_named(int(period.max())),
    )


def _trials(one: Estimated) -> Trials:
    found, turned = one.effect, find_sign_turner(one.effect)
    return Trials(
        pre_trend_p=found.pre_trend_p,
        placebo=None if found.placebo is None else _range(found.placebo),
        with_choosing=found.with_choosing,
        mix_held=one.finding.mix_held,
        two_way=found.two_way,
        breakdown=breakdown(found),
        turned_by="" if turned is None else _name_unit(one, turned),
    )


def _name_unit(one: Estimated, place: int) -> str:
    """The unit left out at this place; "" where it is a group of them."""
    left = one.model.left_out[place]
    return one.found.units[left[0]] if len(left) == 1 else ""


def _bin(found: Bin) -> EventBin:
    last = None if np.isinf(found.last) else int(found.last)
    return EventBin(
        first=int(found.first), last=last, effect=None if found.effect is None else _range(found.effect)
    )


def _range(found: Inference) -> Range:
    return Range(value=found.value, lower=found.lower, upper=found.upper)
