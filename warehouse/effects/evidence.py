"""Records of the effects of initiatives and of how certain they are, as stored in a snapshot.

They are estimated at publication, because that takes minutes and pages must not. Every number covers the whole
company and all months; there is no evidence for slices.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

import pandas as pd

from analysis.attribution.grading import Gate, Grade
from analysis.results import Reason
from warehouse.contract.scope import Scope
from warehouse.effects.outcomes import Scale
from warehouse.snapshot.snapshots import Snapshot

Method = Literal["staggered roll-out", "interrupted series", "none"]


@dataclass(frozen=True, kw_only=True)
class Range:
    """A number with its 95 % interval."""

    value: float
    lower: float
    upper: float

    @property
    def clear(self) -> bool:
        """Whether the interval excludes 0."""
        return self.lower > 0 or self.upper < 0

    @property
    def least(self) -> float:
        """The end of the interval nearest to zero: the smallest size of the number where the interval excludes 0."""
        return min(self.lower, self.upper, key=abs)


@dataclass(frozen=True, kw_only=True)
class EventBin:
    """The effect in months `first` to `last` after the go-live; negative: before it, `last` None: open-ended."""

    first: int
    last: int | None
    effect: Range | None


@dataclass(frozen=True, kw_only=True)
class Design:
    """The data behind an effect: how many units and go-lives it rests on, and which months (YYYY-MM).

    `go_lives`: how many different go-lives. `effective_units`: G_eff (statistics §8). `own_share`: the share of the
    variance of the initiative's dummy that other initiatives leave; `nearest`: the initiative that takes most of
    it, "" if none.
    """

    unit_kind: str
    units: int
    live_units: int
    never_live_units: int
    go_lives: int
    effective_units: float
    own_share: float
    nearest: str
    first_month: str
    last_month: str


@dataclass(frozen=True, kw_only=True)
class Trials:
    """Robustness checks of an effect, each None where it could not be computed (statistics §9).

    `pre_trend_p`: p-value of no difference before the go-live. `placebo`: the effect of a go-live 6 months earlier.
    `with_choosing`: the effect with the months in which units were chosen left in. `mix_held`: at a constant mix of
    cells. `two_way`: from a two-way fixed-effects regression, shown as a warning only. `breakdown`: how many times
    the largest deviation before the go-live parallel trends would have to fail to make the effect unclear.
    `turned_by`: the unit without which the sign would turn, "" if none.
    """

    pre_trend_p: float | None
    placebo: Range | None
    with_choosing: float | None
    mix_held: float | None
    two_way: float | None
    breakdown: float | None
    turned_by: str


@dataclass(frozen=True, kw_only=True)
class Pair:
    """The evidence on one initiative and one KPI.

    `outcome`: what is measured for the KPI (statistics §9: never a stock or a median). `stated`: a goal set in
    advance. `effect`: on `scale`, where live; `relative`: as a share of the level without the initiative; `p`:
    two-sided. `contribution`: to the change of the whole company's outcome between the windows, on `scale`.
    `expected_change`: the goal as a relative change, for shares too; `expected_money`: per month, in the company's
    currency.
    """

    initiative: str
    kpi: str
    outcome: str
    scale: Scale
    stated: bool
    method: Method
    effect: Range | None
    relative: Range | None
    p: float | None
    grade: Grade
    reason: Reason | None
    contribution: Range | None
    bins: tuple[EventBin, ...]
    leads: tuple[EventBin, ...]
    gates: tuple[Gate, ...]
    design: Design | None
    trials: Trials | None
    expected_change: float | None
    expected_money: float | None


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """The change of an outcome between the snapshot's windows, split exactly: observed = Σ parts + rest, on `scale`.

    `parts`: (initiative, contribution), attributable effects only; `rest`: everything else (statistics §9).
    """

    kpi: str
    outcome: str
    scale: Scale
    months_before: tuple[str, ...]
    months_after: tuple[str, ...]
    observed: Range
    parts: tuple[tuple[str, Range], ...]
    rest: Range


@dataclass(frozen=True, kw_only=True)
class Series:
    """A monthly outcome, the fit of trend, season, step and slope to it, and the same fit without the break."""

    initiative: str
    kpi: str
    scale: Scale
    go_live: str
    months: tuple[str, ...]
    outcome: tuple[float, ...]
    fitted: tuple[float, ...]
    without: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class Wave:
    """A unit, the day an initiative went live in it, and the day it was given up (YYYY-MM-DD)."""

    unit_kind: str
    unit: str
    live_on: str
    ended_on: str | None


@dataclass(frozen=True, kw_only=True)
class Initiative:
    """An initiative, its costs in the company's currency, and its roll-out, earliest go-live first."""

    code: str
    name: str
    lever: str
    owner: str | None
    status: str
    cost_once: float | None
    cost_per_month: float | None
    acts_on: str | None
    units_chosen_from: str | None
    waves: tuple[Wave, ...]


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """All evidence of a snapshot; empty without initiatives, or for a reader limited to some partners."""

    initiatives: tuple[Initiative, ...]
    pairs: tuple[Pair, ...]
    ledgers: tuple[Ledger, ...]
    series: tuple[Series, ...]

    def pair(self, initiative: str, kpi: str) -> Pair | None:
        """Return the pair of an initiative and a KPI, None where there is none."""
        return next((p for p in self.pairs if (p.initiative, p.kpi) == (initiative, kpi)), None)

    def find_outcome(self, kpi: str) -> str:
        """Return which outcome is measured for a KPI, "none" where none is."""
        return next((p.outcome for p in self.pairs if p.kpi == kpi and p.outcome != "none"), "none")


