"""Build a snapshot from the facts, check it, and serve it; nothing changes where a check fails."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from state.passports import find_named_snapshots
from warehouse.contract.errors import MilepostError, Refused
from warehouse.contract.store import Home, hold_write_lock
from warehouse.publication.build import (
    Draft,
    Identity,
    add_evidence,
    build_draft,
    build_journal,
    clear_drafts,
    identify,
)
from warehouse.snapshot import shelf
from warehouse.snapshot.checks import Check

# What answers on a page within a moment; a company of 40 million loan-months keeps to it.
ROWS_OF_A_MART = 3_000_000
MEGABYTES_OF_A_MART = 100
MEGABYTES_OF_A_SNAPSHOT = 500


@dataclass(frozen=True, kw_only=True)
class Published:
    """The result of a publication: the id served, whether it is new, and which old snapshots were deleted.

    `not_pruned`: why none were, "" where pruning ran. `mart_sizes`: name, rows, MB, share of rows below 5 cases;
    empty where the snapshot is not new. `megabytes`: of the whole snapshot.
    """

    id: str
    new: bool
    pruned: tuple[str, ...]
    not_pruned: str
    mart_sizes: tuple[tuple[str, int, float, float], ...]
    megabytes: float


def over_budget(done: Published) -> Iterator[str]:
    """Yield a line for each mart, and for the snapshot, that is too large for pages to answer quickly."""
    for name, rows, megabytes, _ in done.mart_sizes:
        if rows > ROWS_OF_A_MART:
            yield f"{name}: {rows:,} rows are more than {ROWS_OF_A_MART:,}"
        if megabytes > MEGABYTES_OF_A_MART:
            yield f"{name}: {megabytes:.0f} MB are more than {MEGABYTES_OF_A_MART}"
    if done.megabytes > MEGABYTES_OF_A_SNAPSHOT:
        yield f"the snapshot: {done.megabytes:.0f} MB are more than {MEGABYTES_OF_A_SNAPSHOT}"


def publish(home: Home, progress: Callable[[str], None]) -> Published:
    """Publish the facts of `home` as the served snapshot.

    The same facts and settings give the same id. A snapshot that exists intact is served again, with a new journal
    of what was loaded, stopped and refused; one whose file was lost or changed is built anew. Raises Refused with
    the failed checks, and keeps serving the snapshot served before.
    """
    with hold_write_lock(home):
        clear_drafts(home)
        identity = identify(home)
        if shelf.is_intact(home, identity.id):
            clear_drafts(home)
            shelf.add_journal(home, build_journal(home), identity.id)
            shelf.serve(home, identity.id)
            pruned, not_pruned = _prune(home)
            return Published(
                id=identity.id,
                new=False,
                pruned=pruned,
                not_pruned=not_pruned,
                mart_sizes=(),
                megabytes=0.0,
            )
        with _draft(home, identity, progress) as draft:
            return _serve(home, draft, progress)


def prune(home: Home) -> tuple[str, ...]:
    """Delete old snapshots and what killed publications have left behind; return the ids of the snapshots deleted."""
    with hold_write_lock(home):
        clear_drafts(home)
        return shelf.prune(home, find_named_snapshots(home))


def check(home: Home, progress: Callable[[str], None]) -> tuple[Check, ...]:
    """Run the checks of a publication without publishing."""
    with hold_write_lock(home), _draft(home, identify(home), progress) as draft:
        return draft.checks


@contextmanager
def _draft(home: Home, identity: Identity, progress: Callable[[str], None]) -> Iterator[Draft]:
    clear_drafts(home)
    try:
        yield build_draft(home, identity, datetime.now(UTC).replace(tzinfo=None, microsecond=0), progress)
    finally:
        clear_drafts(home)


def _serve(home: Home, draft: Draft, progress: Callable[[str], None]) -> Published:
    if failed := [check for check in draft.checks if not check.passed]:
        what = "; ".join(f"{check.name} ({check.detail})" for check in failed)
        raise Refused(f"not published, {len(failed)} of {len(draft.checks)} checks failed: {what}")
    progress(f"{len(draft.checks)} checks passed")
    add_evidence(home, draft, progress)
    identity, megabytes = draft.identity, draft.path.stat().st_size / 1e6
    shelf.add(home, draft.path, identity.id, identity.as_of, draft.published_at)
    shelf.serve(home, identity.id)
    pruned, not_pruned = _prune(home)
    return Published(
        id=identity.id,
        new=True,
        pruned=pruned,
        not_pruned=not_pruned,
        mart_sizes=draft.mart_sizes,
        megabytes=megabytes,
    )


def _prune(home: Home) -> tuple[tuple[str, ...], str]:
    """What was deleted; where nobody can tell which are named or kept, nothing, and why."""
    try:
        return shelf.prune(home, find_named_snapshots(home)), ""
    except MilepostError as error:
        return (), str(error)
