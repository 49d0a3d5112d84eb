"""What the initiatives were meant to move, as stated in advance."""

from dataclasses import dataclass

import pandas as pd

from warehouse.kpis import KPIS
from warehouse.snapshots import Snapshot

# KPIs for which the outcome of another speaks: the same waits, the same loans, the same relationships.
SPOKEN_FOR = {
    "approval_time_p90": "approval_time_median",
    "npl_rate_same_age": "npl_rate",
    "npl_formation_same_age": "npl_rate",
    "churn_rate_crude": "churn_rate",
    "clv_net": "clv",
}


@dataclass(frozen=True)
class Goal:
    """What was expected of an initiative: a relative change, and money a month in the company's currency."""

    initiative: str
    kpi: str
    expected_change: float | None
    expected_money: float | None

    @property
    def outcome(self) -> str:
        """The KPI whose outcome speaks for this one; itself where it has its own or none."""
        return SPOKEN_FOR.get(self.kpi, self.kpi)


def goals_of(snapshot: Snapshot) -> tuple[Goal, ...]:
    """The goals of which the KPI is known; catalogue codes count as their KPI."""
    codes = {kpi.catalogue_code: code for code, kpi in reversed(KPIS.items())} | {code: code for code in KPIS}
    rows = snapshot.goals
    return tuple(
        Goal(str(initiative), codes[str(kpi)], _number(change), _number(money))
        for initiative, kpi, change, money in zip(
            rows.initiative_id, rows.kpi, rows.expected_change, rows.expected_money_per_month, strict=True
        )
        if str(kpi) in codes
    )


def kpis_of(goals: tuple[Goal, ...], initiative: str, outcome: str) -> tuple[Goal, ...]:
    """The goals of an initiative for which this outcome speaks."""
    return tuple(goal for goal in goals if (goal.initiative, goal.outcome) == (initiative, outcome))


def _number(value: object) -> float | None:
    return None if pd.isna(value) else float(value)  # type: ignore[arg-type,call-overload]
