"""The true paths of a simulated company, and what it would have been had some roll-outs stopped.

A true path has what lasts: regions, months, trend, season, macro shock, what the initiatives do. It has not what
passes (the waves of each region) and not the luck of single cases.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.attribution.panel import Array
from benchmarks.calibration import companies
from benchmarks.calibration.companies import AGES, CODES, SIZES, Calendar, Surroundings
from benchmarks.calibration.outcomes import Kpi
from demo.setting.initiatives import NEVER
from demo.setting.streams import stream
from demo.setting.timeline import HISTORY, MONTHS


@dataclass(frozen=True, kw_only=True)
class Nature:
    """A company without its initiatives; vintages [months] where its outcome is one by month of origination."""

    surroundings: Surroundings
    vintages: Array | None


def natures(kpi: Kpi, at: Calendar, panels: int) -> list[Nature]:
    """Of each company of a calendar, the same that its outcomes are drawn from."""
    if kpi.kind in ("mean ln", "share"):
        drawn = companies.surroundings(kpi, at, stream(at.number, kpi.name), panels)
        return [Nature(surroundings=_one(drawn, place), vintages=None) for place in range(panels)]
    out = []
    for company in range(panels):
        random = stream(at.number, f"{kpi.name} {company}")
        found = _one(companies.surroundings(kpi, at, random, 1), 0)
        out.append(
            Nature(surroundings=found, vintages=companies.vintages(random) if kpi.kind == "cohorts" else None)
        )
    return out


def _one(drawn: Surroundings, place: int) -> Surroundings:
    return Surroundings(
        regions=drawn.regions[place],
        months=drawn.months[place],
        market=drawn.market[0],
        luck=drawn.luck[place],
        passing=drawn.passing[place],
    )


def stopped(at: Calendar, codes: Sequence[str], month: int) -> Calendar:
    """The calendar in which these initiatives reach no further region from a month on."""
    live = {
        code: np.where(months >= month, NEVER, months) if code in codes else months
        for code, months in at.rollouts.live.items()
    }
    return replace(at, rollouts=replace(at.rollouts, live=live))


def true_path(kpi: Kpi, at: Calendar, nature: Nature, unit: float) -> Array:
    """The outcome of the whole company [MONTHS]: of ln the geometric mean, of counts those per event expected.

    unit: what an outcome of 0 on ln is in the outcome's own unit.
    """
    found = nature.surroundings
    level = found.regions + found.months + found.market + found.luck
    months = np.arange(MONTHS)
    acting = [code for code in CODES if code in kpi.effects]
    level = level + sum(companies.moved(kpi, at, code) for code in acting if code not in kpi.by_cohort)
    if kpi.kind == "share":
        return np.asarray(SIZES @ np.clip(kpi.level + level, 0.01, 0.99))
    if kpi.kind == "mean ln":
        return np.asarray(unit * np.exp(SIZES @ level))
    if nature.vintages is None:
        return np.asarray(unit * (SIZES @ np.exp(level)))
    by_age = []
    for age in AGES:
        cohort = months - age
        moved = sum(
            kpi.effects[code] * at.rollouts.share_built_up(code)[HISTORY + cohort].T
            for code in acting
            if code in kpi.by_cohort
        )
        by_age.append(np.exp(level + moved + nature.vintages[cohort + AGES.stop - 1]))
    return np.asarray(unit * (SIZES @ np.mean(by_age, axis=0)))


def steady(kpi: Kpi, at: Calendar, nature: Nature, untold: Sequence[str], window: range) -> Nature:
    """The same without season, macro shock and what months and vintages have of their own.

    untold: initiatives that stay what they were on average in the months of `window`; leave them out of its calendar.
    """
    found = nature.surroundings
    held = sum(companies.moved(kpi, at, code)[:, list(window)].mean(axis=1, keepdims=True) for code in untold)
    plain = replace(
        found,
        regions=found.regions + held,
        months=0 * found.months,
        market=np.asarray(kpi.trend * np.arange(MONTHS)[None, :], dtype=float),
    )
    return Nature(surroundings=plain, vintages=None if nature.vintages is None else 0 * nature.vintages)
