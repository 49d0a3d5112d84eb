"""What there is to load: the files of all sources, less those that were loaded before."""

import getpass
import hashlib
import os
import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb

from etl import readers
from etl.sources import Source
from warehouse.company import Company
from warehouse.errors import MilepostError
from warehouse.store import Home

# Bytes on disk, staged and final together, per byte delivered; seen: 1.9 (.gz) and 0.5 (plain CSV).
DISK_PER_PACKED_BYTE = 4
DISK_PER_PLAIN_BYTE = 1
DISK_AT_LEAST = 32_000_000
PLAIN = (".csv", ".txt", ".tsv", ".xes")


@dataclass(frozen=True)
class Load:
    """One run of the load: `at` is naive UTC, `by` the user of the machine."""

    id: str
    at: datetime
    by: str
    company: Company


@dataclass(frozen=True)
class Delivery:
    """One file of a source, or its database query (`path` and `sha256` are then None).

    `number` counts within the load. `stamp`: size and time of change when it was hashed, to see
    whether it is still being written.
    """

    number: int
    source: Source
    path: Path | None
    file: str
    sha256: str | None
    stamp: tuple[int, int]

    def check_unchanged(self) -> None:
        """Raise MilepostError where the file has changed since it was hashed."""
        if self.path and _stamp(self.path) != self.stamp:
            raise MilepostError(
                f"{self.source.name}: {self.file}: changed while it was read; load again once it is complete"
            )


def begin(company: Company) -> Load:
    """A load that starts now."""
    now = datetime.now(UTC).replace(tzinfo=None)
    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # a user id without a name, as in containers
        user = f"user {os.getuid()}"
    return Load(f"{now:%Y%m%dT%H%M%S.%f}", now, user, company)


def arrivals(sources: Sequence[Source], data: Path) -> list[Delivery]:
    """All files and queries in the order of the sources, files by name.

    Raises MilepostError where a glob matches nothing or a file cannot be read.
    """
    found: list[tuple[Source, Path | None]] = []
    for source in sources:
        found += [(source, None)] if source.database else [(source, p) for p in readers.files(source, data)]
    with ThreadPoolExecutor() as pool:
        stamps = [_stamp(path) if path else (0, 0) for _, path in found]
        digests = list(pool.map(lambda pair: sha256(pair[1]) if pair[1] else None, found))
    return [
        Delivery(number, source, path, _shown(path, data), digest, stamp)
        for number, ((source, path), digest, stamp) in enumerate(zip(found, digests, stamps, strict=True))
    ]


def sha256(path: Path) -> str:
    """The hash of a file's bytes."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise MilepostError(f"{path}: cannot be read ({error.strerror}); check the file") from None


def loaded_before(
    facts: duckdb.DuckDBPyConnection, deliveries: Sequence[Delivery], zone: str
) -> list[tuple[Delivery, str]]:
    """The deliveries whose content was loaded for their source before, each with a line that says when."""
    known = {
        (
            source,
            digest,
        ): f"loaded before, on {at.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"
        for source, digest, at in facts.execute(
            "select source, sha256, max(loaded_at) from deliveries where sha256 is not null group by all"
        ).fetchall()
    }
    skipped = []
    for delivery in deliveries:
        key = (delivery.source.name, delivery.sha256)
        if key in known:
            skipped.append((delivery, f"{known[key]}; --again loads it once more"))
        elif delivery.sha256:
            known[key] = f"the same content as {delivery.file}"
    return skipped


def check_disk(home: Home, deliveries: Sequence[Delivery]) -> None:
    """Raise MilepostError where the disk would not hold what is to be loaded."""
    needed = DISK_AT_LEAST
    for path in (d.path for d in deliveries if d.path):
        needed += path.stat().st_size * (
            DISK_PER_PLAIN_BYTE if path.suffix in PLAIN else DISK_PER_PACKED_BYTE
        )
    free = shutil.disk_usage(home.root).free
    if free < needed:
        raise MilepostError(
            f"{home.root}: about {needed / 1e9:.1f} GB of disk are needed for this load, {free / 1e9:.1f} GB "
            "are free; make room, or set MILEPOST_HOME"
        )


def _stamp(path: Path) -> tuple[int, int]:
    state = path.stat()
    return state.st_size, state.st_mtime_ns


def _shown(path: Path | None, data: Path) -> str:
    if path is None:
        return "query"
    return str(path.relative_to(data)) if path.is_relative_to(data) else str(path)
