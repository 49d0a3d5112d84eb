"""Decisions and frozen forecasts as tests make them."""

import json
from collections.abc import Sequence
from datetime import date, datetime

from analysis.scenario.projection import FIVE
from state.decisions import Decisions
from state.records import Key, Version
from warehouse.contract.windows import distance
from warehouse.kpis import find
from warehouse.scenarios.backtest import SERIES
from warehouse.scenarios.decisions import Change, Decision

TODAY = date(2026, 3, 20)
SNAPSHOT = "20251231-0000000000"
HOUR = datetime(2026, 3, 20, 8)


def a_forecast(series: str, first: str, review: str, plan: Sequence[float], nothing: Sequence[float]) -> str:
    """The JSON of a forecast of one series, the same quantiles in all months up to the review."""
    months = distance(first, review) + 1
    kpi = SERIES[series]
    return json.dumps(
        {
            "layout": 1,
            "judged_by": series,
            "first_month": first,
            "definitions": {kpi: find(kpi).version},
            "plan": {series: [list(plan)] * months},
            "nothing": {series: [list(nothing)] * months},
        }
    )


def around(middle: float, spread: float) -> FIVE:
    """Quantiles that lie evenly about a middle; the 90 % range reaches two spreads to each side."""
    return (middle - 2 * spread, middle - spread, middle, middle + spread, middle + 2 * spread)


def a_decision(code: str, review: str, forecast: str | None) -> Decision:
    """A decision of one change, as it is read from the state."""
    first = Change(number=1, state="open", owner="王芳", review=review, reason="", by="Han", at=HOUR)
    return Decision(
        code=code,
        text=f"decision {code}",
        plan=None if forecast is None else f"{code}.1",
        plan_name=None if forecast is None else f"plan {code}",
        meeting=None,
        snapshot=SNAPSHOT,
        decided_on=TODAY,
        forecast=forecast,
        changes=(first,),
    )


def record(
    kept: Decisions, text: str, review: str, plan: Version | None = None, forecast: str | None = None
) -> Key:
    """Record a decision of TODAY by Han, owned by 王芳."""
    return kept.record(
        text,
        owner="王芳",
        review=review,
        plan=plan,
        forecast=forecast,
        meeting=None,
        snapshot=SNAPSHOT,
        by="Han",
        today=TODAY,
    )
