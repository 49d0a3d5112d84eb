"""Builds a snapshot from the facts, checks it, and serves it; nothing changes where a check fails."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from warehouse import snapshots
from warehouse.build import Draft, Identity, build_draft, clear_drafts, identify
from warehouse.checks import Check
from warehouse.errors import Refused
from warehouse.store import Home, writing


@dataclass(frozen=True)
class Published:
    """What a publication did: the served id, whether it is new, and which old snapshots were deleted."""

    id: str
    new: bool
    pruned: tuple[str, ...]
    mart_sizes: tuple[tuple[str, int, float, float], ...]  # name, rows, MB, share of rows below 5 cases


def publish(home: Home, progress: Callable[[str], None]) -> Published:
    """Publish the facts of `home` as the served snapshot.

    The same facts and settings give the same id; a snapshot that is kept already is served again as it is,
    one whose file was lost or changed is built anew.
    Raises Refused with the failed checks, the served snapshot being what it was.
    """
    with writing(home):
        identity = identify(home)
        if snapshots.is_intact(home, identity.id):
            snapshots.serve(home, identity.id)
            return Published(identity.id, False, snapshots.prune(home), ())
        with _draft(home, identity, progress) as draft:
            return _serve(home, draft, progress)


def check(home: Home, progress: Callable[[str], None]) -> tuple[Check, ...]:
    """The checks a publication would be put to now; nothing is published."""
    with writing(home), _draft(home, identify(home), progress) as draft:
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
    identity = draft.identity
    snapshots.add(home, draft.path, identity.id, identity.as_of, draft.published_at)
    snapshots.serve(home, identity.id)
    return Published(identity.id, True, snapshots.prune(home), draft.mart_sizes)
