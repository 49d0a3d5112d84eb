"""What is planned, as FILE.toml says it; every value is checked where it stands, before any number is asked for."""

import json
import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from analysis.scenario.coefficients import COEFFICIENTS, Coefficient
from analysis.scenario.description import OUTCOMES, Source, Target
from analysis.scenario.results import SERIES
from warehouse.errors import MilepostError

SOURCES: dict[str, tuple[str, ...]] = {
    "measured": ("from",),
    "claim": ("claim", "build_up_months"),
    "range": ("lower", "upper", "build_up_months"),
}
FEWEST_MONTHS, MOST_MONTHS = 12, 60
WHOLE_SUMS = ("npv", "payback")  # targets that speak of all months


@dataclass(frozen=True)
class PlannedEffect:
    """An effect: evidence names an initiative or a published figure; lower and upper: a range of one's own.

    Of times and rates the range is the relative change, of shares the points, as fractions; 10th and 90th percentile.
    place: where it stands, for who must be told.
    """

    place: str
    outcome: str
    source: Source
    evidence: str
    lower: float
    upper: float
    build_up_months: int


@dataclass(frozen=True)
class PlannedInitiative:
    """An initiative; units: None for all there are. It reaches them in `waves` that are `gap_months` apart."""

    place: str
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


@dataclass(frozen=True)
class Plan:
    """A file; coefficients: those it states."""

    file: str
    name: str
    months: int
    draws: int
    initiatives: tuple[PlannedInitiative, ...]
    coefficients: tuple[Coefficient, ...]
    targets: tuple[Target, ...]


class Fields:
    """The fields of one table of the file, each taken once; what is left at the end is not known."""

    def __init__(self, place: str, raw: Any) -> None:
        if not isinstance(raw, Mapping):
            raise MilepostError(f"{place}: a table of fields is meant, not {_shown(raw)}")
        self.place, self._left = place, dict(raw)
        self._known: list[str] = []

    def take(self, name: str) -> Any:
        """The value as it stands; refused if it is missing."""
        value = self.take_or(name, None)
        if value is None:
            raise MilepostError(f"{self.place}: {name} is missing")
        return value

    def take_or(self, name: str, default: Any) -> Any:
        """The value as it stands, or what holds where it is not stated."""
        self._known.append(name)
        return self._left.pop(name, default)

    def number(self, name: str, low: float, high: float, default: float | None) -> float:
        """A number from low to high; without a default it must be stated."""
        value = self.take(name) if default is None else self.take_or(name, default)
        if not _is_number(value) or not low <= value <= high:
            self.refuse(name, value, f"a number from {low:,g} to {high:,g}")
        return float(value)

    def whole(self, name: str, low: int, high: int, default: int | None) -> int:
        """A whole number from low to high."""
        value = self.take(name) if default is None else self.take_or(name, default)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            self.refuse(name, value, f"a whole number from {low} to {high}")
        return int(value)

    def one_of(self, name: str, allowed: Mapping[str, Any]) -> str:
        """One of these words."""
        value = self.take(name)
        if value not in list(allowed):
            self.refuse(name, value, f"one of {', '.join(allowed)}")
        return str(value)

    def text(self, name: str) -> str:
        """A text that is not empty."""
        value = self.take(name)
        if not isinstance(value, str) or not value.strip():
            self.refuse(name, value, "a text")
        return str(value)

    def tables(self, name: str) -> list[Any]:
        """A list of tables, empty if none is there."""
        value = self.take_or(name, [])
        if not isinstance(value, list):
            self.refuse(name, value, f"tables, each headed [[{name}]]")
        return list(value)

    def refuse(self, name: str, value: Any, allowed: str) -> None:
        """Raise: this value is impossible, and what is allowed."""
        raise MilepostError(f"{self.place}: {name} = {_shown(value)}; allowed: {allowed}")

    def finish(self) -> None:
        """Refuse what nobody took."""
        if self._left:
            raise MilepostError(
                f"{self.place}: {next(iter(self._left))} is not known here; known: {', '.join(self._known)}"
            )


