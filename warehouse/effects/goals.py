"""Goals of initiatives: which KPI each was meant to move, and by how much, as stated in advance."""

from dataclasses import dataclass

import pandas as pd

from warehouse.kpis import KPIS
from warehouse.snapshot.snapshots import Snapshot

# KPIs for which the outcome of another speaks: the same waits, the same loans, the same relationships.
SPOKEN_FOR = {
    "approval_time_p90": "approval_time_median",
    "npl_rate_same_age": "npl_rate",
    "npl_formation_same_age": "npl_rate",
    "churn_rate_crude": "churn_rate",
    "clv_net": "clv",
}


@dataclass(frozen=True, kw_only=True)
class Goal:
    """The expected effect of an initiative on a KPI: a relative change, and money per month in the company's currency.

    `anticipation`: months before a go-live in which the KPI may already have moved.
    """

    initiative: str
    kpi: str
    expected_change: float | None
    expected_money: float | None
    anticipation: int

    @property
    def outcome(self) -> str:
        """The KPI whose outcome represents this one."""
        return outcome_of(self.kpi)


def outcome_of(kpi: str) -> str:
    """Return the KPI whose outcome represents this one; itself where it has its own outcome or none."""
    return SPOKEN_FOR.get(kpi, kpi)


def goals_of(snapshot: Snapshot) -> tuple[Goal, ...]:
    """Return the goals on known KPIs, one per initiative and KPI; catalogue codes stand for their KPI."""
    codes, rows = _codes(), snapshot.goals
    goals = {
        (str(initiative), codes[str(kpi)]): Goal(
            initiative=str(initiative),
            kpi=codes[str(kpi)],
            expected_change=_number(change),
            expected_money=_number(money),
            anticipation=int(_number(months) or 0),
        )
        for initiative, kpi, change, money, months in zip(
            *(rows[name] for name in ("initiative_id", "kpi", "expected_change")),
            *(rows[name] for name in ("expected_money_per_month", "anticipation_months")),
            strict=True,
        )
        if str(kpi) in codes
    }
    return tuple(goals.values())


def find_unknown_goals(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the KPI codes that goals name but Milepost does not have."""
    return tuple(dict.fromkeys(str(kpi) for kpi in snapshot.goals.kpi if str(kpi) not in _codes()))


def _codes() -> dict[str, str]:
    return {kpi.catalogue_code: code for code, kpi in reversed(KPIS.items())} | {code: code for code in KPIS}


def kpis_of(goals: tuple[Goal, ...], initiative: str, outcome: str) -> tuple[Goal, ...]:
    """Return the goals of an initiative on KPIs that this outcome represents."""
    return tuple(goal for goal in goals if (goal.initiative, goal.outcome) == (initiative, outcome))


def _number(value: float | None) -> float | None:
    return None if pd.isna(value) else float(value)
