"""Operational files and databases → facts, all or nothing.

arrivals (what is new) → staging (read, cast, check; the facts are not touched) → quarantine (refused rows, log) →
merge (one transaction over all tables).
"""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from itertools import repeat
from pathlib import Path
from textwrap import shorten

import duckdb

from etl.arrivals import Delivery, Load, arrivals, begin, check_disk, find_loaded_before
from etl.ids import Key, id_key, number
from etl.merge import batches, count_missing_references, id_columns, merge
from etl.outcome import LoadReport, report
from etl.quarantine import quarantine, record, settle
from etl.readers.private import STOP
from etl.sources import read_company
from etl.staging import Staged, open_staging, stage
from warehouse.contract.errors import MilepostError
from warehouse.contract.store import Home, check_ours, connect, create_facts, hold_write_lock

Progress = Callable[[str], None]

# What DuckDB may hold: so much for each thread, and for each distinct id while they are joined to the
# rows. It spills what goes beyond, so that the number of rows does not matter.
THREADS = min(os.cpu_count() or 1, 16)
MEGABYTES = 96 * THREADS
MEGABYTES_PER_ID = 0.0001
MEGABYTES_AT_MOST = 3000
# What a message says of refused rows: so many kinds, each in so many signs.
CAUSES_SHOWN = 8
REASON_SHOWN = 300
READERS = 2  # files read at a time: unpacking one keeps one core busy


def load(home: Home, company_file: Path, data: Path | None, again: bool, progress: Progress) -> LoadReport:
    """Load the sources of company.toml into the facts of `home`; `again` includes files that were loaded before.

    Relative files are looked up in `data`, by default the folder of company.toml. `progress` receives one line per
    step. A load that stops changes nothing but quarantine and log, and `LoadReport.stopped` says why; MilepostError
    is raised if it cannot start.
    """
    company, sources = read_company(company_file)
    folder = (data or company_file.parent).absolute()
    with hold_write_lock(home), private_files(), open_facts(home) as facts:
        this = begin(company)
        key = id_key(home, facts)
        deliveries = arrivals(sources, folder)
        skipped = [] if again else find_loaded_before(facts, deliveries, company.timezone)
        for delivery, message in skipped:
            progress(f"{delivery.source.name}: {delivery.file}: {message}")
        known = {delivery.number for delivery, _ in skipped}
        wanted = [delivery for delivery in deliveries if delivery.number not in known]
        check_disk(home, wanted)
        staged: list[Staged] = []
        faults: dict[str, str] = {}
        gone: dict[int, tuple[int, int]] = {}
        stopped = _attempt(
            lambda: _stage_all(
                facts, this=this, wanted=wanted, staged=staged, faults=faults, progress=progress
            )
        )
        stopped = stopped or _attempt(lambda: _check_limits(facts, staged, faults))
        unlogged = _attempt(lambda: record(facts, this, skipped, wanted, staged))
        stopped = stopped or unlogged
        if not stopped:
            stopped = _attempt(
                lambda: _merge_all(facts, this=this, staged=staged, gone=gone, key=key, progress=progress)
            )
        with suppress(duckdb.Error):  # a full disk may refuse this too; then the next load settles it
            settle(facts, stopped, faults)
        return report(
            facts,
            this,
            deliveries=deliveries,
            skipped=skipped,
            staged=staged,
            gone=gone,
            stopped=stopped,
            faults=faults,
        )


def _stage_all(
    facts: duckdb.DuckDBPyConnection,
    this: Load,
    wanted: Sequence[Delivery],
    staged: list[Staged],
    faults: dict[str, str],
    progress: Progress,
) -> None:
    """Stage all deliveries, some at a time, and append the results in their order.

    Raises MilepostError where one cannot be read, which `faults` then holds: its source → what is wrong.
    """
    cursors = [facts.cursor() for _ in wanted]
    try:
        with ThreadPoolExecutor(READERS) as pool:
            tasks = [pool.submit(stage, *pair) for pair in zip(cursors, repeat(this), wanted)]
            try:
                for delivery, task in zip(wanted, tasks, strict=True):
                    try:
                        staged.append(task.result())
                    except MilepostError as error:
                        faults[delivery.source.name] = str(error)
                        raise
                    progress(
                        _line(staged[-1].delivery, staged[-1].read, "read", staged[-1].rejected, "rejected")
                    )
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                for cursor in cursors:
                    cursor.interrupt()
                STOP.set()
                raise
    finally:
        STOP.clear()  # all threads have ended
        for cursor in cursors:
            cursor.close()


def _line(delivery: Delivery, rows: int, what: str, others: int, which: str) -> str:
    line = f"{delivery.source.name}: {delivery.file}: {rows:,} rows {what}"
    return f"{line}, {others:,} {which}" if others else line


