"""Verification of a stated number: the same question is put to the kept snapshot again."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import zip_longest
from math import isclose
from typing import Any, Literal

from asking.questions import QUESTIONS
from asking.statements import Stated, about_of, state
from warehouse.contract.scope import Scope
from warehouse.contract.store import Home
from warehouse.kpis import KPIS
from warehouse.snapshot import shelf, snapshots
from warehouse.snapshot.manifests import manifests
from warehouse.snapshot.snapshots import Snapshot

# The first that applies.
Verdict = Literal[
    "snapshot gone", "snapshot changed", "question gone", "definition changed", "differs", "holds"
]
ALIKE = 1e-6  # numbers that differ by less, relatively, are the same but for the last digits of a sum
SHOWN = 20


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A place in the answer with its value then and its value now."""

    place: str
    then: str
    now: str


@dataclass(frozen=True, kw_only=True)
class Verification:
    """The outcome of a verification.

    `version`: of the current definition, "" if there is none; `differences`: the first of them.
    """

    verdict: Verdict
    version: str
    differences: tuple[Difference, ...]


def verify(home: Home, stated: Stated) -> Verification:
    """Ask the question again; if its definition has changed, the answer follows the current definition."""
    version = KPIS[stated.kpi].version if stated.kpi in KPIS else ""
    verdict, differences = _judge(home, stated, version)
    return Verification(verdict=verdict, version=version, differences=differences)


def _judge(home: Home, stated: Stated, version: str) -> tuple[Verdict, tuple[Difference, ...]]:
    if stated.snapshot not in {manifest.id for manifest in manifests(home)}:
        return "snapshot gone", ()
    if not shelf.is_intact(home, stated.snapshot):
        return "snapshot changed", ()
    if stated.name not in QUESTIONS or (stated.kpi and not version):
        return "question gone", ()
    with closing(snapshots.open_snapshot(home, stated.snapshot)) as snapshot:
        now = ask_again(stated, snapshot)
    differences = _differences(stated, now)
    if version != stated.version:
        return "definition changed", differences
    return "differs" if differences else "holds", differences


def ask_again(stated: Stated, snapshot: Snapshot) -> Stated:
    """Return what the same question states of the snapshot now; KeyError if it is no longer asked."""
    about, scope = about_of(stated), Scope(partners=stated.partners)
    answer = QUESTIONS[stated.name](snapshot, *about, scope)
    return state(snapshot, stated.name, about, scope, answer)


def _differences(then: Stated, now: Stated) -> tuple[Difference, ...]:
    if then.digest == now.digest:
        return ()
    if not then.answer or not now.answer:  # too long to be kept: what differs cannot be told
        return (Difference(place="", then=then.digest, now=now.digest),)
    differences = _walk("", json.loads(then.answer), json.loads(now.answer))
    return tuple(difference for _, difference in zip(range(SHOWN), differences, strict=False))


def _walk(place: str, then: Any, now: Any) -> Iterator[Difference]:
    if isinstance(then, dict) and isinstance(now, dict):
        for name in dict.fromkeys((*then, *now)):
            yield from _walk(f"{place}.{name}".lstrip("."), then.get(name), now.get(name))
    elif isinstance(then, list) and isinstance(now, list):
        for index, (first, second) in enumerate(zip_longest(then, now)):
            yield from _walk(f"{place}[{index}]", first, second)
    elif not _alike(then, now):
        yield Difference(place=place, then=str(then), now=str(now))


def _alike(then: Any, now: Any) -> bool:
    numbers = all(type(side) in (int, float) for side in (then, now))
    return isclose(then, now, rel_tol=ALIKE, abs_tol=1e-12) if numbers else then == now
