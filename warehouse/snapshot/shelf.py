"""The shelf of published snapshots: adding one, serving one, deleting what need not be kept.

    snapshots/<id>.duckdb   marts and what describes them
    snapshots/<id>.json     manifest: checksum, as-of, when published
    snapshots/<id>.journal  a newer journal, if the same facts have been published again
    snapshots/CURRENT       the id of the served one, replaced atomically

A file is never changed once it has its name, so a reader may keep an old one open while a new one is served.
A failing disk raises OSError.
"""

import json
import os
import re
from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from warehouse.contract.errors import Damaged, MilepostError
from warehouse.contract.store import Home
from warehouse.snapshot.manifests import (
    Manifest,
    checksum,
    foreign,
    manifest_in,
    manifests,
    not_manifests,
    put_in_place,
    write_aside,
    write_whole,
)
from warehouse.snapshot.snapshots import NAME, NOT_KEPT, read_served_id

KEPT = 7
_MADE = re.compile(r"[0-9]{8}-[0-9a-f]{10}")  # as a publication names one


def add(home: Home, built: Path, snapshot_id: str, as_of: datetime, published_at: datetime) -> Manifest:
    """Move a built file in among the snapshots, with its manifest, completely or not at all; it is not served yet.

    Raises OSError if the disk fails.
    """
    home.snapshots.mkdir(parents=True, exist_ok=True)
    manifest = Manifest(
        id=snapshot_id,
        as_of=as_of.isoformat(timespec="seconds"),
        published_at=published_at.isoformat(timespec="seconds"),
        sha256=checksum(built),
    )
    with built.open("rb") as file:
        os.fsync(file.fileno())
    path = home.snapshots / f"{snapshot_id}.duckdb"
    # Before the file, so that on a full disk one that is there, be it damaged and served, stays there.
    aside = write_aside(path.with_suffix(".json"), json.dumps(asdict(manifest)))
    built.replace(path)
    # Of a file that was lost or changed and is built anew; its own is newer.
    path.with_suffix(".journal").unlink(missing_ok=True)
    put_in_place(aside, path.with_suffix(".json"))
    return manifest


def add_journal(home: Home, built: Path, snapshot_id: str) -> None:
    """Move the newer journal of a snapshot that is published again into its place beside it."""
    built.replace(home.snapshots / f"{snapshot_id}.journal")


def is_intact(home: Home, snapshot_id: str) -> bool:
    """Return whether a snapshot is kept and its file is unchanged since publication."""
    path = home.snapshots / f"{snapshot_id}.duckdb"
    manifest = manifest_in(path.with_suffix(".json"))
    return manifest is not None and path.is_file() and checksum(path) == manifest.sha256


def serve(home: Home, snapshot_id: str) -> None:
    """Make a kept, unchanged snapshot the served one.

    Raises MilepostError if it is not kept or has no valid manifest, Damaged if its file has changed.
    """
    path = home.snapshots / f"{snapshot_id}.duckdb"
    manifest = path.with_suffix(".json")
    if not NAME.fullmatch(snapshot_id) or not path.is_file() or not manifest.exists():
        raise MilepostError(f"{snapshot_id}: {NOT_KEPT}")
    if manifest_in(manifest) is None:
        raise not_manifests([manifest])
    if not is_intact(home, snapshot_id):
        raise Damaged(f"{path}: changed since it was published; serve another one, or publish again")
    write_whole(home.snapshots / "CURRENT", snapshot_id)


def prune(home: Home, named: Collection[str]) -> tuple[str, ...]:
    """Delete expired snapshots and the left-overs of killed processes; return the ids of the snapshots deleted.

    Kept are the last seven, the last of each month, the served one and those `named` by locked scenarios, packs or
    reports. The caller must hold the write lock, so that no unfinished file is taken for a left-over.
    Raises MilepostError, and deletes nothing, if a file named like a manifest is not one.
    """
    if foreign_paths := foreign(home):
        raise not_manifests(foreign_paths)
    known, served = manifests(home), read_served_id(home)
    last_of_month = {manifest.published_at[:7]: manifest.id for manifest in known}
    last = {manifest.id for manifest in known[-KEPT:]}
    kept = {*last, *last_of_month.values(), *named, served}
    gone = tuple(manifest.id for manifest in known if manifest.id not in kept)
    for snapshot_id in gone:
        # The manifest goes first: a file without one is not listed, a manifest without file would be.
        (home.snapshots / f"{snapshot_id}.json").unlink(missing_ok=True)
        (home.snapshots / f"{snapshot_id}.duckdb").unlink(missing_ok=True)
        (home.snapshots / f"{snapshot_id}.journal").unlink(missing_ok=True)
    return gone + _delete_left_overs(home, {*kept, *(manifest.id for manifest in known)})


def _delete_left_overs(home: Home, known: Collection[str]) -> tuple[str, ...]:
    """Delete what was being written or deleted when a process was killed; returns the snapshots among it."""
    for path in (home.snapshots / "CURRENT.new", *home.snapshots.glob("*.json.new")):
        path.unlink(missing_ok=True)
    left = [path for path in sorted(home.snapshots.glob("*.duckdb")) if path.stem not in known]
    left = [path for path in left if _MADE.fullmatch(path.stem)]  # somebody's own file is not ours to delete
    for path in left:
        path.unlink()
    for path in home.snapshots.glob("*.journal"):
        if path.stem not in known and _MADE.fullmatch(path.stem):
            path.unlink()
    return tuple(path.stem for path in left)
