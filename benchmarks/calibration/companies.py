"""Simulated companies whose truth is known: roll-outs, planted biases and panels of outcomes.

Calendars are those of the simulated company (`demo.setting.initiatives`): 31 regions from 0.4 to 12 % of the market,
waves over two years, willing regions early everywhere, two regions never live and two more never per initiative,
one initiative whose regions were picked worst first, two at the same times in the same regions, one given up again
in a region, one live in the middle of a month. Outcomes hold what regions and months have of their own, a trend, a
macro shock, passing luck of each region (autocorrelated), a bad half-year before the picked initiative that fades
by itself, and effects that build up over months. Companies of one calendar differ in everything that is drawn,
also in how bad the half-year was; the order of regions in it is the calendar's.
"""

from dataclasses import dataclass

import numpy as np

from analysis.attribution.panel import NEVER, Array, Codes, Panel, RollOut
from benchmarks.calibration.outcomes import Kpi
from demo.setting import market, regions
from demo.setting.initiatives import BY_CODE, INITIATIVES, Rollouts, roll_out
from demo.setting.initiatives import NEVER as NOT_IN_DEMO
from demo.setting.streams import stream
from demo.setting.timeline import HISTORY, MONTHS, month_number

UNITS = len(regions.CODES)
SIZES = np.array(regions.WEIGHTS) / sum(regions.WEIGHTS)
# Everything but what went live everywhere at once.
CODES = tuple(one.code for one in INITIATIVES if len(one.waves) > 1)
BAD_MONTHS = (month_number("2022-01"), month_number("2022-06"))
MEMORY = 0.6  # of passing luck, from month to month
AGES = range(3, 15)  # months on book of the loans of a panel with cohorts
EVERY = 3  # of its months one in three is looked at


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """Who goes live when. badness [units]: the order of the bad half-year, worst highest."""

    number: int
    rollouts: Rollouts
    badness: Array

    def built_up(self, code: str, months: Codes) -> Array:
        """Share of the full effect in force [units, months]."""
        return np.asarray(self.rollouts.share_built_up(code)[HISTORY + months].T, dtype=float)


def calendar(number: int) -> Calendar:
    """One of many calendars, by its number."""
    badness = stream(number, "badness").normal(size=UNITS)
    return Calendar(number=number, rollouts=roll_out(number, badness), badness=badness)


def roll_outs(at: Calendar, by_cohort: tuple[str, ...]) -> list[RollOut]:
    """The roll-outs as panels see them; `by_cohort`: those that act at origination."""
    found = []
    for code in CODES:
        live, ended = (
            np.where(months >= NOT_IN_DEMO, NEVER, months)
            for months in (at.rollouts.live[code], at.rollouts.ended[code])
        )
        partial = np.full(UNITS, BY_CODE[code].go_live_day > 1)
        stated = BY_CODE[code].chosen_from
        chosen_from = month_number(stated) if stated else None
        found.append(
            RollOut(
                name=code,
                starts=live,
                partial=partial,
                ends=ended,
                anticipation=0,
                by_cohort=code in by_cohort,
                chosen_from=chosen_from,
            )
        )
    return found


