"""What says whether a KPI changed: the estimate that decides, and for stocks of late loans what goes bad at equal age.

A stock of late loans falls by growth, charge-off and sale with no loan better, so that it alone shows no change of
them (statistics §4, §10 rule 4).
"""

from typing import Literal

from analysis.results import COUNTED, Estimate
from warehouse.kpis import find
from warehouse.kpis.record import Kpi, Lifetime, Ratio
from warehouse.query.answers import Change

# The KPI that says whether loans got better, whatever became of those that had gone bad.
LEADS_STOCKS = "npl_formation_same_age"
STOCK = "npl_rate"  # the stock of late loans that stands for them

Moved = Literal["rose", "fell", "unclear", "not judged", "unknown"]
Status = Literal["difference only", "cannot tell", "not judged"]


def choose_estimate(change: Change, kpi: Kpi) -> Estimate:
    """The estimate that says whether a change is clear (statistics §8): the relative one; of a lifetime value, and
    where there is no relative change, the absolute one."""
    return choose_estimate_of(change.absolute, change.relative, kpi)


def choose_estimate_of(absolute: Estimate, relative: Estimate, kpi: Kpi) -> Estimate:
    """The same of the two estimates of a change."""
    by_amount = isinstance(kpi.formula, Lifetime) or relative.value is None
    return absolute if by_amount else relative


def classify_change(decides: Estimate) -> Moved:
    """What the estimate that decides says: without an interval that it needs, a change is neither clear nor unclear."""
    if decides.value is None:
        return "unknown"
    if decides.lower is None and decides.interval_reason != COUNTED:
        return "not judged"
    if not decides.clear:
        return "unclear"
    return "rose" if decides.value > 0 else "fell"


def is_clear(change: Change, kpi: Kpi) -> bool:
    """The interval that decides excludes zero."""
    return choose_estimate(change, kpi).clear


def is_judged(change: Change, kpi: Kpi) -> bool:
    """The estimate that decides has an interval, or needs none."""
    return classify_change(choose_estimate(change, kpi)) not in ("not judged", "unknown")


def contradicts(estimate: Estimate, decides: Estimate) -> bool:
    """An interval says another thing of zero than the one that decides."""
    return estimate.lower is not None and estimate.clear != decides.clear


def is_led(kpi: Kpi) -> bool:
    """Whether formation at equal age decides what a change of the KPI is called: the stocks of late loans."""
    return kpi.guard == LEADS_STOCKS and isinstance(kpi.formula, Ratio) and kpi.formula.stock


def differs(change: Change, kpi: Kpi, leading: Change | None) -> bool:
    """Whether the KPI differs between the windows beyond chance: a difference, of which nothing more is known.

    `leading`: of a stock of late loans the change of formation at equal age in the same slice; without it, or where
    it is not clear, the stock shows no difference between the loans.
    """
    if not is_led(kpi):
        return is_clear(change, kpi)
    return is_clear(change, kpi) and leading is not None and is_clear(leading, find(LEADS_STOCKS))


def status(change: Change, kpi: Kpi, leading: Change | None) -> Status:
    """What a change shows where no design is at work; `leading` as in `differs`."""
    if differs(change, kpi, leading):
        return "difference only"
    return "not judged" if classify_change(choose_estimate(change, kpi)) == "not judged" else "cannot tell"
