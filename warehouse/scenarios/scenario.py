"""Assemble a scenario from a plan and a snapshot."""

from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

import numpy as np

from analysis.scenario.coefficients import COEFFICIENTS
from analysis.scenario.description import OUTCOMES, Initiative, Scenario
from analysis.scenario.projection import RELATIONSHIPS
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.contract.windows import month_of
from warehouse.effects.evidence import Evidence, evidence
from warehouse.effects.roll_outs import COMPANY
from warehouse.scenarios.baseline import start_of
from warehouse.scenarios.drawn_effects import effect_of
from warehouse.scenarios.fields import Impossible
from warehouse.scenarios.plan import Plan, PlannedInitiative
from warehouse.scenarios.under_way import with_under_way
from warehouse.snapshot.snapshots import Snapshot


@dataclass(frozen=True, kw_only=True)
class Assembled:
    """A scenario, and for each of its initiatives the units in which it is live already; their part is not new."""

    scenario: Scenario
    already_live: tuple[tuple[str, ...], ...]


def assemble(snapshot: Snapshot, plan: Plan) -> Assembled:
    """Make the scenario of a plan.

    Raises Impossible where a field of the plan is at fault, MilepostError where the snapshot supports no scenario.
    """
    measured, start = evidence(snapshot, WHOLE_HOUSE), start_of(snapshot)
    kind = snapshot.company.statistics_unit
    base = with_under_way(start.baseline, measured, kind)
    lacking = [
        target.series for target in plan.targets if target.series in RELATIONSHIPS and not base.tenures
    ]
    if lacking:
        place = next(n for n, target in enumerate(plan.targets) if target.series == lacking[0])
        raise Impossible(
            f"{plan.file}: a target for {lacking[0]}: too few relationships to tell how long they last",
            ("target", place, "series"),
            "no relationships",
            lacking[0],
        )
    level = dict(zip(OUTCOMES, base.levels, strict=True))
    live = [
        live_units(measured, initiative, kind, base.units, base.last_month) for initiative in plan.initiatives
    ]
    initiatives = tuple(
        _roll_out(initiative, base.units, reached)
        for initiative, reached in zip(plan.initiatives, live, strict=True)
    )
    effects = tuple(
        effect_of(effect, initiative.code, level[effect.outcome], measured)
        for initiative in plan.initiatives
        for effect in initiative.effects
    )
    stated = {
        coefficient.name: coefficient
        for coefficient in (*COEFFICIENTS.values(), *start.coefficients, *plan.coefficients)
    }
    scenario = Scenario(
        name=plan.name,
        snapshot=snapshot.id,
        seed=snapshot.seed,
        months=plan.months,
        draws=plan.draws,
        baseline=base,
        initiatives=initiatives,
        effects=effects,
        together=find_tied_sets(plan.initiatives, measured),
        coefficients=tuple(stated[name] for name in COEFFICIENTS),
        targets=plan.targets,
    )
    return Assembled(scenario=settle_digits(scenario), already_live=tuple(live))


def settle_digits(value: Any) -> Any:
    """Round all numbers within a value to nine digits.

    The last digits of sums of doubles vary between runs, and ids would vary with them.
    """
    if isinstance(value, float):
        return float(f"{value:.9g}")
    if isinstance(value, tuple):
        return tuple(map(settle_digits, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value, **{field.name: settle_digits(getattr(value, field.name)) for field in fields(value)}
        )
    return value


def _sources(planned: PlannedInitiative) -> set[str]:
    """The initiatives of the evidence that speak for it: itself, and those it takes effects from."""
    return {planned.code, *(effect.evidence for effect in planned.effects if effect.source == "measured")}


def live_units(
    measured: Evidence, planned: PlannedInitiative, unit_kind: str, units: tuple[str, ...], month: str
) -> tuple[str, ...]:
    """Return the units in which an initiative is live already, or an initiative that its effects were measured on.

    `month`: the last of the baseline (YYYY-MM), in which they must be live. Raises Impossible where one of them
    went live by another kind of unit, since it is then unknown which of `units` are new.
    """
    reached: set[str] = set()
    for initiative in (known for known in measured.initiatives if known.code in _sources(planned)):
        for wave in initiative.waves:
            if wave.unit_kind not in (COMPANY, unit_kind):
                raise Impossible(
                    f"{planned.place}: {initiative.code} went live by {wave.unit_kind}, scenarios speak of "
                    f"{unit_kind}; give it a code and a range of its own",
                    (*planned.place.path, "code"),
                    "another kind of unit",
                    initiative.code,
                )
            ended = wave.ended_on is not None and month_of(wave.ended_on) <= month
            if month_of(wave.live_on) <= month and not ended:
                reached |= set(units) if wave.unit_kind == COMPANY else {wave.unit}
    return tuple(unit for unit in units if unit in reached)


def _roll_out(planned: PlannedInitiative, units: tuple[str, ...], live: tuple[str, ...]) -> Initiative:
    """Its go-lives: units in the order of the plan, by default the largest first, in waves of equal number."""
    wanted = planned.units or units
    if unknown := set(wanted) - set(units):
        raise Impossible(
            f"{planned.place}: units: {min(unknown)} is no unit; known: {', '.join(sorted(units))}",
            (*planned.place.path, "units"),
            "no unit",
            min(unknown),
        )
    new = [unit for unit in wanted if unit not in live]
    if planned.effects and not new:
        raise Impossible(
            f"{planned.place}: it is live already in every unit named, so the baseline holds what it does; "
            f"not yet live: {', '.join(unit for unit in units if unit not in live) or 'none'}",
            (*planned.place.path, "units"),
            "live already",
        )
    if planned.waves > max(1, len(new)):
        raise Impossible(
            f"{planned.place}: waves = {planned.waves}; allowed: at most one for each of {len(new)} units",
            (*planned.place.path, "waves"),
            "more waves than units",
            str(len(new)),
        )
    start = planned.start_month - 1
    waves = np.arange(len(new)) * planned.waves // max(1, len(new))
    months = {unit: start + int(wave) * planned.gap_months for unit, wave in zip(new, waves, strict=True)}
    return Initiative(
        code=planned.code,
        start=start,
        go_lives=tuple(months.get(unit) for unit in units),
        share=planned.share,
        adoption=planned.adoption,
        cost_once=planned.cost_once,
        cost_per_month=planned.cost_per_month,
    )


def find_tied_sets(planned: tuple[PlannedInitiative, ...], measured: Evidence) -> tuple[tuple[str, ...], ...]:
    """Return sets of initiatives that rest on the same or on inseparable evidence, so that their effects count once."""
    tied = [
        {pair.initiative, pair.reason.about}
        for pair in measured.pairs
        if pair.reason is not None and pair.reason.code == "not separable from"
    ]
    sets: list[tuple[set[str], set[str]]] = []  # codes, and the evidence that speaks for them
    for initiative in planned:
        codes, sources = {initiative.code}, _sources(initiative)
        sources |= {name for tie in tied if tie & sources for name in tie}
        for known in [known for known in sets if known[1] & sources]:
            sets.remove(known)
            codes, sources = codes | known[0], sources | known[1]
        sets.append((codes, sources))
    return tuple(sorted(tuple(sorted(codes)) for codes, _ in sets if len(codes) > 1))
