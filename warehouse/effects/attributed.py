"""What of a KPI's change between the snapshot's windows is attributable, which way, and mostly to whom."""

from warehouse.contract.scope import Filters, Months
from warehouse.effects.evidence import Evidence, Ledger
from warehouse.snapshot.snapshots import Snapshot


def is_covered(snapshot: Snapshot, before: Months | None, after: Months | None, where: Filters) -> bool:
    """Return whether the evidence is about this comparison: the whole company, between the snapshot's own windows."""
    return not where and (before, after) == snapshot.windows


def find_attributed(measured: Evidence, kpi: str) -> Ledger | None:
    """Return the ledger of a KPI, None where nothing of its change is attributable."""
    return next((entry for entry in measured.ledgers if entry.kpi == kpi and entry.parts), None)


def sum_attributed(measured: Evidence, kpi: str) -> float | None:
    """Return the sum of the attributable contributions to a KPI's change, on the scale of its ledger.

    None where nothing is attributable. Its sign is that of the change of the KPI; a ledger is never of a quantity
    that falls where the KPI rises.
    """
    ledger = find_attributed(measured, kpi)
    return None if ledger is None else sum(part.value for _, part in ledger.parts)


def largest_mover(ledger: Ledger) -> str:
    """Return the code of the initiative with the largest attributable contribution."""
    return max(ledger.parts, key=lambda part: abs(part[1].value))[0]
