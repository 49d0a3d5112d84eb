"""Rows as no system should deliver them, added to some files: what a load must refuse or report.

They are added to the true rows and never replace one, so that what is loaded is what was simulated (and
the rows that refer to a customer or partner who does not exist, which are only reported).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from etl.demo.exports import Export

Cells = dict[str, list[str | None]]  # column in our name → texts
SHARE = 1 / 4_000  # of the rows of the file, at least 2


KEYS = {
    **{"applications": "application_id", "loan_months": "loan_id", "customers": "customer_id"},
    **{"surveys": "survey_id", "service_contacts": "contact_id", "application_events": ""},
}


@dataclass(frozen=True)
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


def _same_twice(rows: Cells, key: str, column: str) -> Cells:
    return rows


def _contradicting(rows: Cells, key: str, column: str) -> Cells:
    first = _new_key(rows, key, column)
    second = first | {column: ["1" + (text or "") for text in first[column]]}
    return {name: first[name] + second[name] for name in first}


FAULTS = (
    Fault("applications", "2022", "submitted_at", "not_a_timestamp", True, _put("2022/02/30 09:15:00")),
    Fault("applications", "2023", "outcome", "not_allowed", True, _put("待定")),
    Fault("applications", "2023", "region", "missing", True, _put(None)),
    Fault("applications", "2024", "requested_amount", "duplicate_identical", False, _same_twice),
    Fault("applications", "2025", "requested_amount", "duplicate_key", True, _contradicting),
    Fault("application_events", "2022-05", "started_at", "missing", True, _put(None)),
    Fault("application_events", "2023-08", "resource_kind", "not_allowed", True, _put("X")),
    # A made-up number of the shape of a mobile number.
    Fault("application_events", "2024-03", "activity", "personal_data", True, _put("电话核实 13800000000")),
    Fault("loan_months", "2022-04", "balance", "missing", True, _put(None)),
    Fault("loan_months", "2023-02", "month_end", "not_a_date", True, _put("2023-02-31")),
    Fault("loan_months", "2024-05", "balance", "not_a_number", True, _put("N/A")),
    Fault("loan_months", "2025-03", "balance", "duplicate_identical", False, _same_twice),
    Fault("customers", "", "joined_on", "not_a_date", True, _put("20230231")),
    Fault("customers", "", "acquisition_cost", "duplicate_key", True, _contradicting),
    Fault("surveys", "2023", "score", "not_a_number", True, _put("非常满意")),
    Fault("surveys", "2024", "kind", "missing", True, _put(None)),
    Fault("service_contacts", "2023Q2", "opened_at", "not_a_timestamp", True, _put("2023-13-01 10:00:00")),
    Fault("service_contacts", "2024Q1", "handled_by", "not_allowed", True, _put("外包")),
    Fault("service_contacts", "2024Q4", "customer_id", "missing_reference", False, _put("KH999999999")),
    Fault("surveys", "2025", "partner_id", "missing_reference", False, _put("JXS9999")),
)


def spoiled(table: pa.Table, export: Export, fault: Fault, rng: np.random.Generator) -> pa.Table:
    """Rows to add to a file of which `table` (their headers, their words) is a part."""
    count = max(2, round(table.num_rows * SHARE))
    rows = np.sort(rng.choice(table.num_rows, min(count, table.num_rows), replace=False))
    chosen = table.take(pa.array(rows))
    cells: Cells = {
        ours: chosen.column(theirs).cast(pa.string()).to_pylist() for ours, theirs in export.columns.items()
    }
    bad = fault.spoil(cells, KEYS[fault.table], fault.column)
    return pa.table({export.columns[ours]: pa.array(texts, pa.string()) for ours, texts in bad.items()})
