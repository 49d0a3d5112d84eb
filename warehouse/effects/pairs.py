"""The record of one initiative and one KPI, from what was estimated."""

from dataclasses import dataclass, replace

import numpy as np

from analysis.attribution.grading import (
    NOT_STAGGERED,
    Finding,
    Gate,
    Grade,
    breakdown,
    gates,
    grade,
    turned_by,
)
from analysis.attribution.imputation import Bin, Effect, Inference
from analysis.attribution.models import Joint
from analysis.attribution.panel import Array
from analysis.attribution.series import Break
from analysis.results import Reason
from warehouse.effects.goals import Goal
from warehouse.effects.ledgers import range_of
from warehouse.effects.monthly import Monthly
from warehouse.effects.panels import UnitPanel
from warehouse.evidence import Design, EventBin, Pair, Range, Scale, Trials
from warehouse.windows import month_named


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class Broken:
    """The break of a company's monthly outcome at a go-live; level: what the outcome would have been after it."""

    initiative: str
    monthly: Monthly
    go_live: int
    found: Break
    level: float


def estimated_pair(
    one: Estimated, goal: Goal, stated: bool, is_discovered: bool, change_is_clear: bool
) -> Pair:
    """The record of an estimated effect; where it cannot be separated from another's, its size is not said."""
    checks = gates(one.finding, is_discovered)
    word, reason = grade(checks, one.effect.nearest, change_is_clear)
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


def broken_pair(one: Broken, goal: Goal, stated: bool, is_discovered: bool, change_is_clear: bool) -> Pair:
    """The record of a break in a trend: at most a trend break, since nothing stands beside it as a control."""
    checks = (
        Gate("stands_out", one.found.stands_out, float(len(one.found.earlier))),
        Gate("discovered", is_discovered, one.found.step.p),
    )
    word: Grade = "difference only" if change_is_clear else "cannot tell"
    if all(gate.passed for gate in checks):
        word = "trend break"
    step = _range(one.found.step)
    return replace(
        unknown_pair(one.initiative, goal, stated, NOT_STAGGERED, change_is_clear),
        outcome=one.monthly.measured,
        scale=one.monthly.scale,
        method="interrupted series",
        effect=step,
        relative=relative_of(step, one.monthly.scale, one.level),
        p=one.found.step.p,
        grade=word,
        gates=checks,
    )


def unknown_pair(initiative: str, goal: Goal, stated: bool, reason: Reason, clear: bool) -> Pair:
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
    if scale == "ln":
        return Range(*(float(np.expm1(limit)) for limit in (found.value, found.lower, found.upper)))
    if level is None or level <= 0:
        return None
    return Range(found.value / level, found.lower / level, found.upper / level)


def _level_without(one: Estimated) -> float | None:
    """Of a linear outcome: what live rows would have shown without the initiative, on average."""
    panel, live = one.model.panel, one.model.live(one.initiative)
    if panel.model == "counts" or one.found.outcome.scale == "ln":
        return None
    weight = panel.weight * live
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
    found, turned = one.effect, turned_by(one.effect)
    return Trials(
        pre_trend_p=found.pre_trend_p,
        placebo=None if found.placebo is None else _range(found.placebo),
        with_choosing=found.with_choosing,
        mix_held=one.finding.mix_held,
        two_way=found.two_way,
        breakdown=breakdown(found),
        turned_by="" if turned is None else one.found.units[one.model.units[turned]],
    )


def _bin(found: Bin) -> EventBin:
    last = None if np.isinf(found.last) else int(found.last)
    return EventBin(int(found.first), last, None if found.effect is None else _range(found.effect))


def _range(found: Inference) -> Range:
    return Range(found.value, found.lower, found.upper)
