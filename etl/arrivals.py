"""The deliveries of a load: the files and queries of all sources, and which of them were loaded before."""

import getpass
import hashlib
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb

from etl import readers
from etl.sources import Source
from warehouse.contract.company import Company
from warehouse.contract.errors import MilepostError
from warehouse.contract.store import Home

# Bytes on disk, staged and final together, per byte delivered; seen: 1.9 (.gz) and 0.5 (plain CSV).
DISK_PER_PACKED_BYTE = 4
DISK_PER_PLAIN_BYTE = 1
DISK_AT_LEAST = 32_000_000
NEWEST = sys.maxsize  # the delivery of a file that this load brings: after all that are known
PLAIN = (".csv", ".txt", ".tsv", ".xes")


@dataclass(frozen=True, kw_only=True)
class Load:
    """One run of the load: `at` is naive UTC, `by` the user of the machine."""

    id: str
    at: datetime
    by: str
    company: Company


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """One file of a source, or its database query (for which `path` and `sha256` are None).

    `number` counts within the load. `beside`: further files of the source, by table; `sha256` covers all of them.
    `stamps`: size and modification time of each file when it was hashed, by which later changes are noticed.
    """

    number: int
    source: Source
    path: Path | None
    beside: Mapping[str, Path]
    file: str
    sha256: str | None
    stamps: tuple[tuple[int, int], ...]

    @property
    def paths(self) -> list[Path]:
        """All files of the delivery, its own first; empty for a query."""
        return [self.path, *self.beside.values()] if self.path else []

    def check_unchanged(self) -> None:
        """Raise MilepostError if a file has changed since it was hashed."""
        for path, stamp in zip(self.paths, self.stamps, strict=True):
            if _stamp(path) != stamp:
                file = self.file if path == self.path else path.name
                raise MilepostError(
                    f"{self.source.name}: {file}: changed while it was read; load again once it is complete"
                )


def begin(company: Company) -> Load:
    """Start a load now."""
    now = datetime.now(UTC).replace(tzinfo=None)
    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # a user id without a name, as in containers
        user = f"user {os.getuid()}"
    return Load(id=f"{now:%Y%m%dT%H%M%S.%f}", at=now, by=user, company=company)


def arrivals(sources: Sequence[Source], data: Path) -> list[Delivery]:
    """Return all files and queries in the order of the sources, files by name.

    Raises MilepostError if a glob matches nothing or a file cannot be read.
    """
    origins: list[tuple[Source, Path | None, Mapping[str, Path]]] = []
    for source in sources:
        beside = readers.files_beside(source, data)
        origins += [(source, p, beside) for p in ([None] if source.database else readers.files(source, data))]
    files = [[path, *beside.values()] if path else [] for _, path, beside in origins]
    stamps = [tuple(map(_stamp, paths)) for paths in files]
    with ThreadPoolExecutor() as pool:
        digests = list(pool.map(_digest, files))
    return [
        Delivery(
            number=number,
            source=source,
            path=path,
            beside=beside,
            file=_show_path(path, data),
            sha256=digests[number],
            stamps=stamps[number],
        )
        for number, (source, path, beside) in enumerate(origins)
    ]


def _digest(paths: Sequence[Path]) -> str | None:
    """The hash of a file; of one with files beside it the hash of their hashes."""
    digests = [sha256(path) for path in paths]
    if len(digests) < 2:
        return digests[0] if digests else None
    return hashlib.sha256(" ".join(digests).encode()).hexdigest()


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file, in hex; MilepostError if it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise MilepostError(f"{path}: cannot be read ({error.strerror}); check the file") from None


def find_loaded_before(
    facts: duckdb.DuckDBPyConnection, deliveries: Sequence[Delivery], zone: str
) -> list[tuple[Delivery, str]]:
    """Return the deliveries with content already loaded for their source, each with a message for people.

    Content that occurs twice in this load counts too. Deliveries that restore an older content of their own file,
    after different content was loaded from it, are not among them.
    """
    latest = {
        (source, file): number
        for source, file, number in facts.execute(
            "select source, file, max(delivery) from deliveries group by all"
        ).fetchall()
    }
    known = {
        (source, digest): (number, f"loaded before, on {_local(at, zone)}")
        for source, digest, number, at in facts.execute(
            "select source, sha256, max(delivery), max(loaded_at) from deliveries where sha256 is not null group by all"
        ).fetchall()
    }
    skipped = []
    for delivery in deliveries:
        key = (delivery.source.name, delivery.sha256)
        number, message = known.get(key, (-1, ""))
        if number >= latest.get((delivery.source.name, delivery.file), 0):
            skipped.append((delivery, f"{message}; --again loads it once more"))
        elif delivery.sha256:
            known[key] = (NEWEST, f"the same content as {delivery.file}")
    return skipped


def _local(at: datetime, zone: str) -> str:
    """A moment in naive UTC as the clocks of a time zone show it."""
    return f"{at.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"


def check_disk(home: Home, deliveries: Sequence[Delivery]) -> None:
    """Raise MilepostError if the disk is too small for these deliveries."""
    needed = DISK_AT_LEAST
    for path in (path for delivery in deliveries for path in delivery.paths):
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


def _show_path(path: Path | None, data: Path) -> str:
    if path is None:
        return "query"
    return str(path.relative_to(data)) if path.is_relative_to(data) else str(path)