def months_of(kpi: Kpi) -> Codes:
    """The calendar months that are looked at."""
    return np.arange(0, MONTHS, EVERY if kpi.kind == "cohorts" else 1)


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What moves an outcome beside the initiatives, on ln or in points, each [panels, units or 1, MONTHS or 1].

    regions: what each has of its own; months: likewise; market: trend, season and macro shock; luck: the bad
    half-year, fading; passing: the waves of each region, which come and go.
    """

    regions: Array
    months: Array
    market: Array
    luck: Array
    passing: Array

    def all(self) -> Array:
        """Their sum [panels, units, MONTHS]."""
        return np.asarray(self.regions + (self.months + self.market) + self.passing + self.luck)


def surroundings(kpi: Kpi, at: Calendar, random: np.random.Generator, panels: int) -> Surroundings:
    """What the outcome would be without any initiative."""
    unit = random.normal(0, kpi.regions, (panels, UNITS, 1))
    month = random.normal(0, kpi.months, (panels, 1, MONTHS))
    waves = random.normal(0, kpi.waves, (panels, UNITS, MONTHS))
    for place in range(1, MONTHS):
        waves[..., place] = MEMORY * waves[..., place - 1] + np.sqrt(1 - MEMORY**2) * waves[..., place]
    drawn = np.sort(random.normal(0, abs(kpi.luck), (panels, UNITS)), axis=1)
    luck = np.sign(kpi.luck) * drawn[:, np.argsort(np.argsort(at.badness))]
    first, last = BAD_MONTHS
    fading = np.zeros(MONTHS)
    fading[first : last + 1] = 1
    fading[last + 1 :] = 0.5 ** np.arange(1, MONTHS - last)
    return Surroundings(
        regions=unit,
        months=month,
        market=market_of(kpi)[None, None, :],
        luck=luck[..., None] * fading,
        passing=waves,
    )


def market_of(kpi: Kpi) -> Array:
    """Trend, season and macro shock [MONTHS], the same for every company."""
    shock = np.log([market.overdue_factor(month) for month in range(MONTHS)])
    return np.asarray(kpi.trend * np.arange(MONTHS) + shock * (-0.3 if kpi.kind == "share" else 1))


def moved(kpi: Kpi, at: Calendar, code: str) -> Array:
    """What an initiative does by the calendar [units, MONTHS]; by origination: `moved_cohorts`."""
    return kpi.effects.get(code, 0.0) * at.built_up(code, np.arange(MONTHS))


def cases(kpi: Kpi) -> Array:
    """Cases of a cell [units, MONTHS], at least two, growing with the market."""
    growth = np.array([market.volume(month) for month in range(MONTHS)])
    return np.asarray(np.maximum(2.0, np.round(kpi.cases * SIZES[:, None] * growth)))


def means(kpi: Kpi, at: Calendar, panels: int) -> Array:
    """Outcomes of a mean or share [panels, units, MONTHS]: one panel for each company of the calendar."""
    random = stream(at.number, kpi.name)
    level = surroundings(kpi, at, random, panels).all() + sum(moved(kpi, at, code) for code in CODES)
    if kpi.kind == "mean ln":
        return np.asarray(level + random.normal(0, 1, level.shape) * kpi.spread / np.sqrt(cases(kpi)))
    return random.binomial(cases(kpi).astype(int), np.clip(kpi.level + level, 0.01, 0.99)) / cases(kpi)


def linear_panel(outcome: Array) -> Panel:
    """The panel of outcomes [units, MONTHS]; every month of a unit weighs as much as the unit."""
    unit, month = np.indices(outcome.shape)
    weight = np.broadcast_to(SIZES[:, None], outcome.shape).ravel().copy()
    return Panel(
        unit=unit.ravel(),
        period=month.ravel(),
        cohort=None,
        outcome=outcome.ravel(),
        weight=weight,
        model="linear",
    )


def vintages(random: np.random.Generator) -> Array:
    """What loans of one month have of their own, in ln, the oldest on any book first [months]."""
    return random.normal(0, 0.08, MONTHS + len(AGES) + AGES.start)


@dataclass(frozen=True, kw_only=True)
class Counted:
    """A panel of counted events, and the logarithm of what each initiative does in each row [rows]."""

    panel: Panel
    moved: dict[str, Array]
    mean: Array


def counted(kpi: Kpi, at: Calendar, company: int) -> Counted:
    """One company's panel of counts; its rows are units × months, × months of origination where it has cohorts."""
    random = stream(at.number, f"{kpi.name} {company}")
    level = surroundings(kpi, at, random, 1).all()[0]
    if kpi.kind == "counts":
        unit, month = (index.ravel() for index in np.indices((UNITS, MONTHS)))
        cohort, share = None, np.ones(len(unit))
    else:
        unit, month, age = (
            index.ravel() for index in np.meshgrid(np.arange(UNITS), months_of(kpi), AGES, indexing="ij")
        )
        cohort, share = month - age, np.full(len(unit), 1 / len(AGES))
    expected = kpi.cases * SIZES[unit] * np.array([market.volume(m) for m in range(MONTHS)])[month] * share
    mean = expected * np.exp(level[unit, month])
    if cohort is not None:
        mean = mean * np.exp(vintages(random)[cohort + AGES.stop - 1])
    effects = {}
    for code in CODES:
        clock = cohort if code in kpi.by_cohort and cohort is not None else month
        size = kpi.effects.get(code, 0.0)
        effects[code] = size * at.rollouts.share_built_up(code)[HISTORY + clock, unit]
    mean = mean * np.exp(sum(effects.values()))
    return Counted(
        panel=Panel(
            unit=unit,
            period=month,
            cohort=cohort,
            outcome=random.poisson(mean).astype(float),
            weight=expected,
            model="counts",
        ),
        moved=effects,
        mean=mean,
    )
