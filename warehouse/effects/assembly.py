"""Assemble the evidence on all initiatives for a publication (statistics §9): estimates → grades → records, ledgers."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial

import numpy as np
import pandas as pd

from analysis.attribution.grading import OWN_SHARE, Grade, select_discoveries
from analysis.attribution.panel import Array, Codes
from analysis.results import Reason, needs_table
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.contract.windows import month_named, month_number, month_of
from warehouse.effects.estimates import Estimation, effects_on, windows_of
from warehouse.effects.evidence import NOTHING, Evidence, Ledger, Pair, Series
from warehouse.effects.goals import Goal, find_unknown_goals, goals_of, kpis_of
from warehouse.effects.ledgers import ledger_of
from warehouse.effects.outcomes import OUTCOMES
from warehouse.effects.pairs import Broken, Estimated, pair_of_break, pair_of_estimate, pair_without_effect
from warehouse.effects.worth import WORTH, before_table, worth_pair
from warehouse.kpis import find
from warehouse.query.judged import LEADS_STOCKS, STOCK, differs, is_led
from warehouse.query.query import compare
from warehouse.snapshot.snapshots import Snapshot

ANSWERED_BY = {"csat": "csat_response_rate"}  # whose own effect says that other people answer than before
DEFINITION = "definition"  # kind of an event

Key = tuple[str, str]  # initiative, and the KPI whose outcome it is


def estimate(snapshot: Snapshot, progress: Callable[[str], None]) -> Evidence:
    """Estimate the effects of all initiatives of a snapshot, over the whole company and all months.

    Returns pairs, ledgers and series; `initiatives` stays empty, as readers take them from the snapshot's tables.
    NOTHING where the snapshot has no initiatives. `progress` receives one line per outcome.
    """
    if snapshot.initiatives.empty:
        return NOTHING
    goals = goals_of(snapshot)
    for unknown in find_unknown_goals(snapshot):
        progress(f"goals on {unknown} are left out: no such KPI")
    estimations: dict[Key, Estimation] = {}
    for code in dict.fromkeys((*OUTCOMES, *(goal.outcome for goal in goals))):
        progress(f"effects on {code}")
        estimations |= {
            (initiative, code): estimation
            for initiative, estimation in effects_on(snapshot, code)
            if code in OUTCOMES or kpis_of(goals, initiative, code)
        }
    estimations |= {
        (goal.initiative, goal.outcome): needs_table("rollouts")
        for goal in goals
        if (goal.initiative, goal.outcome) not in estimations
    }
    estimations = {key: _complete(snapshot, key, estimations) for key in estimations}
    proven = _select_discoveries(estimations, goals)
    changed = cache(partial(_differs, snapshot))
    pairs = {
        key: list(_pairs(changed, goals, key, estimation, proven[key]))
        for key, estimation in estimations.items()
    }
    first = {key: of_key[0] for key, of_key in pairs.items()}
    table = before_table(snapshot)
    pairs |= {
        key: [worth_pair(table, pair, first, estimations) for pair in of_key]
        for key, of_key in pairs.items()
        if key[1] in WORTH
    }
    grades = {key: pair.grade for key, pair in first.items()}
    return Evidence(
        initiatives=(),
        pairs=tuple(pair for of_key in pairs.values() for pair in of_key),
        ledgers=tuple(_ledgers(snapshot, grades, estimations)),
        series=tuple(
            _series(code, estimation)
            for (_, code), estimation in estimations.items()
            if isinstance(estimation, Broken)
        ),
    )


def _complete(snapshot: Snapshot, key: Key, estimations: dict[Key, Estimation]) -> Estimation:
    """What was estimated, with what only the other estimates, the goals and the events can tell."""
    estimation, (initiative, code) = estimations[key], key
    if isinstance(estimation, Reason):
        return estimation
    if isinstance(estimation, Broken):
        return replace(
            estimation, definition_changed=_definition_changed(snapshot, code, estimation.monthly.period)
        )
    answers = estimations.get((initiative, ANSWERED_BY.get(code, "")))
    finding = replace(
        estimation.finding,
        asks=code in ANSWERED_BY,
        answers=answers.effect.effect if isinstance(answers, Estimated) else None,
        definition_changed=_definition_changed(snapshot, code, estimation.model.panel.period),
    )
    return replace(estimation, finding=finding)


def _definition_changed(snapshot: Snapshot, code: str, period: Array | Codes) -> bool:
    """Whether the KPI was defined anew within these months; an event that names no KPI means each."""
    events = snapshot.events[snapshot.events.kind == DEFINITION]
    return any(
        (pd.isna(kpi) or kpi == code) and period.min() < month_number(month_of(day)) <= period.max()
        for kpi, day in zip(events.kpi, events.occurred_on, strict=True)
    )


def _select_discoveries(estimations: dict[Key, Estimation], goals: tuple[Goal, ...]) -> dict[Key, bool]:
    """Which pass Benjamini and Hochberg, in families of their own: stated or not, roll-out or break."""
    out = dict.fromkeys(estimations, False)
    for kind in (Estimated, Broken):
        mine = {
            key: estimation
            for key, estimation in estimations.items()
            if isinstance(estimation, kind) and _has_size(estimation)
        }
        keys, p_values = list(mine), np.array([_p_value(estimation) for estimation in mine.values()])
        stated = np.array([bool(kpis_of(goals, *key)) for key in keys], dtype=bool)
        out |= dict(zip(keys, map(bool, select_discoveries(p_values, stated)), strict=True))
    return out


def _has_size(estimation: Estimated | Broken) -> bool:
    """Whether it has a size: an effect that is not separable from another's is no hypothesis."""
    return (
        not estimation.beside if isinstance(estimation, Broken) else estimation.effect.own_share >= OWN_SHARE
    )


