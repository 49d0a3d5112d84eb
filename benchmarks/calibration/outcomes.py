"""The outcomes of simulated companies: their sizes, their variation, and what initiatives truly do to each."""

from dataclasses import dataclass

PICKED, NOTHING, TWINS = "early_warning", "dealer_portal", ("process_redesign", "e_contract")


@dataclass(frozen=True, kw_only=True)
class Kpi:
    """One outcome. kind: mean of ln, share, counts, or counts by month of origination.

    effects: initiative → full size, on ln or in points; stated: goals set in advance. cases: a month in the whole
    company at first (of counts: events expected). level: of a share; spread: of a case, in ln. regions, months,
    waves, luck: standard deviations of what regions and months have of their own, of passing luck, of the bad
    half-year (negative: bad is low). trend: a month. by_cohort: initiatives that act at origination.
    """

    name: str
    kind: str
    effects: dict[str, float]
    stated: tuple[str, ...]
    cases: float
    level: float
    spread: float
    regions: float
    months: float
    waves: float
    luck: float
    trend: float
    by_cohort: tuple[str, ...]


KPIS = (
    Kpi(
        name="approval time",
        kind="mean ln",
        effects={"ai_approval": -0.35, "process_redesign": -0.25, "e_contract": -0.05},
        stated=("ai_approval", *TWINS, PICKED, NOTHING),
        cases=2_000,
        level=0.0,
        spread=1.1,
        regions=0.14,
        months=0.05,
        waves=0.05,
        luck=0.15,
        trend=-0.003,
        by_cohort=(),
    ),
    Kpi(
        name="time to funding",
        kind="mean ln",
        effects={"e_contract": -0.45},
        stated=("e_contract",),
        cases=900,
        level=0.0,
        spread=0.9,
        regions=0.1,
        months=0.05,
        waves=0.05,
        luck=0.0,
        trend=0.0,
        by_cohort=(),
    ),
    Kpi(
        name="satisfaction",
        kind="share",
        effects={"smart_service": 0.06, PICKED: 0.05},
        stated=("smart_service", PICKED, NOTHING),
        cases=300,
        level=0.62,
        spread=0.0,
        regions=0.03,
        months=0.015,
        waves=0.02,
        luck=-0.08,
        trend=0.001,
        by_cohort=(),
    ),
    Kpi(
        name="decided by machine",
        kind="share",
        effects={"ai_approval": 0.15},
        stated=("ai_approval",),
        cases=2_000,
        level=0.35,
        spread=0.0,
        regions=0.04,
        months=0.01,
        waves=0.01,
        luck=0.0,
        trend=0.001,
        by_cohort=(),
    ),
    Kpi(
        name="repeat finance",
        kind="share",
        effects={"crm_retention": 0.04},
        stated=("crm_retention",),
        cases=800,
        level=0.25,
        spread=0.0,
        regions=0.04,
        months=0.015,
        waves=0.015,
        luck=0.0,
        trend=0.0,
        by_cohort=(),
    ),
    Kpi(
        name="churn",
        kind="counts",
        effects={"crm_retention": -0.2},
        stated=("crm_retention", PICKED, NOTHING),
        cases=700,
        level=0.0,
        spread=0.0,
        regions=0.14,
        months=0.05,
        waves=0.06,
        luck=0.2,
        trend=0.003,
        by_cohort=(),
    ),
    Kpi(
        name="loans gone bad",
        kind="cohorts",
        effects={"ai_approval": -0.12, PICKED: -0.24},
        stated=("ai_approval", PICKED, NOTHING),
        cases=250,
        level=0.0,
        spread=0.0,
        regions=0.22,
        months=0.05,
        waves=0.06,
        luck=0.6,
        trend=0.0,
        by_cohort=("ai_approval", NOTHING),
    ),
)
