"""Initiatives already live: baseline levels hold their effects only as averaged over the after window."""

from collections.abc import Iterator
from dataclasses import replace

from analysis.scenario.description import Baseline, Initiative
from warehouse.contract.windows import month_number, month_of
from warehouse.effects.evidence import Evidence, Wave
from warehouse.effects.evidence import Initiative as Known
from warehouse.effects.roll_outs import COMPANY
from warehouse.scenarios.drawn_effects import counts_in_plan, of_pair


def with_under_way(base: Baseline, measured: Evidence, unit_kind: str) -> Baseline:
    """Add to the baseline every initiative that is live in one of its units, with its measured effects.

    Left out are roll-outs by another kind of unit, those given up, and effects that a plan need not include.
    """
    initiatives = tuple(_live(base, measured, unit_kind))
    codes = {initiative.code for initiative in initiatives}
    effects = tuple(
        of_pair(pair, pair.initiative)
        for pair in measured.pairs
        if pair.initiative in codes and counts_in_plan(pair)
    )
    known = {effect.initiative for effect in effects}
    return replace(
        base,
        under_way=tuple(initiative for initiative in initiatives if initiative.code in known),
        effects=effects,
    )


def _live(base: Baseline, measured: Evidence, unit_kind: str) -> Iterator[Initiative]:
    for initiative in measured.initiatives:
        months = _months(base, initiative, unit_kind)
        reached = tuple(months.get(unit) for unit in base.units)
        if any(month is not None for month in reached):
            yield Initiative(
                code=initiative.code,
                start=0,
                go_lives=reached,
                share=1.0,
                adoption=1.0,
                cost_once=0.0,
                cost_per_month=0.0,
            )


def _months(base: Baseline, initiative: Known, unit_kind: str) -> dict[str, int]:
    """Its go-lives until the last month of the baseline, in months from the first of the scenario (so negative)."""
    first = month_number(base.last_month) + 1
    out: dict[str, int] = {}
    for wave in sorted(initiative.waves, key=lambda wave: wave.live_on):
        month = month_number(month_of(wave.live_on)) - first
        if month >= 0 or wave.unit_kind not in (COMPANY, unit_kind) or _is_given_up(wave, base.last_month):
            continue
        for unit in base.units if wave.unit_kind == COMPANY else (wave.unit,):
            out.setdefault(unit, month)
    return out


def _is_given_up(wave: Wave, month: str) -> bool:
    return wave.ended_on is not None and month_of(wave.ended_on) <= month