def _check_limits(facts: duckdb.DuckDBPyConnection, staged: Sequence[Staged], faults: dict[str, str]) -> None:
    """Raise MilepostError where sources have more refused rows than their limits allow; `faults` says which."""
    for source in dict.fromkeys(result.delivery.source.name for result in staged):
        own = [result for result in staged if result.delivery.source.name == source]
        read, rejected = sum(result.read for result in own), sum(result.rejected for result in own)
        limit = own[0].delivery.source.reject_limit
        if rejected > limit * read:
            faults[source] = (
                f"{source}: {rejected:,} of {read:,} rows ({rejected / read:.1%}) cannot be used, more than "
                f"its reject_limit of {limit:.1%}: {_causes(facts, own)}; all are in the quarantine with "
                "their reasons, nothing was changed"
            )
    if faults:
        raise MilepostError(" · ".join(faults.values()))


def _causes(facts: duckdb.DuckDBPyConnection, own: Sequence[Staged]) -> str:
    """Why rows of a source are refused: the most frequent kinds with their counts, as told of the first such row.

    Reasons that differ in numbers only, as those of lines, are of one kind.
    """
    every = " union all ".join(
        f"select column_name, {nth} as nth, record, reason from ({result.rejects})"
        for nth, result in enumerate(own)
    )
    counted = facts.execute(
        rf"""select column_name, arg_min(reason, (nth, record)), count(*), count(distinct reason) > 1
        from ({every}) group by column_name, regexp_replace(reason, '\d[\d,]*', '0', 'g') order by 3 desc, 1, 2"""
    ).fetchall()
    shown = "; ".join(
        f"{column}: {shorten(reason, REASON_SHOWN, placeholder=' …')}"
        f" ({rows:,} {'row' if rows == 1 else 'rows'}{', this is the first' if several else ''})"
        for column, reason, rows, several in counted[:CAUSES_SHOWN]
    )
    more = len(counted) - CAUSES_SHOWN
    return shown + (f"; and {more:,} more kind{'' if more == 1 else 's'}" if more > 0 else "")


def _merge_all(
    facts: duckdb.DuckDBPyConnection,
    this: Load,
    staged: Sequence[Staged],
    gone: dict[int, tuple[int, int]],
    key: Key,
    progress: Progress,
) -> None:
    """Bring all staged deliveries into the facts, in one transaction; `gone` takes what each made vanish."""
    facts.execute("begin")
    try:
        row = facts.execute("select coalesce(max(delivery), 0) from deliveries").fetchone()
        delivery = 1 + int(row[0]) if row else 1
        ids = number(facts, key, id_columns(staged))
        memory = min(MEGABYTES + int(MEGABYTES_PER_ID * ids), MEGABYTES_AT_MOST)
        facts.execute(f"set memory_limit = '{memory}MB'")
        for batch in batches(staged):
            done = merge(facts, this, batch, delivery)
            delivery += len(batch)
            for result, merged in zip(batch, done, strict=True):
                progress(_line(result.delivery, merged.loaded, "loaded", merged.replaced, "replaced"))
                gone[result.delivery.number] = merged.gone
        count_missing_references(facts)
        facts.execute("delete from company")
        facts.execute("insert into company values (?, ?)", [this.company.to_json(), key.check])
        facts.execute("commit")
    except BaseException:
        with suppress(duckdb.Error):  # a full disk ends the transaction by itself
            facts.execute("rollback")
        raise


def _attempt(step: Callable[[], None]) -> str:
    """Run a step; "" when it went through, else what stopped it in one line."""
    try:
        step()
    except KeyboardInterrupt:
        return "interrupted; nothing was changed"
    except MilepostError as error:
        return str(error)
    except (OSError, duckdb.Error) as error:
        line = str(error).strip().splitlines()[0]
        advice = "make room on the disk and load again; " if "No space left" in line else ""
        return f"{line}; {advice}nothing was changed"
    return ""


@contextmanager
def private_files() -> Iterator[None]:
    """Make new files readable by their owner only, including the logs that DuckDB writes beside its databases."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


@contextmanager
def open_facts(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the facts with staging and quarantine attached; any failure becomes a one-line MilepostError."""
    try:
        facts = connect(home.facts, read_only=False, memory=f"{MEGABYTES}MB")
        try:
            facts.execute(f"set threads = {THREADS}")
            check_ours(facts, home.facts, "deliveries")
            create_facts(facts)
            with open_staging(home, facts), quarantine(home, facts):
                yield facts
        finally:
            facts.close()
    except (OSError, duckdb.Error) as error:
        raise MilepostError(f"{home.root}: cannot be used: {str(error).strip().splitlines()[0]}") from None
