"""Customer lifetime value of a window: survival × margin ÷ discount by tenure, observed and modelled part apart.

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
    """Settings of a value: horizon in months, discount a year, loss given default as a fraction, and how many
    tenures count as observed."""

    horizon: int
    discount_rate: float
    loss_given_default: float
    observed: int

    @property
    def span(self) -> int:
        """Tenures that are both observed and within the horizon."""
        return min(self.observed, self.horizon)


@dataclass(frozen=True, kw_only=True)
class Flows:
    """What a window saw by tenure: `at_risk`, `ended` of all causes [..., tenures], `terms` [..., 5, tenures] in
    the order of TERMS, costs negative."""

    at_risk: Array
    ended: Array
    terms: Array


@dataclass(frozen=True, kw_only=True)
class LifetimeValue:
    """Value per customer at the start: what the window saw, and what is modelled beyond it."""

    observed: float
    modelled: float

    @property
    def total(self) -> float:
        """Over the whole horizon."""
        return self.observed + self.modelled


@dataclass(frozen=True, kw_only=True)
class Drivers:
    """The change of the observed part: `margin` [..., 5] in the order of TERMS, `staying` [..., causes]; all of
    them sum to it exactly."""

    margin: Array
    staying: Array


def signed_terms(flows: Array, loss_given_default: float) -> Array:
    """The five terms [..., 5, tenures] from sums [..., 8, tenures] in the order of FLOWS."""
    interest, fee, funding, servicing, charged_off, recovered, npl_start, npl_end = np.moveaxis(flows, -2, 0)
    credit = charged_off - recovered + loss_given_default * (npl_end - npl_start)
    return np.stack((interest, fee, -funding, -servicing, -credit), axis=-2)


def discounts(tenures: int, rate: float) -> Array:
    """(1 + d)^(−(k + 0.5)/12): each month's margin comes in its middle."""
    return np.asarray((1 + rate) ** (-(np.arange(tenures) + 0.5) / 12), dtype=float)


def observed_worth(flows: Flows, terms: Terms) -> Array:
    """S × margin × discount of each observed tenure [..., span], NaN where nobody is at risk; they sum to the
    observed part."""
    margin = _per_head(flows.terms.sum(axis=-2), flows.at_risk)[..., : terms.span]
    worth = (
        _survival_by_tenure(flows)[..., : terms.span] * margin * discounts(terms.span, terms.discount_rate)
    )
    return np.asarray(worth)


def observed_value(flows: Flows, terms: Terms) -> Array:
    """Σ over the observed tenures [...], NaN where one of them has nobody at risk or none is observed."""
    if terms.span < 1:
        return np.full(np.shape(flows.at_risk)[:-1], np.nan)
    return np.asarray(observed_worth(flows, terms).sum(axis=-1))


def worth_by_tenure(before: Flows, after: Flows, terms: Terms) -> tuple[Array, Array]:
    """What each tenure up to the horizon adds to the value of either window [horizon]; modelled from `span` on."""
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
    """Both windows, observed and modelled."""
    first, second = (
        LifetimeValue(observed=float(worth[: terms.span].sum()), modelled=float(worth[terms.span :].sum()))
        for worth in worth_by_tenure(before, after, terms)
    )
    return first, second


def drivers(before: Flows, after: Flows, ended: tuple[Array, Array], terms: Terms) -> Drivers:
    """ΔCLV = Σ v S̄ Δmargin + Σ v margin̄ ΔS over the observed tenures, bars the means of both windows.

    `ended`: endings [..., causes, tenures] (before, after). ΔS = −Σ_c ΔCIF_c splits staying by cause.
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
