"""Builds a snapshot from the facts, checks it, and serves it; nothing changes where a check fails."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from warehouse import snapshots
from warehouse.build import Draft, build_draft, clear_drafts
from warehouse.errors import MilepostError, Refused
from warehouse.store import Home, writing


@dataclass(frozen=True)
class Published:
    """What a publication did: the served id, whether it is new, and which old snapshots were deleted."""

    id: str
    new: bool
    pruned: tuple[str, ...]
    mart_sizes: tuple[tuple[str, int, float, float], ...]


def publish(home: Home, progress: Callable[[str], None]) -> Published:
    """Publish the facts of `home` as the served snapshot.

    The same facts and settings give the same id; a snapshot that is kept already is served again as it is.
    Raises Refused with the failed checks, the served snapshot being what it was.
    """
    if not home.facts.is_file():
        raise MilepostError(f"{home.root}: no facts yet; run `milepost load COMPANY.toml` first")
    with writing(home):
        clear_drafts(home)
        draft = build_draft(home, datetime.now(UTC).replace(tzinfo=None, microsecond=0), progress)
        try:
            return _serve(home, draft, progress)
        finally:
            clear_drafts(home)


def _serve(home: Home, draft: Draft, progress: Callable[[str], None]) -> Published:
    if failed := [check for check in draft.checks if not check.passed]:
        what = "; ".join(f"{check.name} ({check.detail})" for check in failed)
        raise Refused(f"not published, {len(failed)} of {len(draft.checks)} checks failed: {what}")
    progress(f"{len(draft.checks)} checks passed")
    new = draft.id not in {manifest.id for manifest in snapshots.manifests(home)}
    if new:
        snapshots.add(home, draft.path, draft.id, draft.as_of, draft.published_at)
    snapshots.serve(home, draft.id)
    return Published(draft.id, new, snapshots.prune(home), draft.mart_sizes)
