"""Which way the attributable effects move a KPI between the snapshot's windows."""

from warehouse.contract.scope import Filters, Months
from warehouse.effects.evidence import Evidence
from warehouse.snapshot.snapshots import Snapshot


def is_covered(snapshot: Snapshot, before: Months | None, after: Months | None, where: Filters) -> bool:
    """Return whether the evidence is about this comparison: the whole company, between the snapshot's own windows."""
    return not where and (before, after) == snapshot.windows


def sum_attributed(measured: Evidence, kpi: str) -> float | None:
    """Return the sum of the attributable contributions to a KPI's change, on the scale of its ledger.

    None where nothing is attributable. Its sign is that of the change of the KPI; a ledger is never of a quantity
    that falls where the KPI rises.
    """
    ledger = next((entry for entry in measured.ledgers if entry.kpi == kpi and entry.parts), None)
    return None if ledger is None else sum(part.value for _, part in ledger.parts)
