"""Rows as no system should deliver them, added to some files: what a load must refuse or report.

They are added to the true rows and never replace one, so that what is loaded is what was simulated (and
the rows that refer to a customer or partner who does not exist, which are only reported).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from demo.files.exports import Export

Cells = dict[str, list[str | None]]  # column in our name → texts
SHARE = 1 / 4_000  # of the rows of the file, at least 2


KEYS = {
    **{"applications": "application_id", "loan_months": "loan_id", "customers": "customer_id"},
    **{"surveys": "survey_id", "service_contacts": "contact_id", "application_events": ""},
}


@dataclass(frozen=True, kw_only=True)
class Fault:
    """`reason`: as the load names it; `spoil` changes copies of true rows; `copies`: rows made of each.

    `refused`: a load must refuse them; `part`: the start of the part of the file that gets them.
    """

    table: str
    part: str
    column: str
    reason: str
    refused: bool
    spoil: Callable[[Cells, str, str], Cells]

    def report(self, rows: int, file: str) -> dict[str, Any]:
        """What truth.json says of it: rows added, refused by a load, and loaded."""
        refused = rows if self.refused else 0
        loaded = rows if self.reason == "missing_reference" else 0
        return {
            "table": self.table,
            "file": file,
            "column": KEYS[self.table] if self.reason.startswith("duplicate") else self.column,
            "reason": self.reason,
            "rows": rows,
            "refused": refused,
            "loaded": loaded,
        }


def _new_key(rows: Cells, key: str, column: str) -> Cells:
    """Keys that no true row has, others for each spoiled column."""
    letter = column[0].upper()
    return rows | {key: [f"{(text or '')[:-4]}{letter}{n:03d}" for n, text in enumerate(rows[key])]}


def _put(word: str | None) -> Callable[[Cells, str, str], Cells]:
    def spoil(rows: Cells, key: str, column: str) -> Cells:
        rows = _new_key(rows, key, column) if key else rows
        return rows | {column: [word] * len(rows[column])}

    return spoil


def _repeat_twice(rows: Cells, key: str, column: str) -> Cells:
    return rows


def _contradict(rows: Cells, key: str, column: str) -> Cells:
    first = _new_key(rows, key, column)
    second = first | {column: ["1" + (text or "") for text in first[column]]}
    return {name: first[name] + second[name] for name in first}


FAULTS = (
    Fault(
        table="applications",
        part="2022",
        column="submitted_at",
        reason="not_a_timestamp",
        refused=True,
        spoil=_put("2022/02/30 09:15:00"),
    ),
    Fault(
        table="applications",
        part="2023",
        column="outcome",
        reason="not_allowed",
        refused=True,
        spoil=_put("待定"),
    ),
    Fault(
        table="applications", part="2023", column="region", reason="missing", refused=True, spoil=_put(None)
    ),
    Fault(
        table="applications",
        part="2024",
        column="requested_amount",
        reason="duplicate_identical",
        refused=False,
        spoil=_repeat_twice,
    ),
    Fault(
        table="applications",
        part="2025",
        column="requested_amount",
        reason="duplicate_key",
        refused=True,
        spoil=_contradict,
    ),
    Fault(
        table="application_events",
        part="2022-05",
        column="started_at",
        reason="missing",
        refused=True,
        spoil=_put(None),
    ),
    Fault(
        table="application_events",
        part="2023-08",
        column="resource_kind",
        reason="not_allowed",
        refused=True,
        spoil=_put("X"),
    ),
    # A made-up number of the shape of a mobile number.
    Fault(
        table="application_events",
        part="2024-03",
        column="activity",
        reason="personal_data",
        refused=True,
        spoil=_put("电话核实 13800000000"),
    ),
    Fault(
        table="loan_months",
        part="2022-04",
        column="balance",
        reason="missing",
        refused=True,
        spoil=_put(None),
    ),
    Fault(
        table="loan_months",
        part="2023-02",
        column="month_end",
        reason="not_a_date",
        refused=True,
        spoil=_put("2023-02-31"),
    ),
    Fault(
        table="loan_months",
        part="2024-05",
        column="balance",
        reason="not_a_number",
        refused=True,
        spoil=_put("N/A"),
    ),
    Fault(
        table="loan_months",
        part="2025-03",
        column="balance",
        reason="duplicate_identical",
        refused=False,
        spoil=_repeat_twice,
    ),
    Fault(
        table="customers",
        part="",
        column="joined_on",
        reason="not_a_date",
        refused=True,
        spoil=_put("20230231"),
    ),
    Fault(
        table="customers",
        part="",
        column="acquisition_cost",
        reason="duplicate_key",
        refused=True,
        spoil=_contradict,
    ),
    Fault(
        table="surveys",
        part="2023",
        column="score",
        reason="not_a_number",
        refused=True,
        spoil=_put("非常满意"),
    ),
    Fault(table="surveys", part="2024", column="kind", reason="missing", refused=True, spoil=_put(None)),
    Fault(
        table="service_contacts",
        part="2023Q2",
        column="opened_at",
        reason="not_a_timestamp",
        refused=True,
        spoil=_put("2023-13-01 10:00:00"),
    ),
    Fault(
        table="service_contacts",
        part="2024Q1",
        column="handled_by",
        reason="not_allowed",
        refused=True,
        spoil=_put("外包"),
    ),
    Fault(
        table="service_contacts",
        part="2024Q4",
        column="customer_id",
        reason="missing_reference",
        refused=False,
        spoil=_put("KH999999999"),
    ),
    Fault(
        table="surveys",
        part="2025",
        column="partner_id",
        reason="missing_reference",
        refused=False,
        spoil=_put("JXS9999"),
    ),
)


def spoil_rows(table: pa.Table, export: Export, fault: Fault, rng: np.random.Generator) -> pa.Table:
    """Rows to add to a file of which `table` (their headers, their words) is a part."""
    count = max(2, round(table.num_rows * SHARE))
    rows = np.sort(rng.choice(table.num_rows, min(count, table.num_rows), replace=False))
    chosen = table.take(pa.array(rows))
    cells: Cells = {
        ours: chosen.column(theirs).cast(pa.string()).to_pylist() for ours, theirs in export.columns.items()
    }
    bad = fault.spoil(cells, KEYS[fault.table], fault.column)
    return pa.table({export.columns[ours]: pa.array(texts, pa.string()) for ours, texts in bad.items()})
