"""Whether a number that was stated still holds: the same question, asked of the kept snapshot again."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import zip_longest
from math import isclose
from typing import Any, Literal

from warehouse import snapshots
from warehouse.kpis import KPIS
from warehouse.manifests import manifests
from warehouse.passports import QUESTIONS, Stated, asked_again
from warehouse.store import Home

# The first that applies.
Verdict = Literal[
    "snapshot gone", "snapshot changed", "question gone", "definition changed", "differs", "holds"
]
ALIKE = 1e-6  # numbers that differ by less, relatively, are the same but for the last digits of a sum
SHOWN = 20


@dataclass(frozen=True)
class Difference:
    """A place in the answer, what stood there, and what stands there now."""

    place: str
    then: str
    now: str


@dataclass(frozen=True)
class Verification:
    """The verdict. `version`: of today's definition, "" where there is none; `differences`: the first ones found."""

    verdict: Verdict
    version: str
    differences: tuple[Difference, ...]


def verify(home: Home, stated: Stated) -> Verification:
    """Ask the question again; where the definition has changed since, the answer is that of today's definition."""
    kpi = KPIS.get(stated.kpi)
    version = kpi.version if kpi else ""
    if stated.snapshot not in {manifest.id for manifest in manifests(home)}:
        return Verification("snapshot gone", version, ())
    if not snapshots.is_intact(home, stated.snapshot):
        return Verification("snapshot changed", version, ())
    if stated.name not in QUESTIONS or (stated.kpi and kpi is None):
        return Verification("question gone", version, ())
    with closing(snapshots.open_snapshot(home, stated.snapshot)) as snapshot:
        now = asked_again(stated, snapshot)
    differences = _differences(stated, now)
    if version != stated.version:
        return Verification("definition changed", version, differences)
    return Verification("differs" if differences else "holds", version, differences)


def _differences(then: Stated, now: Stated) -> tuple[Difference, ...]:
    if then.digest == now.digest:
        return ()
    if not then.answer or not now.answer:  # too long to be kept: what differs cannot be told
        return (Difference("", then.digest, now.digest),)
    found = _walk("", json.loads(then.answer), json.loads(now.answer))
    return tuple(one for _, one in zip(range(SHOWN), found, strict=False))


def _walk(place: str, then: Any, now: Any) -> Iterator[Difference]:
    if isinstance(then, dict) and isinstance(now, dict):
        for name in dict.fromkeys((*then, *now)):
            yield from _walk(f"{place}.{name}".lstrip("."), then.get(name), now.get(name))
    elif isinstance(then, list) and isinstance(now, list):
        for index, (first, second) in enumerate(zip_longest(then, now)):
            yield from _walk(f"{place}[{index}]", first, second)
    elif not _alike(then, now):
        yield Difference(place, str(then), str(now))


def _alike(then: Any, now: Any) -> bool:
    numbers = all(type(one) in (int, float) for one in (then, now))
    return isclose(then, now, rel_tol=ALIKE, abs_tol=1e-12) if numbers else then == now
