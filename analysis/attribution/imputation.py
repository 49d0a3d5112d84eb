"""The effect of a staggered roll-out: imputed from rows not yet live, with an interval from leaving out units.

Statistics §9, steps 1 to 5. Not-yet-live rows alone say what live rows would have shown, so no unit that is live
serves as a control for another, which is what makes a two-way regression wrong under a staggered roll-out.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import fdtrc, stdtr

from analysis.attribution import linear
from analysis.attribution.models import Joint, Question
from analysis.attribution.panel import (
    EVENT_BINS,
    LEAD_BINS,
    Array,
    Reach,
    RollOut,
    Rows,
    in_bins,
    reach,
    shift,
)
from analysis.intervals import effective_units, t_quantile
from analysis.results import NOT_OLD_ENOUGH, TOO_FEW, Reason

PLACEBO_PERIODS = 6


@dataclass(frozen=True)
class Rules:
    """What counts as a comparison.

    choosing_from: first of the periods before the first go-live in which the units were chosen, None for
    `choosing_periods` of them; they are left out for every unit, because units chosen for being bad get better by
    themselves. fewest_before: periods that must remain before them. fewest_waiting: units not yet live that a
    period must hold.
    """

    choosing_from: int | None
    choosing_periods: int
    fewest_before: int
    fewest_waiting: int


@dataclass(frozen=True)
class Inference:
    """An effect with its standard error, 95 % interval and two-sided p-value; t with `effective_units` − 1."""

    value: float
    error: float
    lower: float
    upper: float
    p: float

    @property
    def clear(self) -> bool:
        """The interval excludes 0."""
        return self.lower > 0 or self.upper < 0


@dataclass(frozen=True)
class Bin:
    """The effect in the periods from `first` to `last` since the go-live, and the weight of its rows.

    `effect` None where no row of it can be compared.
    """

    first: float
    last: float
    effect: Inference | None


@dataclass(frozen=True)
class Effect:
    """What a roll-out did to the outcome of a panel (linear: in its unit; counts: as a logarithm).

    replicates [1 + units, 1 + bins]: the effect and that of each bin of EVENT_BINS with all units, then without
    each. leads: how live-to-be units differed before, on the same footing. pre_trend_p: that all leads are 0.
    placebo: the effect of a go-live PLACEBO_PERIODS earlier. with_choosing: the effect with the choosing periods
    left in. own_share: of the variance of its dummy, what the other initiatives' leave; nearest: the one that
    takes most. two_way: what a two-way regression would say.
    """

    effect: Inference
    bins: tuple[Bin, ...]
    leads: tuple[Bin, ...]
    pre_trend_p: float | None
    placebo: Inference | None
    with_choosing: float | None
    replicates: Array
    own_share: float
    nearest: str
    two_way: float | None
    units: int
    live_units: int
    waiting_units: int
    go_lives: int
    effective_units: float


def effect(model: Joint, roll_out: RollOut, rules: Rules) -> Effect | Reason:
    """The effect of one of the model's roll-outs, or why none can be said.

    `not old enough`: too few periods before the first go-live. `too few`: no live row has its counterfactual, or
    nothing is counted there.
    """
    panel, found = model.panel, model.reaches[roll_out.name]
    chosen = _choosing(model, roll_out, rules)
    if chosen is None:
        return NOT_OLD_ENOUGH
    fit_rows = found.waiting & ~chosen
    targets = _comparable(model, found, fit_rows, found.live, rules)
    if not targets.any():
        return TOO_FEW
    asked = np.column_stack([targets, *(rows & targets for rows in in_bins(found, EVENT_BINS))])
    replicates = model.replicates(roll_out.name, Question(fit_rows, asked.astype(float)))
    size = effective_units(panel.sizes())
    total = inference(replicates[:, 0], size)
    if total is None:
        return TOO_FEW
    leads = _leads(model, roll_out, rules)
    own_share, nearest = _separability(model, roll_out.name)
    live_units = np.unique(panel.unit[targets])
    return Effect(
        effect=total,
        bins=_bins(EVENT_BINS, replicates[:, 1:], asked[:, 1:], size),
        leads=_bins(LEAD_BINS, leads, np.isfinite(leads[:1]), size),
        pre_trend_p=_all_zero(leads, size),
        placebo=_placebo(model, roll_out, rules, size),
        with_choosing=_value(model, roll_out.name, found, found.waiting, rules),
        replicates=replicates,
        own_share=own_share,
        nearest=nearest,
        two_way=model.two_way(roll_out.name),
        units=len(model.units),
        live_units=len(live_units),
        waiting_units=int(np.isinf(roll_out.starts[model.units]).sum()),
        go_lives=len(np.unique(roll_out.starts[live_units])),
        effective_units=size,
    )


def effect_value(model: Joint, roll_out: RollOut, rules: Rules) -> float | None:
    """The effect of one of the model's roll-outs without its interval, None if none can be said."""
    found, chosen = model.reaches[roll_out.name], _choosing(model, roll_out, rules)
    if chosen is None:
        return None
    return _value(model, roll_out.name, found, found.waiting & ~chosen, rules)


