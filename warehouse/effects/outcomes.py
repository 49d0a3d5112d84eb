"""Outcomes: what is measured to estimate effects on a KPI, and the mart that holds it (statistics §9).

An outcome is a mean of logarithms, a share, an amount, or counted and expected events: quantities that a fit can
add up. It is never a median, a stock NPL rate or a ratio of counts to expected counts.
"""

from dataclasses import dataclass
from typing import Literal

from analysis.attribution.panel import Model
from warehouse.kpis import find
from warehouse.kpis.record import Quantile, Ratio

Scale = Literal["ln", "points", "minutes", "currency"]

DAY = 1440  # minutes
APPLICATION_MIX = ("product", "channel")
SURVEY_MIX = ("product", "channel", "touchpoint")
CONTACT_MIX = ("contact_channel", "topic")  # contacts know neither a product nor where the customer applied


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The quantity that represents a KPI in a panel of units over months.

    `kpi`: its calendar, follow-up and required columns hold for the outcome too. `marts`: smallest first; the first
    that has the unit as a column is used. `join`: SQL after the name of the mart, "" without. `rows`: (column,
    values) that select rows. `numerator`, `denominator`: SQL per row, summed; for the model `counts` events and
    expected events, else an amount or cases ÷ cases ($loss_given_default stands for the snapshot's). `by_cohort`:
    rows are split by month of origination. `held`: the dimensions whose mix can be held. `scale`: the unit of an
    effect; `ln` is a logarithm.
    """

    kpi: str
    marts: tuple[str, ...]
    join: str
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    numerator: str
    denominator: str
    by_cohort: bool
    held: tuple[str, ...]
    scale: Scale
    model: Model

    @property
    def measured(self) -> str:
        """What is measured, as a code: formation, leavers, complaints, margin, geometric mean, share, mean."""
        return _MEASURED.get(self.kpi, _MEASURED_ON[self.scale])


def _of_ratio(code: str, held: tuple[str, ...], scale: Scale, model: Model) -> Outcome:
    """The KPI's own numerator and denominator, which are counts of cases or an amount and its cases."""
    kpi = find(code)
    assert isinstance(kpi.formula, Ratio)
    above, below = " + ".join(kpi.formula.numerator), " + ".join(kpi.formula.denominator)
    return Outcome(
        kpi=code,
        marts=kpi.marts,
        join="",
        rows=kpi.rows,
        numerator=above,
        denominator=below,
        by_cohort=False,
        held=held,
        scale=scale,
        model=model,
    )


def _of_waits(code: str, limit_days: int, held: tuple[str, ...]) -> Outcome:
    """Mean ln(min(wait, limit)) of a wait that has a histogram only, at the geometric middle of each bin.

    Bins grow by 2 %, so a wait is known within 1 %. Waits under a minute count as one, as everywhere. An open case
    has waited as long as it was seen; `limit_days` is how long every case of a month old enough was seen.
    """
    kpi = find(code)
    assert isinstance(kpi.formula, Quantile)
    middle = f"ln(least(sqrt(greatest(from_minutes, 1) * to_minutes), {limit_days * DAY}))"
    return Outcome(
        kpi=code,
        marts=kpi.marts,
        join=f"join (select bin, {middle} as ln_minutes from wait_bins) as bins using (bin)",
        rows=(("ending", (*kpi.formula.events, *kpi.formula.censored)),),
        numerator=f"{kpi.formula.weight} * ln_minutes",
        denominator=kpi.formula.weight,
        by_cohort=False,
        held=held,
        scale="ln",
        model="linear",
    )


_ALL = (
    # ln of at most 30 days, over those who did not give up first: the mart's own sums, exact.
    Outcome(
        kpi="approval_time_median",
        marts=("approval_counts",),
        join="",
        rows=(),
        numerator="capped_ln_minutes",
        denominator="capped_n",
        by_cohort=False,
        held=APPLICATION_MIX,
        scale="ln",
        model="linear",
    ),
    *(
        _of_ratio(code, APPLICATION_MIX, "points", "linear")
        for code in (
            "decided_within_24h",
            "gave_up_30d",
            "approval_rate",
            "automated_rate",
            "take_up_rate",
            "abandonment_rate",
            "repeat_finance_rate",
        )
    ),
    # Submission → funding, of those funded within 60 days of an approval, which itself comes within 30 days or late.
    _of_waits("funding_time_median", 90, APPLICATION_MIX),
    # Minutes and not their logarithm: the mart holds their sum, and a case without a human hand has none.
    _of_ratio("touch_time_mean", APPLICATION_MIX, "minutes", "linear"),
    _of_ratio("csat", SURVEY_MIX, "points", "linear"),
    _of_ratio("csat_response_rate", SURVEY_MIX, "points", "linear"),
    # A month counts when its last day was seen for 7 days: so long every contact of it was followed. A bot answers in
    # less than the minute that is the least a wait can be, so what it does to first responses is at least the effect.
    _of_waits("first_response_median", 7, CONTACT_MIX),
    _of_waits("resolution_median", 7, CONTACT_MIX),
    _of_ratio("first_contact_resolution", CONTACT_MIX, "points", "linear"),
    _of_ratio("bot_containment", CONTACT_MIX, "points", "linear"),
    _of_waits("compliance_check_median", 30, ("check_kind",)),
    # Complaints beside contracts: what is expected of a contract is the same everywhere, the fit finds how much.
    _of_ratio("complaint_rate", APPLICATION_MIX, "ln", "counts"),
    # Contracts gone bad beside those expected at their age, by contracts as `book` has them for its cells.
    Outcome(
        kpi="npl_rate",
        marts=("book_age",),
        join="join (select age, value from age_reference where rate = 'formation') as ages"
        " on ages.age = datediff('month', start, month)",
        rows=(),
        numerator="formed_contracts",
        denominator="opening_performing_contracts * value",
        by_cohort=True,
        held=APPLICATION_MIX,
        scale="ln",
        model="counts",
    ),
    Outcome(
        kpi="churn_rate",
        marts=("relationship_totals",),
        join="",
        rows=(),
        numerator="left_early",
        denominator="expected_leavers",
        by_cohort=False,
        held=APPLICATION_MIX,
        scale="ln",
        model="counts",
    ),
    # Margin per relationship-month (statistics §6): with churn, what the lifetime value is made of.
    Outcome(
        kpi="clv",
        marts=("relationship_totals",),
        join="",
        rows=(),
        numerator="interest + fee - funding - servicing - charged_off + recovered"
        " - $loss_given_default * (npl_end - npl_start)",
        denominator="exposed",
        by_cohort=False,
        held=APPLICATION_MIX,
        scale="currency",
        model="linear",
    ),
)
_MEASURED = {
    "npl_rate": "formation",
    "churn_rate": "leavers",
    "complaint_rate": "complaints",
    "clv": "margin",
}
_MEASURED_ON = {"ln": "geometric mean", "points": "share", "minutes": "mean", "currency": "mean"}
OUTCOMES: dict[str, Outcome] = {outcome.kpi: outcome for outcome in _ALL}
