"""Notices that go with a comparison (statistics §1, rules 4 and 5)."""

import pandas as pd

from analysis.results import DEFINITION_CHANGED, WINDOWS_OVERLAP, Reason
from warehouse.contract.windows import month_of
from warehouse.snapshot.snapshots import Snapshot

# Months of New Year's Day of the Chinese calendar; the weeks around it are unlike any others of the year.
IN_JANUARY = (2012, 2014, 2017, 2020, 2023, 2025, 2028, 2031, 2033)
SPRING_FESTIVALS = frozenset(f"{year}-{1 if year in IN_JANUARY else 2:02d}" for year in range(2010, 2036))
CHINESE_ZONES = ("Asia/Shanghai", "Asia/Urumqi", "Asia/Hong_Kong", "Asia/Macau", "PRC")


def notices_of(snapshot: Snapshot, kpi: str, before: list[str], after: list[str]) -> tuple[Reason, ...]:
    """Return the notices that apply to a comparison of these months.

    They say that the windows overlap, that the definition changed, or that the numbers of Spring Festivals differ.
    """
    notices = []
    if max(before) >= min(after):
        notices.append(WINDOWS_OVERLAP)
    if _definition_changed(snapshot, kpi, before, after):
        notices.append(DEFINITION_CHANGED)
    festivals = [len(SPRING_FESTIVALS.intersection(months)) for months in (before, after)]
    if snapshot.company.timezone in CHINESE_ZONES and festivals[0] != festivals[1]:
        notices.append(Reason(code="spring festivals differ", about=f"{festivals[0]} / {festivals[1]}"))
    return tuple(notices)


def _definition_changed(snapshot: Snapshot, kpi: str, before: list[str], after: list[str]) -> bool:
    """Whether the KPI, or every KPI, was redefined inside the windows or between them.

    A definition that begins on the first day of the first month changes nothing.
    """
    first, last = min((*before, *after)), max((*before, *after))
    events = snapshot.events
    return any(
        (pd.isna(code) or code == kpi)
        and first <= month_of(day) <= last
        and pd.Timestamp(day) > pd.Timestamp(f"{first}-01")
        for kind, code, day in zip(events.kind, events.kpi, events.occurred_on, strict=True)
        if kind == "definition"
    )
