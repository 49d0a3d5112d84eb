"""What was stated is read back as the records it was written from."""

import json
from dataclasses import dataclass

import pytest

from asking.canonical import canonical
from asking.revival import revive
from tests.kit.asks import AFTER, BEFORE, SPEED, stated_by
from warehouse.effects.evidence import Evidence, Pair, evidence
from warehouse.query.answers import Comparison
from warehouse.query.query import compare
from warehouse.snapshot.snapshots import Snapshot


def test_a_comparison_and_the_evidence_are_read_back_whole(simulated_snapshot: Snapshot) -> None:
    for kind, stated in (
        (Comparison, stated_by(simulated_snapshot, compare, SPEED, BEFORE, AFTER, ("region",), ())),
        (Evidence, stated_by(simulated_snapshot, evidence)),
    ):
        written = json.loads(stated.answer)
        assert canonical(revive(kind, written)) == written and len(stated.answer) > 1_000


@dataclass(frozen=True, kw_only=True)
class Shifted:
    """A record with a field more than was written."""

    value: float
    added: str


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (Shifted, {"value": 1.0}),
        (Shifted, {"value": "much", "added": ""}),
        (Shifted, {"value": 1.0, "added": 2}),
        (tuple[str, int], ["a"]),
        (Pair, {}),
    ],
)
def test_a_record_that_has_changed_is_not_guessed(kind: type[object], written: object) -> None:
    with pytest.raises((LookupError, TypeError, ValueError)):
        revive(kind, written)
