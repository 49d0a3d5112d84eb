"""Whether a KPI changed: the estimate that decides and, for stocks of late loans, formation at equal age.

Growth, charge-offs and sales lower a stock of late loans although no loan has improved, so the stock alone does not
show a change of the loans (statistics §4, §10 rule 4).
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
    """Return the estimate that decides whether a change is clear (statistics §8).

    It is the relative one; the absolute one for a lifetime value, and if there is no relative change.
    """
    return choose_estimate_of(change.absolute, change.relative, kpi)


def choose_estimate_of(absolute: Estimate, relative: Estimate, kpi: Kpi) -> Estimate:
    """Return the estimate that decides, given the absolute and the relative one (→ `choose_estimate`)."""
    by_amount = isinstance(kpi.formula, Lifetime) or relative.value is None
    return absolute if by_amount else relative


def classify_change(decides: Estimate) -> Moved:
    """Classify a change by the estimate that decides; it is "not judged" if a required interval is missing."""
    if decides.value is None:
        return "unknown"
    if decides.lower is None and decides.interval_reason != COUNTED:
        return "not judged"
    if not decides.clear:
        return "unclear"
    return "rose" if decides.value > 0 else "fell"


def is_clear(change: Change, kpi: Kpi) -> bool:
    """Return whether the interval that decides excludes zero."""
    return choose_estimate(change, kpi).clear


def is_judged(change: Change, kpi: Kpi) -> bool:
    """Return whether the estimate that decides has an interval, or needs none."""
    return classify_change(choose_estimate(change, kpi)) not in ("not judged", "unknown")


def contradicts(estimate: Estimate, decides: Estimate) -> bool:
    """Return whether the interval of an estimate and the one that decides disagree about excluding zero.

    False if the estimate has no interval.
    """
    return estimate.lower is not None and estimate.clear != decides.clear


def is_led(kpi: Kpi) -> bool:
    """Return whether a change of the KPI is judged by formation at equal age, as it is for stocks of late loans."""
    return kpi.guard == LEADS_STOCKS and isinstance(kpi.formula, Ratio) and kpi.formula.stock


def differs(change: Change, kpi: Kpi, leading: Change | None) -> bool:
    """Return whether the KPI differs between the windows beyond chance, which says nothing about the cause.

    `leading`: for a stock of late loans, the change of formation at equal age in the same slice; if it is None or not
    clear, the stock shows no difference between the loans.
    """
    if not is_led(kpi):
        return is_clear(change, kpi)
    return is_clear(change, kpi) and leading is not None and is_clear(leading, find(LEADS_STOCKS))


def status(change: Change, kpi: Kpi, leading: Change | None) -> Status:
    """Return what a change shows if no design attributes it to a cause; `leading` as in `differs`."""
    if differs(change, kpi, leading):
        return "difference only"
    return "not judged" if classify_change(choose_estimate(change, kpi)) == "not judged" else "cannot tell"
