"""The effect on customer lifetime value, from the effects on leaving and on the margin a month (statistics §6, §9)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from analysis import lifetime_value as values
from analysis.attribution.grading import Grade
from analysis.attribution.panel import Array
from analysis.results import NOT_DEFINED, TOO_FEW, Reason
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.effects.evidence import Pair
from warehouse.effects.ledgers import range_of
from warehouse.effects.pairs import Broken, Estimated, relative_of
from warehouse.kpis.customer import ENDINGS
from warehouse.query.subjects.lifetimes import flows_of, worth_windows
from warehouse.snapshot.snapshots import Snapshot

WORTH = ("clv",)  # KPIs whose panel holds the margin a month only
LEAVING = "churn_rate"
WEAKEST_FIRST: tuple[Grade, ...] = ("cannot tell", "difference only", "trend break", "attributable")

Key = tuple[str, str]  # initiative, and the KPI whose outcome it is


@dataclass(frozen=True, kw_only=True)
class BeforeTable:
    """The life table of the window before: flows by tenure, early leavers [tenures], and the terms of a value."""

    flows: values.Flows
    left_early: Array
    terms: values.Terms

    @property
    def value(self) -> float:
        """The observed part of a customer's value, in the company's currency."""
        return float(values.observed_value(self.flows, self.terms))

    def compute_change(self, ln_leaving: float, margin: float) -> float:
        """Compute the value's change if e^ln_leaving times as many leave early and a month earns `margin` more."""
        ended = self.flows.ended + (np.exp(ln_leaving) - 1) * self.left_early
        terms = self.flows.terms.copy()
        terms[0] += margin * self.flows.at_risk
        moved = values.Flows(at_risk=self.flows.at_risk, ended=ended, terms=terms)
        return float(values.observed_value(moved, self.terms)) - self.value


def worth_pair(
    table: BeforeTable | Reason,
    pair: Pair,
    pairs: Mapping[Key, Pair],
    estimations: Mapping[Key, Estimated | Broken | Reason],
) -> Pair:
    """Replace the pair on the margin by one on lifetime value; the weaker of the two grades counts (statistics §9).

    The life table is that of the window before, as if the initiative were live everywhere; its own sampling error
    is small beside that of the effects and ignored. `pairs`: the first record of each outcome.
    """
    keys = [(pair.initiative, code) for code in (WORTH[0], LEAVING)]
    margin, leaving = (estimations.get(key) for key in keys)
    if not isinstance(margin, Estimated) or not isinstance(leaving, Estimated):
        return _drop_effect(
            pair,
            next(
                (estimation for estimation in (margin, leaving) if isinstance(estimation, Reason)),
                NOT_DEFINED,
            ),
        )
    if isinstance(table, Reason):
        return _drop_effect(pair, table)
    weaker = min((pairs[key] for key in keys), key=lambda record: WEAKEST_FIRST.index(record.grade))
    if any(pairs[key].effect is None for key in keys):
        return _drop_effect(
            pair, next(pairs[key].reason for key in keys if pairs[key].effect is None) or NOT_DEFINED
        )
    if _units(margin) != _units(leaving):
        return _drop_effect(pair, TOO_FEW)
    size = min(margin.effect.effective_units, leaving.effect.effective_units)
    effect = range_of(
        _compute_changes(table, leaving.effect.replicates[:, 0], margin.effect.replicates[:, 0]), size
    )
    share = None
    if leaving.contribution is not None and margin.contribution is not None:
        share = range_of(_compute_changes(table, leaving.contribution, margin.contribution), size)
    return replace(
        _drop_effect(pair, NOT_DEFINED),
        method=pair.method,
        effect=effect,
        relative=None if effect is None else relative_of(effect, "currency", table.value),
        grade=weaker.grade,
        reason=weaker.reason,
        contribution=share,
        design=pair.design,
    )


def _units(estimated: Estimated) -> tuple[str, ...]:
    """The units left out one after another, by name."""
    return tuple(estimated.unit_panel.units[unit] for units in estimated.model.left_out for unit in units)


def before_table(snapshot: Snapshot) -> BeforeTable | Reason:
    """Return the life table of the snapshot's window before, or why there is none."""
    before, after = snapshot.windows
    if before is None or after is None:
        return TOO_FEW
    windows, terms = worth_windows(snapshot, before, after, (), WHOLE_HOUSE)
    if windows.reason is not None:
        return windows.reason
    flows, ended = flows_of(windows.sums[0], terms)
    whole = values.Flows(at_risk=flows.at_risk[0], ended=flows.ended[0], terms=flows.terms[0])
    return BeforeTable(flows=whole, left_early=ended[0, ENDINGS.index("left_early")], terms=terms)


def _compute_changes(table: BeforeTable, ln_leaving: Array, margin: Array) -> Array:
    return np.array([table.compute_change(*both) for both in zip(ln_leaving, margin, strict=True)])


def _drop_effect(pair: Pair, reason: Reason) -> Pair:
    """The pair without any effect: the outcome it has been estimated on is the margin, not the value."""
    return replace(
        pair,
        outcome="value",
        method="none",
        effect=None,
        relative=None,
        p=None,
        scale="currency",
        grade="difference only" if pair.grade == "difference only" else "cannot tell",
        reason=reason,
        contribution=None,
        bins=(),
        leads=(),
        gates=(),
        design=None,
        trials=None,
    )
