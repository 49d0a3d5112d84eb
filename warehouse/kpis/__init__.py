"""The catalogue of KPIs, by family."""

from warehouse.contract.errors import MilepostError
from warehouse.kpis import (
    approval,
    customer,
    finance,
    fraud,
    growth,
    overdue,
    platform,
    risk,
    satisfaction,
    service,
    vintage,
    work,
)
from warehouse.kpis.record import Kpi

SUBJECTS = (
    approval,
    work,
    risk,
    vintage,
    overdue,
    satisfaction,
    service,
    customer,
    fraud,
    growth,
    finance,
    platform,
)
KPIS: dict[str, Kpi] = {kpi.code: kpi for subject in SUBJECTS for kpi in subject.KPIS}


def find(code: str) -> Kpi:
    """Return the KPI with this code, or the first KPI with this catalogue code.

    Raises MilepostError if there is none.
    """
    if code in KPIS:
        return KPIS[code]
    for kpi in KPIS.values():
        if kpi.catalogue_code == code.upper():
            return kpi
    raise MilepostError(f"{code}: no such KPI; known: {', '.join(KPIS)}")
