"""Plans, as FILE.toml states them; every value is checked at its field, before anything is computed."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from analysis.scenario.coefficients import COEFFICIENTS, Coefficient
from analysis.scenario.description import OUTCOMES, Source, Target
from analysis.scenario.projection import SERIES
from warehouse.contract.errors import MilepostError
from warehouse.scenarios.fields import Fields, Impossible, Place, is_number

SOURCES: dict[str, tuple[str, ...]] = {
    "measured": ("from",),
    "claim": ("claim", "build_up_months"),
    "range": ("lower", "upper", "build_up_months"),
}
FEWEST_MONTHS, MOST_MONTHS = 12, 60
DRAWS = 5_000  # unless the plan says otherwise
WHOLE_SUMS = ("npv", "payback")  # targets that speak of all months


@dataclass(frozen=True, kw_only=True)
class PlannedEffect:
    """A planned effect.

    `evidence`: an initiative or a published figure. `lower`, `upper`: the planner's own range, from the 10th to the
    90th percentile: of times and rates the relative change, of shares the change in points, as fractions. `place`:
    where the effect is stated, for messages.
    """

    place: Place
    outcome: str
    source: Source
    evidence: str
    lower: float
    upper: float
    build_up_months: int


@dataclass(frozen=True, kw_only=True)
class PlannedInitiative:
    """A planned initiative, rolled out in `waves` that are `gap_months` apart; `units` None: all there are."""

    place: Place
    code: str
    start_month: int
    units: tuple[str, ...] | None
    share: float
    waves: int
    gap_months: int
    adoption: float
    cost_once: float
    cost_per_month: float
    effects: tuple[PlannedEffect, ...]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A plan; `coefficients`: only those it states."""

    file: str
    name: str
    months: int
    draws: int
    initiatives: tuple[PlannedInitiative, ...]
    coefficients: tuple[Coefficient, ...]
    targets: tuple[Target, ...]


