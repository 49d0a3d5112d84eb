"""The effect of a staggered roll-out: imputed from rows not yet live, with an interval from leaving out units.

Statistics §9, steps 1 to 5. Only rows not yet live determine what live rows would have shown, so no live unit serves
as a control for another; such controls are what biases a two-way regression under a staggered roll-out.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import fdtrc, stdtr

from analysis.attribution.design import Design, Rules, ask_of_live_rows, design
from analysis.attribution.models import Joint
from analysis.attribution.panel import EVENT_BINS, LEAD_BINS, Array, RollOut, Rows
from analysis.intervals import t_quantile
from analysis.results import TOO_FEW, Reason

ROUNDING = 1e-9  # of an effect: an error as small as this is that of its digits


@dataclass(frozen=True, kw_only=True)
class Inference:
    """An effect with its standard error, 95 % interval and two-sided p-value, by Student's t."""

    value: float
    error: float
    lower: float
    upper: float
    p: float

    @property
    def clear(self) -> bool:
        """Whether the interval excludes 0."""
        return self.lower > 0 or self.upper < 0


@dataclass(frozen=True, kw_only=True)
class Bin:
    """The effect in the periods from `first` to `last` since the go-live; `effect` is None if no row is comparable."""

    first: float
    last: float
    effect: Inference | None


@dataclass(frozen=True, kw_only=True)
class Answers:
    """A model's answers to a design, with all units and then without each; NaN where undefined.

    effect [1 + units, 1 + bins], leads [1 + units, lead bins asked], placebo [1 + units]; with_choosing and two_way
    are with all units only.
    """

    effect: Array
    leads: Array | None
    placebo: Array | None
    with_choosing: float
    two_way: float | None


@dataclass(frozen=True, kw_only=True)
class Effect:
    """The effect of a roll-out on the outcome of a panel (linear: in its unit; counts: as a logarithm).

    rows [rows]: those the effect is averaged over. replicates [1 + units, 1 + bins]: the effect and that of each bin
    of EVENT_BINS with all units, then without each. leads: how units differed before their go-live, measured the
    same way. pre_trend_p: p-value of all leads being 0. placebo: the effect of a go-live PLACEBO_PERIODS earlier.
    with_choosing: the effect with the choosing periods included. own_share: the share of the variance of the live
    dummy that the other initiatives leave; nearest: the initiative that takes most of it. two_way: the result of a
    two-way regression.
    """

    effect: Inference
    rows: Rows
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
    """Estimate the effect of one of the model's roll-outs, or return why there is none.

    Reasons are those of `design`; `too few` also if the effect is undefined without one of the units or does not
    vary between them.
    """
    asked = design(model, roll_out, rules)
    return asked if isinstance(asked, Reason) else conclude(asked, answers(model, roll_out.name, asked))


def value(model: Joint, roll_out: RollOut, rules: Rules) -> float | Reason:
    """Estimate the effect alone, for which one unit on either side is enough; reasons as in `effect`."""
    asked = ask_of_live_rows(model, roll_out, rules)
    if isinstance(asked, Reason):
        return asked
    estimate = float(model.value(roll_out.name, asked)[0])
    return estimate if np.isfinite(estimate) else TOO_FEW


def answers(model: Joint, name: str, asked: Design) -> Answers:
    """Answer every question of a design with the model."""
    leads, placebo = asked.leads, asked.placebo
    return Answers(
        effect=model.replicates(name, asked.effect),
        leads=None if leads is None else model.replicates(name, leads),
        placebo=None if placebo is None else model.replicates(name, placebo)[:, 0],
        with_choosing=float(model.value(name, asked.with_choosing)[0]),
        two_way=model.two_way(name),
    )


def conclude(asked: Design, said: Answers) -> Effect | Reason:
    """Return the effect with its interval; `too few` if it is NaN with all units or without one, or has no error."""
    size = asked.effective_units
    total = inference(said.effect[:, 0], size)
    if total is None:
        return TOO_FEW
    leads = np.full((len(said.effect), len(LEAD_BINS)), np.nan)
    if said.leads is not None:
        leads[:, asked.lead_bins] = said.leads
    return Effect(
        effect=total,
        rows=asked.effect.targets[:, 0] > 0,
        bins=_bins(EVENT_BINS, said.effect[:, 1:], np.asarray(asked.effect.targets[:, 1:].any(axis=0)), size),
        leads=_bins(LEAD_BINS, leads, np.isin(np.arange(len(LEAD_BINS)), asked.lead_bins), size),
        pre_trend_p=_all_zero(leads, size),
        placebo=None if said.placebo is None else inference(said.placebo, size),
        with_choosing=said.with_choosing if np.isfinite(said.with_choosing) else None,
        replicates=said.effect,
        own_share=asked.own_share,
        nearest=asked.nearest,
        two_way=said.two_way,
        units=asked.units,
        live_units=asked.live_units,
        waiting_units=asked.waiting_units,
        go_lives=asked.go_lives,
        effective_units=size,
    )


def inference(replicates: Array, size: float) -> Inference | None:
    """Return the delete-one-unit jackknife of a number [1 + units], t with `size` − 1 degrees of freedom.

    None if fewer than two units are left out, if any value is NaN, or if nothing varies.
    """
    value, others = float(replicates[0]), replicates[1:]
    if len(others) < 2 or not np.isfinite(replicates).all():
        return None
    error = float(np.sqrt((len(others) - 1) / len(others) * ((others - value) ** 2).sum()))
    if error <= ROUNDING * max(1.0, abs(value)):  # what never varies has no error, but for that of its digits
        return None
    half = float(t_quantile(size)) * error
    p = 2 * float(stdtr(max(1.0, size - 1), -abs(value) / error))
    return Inference(value=value, error=error, lower=value - half, upper=value + half, p=p)


def _bins(
    limits: tuple[tuple[float, float], ...], replicates: Array, known: Rows, size: float
) -> tuple[Bin, ...]:
    """Each bin with its effect, where it is known."""
    return tuple(
        Bin(first=first, last=last, effect=inference(column, size) if is_known else None)
        for (first, last), column, is_known in zip(limits, replicates.T, known, strict=True)
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