def read_plan(path: Path) -> Plan:
    """The plan in a file; MilepostError says file, field, what is wrong and what is allowed."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise MilepostError(f"{path}: cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MilepostError(f"{path}: not a TOML file: {error}") from None
    return plan_from(path.name, raw)


def plan_from(file: str, raw: Mapping[str, Any]) -> Plan:
    """The plan in a parsed file."""
    fields = Fields(file, raw)
    name = fields.text("name")
    months = fields.whole("months", FEWEST_MONTHS, MOST_MONTHS, None)
    draws = fields.whole("draws", 500, 20_000, 5_000)
    tables = enumerate(fields.tables("initiative"), 1)
    initiatives = tuple(_initiative(f"{file}, initiative {n}", one, months) for n, one in tables)
    codes = [one.code for one in initiatives]
    for code in codes:
        if codes.count(code) > 1:
            raise MilepostError(
                f"{file}: initiative {code} stands there twice; give one of them another code"
            )
    stated = (
        *_coefficients(file, "links", "link", fields.take_or("links", {})),
        *_coefficients(file, "assumptions", "assumption", fields.take_or("assumptions", {})),
    )
    targets = enumerate(fields.tables("target"), 1)
    found = tuple(_target(f"{file}, target {n}", one, months) for n, one in targets)
    fields.finish()
    return Plan(file, name, months, draws, initiatives, stated, found)


def _initiative(place: str, raw: Any, months: int) -> PlannedInitiative:
    fields = Fields(place, raw)
    code = fields.text("code")
    fields.place = f"{place} ({code})"
    units = fields.take_or("units", None)
    if units is not None and (
        not isinstance(units, list) or not units or not all(isinstance(unit, str) for unit in units)
    ):
        fields.refuse("units", units, "a list of codes of units, or leave it out for all of them")
    if units is not None and len(set(units)) < len(units):
        fields.refuse("units", units, "each unit once")
    share = fields.number("share", 0, 1, 1.0)
    start = fields.whole("start_month", 1, months, None)
    waves, gap = fields.whole("waves", 1, 60, 1), fields.whole("gap_months", 0, MOST_MONTHS, 0)
    adoption = fields.number("adoption", 0, 1, None)
    costs = [fields.number(name, 0, 1e13, None) for name in ("cost_once", "cost_per_month")]
    effects = tuple(
        _effect(f"{fields.place}, effect {n}", code, one) for n, one in enumerate(fields.tables("effect"), 1)
    )
    fields.finish()
    outcomes = [effect.outcome for effect in effects]
    for outcome in outcomes:
        if outcomes.count(outcome) > 1:
            raise MilepostError(f"{fields.place}: two effects on {outcome}; state one")
    reached = tuple(units) if units is not None else None
    return PlannedInitiative(
        fields.place, code, start, reached, share, waves, gap, adoption, costs[0], costs[1], effects
    )


def _effect(place: str, initiative: str, raw: Any) -> PlannedEffect:
    fields = Fields(place, raw)
    outcome, source = fields.one_of("outcome", OUTCOMES), cast(Source, fields.one_of("source", SOURCES))
    evidence, lower, upper, build_up = "", 0.0, 0.0, 0
    if source == "measured":
        evidence = str(fields.take_or("from", initiative))
    else:
        build_up = fields.whole("build_up_months", 0, MOST_MONTHS, None)
    if source == "claim":
        evidence = fields.text("claim")
    if source == "range":
        least = -1.0 if OUTCOMES[outcome].scale == "points" else -0.99
        most = 1.0 if OUTCOMES[outcome].scale == "points" else 10.0
        lower, upper = fields.number("lower", least, most, None), fields.number("upper", least, most, None)
        if lower > upper:
            fields.refuse("upper", upper, f"not below lower, which is {lower:g}")
    fields.finish()
    return PlannedEffect(place, outcome, source, evidence, lower, upper, build_up)


def _coefficients(file: str, table: str, kind: str, raw: Any) -> list[Coefficient]:
    """Those stated: a number alone is taken as certain, { value, low, high } as a range."""
    place, out = f"{file}, [{table}]", []
    fields = Fields(place, raw)
    for name in raw:
        known = COEFFICIENTS.get(name)
        if known is None or known.kind != kind:
            names = ", ".join(one.name for one in COEFFICIENTS.values() if one.kind == kind)
            raise MilepostError(f"{place}: {name} is not known here; known: {names}")
        stated = fields.take(name)
        inner = Fields(f"{place} {name}", stated if isinstance(stated, Mapping) else {"value": stated})
        value = inner.number("value", known.minimum, known.maximum, None)
        low = inner.number("low", known.minimum, value, value)
        high = inner.number("high", value, known.maximum, value)
        inner.finish()
        if known.fixed and low < high:
            inner.refuse("low", low, "one number; it is not drawn")
        out.append(known.stated(value, low, high))
    return out


def _target(place: str, raw: Any, months: int) -> Target:
    fields = Fields(place, raw)
    series = fields.one_of("series", dict.fromkeys((*SERIES, *WHOLE_SUMS)))
    month = None if series in WHOLE_SUMS else fields.whole("month", 1, months, None)
    limits = {name: fields.take_or(name, None) for name in ("at_least", "at_most")}
    stated = [name for name, value in limits.items() if value is not None]
    if len(stated) != 1:
        raise MilepostError(f"{place}: state one of at_least and at_most")
    value = limits[stated[0]]
    if not _is_number(value):
        fields.refuse(stated[0], value, "a number")
    outcome = OUTCOMES.get(series)
    if outcome is not None and (value < 0 or (outcome.code != "approval_time_median" and value > 1)):
        fields.refuse(stated[0], value, "a share from 0 to 1, or minutes from 0 on")
    fields.finish()
    return Target(series, month, stated[0] == "at_least", float(value))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _shown(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