def read_plan(path: Path) -> Plan:
    """Read the plan in a file; MilepostError with file, field, what is wrong and what is allowed."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise MilepostError(f"{path}: cannot be read: {error.strerror}") from None
    except (ValueError, RecursionError) as error:
        raise MilepostError(f"{path}: not a TOML file: {error}") from None
    return plan_from(path.name, raw)


def plan_from(file: str, raw: Mapping[str, Any]) -> Plan:
    """Check a parsed file and return its plan; Impossible names the field at fault."""
    top = Place(words=file, path=())
    fields = Fields(top, raw)
    name = fields.text("name")
    months = fields.whole("months", FEWEST_MONTHS, MOST_MONTHS, None)
    draws = fields.whole("draws", 500, 20_000, DRAWS)
    tables = enumerate(fields.tables("initiative"))
    initiatives = tuple(_initiative(top.item("initiative", n), table, months) for n, table in tables)
    _each_once(top, initiatives)
    stated = (
        *_coefficients(top, "links", "link", fields.take_or("links", {})),
        *_coefficients(top, "assumptions", "assumption", fields.take_or("assumptions", {})),
    )
    target_tables = enumerate(fields.tables("target"))
    targets = tuple(_target(top.item("target", n), table, months) for n, table in target_tables)
    fields.finish()
    return Plan(
        file=file,
        name=name,
        months=months,
        draws=draws,
        initiatives=initiatives,
        coefficients=stated,
        targets=targets,
    )


def _each_once(top: Place, initiatives: tuple[PlannedInitiative, ...]) -> None:
    codes = [initiative.code for initiative in initiatives]
    for place, code in enumerate(codes):
        if code in codes[:place]:
            raise Impossible(
                f"{top}: initiative {code} stands there twice; give one of them another code",
                ("initiative", place, "code"),
                "twice",
                code,
            )


def _initiative(place: Place, raw: Any, months: int) -> PlannedInitiative:
    fields = Fields(place, raw)
    code = fields.text("code")
    fields.place = Place(words=f"{place} ({code})", path=place.path)
    units = fields.take_or("units", None)
    if units is not None and (
        not isinstance(units, list) or not units or not all(isinstance(unit, str) for unit in units)
    ):
        fields.refuse("units", units, "a list of codes of units, or leave it out for all of them", "no units")
    if units is not None and len(set(units)) < len(units):
        fields.refuse("units", units, "each unit once", "twice", *units)
    share = fields.number("share", 0, 1, 1.0)
    start = fields.whole("start_month", 1, months, None)
    waves, gap = fields.whole("waves", 1, 60, 1), fields.whole("gap_months", 0, MOST_MONTHS, 0)
    adoption = fields.number("adoption", 0, 1, None)
    costs = [fields.number(name, 0, 1e13, None) for name in ("cost_once", "cost_per_month")]
    effects = tuple(
        _effect(fields.place.item("effect", n), code, table)
        for n, table in enumerate(fields.tables("effect"))
    )
    fields.finish()
    outcomes = [effect.outcome for effect in effects]
    for n, outcome in enumerate(outcomes):
        if outcome in outcomes[:n]:
            raise Impossible(
                f"{fields.place}: two effects on {outcome}; state one",
                (*place.path, "effect", n, "outcome"),
                "twice",
                outcome,
            )
    reached = tuple(units) if units is not None else None
    return PlannedInitiative(
        place=fields.place,
        code=code,
        start_month=start,
        units=reached,
        share=share,
        waves=waves,
        gap_months=gap,
        adoption=adoption,
        cost_once=costs[0],
        cost_per_month=costs[1],
        effects=effects,
    )


def _effect(place: Place, initiative: str, raw: Any) -> PlannedEffect:
    fields = Fields(place, raw)
    outcome, source = fields.one_of("outcome", OUTCOMES), cast(Source, fields.one_of("source", SOURCES))
    evidence, lower, upper, build_up = "", 0.0, 0.0, 0
    if source == "measured":
        evidence = fields.take_or("from", initiative)
        if not isinstance(evidence, str):
            fields.refuse("from", evidence, "the code of an initiative", "no text")
    else:
        build_up = fields.whole("build_up_months", 0, MOST_MONTHS, None)
    if source == "claim":
        evidence = fields.text("claim")
    if source == "range":
        least = -1.0 if OUTCOMES[outcome].scale == "points" else -0.99
        most = 1.0 if OUTCOMES[outcome].scale == "points" else 10.0
        lower, upper = fields.number("lower", least, most, None), fields.number("upper", least, most, None)
        if lower > upper:
            fields.refuse(
                "upper", upper, f"not below lower, which is {lower:g}", "not below lower", f"{lower:g}"
            )
    fields.finish()
    return PlannedEffect(
        place=place,
        outcome=outcome,
        source=source,
        evidence=evidence,
        lower=lower,
        upper=upper,
        build_up_months=build_up,
    )


def _coefficients(top: Place, table: str, kind: str, raw: Any) -> list[Coefficient]:
    """Those stated: a number alone is taken as certain, { value, low, high } as a range."""
    place, out = Place(words=f"{top}, [{table}]", path=(table,)), []
    fields = Fields(place, raw)
    for name in raw:
        known = COEFFICIENTS.get(name)
        if known is None or known.kind != kind:
            names = ", ".join(
                coefficient.name for coefficient in COEFFICIENTS.values() if coefficient.kind == kind
            )
            raise Impossible(
                f"{place}: {name} is not known here; known: {names}", (table, name), "not known", name
            )
        stated = fields.take(name)
        inner = Fields(
            Place(words=f"{place} {name}", path=(table, name)),
            stated if isinstance(stated, Mapping) else {"value": stated},
        )
        value = inner.number("value", known.minimum, known.maximum, None)
        low = inner.number("low", known.minimum, value, value)
        high = inner.number("high", value, known.maximum, value)
        inner.finish()
        if known.fixed and low < high:
            inner.refuse("low", low, "one number; it is not drawn", "not drawn")
        out.append(known.restate(value, low, high))
    return out


def _target(place: Place, raw: Any, months: int) -> Target:
    fields = Fields(place, raw)
    series = fields.one_of("series", dict.fromkeys((*SERIES, *WHOLE_SUMS)))
    month = None if series in WHOLE_SUMS else fields.whole("month", 1, months, None)
    limits = {name: fields.take_or(name, None) for name in ("at_least", "at_most")}
    stated = [name for name, value in limits.items() if value is not None]
    if len(stated) != 1:
        raise Impossible(
            f"{place}: state one of at_least and at_most", (*place.path, "at_least"), "one of both"
        )
    value = limits[stated[0]]
    if not is_number(value):
        fields.refuse(stated[0], value, "a number", "no number")
    outcome = OUTCOMES.get(series)
    if outcome is not None and (value < 0 or (outcome.code != "approval_time_median" and value > 1)):
        fields.refuse(stated[0], value, "a share from 0 to 1, or minutes from 0 on", "not a level")
    fields.finish()
    return Target(series=series, month=month, at_least=stated[0] == "at_least", value=float(value))
