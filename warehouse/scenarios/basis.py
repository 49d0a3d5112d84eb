"""What a saved scenario rested on, and what of it has changed: data, definitions, defaults, levels, effects.

Stored as JSON beside the plan, together with its fans, so that the forecast can be compared with what happened even
when the snapshot is gone.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from analysis.scenario.description import OUTCOMES
from warehouse.kpis import find
from warehouse.scenarios.baseline import SAID_BY
from warehouse.scenarios.sides import Side
from warehouse.snapshot.snapshots import Snapshot

LAYOUT = 1
FIELDS = {"as_of", "last_month", "definitions", "coefficients", "levels", "effects", "npv", "fans"}
# KPIs that scenarios start from beside those of the outcomes.
ALSO = ("outstanding_balance", "operating_cost", "clv")
Kind = Literal["definition", "data", "coefficient", "level", "grade", "effect", "npv", "unreadable"]
NOTABLE = 0.02  # relative, of levels: smaller differences are new months, not news


@dataclass(frozen=True, kw_only=True)
class Changed:
    """One thing that has changed since the scenario was saved.

    `about`: a KPI, a coefficient, an outcome, or "initiative: outcome". `before`, `after`: texts for definitions
    and grades, the cut-off for data, else numbers.
    """

    kind: Kind
    about: str
    before: str | float
    after: str | float


def basis_of(snapshot: Snapshot, side: Side) -> str:
    """Write what a scenario rests on as JSON."""
    scenario = side.assembled.scenario
    codes = dict.fromkeys((*SAID_BY.values(), *ALSO))
    return json.dumps(
        {
            "layout": LAYOUT,
            "snapshot": snapshot.id,
            "as_of": snapshot.as_of.isoformat(timespec="seconds"),
            "last_month": scenario.baseline.last_month,
            "definitions": {code: find(code).version for code in codes},
            "coefficients": {
                coefficient.name: [coefficient.value, coefficient.low, coefficient.high]
                for coefficient in scenario.coefficients
            },
            "levels": dict(zip(OUTCOMES, scenario.baseline.levels, strict=True)),
            "effects": {
                f"{effect.initiative}: {effect.outcome}": [effect.basis, effect.steps[-1].centre]
                for effect in scenario.effects
            },
            "npv": side.result.npv,
            "fans": {fan.series: fan.by_month for fan in side.result.fans if fan.of == "scenario"},
        }
    )


def changes(then: str, now: str) -> tuple[Changed, ...]:
    """List the differences between two bases of the same plan, definitions first; empty where there are none.

    A basis `then` that cannot be read, or has another layout, gives one change of kind "unreadable".
    """
    kept = read_basis(then)
    if kept is None:
        return (Changed(kind="unreadable", about="", before="", after=""),)
    return tuple(_changes(kept, json.loads(now)))


def read_basis(text: str) -> dict[str, Any] | None:
    """Parse a basis; None where it is not one of the present layout."""
    try:
        basis = json.loads(text)
    except (ValueError, RecursionError):
        return None
    readable = isinstance(basis, dict) and basis.get("layout") == LAYOUT and basis.keys() >= FIELDS
    return basis if readable else None


def _changes(then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Changed]:
    yield from _of_each("definition", then["definitions"], now["definitions"])
    if then["as_of"] != now["as_of"]:
        yield Changed(kind="data", about="", before=then["as_of"], after=now["as_of"])
    coefficients = ({name: value[0] for name, value in side["coefficients"].items()} for side in (then, now))
    yield from _of_each("coefficient", *coefficients)
    for change in _of_each("level", then["levels"], now["levels"]):
        if abs(float(change.after) - float(change.before)) > NOTABLE * abs(float(change.before)):
            yield change
    kinds: tuple[Kind, Kind] = ("grade", "effect")
    for place, kind in enumerate(kinds):
        effects = ({about: value[place] for about, value in side["effects"].items()} for side in (then, now))
        yield from _of_each(kind, *effects)
    if then["npv"][2] != now["npv"][2]:
        yield Changed(kind="npv", about="", before=then["npv"][2], after=now["npv"][2])


def _of_each(kind: Kind, then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Changed]:
    """Of what stands on both sides."""
    for about in (name for name in then if name in now and then[name] != now[name]):
        yield Changed(kind=kind, about=about, before=then[about], after=now[about])
