"""Every link of the driver tree and every assumption, in one table: default, range, bounds, source and label.

low and high are the 10th and the 90th percentile, the ends of a bar in the tornado. Where the label says "assumed",
nothing was measured: the number is there to be replaced by who knows better.
"""

from dataclasses import dataclass, replace
from typing import Literal


@dataclass(frozen=True)
class Coefficient:
    """A number the outcomes are carried into money with; minimum and maximum: beyond them it is impossible."""

    name: str
    kind: Literal["link", "assumption"]
    value: float
    low: float
    high: float
    minimum: float
    maximum: float
    unit: str
    label: str
    source: str

    @property
    def fixed(self) -> bool:
        """Not drawn: it describes the draws themselves."""
        return self.name == "correlation"

    def stated(self, value: float, low: float, high: float) -> "Coefficient":
        """The same, as the plan states it."""
        return replace(self, value=value, low=low, high=high, label="stated in the plan")


def _assumed(
    name: str,
    kind: Literal["link", "assumption"],
    values: tuple[float, float, float],
    bounds: tuple[float, float],
    unit: str,
    source: str,
) -> Coefficient:
    value, low, high = values
    return Coefficient(name, kind, value, low, high, *bounds, unit, "assumed", source)


COEFFICIENTS = {
    one.name: one
    for one in (
        _assumed(
            "take_up_response",
            "link",
            (-0.1, -0.2, 0.0),
            (-5, 5),
            "ln odds of take-up per ln of approval time",
            "who waits less withdraws less; size assumed: half the time, take-up 85 % → 85.9 %",
        ),
        _assumed(
            "saving_per_automated",
            "link",
            (0.5, 0.25, 0.75),
            (0, 0.99),  # of what costs nothing once it is automatic, no share can be told
            "share of the origination cost of an application",
            "an automatic decision spares underwriting, not intake and contract; size assumed",
        ),
        _assumed(
            "loss_per_bad_balance",
            "link",
            (0.5, 0.4, 0.6),
            (0, 1),
            "share of the balance gone bad",
            "loss given default, cures included; replaced by the after window's where it is known",
        ),
        _assumed(
            "leaver_balance",
            "link",
            (1.0, 0.7, 1.1),
            (0, 3),
            "balance of a leaver ÷ average balance",
            "who leaves early has often paid down more; size assumed",
        ),
        _assumed(
            "volume_growth",
            "assumption",
            (0.0, -0.05, 0.05),
            (-0.9, 2),
            "a year, applications",
            "no growth unless stated",
        ),
        *(
            _assumed(name, "assumption", values, (-0.9, 2), unit, "levels stay unless stated; size assumed")
            for name, values, unit in (
                ("approval_time_drift", (0.0, -0.05, 0.05), "a year, of approval time"),
                ("take_up_drift", (0.0, -0.005, 0.005), "points a year, as a fraction"),
                ("automated_drift", (0.0, -0.01, 0.01), "points a year, as a fraction"),
                ("churn_drift", (0.0, -0.05, 0.05), "a year, of early leaving"),
            )
        ),
        _assumed(
            "income_rate_change",
            "assumption",
            (0.0, -0.005, 0.005),
            (-0.3, 0.3),
            "added to income ÷ balance, a year",
            "rates as in the after window unless stated",
        ),
        _assumed(
            "funding_rate_change",
            "assumption",
            (0.0, -0.005, 0.005),
            (-0.3, 0.3),
            "added to funding cost ÷ balance, a year",
            "rates as in the after window unless stated",
        ),
        _assumed(
            "formation_stress",
            "assumption",
            (1.0, 0.9, 1.2),
            (0.1, 10),
            "× what goes bad",
            "macro stress; losses rise faster than they fall",
        ),
        _assumed(
            "cost_overrun",
            "assumption",
            (1.0, 0.9, 1.3),
            (0, 10),
            "× costs of the initiatives",
            "large projects run over more often than under; size assumed",
        ),
        _assumed(
            "discount_rate",
            "assumption",
            (0.08, 0.08, 0.08),
            (0, 1),
            "a year",
            "replaced by the company's own",
        ),
        _assumed(
            "correlation",
            "assumption",
            (0.5, 0.5, 0.5),
            (0, 1),
            "of effects of one initiative",
            "a roll-out that goes well goes well for all its goals; size assumed",
        ),
    )
}
