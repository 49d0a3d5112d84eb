"""Turn an estimated effect of an initiative on a KPI into its record."""

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
    """The effect of an initiative on an outcome, with the panel and the model behind it.

    `contribution` [1 + units]: to the change between the windows, None where unknown.
    """

    initiative: str
    unit_kind: str
    unit_panel: UnitPanel
    model: Joint
    finding: Finding
    contribution: Array | None

    @property
    def effect(self) -> Effect:
        """The effect without the findings on it."""
        return self.finding.effect


@dataclass(frozen=True, kw_only=True)
class Broken:
    """The break in the company's monthly outcome at a go-live.

    `go_live`: month number. `level`: mean of the fit without the step, from the go-live on. `beside`: another
    initiative that reached the whole company within half a year of it, "" if none. `definition_changed`: the KPI's
    definition changed within the months.
    """

    initiative: str
    monthly: Monthly
    go_live: int
    trend_break: Break
    level: float
    beside: str
    definition_changed: bool


def pair_of_estimate(
    estimated: Estimated, goal: Goal, stated: bool, is_discovered: bool, change_is_clear: bool
) -> Pair:
    """Make the record of an estimated effect, without its size where it is not separable from another's."""
    checks = gates(estimated.finding, is_discovered)
    word, reason = grade(checks, estimated.effect.nearest, estimated.effect.effect.clear, change_is_clear)
    separable = next(gate.passed for gate in checks if gate.code == "separable")
    size = estimated.effect.effective_units
    total = _range(estimated.effect.effect)
    return Pair(
        initiative=estimated.initiative,
        kpi=goal.kpi,
        outcome=estimated.unit_panel.outcome.measured,
        scale=estimated.unit_panel.outcome.scale,
        stated=stated,
        method="staggered roll-out",
        effect=total if separable else None,
        relative=relative_of(total, estimated.unit_panel.outcome.scale, _level_without(estimated))
        if separable
        else None,
        p=estimated.effect.effect.p if separable else None,
        grade=word,
        reason=reason,
        contribution=None
        if estimated.contribution is None or not separable
        else range_of(estimated.contribution, size),
        bins=tuple(_bin(each) for each in estimated.effect.bins) if separable else (),
        leads=tuple(_bin(each) for each in estimated.effect.leads),
        gates=checks,
        design=_design(estimated),
        trials=_trials(estimated) if separable else None,
        expected_change=goal.expected_change,
        expected_money=goal.expected_money,
    )


def pair_of_break(
    broken: Broken, goal: Goal, stated: bool, is_discovered: bool, change_is_clear: bool
) -> Pair:
    """Make the record of a break; its grade is at most "trend break", because nothing serves as a control."""
    checks = (
        Gate(code="separable", passed=not broken.beside, figure=None),
        Gate(
            code="stands_out",
            passed=broken.trend_break.stands_out,
            figure=float(len(broken.trend_break.earlier)),
        ),
        Gate(code="discovered", passed=is_discovered, figure=broken.trend_break.step.p),
        Gate(code="definition", passed=not broken.definition_changed, figure=None),
    )
    word: Grade = "difference only" if change_is_clear else "cannot tell"
    if all(gate.passed for gate in checks):
        word = "trend break"
    reason = not_separable_from(broken.beside) if broken.beside else NOT_STAGGERED
    step = _range(broken.trend_break.step)
    return replace(
        pair_without_effect(broken.initiative, goal, stated, reason, change_is_clear),
        outcome=broken.monthly.measured,
        scale=broken.monthly.scale,
        method="interrupted series",
        effect=step,
        relative=relative_of(step, broken.monthly.scale, broken.level),
        p=broken.trend_break.step.p,
        grade=word,
        gates=checks,
    )


def pair_without_effect(initiative: str, goal: Goal, stated: bool, reason: Reason, clear: bool) -> Pair:
    """Make the record of a pair whose effect cannot be estimated, with the reason."""
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


def relative_of(effect: Range, scale: Scale, level: float | None) -> Range | None:
    """Compute an effect as a share of the level without it: e^x − 1 of a logarithm, else effect ÷ level.

    None where there is no positive level, or where the upper end of a logarithm exceeds LARGEST.
    """
    if scale == "ln" and effect.upper > LARGEST:
        return None
    if scale == "ln":
        value, lower, upper = (float(np.expm1(limit)) for limit in (effect.value, effect.lower, effect.upper))
        return Range(value=value, lower=lower, upper=upper)
    if level is None or level <= 0:
        return None
    # nothing falls by more than all of it
    value, lower, upper = (max(-1.0, limit / level) for limit in (effect.value, effect.lower, effect.upper))
    return Range(value=value, lower=lower, upper=upper)


def _level_without(estimated: Estimated) -> float | None:
    """Of a linear outcome: what live rows would have shown without the initiative, on average."""
    panel = estimated.unit_panel.panel
    if panel.model == "counts" or estimated.unit_panel.outcome.scale == "ln":
        return None
    weight = panel.weight * estimated.effect.rows
    return float((weight * panel.outcome).sum() / weight.sum()) - estimated.effect.effect.value


def _design(estimated: Estimated) -> Design:
    effect, period = estimated.effect, estimated.model.panel.period
    return Design(
        unit_kind=estimated.unit_kind,
        units=effect.units,
        live_units=effect.live_units,
        never_live_units=effect.waiting_units,
        go_lives=effect.go_lives,
        effective_units=effect.effective_units,
        own_share=effect.own_share,
        nearest=effect.nearest,
        first_month=month_named(int(period.min())),
        last_month=month_named(int(period.max())),
    )


def _trials(estimated: Estimated) -> Trials:
    effect, turned = estimated.effect, find_sign_turner(estimated.effect)
    return Trials(
        pre_trend_p=effect.pre_trend_p,
        placebo=None if effect.placebo is None else _range(effect.placebo),
        with_choosing=effect.with_choosing,
        mix_held=estimated.finding.mix_held,
        two_way=effect.two_way,
        breakdown=breakdown(effect),
        turned_by="" if turned is None else _name_unit(estimated, turned),
    )


def _name_unit(estimated: Estimated, place: int) -> str:
    """The unit left out at this place; "" where it is a group of them."""
    left = estimated.model.left_out[place]
    return estimated.unit_panel.units[left[0]] if len(left) == 1 else ""


def _bin(event_bin: Bin) -> EventBin:
    last = None if np.isinf(event_bin.last) else int(event_bin.last)
    return EventBin(
        first=int(event_bin.first),
        last=last,
        effect=None if event_bin.effect is None else _range(event_bin.effect),
    )


def _range(inference: Inference) -> Range:
    return Range(value=inference.value, lower=inference.lower, upper=inference.upper)
