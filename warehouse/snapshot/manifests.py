"""Manifests of snapshots: by what a published file is known, and what stands in the place of one and is none."""

import hashlib
import json
import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from warehouse.contract.errors import MilepostError
from warehouse.contract.store import Home


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What a snapshot's file is known by; times are UTC, ISO."""

    id: str
    as_of: str
    published_at: str
    sha256: str


def manifests(home: Home) -> tuple[Manifest, ...]:
    """The kept snapshots, oldest publication first; what is no manifest is left out (→ `foreign`)."""
    kept = [manifest for manifest in map(manifest_in, home.snapshots.glob("*.json")) if manifest is not None]
    return tuple(sorted(kept, key=lambda manifest: (manifest.published_at, manifest.id)))


def foreign(home: Home) -> tuple[Path, ...]:
    """What stands in the place of a manifest and is none: half of one, somebody's own file, a folder."""
    return tuple(path for path in sorted(home.snapshots.glob("*.json")) if manifest_in(path) is None)


def not_manifests(paths: Collection[Path]) -> MilepostError:
    """What to say of those."""
    first, *others = paths
    more = f" (and {len(others)} more)" if others else ""
    return MilepostError(
        f"{first}: is no manifest of a snapshot{more}; move it away, or publish that one again"
    )


def manifest_in(path: Path) -> Manifest | None:
    """The manifest in a file, None where there is none."""
    try:
        manifest = Manifest(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, RecursionError):
        return None
    whole = all(isinstance(value, str) for value in asdict(manifest).values())
    return manifest if whole and manifest.id == path.stem else None


def checksum(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_whole(path: Path, text: str) -> None:
    """Write a small file so that readers see the old text or the new one, never a part."""
    put_in_place(write_aside(path, text), path)


def write_aside(path: Path, text: str) -> Path:
    """Write what is to take the place of a small file beside it; returns where."""
    aside = path.with_name(f"{path.name}.new")
    with _or_nothing(aside, path), aside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return aside


def put_in_place(aside: Path, path: Path) -> None:
    """Let what was written aside take its place."""
    with _or_nothing(aside, path):
        aside.replace(path)


@contextmanager
def _or_nothing(aside: Path, path: Path) -> Iterator[None]:
    """Leave nothing aside where the disk gives out, and name the file, which a full disk does not."""
    try:
        yield
    except OSError as error:
        with suppress(OSError):
            aside.unlink()
        raise OSError(error.errno, error.strerror, str(path)) from error
