"""Operational files and databases → facts, all or nothing.

arrivals (what is new) → staging (read, cast, check; nothing of the facts is touched) → quarantine
(refused rows, log) → merge (one transaction over all tables).
"""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from itertools import repeat
from pathlib import Path

import duckdb

from etl.arrivals import Delivery, Load, arrivals, begin, check_disk, loaded_before
from etl.ids import Key, id_key, number
from etl.merge import batches, count_missing_references, id_columns, merge
from etl.outcome import LoadReport, report
from etl.quarantine import quarantine, record, settle
from etl.sources import read_company
from etl.staging import Staged, stage, staging
from warehouse.errors import MilepostError
from warehouse.store import Home, check_ours, connect, create_facts, writing

Progress = Callable[[str], None]

# What DuckDB may hold: so much for each thread, and for each distinct id while they are joined to the
# rows. It spills what goes beyond, so that the number of rows does not matter.
THREADS = min(os.cpu_count() or 1, 16)
MEGABYTES = 96 * THREADS
MEGABYTES_PER_ID = 0.0001
MEGABYTES_AT_MOST = 3000
READERS = 2  # files read at a time: unpacking one keeps one core busy


def load(home: Home, company_file: Path, data: Path | None, again: bool, progress: Progress) -> LoadReport:
    """Load what company.toml names into the facts of `home`; `again` loads files known before, too.

    Relative files are looked for in `data`, by default the folder of company.toml. `progress` is
    given a line per step. A load that stops changes nothing but quarantine and log, and says why in
    `LoadReport.stopped`; MilepostError is raised where it cannot even begin.
    """
    company, sources = read_company(company_file)
    folder = (data or company_file.parent).absolute()
    with writing(home), _private_files(), _opened(home) as facts:
        this = begin(company)
        key = id_key(home, facts)
        found = arrivals(sources, folder)
        skipped = [] if again else loaded_before(facts, found, company.timezone)
        for delivery, message in skipped:
            progress(f"{delivery.source.name}: {delivery.file}: {message}")
        known = {delivery.number for delivery, _ in skipped}
        wanted = [delivery for delivery in found if delivery.number not in known]
        check_disk(home, wanted)
        staged: list[Staged] = []
        stopped = _attempt(lambda: _stage_all(facts, this, wanted, staged, progress))
        stopped = stopped or _attempt(lambda: _check_limits(facts, staged))
        unlogged = _attempt(lambda: record(facts, this, skipped, wanted, staged))
        stopped = stopped or unlogged
        if not stopped:
            stopped = _attempt(lambda: _merge_all(facts, this, staged, key, progress))
        with suppress(duckdb.Error):  # a full disk may refuse this too; then the next load settles it
            settle(facts, stopped)
        return report(facts, this, found=found, skipped=skipped, staged=staged, stopped=stopped)


def _stage_all(
    facts: duckdb.DuckDBPyConnection,
    this: Load,
    wanted: Sequence[Delivery],
    staged: list[Staged],
    progress: Progress,
) -> None:
    """Stage all deliveries, some at a time, and append the results in their order."""
    cursors = [facts.cursor() for _ in wanted]
    try:
        with ThreadPoolExecutor(READERS) as pool:
            tasks = [pool.submit(stage, *pair) for pair in zip(cursors, repeat(this), wanted)]
            try:
                for task in tasks:
                    staged.append(task.result())
                    progress(
                        _line(staged[-1].delivery, staged[-1].read, "read", staged[-1].rejected, "rejected")
                    )
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                for cursor in cursors:
                    cursor.interrupt()
                raise
    finally:
        for cursor in cursors:
            cursor.close()


def _line(delivery: Delivery, rows: int, what: str, others: int, which: str) -> str:
    line = f"{delivery.source.name}: {delivery.file}: {rows:,} rows {what}"
    return f"{line}, {others:,} {which}" if others else line


def _check_limits(facts: duckdb.DuckDBPyConnection, staged: Sequence[Staged]) -> None:
    """Raise MilepostError where a source has more refused rows than its limit allows."""
    for source in dict.fromkeys(one.delivery.source.name for one in staged):
        own = [one for one in staged if one.delivery.source.name == source]
        read, rejected = sum(one.read for one in own), sum(one.rejected for one in own)
        limit = own[0].delivery.source.reject_limit
        if rejected > limit * read:
            every = " union all ".join(f"select column_name, reason from ({one.rejects})" for one in own)
            most = facts.execute(
                f"select column_name, reason, count(*) from ({every}) group by all order by 3 desc, 1 limit 1"
            ).fetchone()
            assert most is not None
            raise MilepostError(
                f"{source}: {rejected:,} of {read:,} rows ({rejected / read:.1%}) cannot be used, more than "
                f"its reject_limit of {limit:.1%}; most often {most[0]}: {most[1]} ({most[2]:,} rows); "
                "all are in the quarantine with their reasons, nothing was changed"
            )


def _merge_all(
    facts: duckdb.DuckDBPyConnection,
    this: Load,
    staged: Sequence[Staged],
    key: Key,
    progress: Progress,
) -> None:
    """Bring all staged deliveries into the facts, in one transaction."""
    facts.execute("begin")
    try:
        row = facts.execute("select coalesce(max(delivery), 0) from deliveries").fetchone()
        delivery = 1 + int(row[0]) if row else 1
        ids = number(facts, key, id_columns(staged))
        memory = min(MEGABYTES + int(MEGABYTES_PER_ID * ids), MEGABYTES_AT_MOST)
        facts.execute(f"set memory_limit = '{memory}MB'")
        for batch in batches(staged):
            counts = merge(facts, this, batch, delivery)
            delivery += len(batch)
            for one, (loaded, replaced) in zip(batch, counts, strict=True):
                progress(_line(one.delivery, loaded, "loaded", replaced, "replaced"))
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
def _private_files() -> Iterator[None]:
    """Files made meanwhile are for their owner only, the logs DuckDB writes beside them included."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


@contextmanager
def _opened(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    """The facts, with staging and quarantine attached; what goes wrong with these files is one line."""
    try:
        facts = connect(home.facts, read_only=False, memory=f"{MEGABYTES}MB")
        try:
            facts.execute(f"set threads = {THREADS}")
            check_ours(facts, home.facts, "deliveries")
            create_facts(facts)
            with staging(home, facts), quarantine(home, facts):
                yield facts
        finally:
            facts.close()
    except (OSError, duckdb.Error) as error:
        raise MilepostError(f"{home.root}: cannot be used: {str(error).strip().splitlines()[0]}") from None
