"""The lineage of a KPI: its marts and their rows, tables, columns, settings, and the files delivered."""

from dataclasses import dataclass

from analysis.results import Reason
from warehouse.contract.scope import Scope
from warehouse.kpis import KPIS, find
from warehouse.kpis.approval import CLOCKS
from warehouse.kpis.formulas import measures_of
from warehouse.kpis.record import Kpi, Lifetime
from warehouse.marts.mart import Mart
from warehouse.query.query import kpi_marts, mart_for
from warehouse.snapshot.snapshots import Snapshot

_BAD = ("npl", "formed", "expected_npl", "expected_formed")  # measures that rest on what is called bad


@dataclass(frozen=True, kw_only=True)
class Provenance:
    """What the company has delivered for one KPI.

    `files`: table → its files, empty if the table was not delivered or the reader may not see load logs. `missing`:
    the tables and columns it needs that are empty. `reason`: why the KPI is not available at all, None if it is.
    """

    files: tuple[tuple[str, tuple[str, ...]], ...]
    missing: tuple[str, ...]
    reason: Reason | None


def tables_of(kpi: Kpi) -> tuple[str, ...]:
    """Return the operational tables that a KPI needs, for its marts and for its columns."""
    of_marts = (table for mart in kpi_marts(kpi) for table in mart.needs)
    return tuple(dict.fromkeys((*of_marts, *(need.split(".")[0] for need in kpi.needs))))


def dimensions_of(kpi: Kpi) -> tuple[str, ...]:
    """Return the dimensions that a KPI can be split and filtered by: those of any of its marts."""
    return tuple(dict.fromkeys(dimension for mart in kpi_marts(kpi) for dimension in mart.dimensions))


def row_of(mart: Mart) -> tuple[str, ...]:
    """Return what identifies a row of a mart besides its month: dimensions, then further keys."""
    return (*mart.dimensions, *mart.keys)


def settings_of(kpi: Kpi) -> tuple[str, ...]:
    """Return the settings of company.toml that affect a KPI, as attributes of `Company`.

    The unit of its interval is not among them.
    """
    measures = measures_of(kpi.formula)
    rules = (
        (any(measure.startswith(_BAD) for measure in measures), ("npl_basis", "npl_days")),
        (any(_has_limit(measure) for measure in measures), ("approval_limits_minutes",)),
        (kpi.code.endswith(CLOCKS["business"][0]), ("calendar",)),
        (
            isinstance(kpi.formula, Lifetime),
            ("clv_horizon_months", "clv_annual_discount_rate", "clv_loss_given_default"),
        ),
        (any(name.startswith("relationship") for name in kpi.marts), ("churn_return_months",)),
        ("repeated" in measures, ("churn_repeat_months",)),
        ("downtime" in kpi.marts, ("availability_systems",)),
    )
    return tuple(name for holds, names in rules if holds for name in names)


def provenance(snapshot: Snapshot, code: str, scope: Scope) -> Provenance:
    """Return the files behind a KPI and what it lacks.

    Raises MilepostError for a KPI that does not exist.
    """
    kpi = find(code)
    loads = snapshot.loads[snapshot.loads.status.isin(["loaded", "skipped", "taken_back"])]
    newest = loads.drop_duplicates(["source", "file"])
    there = newest[newest.status != "taken_back"]
    logged = there if scope.partners is None else there.iloc[:0]
    files = tuple(
        (table, tuple(sorted(set(logged.file[logged.table_name == table])))) for table in tables_of(kpi)
    )
    needs = (*tables_of(kpi), *kpi.needs)
    missing = tuple(need for need in needs if need in snapshot.empty_needs)
    return Provenance(files=files, missing=missing, reason=_reason(snapshot, kpi, scope))


def availability(snapshot: Snapshot, scope: Scope) -> tuple[tuple[str, Reason | None], ...]:
    """Return every KPI of the catalogue with the reason why it is not available, None if it is."""
    return tuple((code, _reason(snapshot, kpi, scope)) for code, kpi in KPIS.items())


def _reason(snapshot: Snapshot, kpi: Kpi, scope: Scope) -> Reason | None:
    return mart_for(snapshot, kpi=kpi, by=(), where=(), scope=scope, marts=kpi_marts(kpi))[1]


def _has_limit(measure: str) -> bool:
    """A share within a service limit: within_1440, old_1440."""
    name, _, limit = measure.partition("_")
    return name in ("within", "old") and limit.isdigit()
