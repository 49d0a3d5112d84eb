"""Every link of the driver tree and every assumption in one table: default, range, bounds, source and label.

low and high are the 10th and 90th percentiles, the ends of a bar in the tornado chart. A number labelled "assumed"
was not measured; it is there to be replaced by a better one.
"""

from dataclasses import dataclass, replace
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class Coefficient:
    """A number that carries outcomes into money; values beyond minimum and maximum are impossible."""

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
        """Whether it is never drawn, because it describes the draws themselves."""
        return self.name == "correlation"

    def restate(self, value: float, low: float, high: float) -> "Coefficient":
        """Return the same coefficient with the numbers stated in the plan."""
        return replace(self, value=value, low=low, high=high, label="stated in the plan")


def _assume(
    name: str,
    kind: Literal["link", "assumption"],
    values: tuple[float, float, float],
    bounds: tuple[float, float],
    unit: str,
    source: str,
) -> Coefficient:
    value, low, high = values
    return Coefficient(
        name=name,
        kind=kind,
        value=value,
        low=low,
        high=high,
        minimum=bounds[0],
        maximum=bounds[1],
        unit=unit,
        label="assumed",
        source=source,
    )


COEFFICIENTS = {
    coefficient.name: coefficient
    for coefficient in (
        _assume(
            "take_up_response",
            kind="link",
            values=(-0.1, -0.2, 0.0),
            bounds=(-5, 5),
            unit="ln odds of take-up per ln of approval time",
            source="who waits less withdraws less; size assumed: half the time, take-up 85 % → 85.9 %",
        ),
        _assume(
            "saving_per_automated",
            kind="link",
            values=(0.5, 0.25, 0.75),
            bounds=(0, 0.99),  # of what costs nothing once it is automatic, no share can be told
            unit="share of the origination cost of an application",
            source="an automatic decision spares underwriting, not intake and contract; size assumed",
        ),
        _assume(
            "loss_per_bad_balance",
            kind="link",
            values=(0.5, 0.4, 0.6),
            bounds=(0, 1),
            unit="share of the balance gone bad",
            source="loss given default, cures included; replaced by the after window's where it is known",
        ),
        _assume(
            "leaver_balance",
            kind="link",
            values=(1.0, 0.7, 1.1),
            bounds=(0, 3),
            unit="balance of a leaver ÷ average balance",
            source="who leaves early has often paid down more; size assumed",
        ),
        _assume(
            "volume_growth",
            kind="assumption",
            values=(0.0, -0.05, 0.05),
            bounds=(-0.9, 2),
            unit="a year, applications",
            source="no growth unless stated",
        ),
        *(
            _assume(
                name,
                kind="assumption",
                values=values,
                bounds=(-0.9, 2),
                unit=unit,
                source="levels stay unless stated; size assumed",
            )
            for name, values, unit in (
                ("approval_time_drift", (0.0, -0.05, 0.05), "a year, of approval time"),
                ("take_up_drift", (0.0, -0.005, 0.005), "points a year, as a fraction"),
                ("automated_drift", (0.0, -0.01, 0.01), "points a year, as a fraction"),
                ("churn_drift", (0.0, -0.05, 0.05), "a year, of early leaving"),
            )
        ),
        _assume(
            "income_rate_change",
            kind="assumption",
            values=(0.0, -0.005, 0.005),
            bounds=(-0.3, 0.3),
            unit="added to income ÷ balance, a year",
            source="rates as in the after window unless stated",
        ),
        _assume(
            "funding_rate_change",
            kind="assumption",
            values=(0.0, -0.005, 0.005),
            bounds=(-0.3, 0.3),
            unit="added to funding cost ÷ balance, a year",
            source="rates as in the after window unless stated",
        ),
        _assume(
            "formation_stress",
            kind="assumption",
            values=(1.0, 0.9, 1.2),
            bounds=(0.1, 10),
            unit="× what goes bad",
            source="macro stress; losses rise faster than they fall",
        ),
        _assume(
            "cost_overrun",
            kind="assumption",
            values=(1.0, 0.9, 1.3),
            bounds=(0, 10),
            unit="× costs of the initiatives",
            source="large projects run over more often than under; size assumed",
        ),
        _assume(
            "discount_rate",
            kind="assumption",
            values=(0.08, 0.08, 0.08),
            bounds=(0, 1),
            unit="a year",
            source="replaced by the company's own",
        ),
        _assume(
            "correlation",
            kind="assumption",
            values=(0.5, 0.5, 0.5),
            bounds=(0, 1),
            unit="of effects of one initiative",
            source="a roll-out that goes well goes well for all its goals; size assumed",
        ),
    )
}