NOTHING = Evidence(initiatives=(), pairs=(), ledgers=(), series=())


def evidence(snapshot: Snapshot, scope: Scope) -> Evidence:
    """Read the evidence stored in the snapshot; NOTHING where it holds none.

    A reader limited to some partners sees none either, because it rests on everybody's rows.
    """
    if scope.partners is not None or not snapshot.holds("evidence"):
        return NOTHING
    return snapshot.keep(_read)


def _read(snapshot: Snapshot) -> Evidence:
    rows = snapshot.frame("select kind, record from evidence order by position")
    records = [(kind, json.loads(text)) for kind, text in rows.itertuples(index=False, name=None)]
    return Evidence(
        initiatives=_initiatives(snapshot),
        pairs=tuple(_pair(record) for kind, record in records if kind == "pair"),
        ledgers=tuple(_ledger(record) for kind, record in records if kind == "ledger"),
        series=tuple(Series(**_tuples(record)) for kind, record in records if kind == "series"),
    )


def evidence_rows(measured: Evidence) -> pd.DataFrame:
    """Return the snapshot's table `evidence`: position, kind, initiative_id, kpi, record (JSON)."""
    kept: tuple[tuple[str, str, str, Pair | Ledger | Series], ...] = (
        *(("pair", pair.initiative, pair.kpi, pair) for pair in measured.pairs),
        *(("ledger", "", ledger.kpi, ledger) for ledger in measured.ledgers),
        *(("series", series.initiative, series.kpi, series) for series in measured.series),
    )
    rows = [
        (place, kind, initiative, kpi, _text(asdict(record)))
        for place, (kind, initiative, kpi, record) in enumerate(kept)
    ]
    return pd.DataFrame(rows, columns=["position", "kind", "initiative_id", "kpi", "record"])


def _text(record: dict[str, Any]) -> str:
    """JSON with nine digits a number, which is what the same facts give on every machine."""
    return json.dumps(_round(record), ensure_ascii=False, sort_keys=True, allow_nan=False)


def _round(value: Any) -> Any:
    if isinstance(value, float):
        return float(f"{value:.9g}")
    if isinstance(value, dict):
        return {name: _round(item) for name, item in value.items()}
    return [_round(item) for item in value] if isinstance(value, list | tuple) else value


def _initiatives(snapshot: Snapshot) -> tuple[Initiative, ...]:
    rows = snapshot.frame(
        "select initiative_id, name, lever, owner, status, cost_once::double, cost_per_month::double, acts_on,"
        " units_chosen_from::varchar from initiatives order by initiative_id"
    )
    waves = snapshot.frame(
        "select initiative_id, unit_kind, unit, live_on::varchar, ended_on::varchar from rollouts"
        " order by live_on, unit"
    )
    reached: dict[str, list[Wave]] = {}
    for code, unit_kind, unit, live_on, ended_on in _to_rows(waves):
        wave = Wave(unit_kind=unit_kind, unit=unit, live_on=live_on, ended_on=ended_on)
        reached.setdefault(str(code), []).append(wave)
    return tuple(
        Initiative(
            code=code,
            name=name,
            lever=lever,
            owner=owner,
            status=status,
            cost_once=cost_once,
            cost_per_month=cost_per_month,
            acts_on=acts_on,
            units_chosen_from=units_chosen_from,
            waves=tuple(reached.get(str(code), ())),
        )
        for code, name, lever, owner, status, cost_once, cost_per_month, acts_on, units_chosen_from in _to_rows(
            rows
        )
    )


def _to_rows(frame: pd.DataFrame) -> list[tuple[Any, ...]]:
    """Rows with None for what is empty."""
    return [
        tuple(None if pd.isna(value) else value for value in row)
        for row in frame.itertuples(index=False, name=None)
    ]


def _pair(record: dict[str, Any]) -> Pair:
    design, trials = record.pop("design"), record.pop("trials")
    return Pair(
        **record
        | {name: _range(record[name]) for name in ("effect", "relative", "contribution")}
        | {name: tuple(_bin(event_bin) for event_bin in record[name]) for name in ("bins", "leads")}
        | {
            "reason": Reason(**record["reason"]) if record["reason"] else None,
            "gates": tuple(Gate(**gate) for gate in record["gates"]),
            "design": Design(**design) if design else None,
            "trials": Trials(**trials | {"placebo": _range(trials["placebo"])}) if trials else None,
        }
    )


def _ledger(record: dict[str, Any]) -> Ledger:
    parts = tuple((name, Range(**part)) for name, part in record["parts"])
    whole = {name: Range(**record[name]) for name in ("observed", "rest")}
    return Ledger(**_tuples(record) | whole | {"parts": parts})


def _bin(record: Mapping[str, Any]) -> EventBin:
    return EventBin(first=record["first"], last=record["last"], effect=_range(record["effect"]))


def _range(record: Mapping[str, float] | None) -> Range | None:
    return Range(**record) if record else None


def _tuples(record: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in record.items()}
