"""The effect on customer lifetime value, from those on leaving and on the margin a month (statistics §6, §9)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from analysis import lifetime_value as values
from analysis.attribution.grading import Grade
from analysis.attribution.panel import Array
from analysis.results import NOT_DEFINED, TOO_FEW, Reason
from warehouse.answers import WHOLE_HOUSE
from warehouse.effects.ledgers import range_of
from warehouse.effects.pairs import Broken, Estimated, relative_of
from warehouse.evidence import Pair
from warehouse.kpis.customer import ENDINGS
from warehouse.lifetimes import flows_of, worth_windows
from warehouse.snapshots import Snapshot

WORTH = ("clv",)  # KPIs whose panel holds the margin a month only
LEAVING = "churn_rate"
WEAKEST_FIRST: tuple[Grade, ...] = ("cannot tell", "difference only", "trend break", "attributable")

Key = tuple[str, str]  # initiative, and the KPI whose outcome it is


@dataclass(frozen=True)
class BeforeTable:
    """The life table of the window before: flows by tenure, who left early [tenures], and the terms of a value."""

    flows: values.Flows
    left_early: Array
    terms: values.Terms

    @property
    def value(self) -> float:
        """Observed part of the value of a customer, in the company's currency."""
        return float(values.observed_value(self.flows, self.terms))

    def moved(self, ln_leaving: float, margin: float) -> float:
        """The change of the value if that many times more left early, and a month brought so much more."""
        ended = self.flows.ended + (np.exp(ln_leaving) - 1) * self.left_early
        terms = self.flows.terms.copy()
        terms[0] += margin * self.flows.at_risk
        moved = values.Flows(self.flows.at_risk, ended, terms)
        return float(values.observed_value(moved, self.terms)) - self.value


def worth_pair(
    snapshot: Snapshot,
    pair: Pair,
    grades: Mapping[Key, Grade],
    found: Mapping[Key, Estimated | Broken | Reason],
) -> Pair:
    """The pair of an initiative and the value, in place of that of the margin; the weaker grade of the two counts.

    The life table is that of the window before, as if the initiative were live everywhere; its own chance is small
    beside that of the effects, and left out.
    """
    margin, leaving = (found.get((pair.initiative, code)) for code in (WORTH[0], LEAVING))
    if not isinstance(margin, Estimated) or not isinstance(leaving, Estimated):
        reasons = [one for one in (margin, leaving) if isinstance(one, Reason)]
        return _unsaid(pair, reasons[0] if reasons else NOT_DEFINED)
    table = before_table(snapshot)
    if isinstance(table, Reason):
        return _unsaid(pair, table)
    if margin.model.units != leaving.model.units:
        return _unsaid(pair, TOO_FEW)
    by_grade = {code: WEAKEST_FIRST.index(grades[pair.initiative, code]) for code in (WORTH[0], LEAVING)}
    weakest = WEAKEST_FIRST[min(by_grade.values())]
    size = min(margin.effect.effective_units, leaving.effect.effective_units)
    said = pair.effect is not None
    effect = range_of(_moved(table, leaving.effect.replicates[:, 0], margin.effect.replicates[:, 0]), size)
    share = None
    if leaving.contribution is not None and margin.contribution is not None:
        share = range_of(_moved(table, leaving.contribution, margin.contribution), size)
    return replace(
        _unsaid(pair, pair.reason or NOT_DEFINED),
        outcome="value",
        scale="currency",
        method=pair.method,
        effect=effect if said else None,
        relative=relative_of(effect, "currency", table.value) if said and effect is not None else None,
        grade=weakest,
        reason=None if weakest == "attributable" else pair.reason,
        contribution=share if said else None,
        design=pair.design,
    )


def before_table(snapshot: Snapshot) -> BeforeTable | Reason:
    """The life table of the snapshot's window before, or why there is none."""
    before, after = snapshot.windows
    if before is None or after is None:
        return TOO_FEW
    windows, terms = worth_windows(snapshot, before, after, (), WHOLE_HOUSE)
    if windows.reason is not None:
        return windows.reason
    flows, ended = flows_of(windows.sums[0], terms)
    whole = values.Flows(flows.at_risk[0], flows.ended[0], flows.terms[0])
    return BeforeTable(whole, ended[0, ENDINGS.index("left_early")], terms)


def _moved(table: BeforeTable, ln_leaving: Array, margin: Array) -> Array:
    return np.array([table.moved(*both) for both in zip(ln_leaving, margin, strict=True)])


def _unsaid(pair: Pair, reason: Reason) -> Pair:
    """The pair without any effect: the outcome it has been estimated on is the margin, not the value."""
    return replace(
        pair,
        outcome="value",
        method="none",
        effect=None,
        relative=None,
        p=None,
        grade="difference only" if pair.grade == "difference only" else "cannot tell",
        reason=reason,
        contribution=None,
        bins=(),
        leads=(),
        gates=(),
        design=None,
        trials=None,
    )
