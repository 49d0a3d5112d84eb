"""Manifests, the small JSON files that identify published snapshots, and how to recognise files that are not one."""

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
    """The identity of a published file: snapshot id, times (ISO, UTC) and SHA-256 checksum."""

    id: str
    as_of: str
    published_at: str
    sha256: str


def manifests(home: Home) -> tuple[Manifest, ...]:
    """Return the manifests of kept snapshots, oldest publication first, ignoring other files (→ `foreign`)."""
    kept = [manifest for manifest in map(manifest_in, home.snapshots.glob("*.json")) if manifest is not None]
    return tuple(sorted(kept, key=lambda manifest: (manifest.published_at, manifest.id)))


def foreign(home: Home) -> tuple[Path, ...]:
    """Return what is named like a manifest but is not one: half-written files, files of other programs, folders."""
    return tuple(path for path in sorted(home.snapshots.glob("*.json")) if manifest_in(path) is None)


def not_manifests(paths: Collection[Path]) -> MilepostError:
    """Return the error to raise for the paths that `foreign` returns."""
    first, *others = paths
    more = f" (and {len(others)} more)" if others else ""
    return MilepostError(
        f"{first}: is no manifest of a snapshot{more}; move it away, or publish that one again"
    )


def manifest_in(path: Path) -> Manifest | None:
    """Return the manifest in a file, or None if it holds no complete manifest of the snapshot it is named after."""
    try:
        manifest = Manifest(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, RecursionError):
        return None
    whole = all(isinstance(value, str) for value in asdict(manifest).values())
    return manifest if whole and manifest.id == path.stem else None


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_whole(path: Path, text: str) -> None:
    """Write a small file atomically: readers see the old text or the new one, never a part.

    Raises OSError, naming the file, if the disk fails.
    """
    put_in_place(write_aside(path, text), path)


def write_aside(path: Path, text: str) -> Path:
    """Write the new text of a small file beside it, for `put_in_place`, and return where."""
    aside = path.with_name(f"{path.name}.new")
    with _or_nothing(aside, path), aside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return aside


def put_in_place(aside: Path, path: Path) -> None:
    """Replace a file with the one that `write_aside` wrote."""
    with _or_nothing(aside, path):
        aside.replace(path)


@contextmanager
def _or_nothing(aside: Path, path: Path) -> Iterator[None]:
    """If the disk fails, remove the file aside, and name the file, which the error of a full disk does not."""
    try:
        yield
    except OSError as error:
        with suppress(OSError):
            aside.unlink()
        raise OSError(error.errno, error.strerror, str(path)) from error