def inference(replicates: Array, size: float) -> Inference | None:
    """Delete-one-unit jackknife of a number [1 + units]: t with `size` − 1 degrees of freedom; None if any is NaN."""
    value, others = float(replicates[0]), replicates[1:]
    if len(others) < 2 or not np.isfinite(replicates).all():
        return None
    error = float(np.sqrt((len(others) - 1) / len(others) * ((others - value) ** 2).sum()))
    if error == 0:
        return None
    half = float(t_quantile(size)) * error
    p = 2 * float(stdtr(max(1.0, size - 1), -abs(value) / error))
    return Inference(value, error, value - half, value + half, p)


def _choosing(model: Joint, roll_out: RollOut, rules: Rules) -> Rows | None:
    """The rows of the periods in which units were chosen [rows]; None where too few remain before them."""
    period = model.panel.period
    first, go_live = int(period.min()), int(roll_out.starts[model.units].min())
    earliest = first + rules.fewest_before
    begin = rules.choosing_from
    if begin is None:
        begin = max(go_live - rules.choosing_periods, earliest)
    if begin < earliest or go_live < earliest:
        return None
    return np.asarray((period >= begin) & (period < go_live))


def _comparable(model: Joint, found: Reach, fit_rows: Rows, wanted: Rows, rules: Rules) -> Rows:
    """Of the wanted rows those whose unit and period the fit rows determine, the period by enough units."""
    panel = model.panel
    fit_rows = fit_rows & (panel.weight > 0)
    pairs = np.unique(np.column_stack([found.clock[fit_rows], panel.unit[fit_rows]]), axis=0)
    periods, waiting = np.unique(pairs[:, 0], return_counts=True)
    held = np.isin(found.clock, periods[waiting >= rules.fewest_waiting])
    wanted = wanted & held & (panel.weight > 0)
    return np.asarray(wanted & linear.estimable(model.factors, fit_rows)) if wanted.any() else wanted


def _leads(model: Joint, roll_out: RollOut, rules: Rules) -> Array:
    """Replicates of the deviation in each bin before the go-live, NaN where there is none [1 + units, bins].

    Imputed from rows earlier than all of these bins, with the periods of choosing in: what the choice has
    picked shows here.
    """
    found = model.reaches[roll_out.name]
    fit_rows = found.waiting & (found.since < LEAD_BINS[0][0])
    before = found.waiting & (found.since >= LEAD_BINS[0][0])
    rows = _comparable(model, found, fit_rows, before, rules)
    asked = np.column_stack([inside & rows for inside in in_bins(found, LEAD_BINS)])
    out = np.full((len(model.units) + 1, len(LEAD_BINS)), np.nan)
    known = asked.any(axis=0)
    if known.any():
        out[:, known] = model.replicates(roll_out.name, Question(fit_rows, asked[:, known].astype(float)))
    return out


def _placebo(model: Joint, roll_out: RollOut, rules: Rules, size: float) -> Inference | None:
    """The effect of a go-live some periods earlier than it was, on rows that were not live; None if unknown."""
    found, earlier = model.reaches[roll_out.name], reach(model.panel, shift(roll_out, PLACEBO_PERIODS))
    fit_rows = found.waiting & earlier.waiting
    rows = _comparable(model, found, fit_rows, found.waiting & earlier.live, rules)
    if not rows.any():
        return None
    asked = Question(fit_rows, rows[:, None].astype(float))
    return inference(model.replicates(roll_out.name, asked)[:, 0], size)


def _value(model: Joint, name: str, found: Reach, fit_rows: Rows, rules: Rules) -> float | None:
    """The effect imputed from these rows, None where nothing can be compared."""
    rows = _comparable(model, found, fit_rows, found.live, rules)
    value = (
        float(model.value(name, Question(fit_rows, rows[:, None].astype(float)))[0]) if rows.any() else None
    )
    return value if value is not None and np.isfinite(value) else None


def _separability(model: Joint, name: str) -> tuple[float, str]:
    """Share of the dummy's variance that the others leave, and the one of them that alone leaves least."""
    live, weight = model.live(name), model.panel.weight
    share = linear.share_left(live, model.factors, model.others(name), weight)
    alone = {
        other: linear.share_left(live, model.factors, model.own(other), weight)
        for other in model.staggered
        if other != name
    }
    return share, min(alone, key=alone.__getitem__, default="")


def _bins(
    limits: tuple[tuple[float, float], ...], replicates: Array, rows: Array, size: float
) -> tuple[Bin, ...]:
    """Each bin with its effect, where it has rows."""
    held = [bool(column.any()) for column in rows.T]
    return tuple(
        Bin(first, last, inference(column, size) if any_rows else None)
        for (first, last), column, any_rows in zip(limits, replicates.T, held, strict=True)
    )


def _all_zero(replicates: Array, size: float) -> float | None:
    """p-value of the hypothesis that all of the numbers are 0 (Hotelling's T² from the jackknife's covariance)."""
    known = replicates[:, np.isfinite(replicates).all(axis=0)]
    count, freedom = known.shape[1], size - 1
    if count == 0 or freedom <= count:
        return None
    deviations = known[1:] - known[0]
    covariance = (len(deviations) - 1) / len(deviations) * deviations.T @ deviations
    statistic = float(known[0] @ np.linalg.pinv(covariance) @ known[0])
    return float(fdtrc(count, freedom - count + 1, statistic * (freedom - count + 1) / (freedom * count)))
