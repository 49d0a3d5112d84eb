"""Which interval of a change decides whether it is clear: one rule for pages, reports and the command line."""

from analysis.results import COUNTED, Estimate
from warehouse.answers import Change
from warehouse.kpis.record import Kpi, Lifetime


def deciding(change: Change, kpi: Kpi) -> Estimate:
    """The estimate that says whether a change is clear (statistics §8): the relative one; of a lifetime value, and
    where there is no relative change, the absolute one."""
    by_amount = isinstance(kpi.formula, Lifetime) or change.relative.value is None
    return change.absolute if by_amount else change.relative


def is_judged(change: Change, kpi: Kpi) -> bool:
    """The estimate that decides has an interval, or needs none: without, a change is neither clear nor unclear."""
    decides = deciding(change, kpi)
    return decides.lower is not None or decides.interval_reason == COUNTED


def contradicts(one: Estimate, decides: Estimate) -> bool:
    """An interval says another thing of zero than the one that decides."""
    return one.lower is not None and one.clear != decides.clear
