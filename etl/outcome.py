"""The report of a load."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

import duckdb

from etl.arrivals import Delivery, Load
from etl.quarantine import why_stopped
from etl.staging import Staged

Status = Literal["loaded", "skipped", "stopped"]


@dataclass(frozen=True, kw_only=True)
class FileReport:
    """One file, or one database query (for which `file` is "query").

    `status`: skipped files were loaded before; stopped ones were not loaded because the load as a whole stopped.
    Counts are rows: `replaced` were superseded by a row of this file, `identical` occurred repeatedly with the same
    content, `rejected` are in the quarantine. `gone`: how many of the replaced rows belong to a unit of replacement
    that was delivered again without them, and how many such units there are. `missing_references`: (column, rows
    whose member is in no table, number of such members). `rounded`: (column, rows whose number had more decimals
    than are kept). `remarks`: what people should know about a file that was read.
    """

    source: str
    table: str
    file: str
    status: Status
    read: int
    loaded: int
    replaced: int
    identical: int
    rejected: int
    gone: tuple[int, int]
    unknown_columns: tuple[str, ...]
    missing_references: tuple[tuple[str, int, int], ...]
    rounded: tuple[tuple[str, int], ...]
    remarks: tuple[str, ...]
    message: str


@dataclass(frozen=True, kw_only=True)
class LoadReport:
    """All files of a load in the order of company.toml.

    `stopped`: why nothing was changed, in one line; "" after a successful load.
    """

    load_id: str
    files: tuple[FileReport, ...]
    stopped: str


def report(
    facts: duckdb.DuckDBPyConnection,
    this: Load,
    *,
    deliveries: Sequence[Delivery],
    skipped: Sequence[tuple[Delivery, str]],
    staged: Sequence[Staged],
    gone: Mapping[int, tuple[int, int]],
    stopped: str,
    faults: Mapping[str, str],
) -> LoadReport:
    """Compile the report; the facts are asked what was loaded, because a Ctrl-C may arrive after the commit.

    `faults`: source → what is wrong with it.
    """
    landed, missing = _read_landed(facts, this)
    known = {delivery.number: message for delivery, message in skipped}
    results = {result.delivery.number: result for result in staged}
    files = []
    for d in deliveries:
        place = (d.source.name, d.file)
        status: Status = "skipped" if d.number in known else "loaded" if place in landed else "stopped"
        why = why_stopped(d.source.name, stopped, faults) if status == "stopped" else ""
        result = results.get(d.number)
        loaded, replaced, identical = landed.get(place, (0, 0, result.identical if result else 0))
        files.append(
            FileReport(
                source=d.source.name,
                table=d.source.table,
                file=d.file,
                status=status,
                read=result.read if result else 0,
                loaded=loaded,
                replaced=replaced,
                identical=identical,
                rejected=result.rejected if result else 0,
                gone=gone.get(d.number, (0, 0)) if place in landed else (0, 0),
                unknown_columns=result.unknown_columns if result else (),
                missing_references=tuple(missing.get(place, ())),
                rounded=result.rounded if result else (),
                remarks=result.remarks if result else (),
                message=known.get(d.number, why),
            )
        )
    return LoadReport(load_id=this.id, files=tuple(files), stopped="" if landed else stopped)


def _read_landed(
    facts: duckdb.DuckDBPyConnection, this: Load
) -> tuple[dict[tuple[str, str], tuple[int, int, int]], dict[tuple[str, str], list[tuple[str, int, int]]]]:
    """Per source and file of this load: rows loaded, replaced, and there already; missing references."""
    landed: dict[tuple[str, str], tuple[int, int, int]] = {}
    missing: dict[tuple[str, str], list[tuple[str, int, int]]] = {}
    with suppress(duckdb.Error):  # facts that a full disk has closed hold nothing of this load
        for source, file, *counts in facts.execute(
            "select source, file, rows_loaded, rows_replaced, rows_read - rows_rejected - rows_loaded"
            " from deliveries where loaded_at = ?",
            [this.at],
        ).fetchall():
            landed[source, file] = (counts[0], counts[1], counts[2])
        for source, file, *counts in facts.execute(
            """select source, file, column_name, rows, members from missing_references
            join deliveries using (delivery) where loaded_at = ? order by column_name""",
            [this.at],
        ).fetchall():
            missing.setdefault((source, file), []).append(tuple(counts))
    return landed, missing
