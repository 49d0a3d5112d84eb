"""Customer lifetime value of a window: survival × margin × discount by tenure, observed and modelled parts separate.

    margin(k)   = [interest + fee − funding − servicing − credit cost](k) ÷ at risk(k)
    credit cost = charged off − recovered + LGD × (bad at the end − bad at the start), money never counted twice
    CLV(H)      = Σ_(k<H) S(k) × margin(k) × (1 + d)^(−(k + 0.5)/12)

Flows are arrays [..., tenures] in the company's currency, tenures in months. Up to `observed` tenures rates are
the window's own; after them hazards and margin are the mean of the last 12 observed tenures of both windows
together, so that the tail makes no difference of its own.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis import life_table

Array = NDArray[np.float64]

TERMS = ("interest", "fee", "funding", "servicing", "credit_cost")
FLOWS = ("interest", "fee", "funding", "servicing", "charged_off", "recovered", "npl_start", "npl_end")
FEWEST_AT_RISK = 100  # at every observed tenure, in both windows
TAIL_TENURES = 12
ASSUMED_LOSS = 0.5  # loss given default where it is neither stated nor can be seen


@dataclass(frozen=True, kw_only=True)
class Terms:
    """Settings: horizon in months, yearly discount rate, loss given default as a fraction, number of observed
    tenures.
    """

    horizon: int
    discount_rate: float
    loss_given_default: float
    observed: int

    @property
    def span(self) -> int:
        """Number of tenures that are both observed and within the horizon."""
        return min(self.observed, self.horizon)


@dataclass(frozen=True, kw_only=True)
class Flows:
    """The flows of a window by tenure.

    `at_risk` and `ended` (all causes) are [..., tenures]; `terms` is [..., 5, tenures] in the order of TERMS, with
    costs negative.
    """

    at_risk: Array
    ended: Array
    terms: Array


@dataclass(frozen=True, kw_only=True)
class LifetimeValue:
    """Value of a customer at the start: the part observed in the window, and the part modelled beyond it."""

    observed: float
    modelled: float

    @property
    def total(self) -> float:
        """Value over the whole horizon."""
        return self.observed + self.modelled


@dataclass(frozen=True, kw_only=True)
class Drivers:
    """The change of the observed part by driver, adding up exactly.

    `margin` is [..., 5] in the order of TERMS, `staying` is [..., causes].
    """

    margin: Array
    staying: Array


def signed_terms(flows: Array, loss_given_default: float) -> Array:
    """Return the five terms [..., 5, tenures], costs negative, from sums [..., 8, tenures] in the order of FLOWS."""
    interest, fee, funding, servicing, charged_off, recovered, npl_start, npl_end = np.moveaxis(flows, -2, 0)
    credit = charged_off - recovered + loss_given_default * (npl_end - npl_start)
    return np.stack((interest, fee, -funding, -servicing, -credit), axis=-2)


def discounts(tenures: int, rate: float) -> Array:
    """Return (1 + d)^(−(k + 0.5)/12) [tenures], as if each month's margin came at mid-month."""
    return np.asarray((1 + rate) ** (-(np.arange(tenures) + 0.5) / 12), dtype=float)


def observed_worth(flows: Flows, terms: Terms) -> Array:
    """Return S × margin × discount of each observed tenure [..., span]; NaN where nobody is at risk.

    The tenures sum to the observed part.
    """
    margin = _per_head(flows.terms.sum(axis=-2), flows.at_risk)[..., : terms.span]
    worth = (
        _survival_by_tenure(flows)[..., : terms.span] * margin * discounts(terms.span, terms.discount_rate)
    )
    return np.asarray(worth)


def observed_value(flows: Flows, terms: Terms) -> Array:
    """Return the observed part [...]; NaN if an observed tenure has nobody at risk, or if no tenure is observed."""
    if terms.span < 1:
        return np.full(np.shape(flows.at_risk)[:-1], np.nan)
    return np.asarray(observed_worth(flows, terms).sum(axis=-1))


def worth_by_tenure(before: Flows, after: Flows, terms: Terms) -> tuple[Array, Array]:
    """Return what each tenure up to the horizon adds to the value [horizon], before and after; modelled from `span`
    on.
    """
    span = terms.span
    last = slice(max(span - TAIL_TENURES, 0), span)
    at_risk = before.at_risk[last].sum() + after.at_risk[last].sum()
    hazard = (before.ended[last].sum() + after.ended[last].sum()) / at_risk
    margin = (before.terms[:, last].sum() + after.terms[:, last].sum()) / at_risk
    beyond = np.arange(terms.horizon - span)
    tail = discounts(terms.horizon, terms.discount_rate)[span:] * margin * (1 - hazard) ** beyond
    first, second = (
        np.concatenate((observed_worth(side, terms), _survival_by_tenure(side)[span] * tail))
        for side in (before, after)
    )
    return first, second


def lifetime_values(before: Flows, after: Flows, terms: Terms) -> tuple[LifetimeValue, LifetimeValue]:
    """Return the lifetime value of both windows, split into observed and modelled."""
    first, second = (
        LifetimeValue(observed=float(worth[: terms.span].sum()), modelled=float(worth[terms.span :].sum()))
        for worth in worth_by_tenure(before, after, terms)
    )
    return first, second


def drivers(before: Flows, after: Flows, ended: tuple[Array, Array], terms: Terms) -> Drivers:
    """Attribute the change of the observed part to margin and staying.

    ΔCLV = Σ v S̄ Δmargin + Σ v margin̄ ΔS over the observed tenures, bars being means of both windows. `ended`:
    endings [..., causes, tenures] (before, after); ΔS = −Σ_c ΔCIF_c splits staying by cause.
    """
    span = terms.span
    v = discounts(span, terms.discount_rate)
    staying = (_survival_by_tenure(before)[..., :span] + _survival_by_tenure(after)[..., :span]) / 2
    old, new = (_per_head(side.terms, side.at_risk[..., None, :])[..., :span] for side in (before, after))
    moved = ((new - old) * (staying * v)[..., None, :]).sum(axis=-1)
    margin = (old + new).sum(axis=-2) / 2
    gone = [
        life_table.cumulative_incidence(causes, side.at_risk)[..., :span]
        for causes, side in zip(ended, (before, after), strict=True)
    ]
    stayed = ((gone[0] - gone[1]) * (margin * v)[..., None, :]).sum(axis=-1)
    return Drivers(margin=moved, staying=stayed)


def _survival_by_tenure(flows: Flows) -> Array:
    return life_table.survival(life_table.hazards(flows.ended, flows.at_risk))


def _per_head(amounts: Array, at_risk: Array) -> Array:
    margin: Array = np.divide(
        amounts,
        at_risk,
        out=np.full(np.shape(amounts), np.nan),  # nobody at risk: no margin can be told
        where=np.broadcast_to(at_risk, np.shape(amounts)) > 0,
    )
    return margin
