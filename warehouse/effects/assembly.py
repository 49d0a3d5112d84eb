"""What every initiative moved, once per publication (statistics §9): estimates → grades → records and ledgers."""

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
from warehouse.effects.estimates import Found, effects_on, windows_of
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
    """All pairs of initiatives and KPIs of a snapshot, their ledgers and broken trends; whole company, all months."""
    if snapshot.initiatives.empty:
        return NOTHING
    goals = goals_of(snapshot)
    for unknown in find_unknown_goals(snapshot):
        progress(f"goals on {unknown} are left out: no such KPI")
    found: dict[Key, Found] = {}
    for code in dict.fromkeys((*OUTCOMES, *(goal.outcome for goal in goals))):
        progress(f"effects on {code}")
        found |= {
            (initiative, code): one
            for initiative, one in effects_on(snapshot, code)
            if code in OUTCOMES or kpis_of(goals, initiative, code)
        }
    found |= {
        (goal.initiative, goal.outcome): needs_table("rollouts")
        for goal in goals
        if (goal.initiative, goal.outcome) not in found
    }
    found = {key: _complete(snapshot, key, found) for key in found}
    proven = _select_discoveries(found, goals)
    changed = cache(partial(_differs, snapshot))
    pairs = {key: list(_pairs(changed, goals, key, one, proven[key])) for key, one in found.items()}
    first = {key: of_key[0] for key, of_key in pairs.items()}
    table = before_table(snapshot)
    pairs |= {
        key: [worth_pair(table, pair, first, found) for pair in of_key]
        for key, of_key in pairs.items()
        if key[1] in WORTH
    }
    grades = {key: pair.grade for key, pair in first.items()}
    return Evidence(
        initiatives=(),
        pairs=tuple(pair for of_key in pairs.values() for pair in of_key),
        ledgers=tuple(_ledgers(snapshot, grades, found)),
        series=tuple(_series(code, one) for (_, code), one in found.items() if isinstance(one, Broken)),
    )


def _complete(snapshot: Snapshot, key: Key, found: dict[Key, Found]) -> Found:
    """What was estimated, with what only the other estimates, the goals and the events can tell."""
    one, (initiative, code) = found[key], key
    if isinstance(one, Reason):
        return one
    if isinstance(one, Broken):
        return replace(one, definition_changed=_definition_changed(snapshot, code, one.monthly.period))
    answers = found.get((initiative, ANSWERED_BY.get(code, "")))
    finding = replace(
        one.finding,
        asks=code in ANSWERED_BY,
        answers=answers.effect.effect if isinstance(answers, Estimated) else None,
        definition_changed=_definition_changed(snapshot, code, one.model.panel.period),
    )
    return replace(one, finding=finding)


def _definition_changed(snapshot: Snapshot, code: str, period: Array | Codes) -> bool:
    """Whether the KPI was defined anew within these months; an event that names no KPI means each."""
    events = snapshot.events[snapshot.events.kind == DEFINITION]
    return any(
        (pd.isna(kpi) or kpi == code) and period.min() < month_number(month_of(day)) <= period.max()
        for kpi, day in zip(events.kpi, events.occurred_on, strict=True)
    )


def _select_discoveries(found: dict[Key, Found], goals: tuple[Goal, ...]) -> dict[Key, bool]:
    """Which pass Benjamini and Hochberg, in families of their own: stated or not, roll-out or break."""
    out = dict.fromkeys(found, False)
    for kind in (Estimated, Broken):
        mine = {key: one for key, one in found.items() if isinstance(one, kind) and _has_size(one)}
        keys, p_values = list(mine), np.array([_p_value(one) for one in mine.values()])
        stated = np.array([bool(kpis_of(goals, *key)) for key in keys], dtype=bool)
        out |= dict(zip(keys, map(bool, select_discoveries(p_values, stated)), strict=True))
    return out


def _has_size(one: Estimated | Broken) -> bool:
    """Whether a size is said of it: an effect that is not told apart from another's is no hypothesis."""
    return not one.beside if isinstance(one, Broken) else one.effect.own_share >= OWN_SHARE


def _p_value(one: Estimated | Broken) -> float:
    return one.effect.effect.p if isinstance(one, Estimated) else one.found.step.p


def _pairs(
    changed: Callable[[str], bool], goals: tuple[Goal, ...], key: Key, one: Found, is_discovered: bool
) -> Iterator[Pair]:
    """The record of each goal that the outcome speaks for; where there is none, of its own KPI, not stated."""
    initiative, code = key
    stated = kpis_of(goals, initiative, code)
    for goal in stated or (
        Goal(initiative=initiative, kpi=code, expected_change=None, expected_money=None, anticipation=0),
    ):
        # Of the stock, for which an effect on what goes bad speaks, that is what may have changed.
        clear = changed(LEADS_STOCKS if goal.outcome == STOCK else goal.kpi)
        if isinstance(one, Estimated):
            yield pair_of_estimate(one, goal, bool(stated), is_discovered, clear)
        elif isinstance(one, Broken):
            yield pair_of_break(one, goal, bool(stated), is_discovered, clear)
        else:
            yield pair_without_effect(initiative, goal, bool(stated), one, clear)


def _differs(snapshot: Snapshot, code: str) -> bool:
    """Whether the KPI differs clearly between the windows, in the whole company."""
    before, after = snapshot.windows
    if before is None or after is None:
        return False
    kpi = find(code)
    change, *leading = (
        compare(
            snapshot, kpi_code=one, before=before, after=after, by=(), where=(), scope=WHOLE_HOUSE
        ).changes[0]
        for one in ((code, LEADS_STOCKS) if is_led(kpi) else (code,))
    )
    return differs(change, kpi, leading[0] if leading else None)


def _ledgers(snapshot: Snapshot, grades: dict[Key, Grade], found: dict[Key, Found]) -> Iterator[Ledger]:
    """One ledger for each outcome that has a panel of the company's usual units; a margin is part of a value."""
    for code in OUTCOMES:
        here = [
            one
            for (_, kpi), one in found.items()
            if kpi == code
            and isinstance(one, Estimated)
            and one.unit_kind == snapshot.company.statistics_unit
        ]
        windows = windows_of(snapshot, code, here[0].model) if here and code not in WORTH else None
        if windows is None:
            continue
        parts = [
            (one.initiative, one.contribution)
            for one in here
            if grades[one.initiative, code] == "attributable" and one.contribution is not None
        ]
        ledger = ledger_of(code, here[0].found, here[0].model, windows, parts)
        if ledger is not None:
            yield ledger


def _series(code: str, one: Broken) -> Series:
    return Series(
        initiative=one.initiative,
        kpi=code,
        scale=one.monthly.scale,
        go_live=month_named(one.go_live),
        months=tuple(month_named(int(period)) for period in one.monthly.period),
        outcome=tuple(map(float, one.monthly.outcome)),
        fitted=tuple(map(float, one.found.fitted)),
        without=tuple(map(float, one.found.without)),
    )