def _p_value(estimation: Estimated | Broken) -> float:
    return estimation.effect.effect.p if isinstance(estimation, Estimated) else estimation.trend_break.step.p


def _pairs(
    changed: Callable[[str], bool],
    goals: tuple[Goal, ...],
    key: Key,
    estimation: Estimation,
    is_discovered: bool,
) -> Iterator[Pair]:
    """The record of each goal that the outcome speaks for; where there is none, of its own KPI, not stated."""
    initiative, code = key
    stated = kpis_of(goals, initiative, code)
    for goal in stated or (
        Goal(initiative=initiative, kpi=code, expected_change=None, expected_money=None, anticipation=0),
    ):
        # Of the stock, for which an effect on what goes bad speaks, that is what may have changed.
        clear = changed(LEADS_STOCKS if goal.outcome == STOCK else goal.kpi)
        if isinstance(estimation, Estimated):
            yield pair_of_estimate(estimation, goal, bool(stated), is_discovered, clear)
        elif isinstance(estimation, Broken):
            yield pair_of_break(estimation, goal, bool(stated), is_discovered, clear)
        else:
            yield pair_without_effect(initiative, goal, bool(stated), estimation, clear)


def _differs(snapshot: Snapshot, code: str) -> bool:
    """Whether the KPI differs clearly between the windows, in the whole company."""
    before, after = snapshot.windows
    if before is None or after is None:
        return False
    kpi = find(code)
    change, *leading = (
        compare(
            snapshot, kpi_code=compared, before=before, after=after, by=(), where=(), scope=WHOLE_HOUSE
        ).changes[0]
        for compared in ((code, LEADS_STOCKS) if is_led(kpi) else (code,))
    )
    return differs(change, kpi, leading[0] if leading else None)


def _ledgers(
    snapshot: Snapshot, grades: dict[Key, Grade], estimations: dict[Key, Estimation]
) -> Iterator[Ledger]:
    """One ledger for each outcome that has a panel of the company's usual units; a margin is part of a value."""
    for code in OUTCOMES:
        estimated = [
            estimation
            for (_, kpi), estimation in estimations.items()
            if kpi == code
            and isinstance(estimation, Estimated)
            and estimation.unit_kind == snapshot.company.statistics_unit
        ]
        windows = windows_of(snapshot, code, estimated[0].model) if estimated and code not in WORTH else None
        if windows is None:
            continue
        parts = [
            (estimation.initiative, estimation.contribution)
            for estimation in estimated
            if grades[estimation.initiative, code] == "attributable" and estimation.contribution is not None
        ]
        ledger = ledger_of(code, estimated[0].unit_panel, estimated[0].model, windows, parts)
        if ledger is not None:
            yield ledger


def _series(code: str, broken: Broken) -> Series:
    return Series(
        initiative=broken.initiative,
        kpi=code,
        scale=broken.monthly.scale,
        go_live=month_named(broken.go_live),
        months=tuple(month_named(int(period)) for period in broken.monthly.period),
        outcome=tuple(map(float, broken.monthly.outcome)),
        fitted=tuple(map(float, broken.trend_break.fitted)),
        without=tuple(map(float, broken.trend_break.without)),
    )
