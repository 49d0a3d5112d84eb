"""The company's surroundings: regions, partners and their lasting differences, and passing luck."""

from dataclasses import dataclass

import numpy as np

from demo.setting import regions
from demo.setting.initiatives import Rollouts, roll_out
from demo.setting.streams import stream
from demo.setting.timeline import HISTORY, MONTHS, Array, day, first_day, month_number

# Loan-months delivered per size; everything else follows.
SIZES = {"s": 300_000, "m": 3_000_000, "l": 40_000_000, "xl": 100_000_000}
LOAN_MONTHS_PER_APPLICATION = 1420.0  # loan-months of all 60 months per new application in 2021-01, measured

DEALERS = 800
OTHER_PARTNERS = (("oem", 12), ("technology", 10), ("bank", 8))  # in the order of words.PARTNER_KIND
BAD_HALF_YEAR = ("2022-01", "2022-06")


@dataclass(frozen=True, kw_only=True)
class Partners:
    """One entry per partner, dealers first (in the order of their regions).

    `kind`: index into words.PARTNER_KIND; `group`: number of the dealer group or -1; `region`: index or -1;
    `size`: weight in volume; `risk`, `wait`: lasting differences, ln; `joined`: day.
    """

    kind: Array
    group: Array
    region: Array
    size: Array
    risk: Array
    wait: Array
    joined: Array


@dataclass(frozen=True, kw_only=True)
class World:
    """Everything that holds for the whole run. Rows of two-dimensional arrays: month + HISTORY.

    `applications_at_start`: new applications of an ordinary month at 2021-01. `spending`: what an initiative costs
    here ÷ at size l, for which costs are stated.
    """

    seed: int
    applications_at_start: float
    spending: float
    weight: Array
    digital: Array
    risk: Array
    wait: Array
    settlement: Array
    satisfaction: Array
    partners: Partners
    rollouts: Rollouts
    bad_luck: Array
    built_up: dict[str, Array]


def build(size: str, seed: int) -> World:
    """The world of one seed and size."""
    rng = stream(seed, "world")
    weight = np.array(regions.WEIGHTS)
    weight = weight / weight.sum()
    count = len(weight)
    bad_luck = rng.normal(0, 0.60, count)
    bad_luck -= (bad_luck * weight).sum()
    luck = np.zeros((HISTORY + MONTHS, count))
    first, last = (HISTORY + month_number(m) for m in BAD_HALF_YEAR)
    luck[first : last + 1] = bad_luck
    for later in range(1, 8):  # fades by itself, by half each month
        luck[last + later] = bad_luck * 0.5**later
    rollouts = roll_out(seed, bad_luck)
    return World(
        seed=seed,
        applications_at_start=SIZES[size] / LOAN_MONTHS_PER_APPLICATION,
        spending=SIZES[size] / SIZES["l"],
        weight=weight,
        digital=rng.normal(0, 0.25, count),
        risk=rng.normal(0, 0.22, count) + _waves(rng, count, 0.06) + luck,
        wait=rng.normal(0, 0.14, count) + _waves(rng, count, 0.05),
        settlement=rng.normal(0, 0.14, count) + _waves(rng, count, 0.04),
        satisfaction=rng.normal(0, 0.18, count) + _waves(rng, count, 0.05),
        partners=_partners(rng, weight),
        rollouts=rollouts,
        bad_luck=bad_luck,
        built_up={code: rollouts.share_built_up(code) for code in rollouts.live},
    )


def _waves(rng: np.random.Generator, count: int, sd: float) -> Array:
    """Passing luck of each region: first-order autoregression over months, standard deviation `sd`."""
    memory = 0.6
    noise = rng.normal(0, sd * np.sqrt(1 - memory**2), (HISTORY + MONTHS, count))
    waves = np.zeros_like(noise)
    waves[0] = rng.normal(0, sd, count)
    for month in range(1, len(waves)):
        waves[month] = memory * waves[month - 1] + noise[month]
    return waves


def _partners(rng: np.random.Generator, weight: Array) -> Partners:
    share = weight**0.8
    numbers = np.maximum(3, np.floor(DEALERS * share / share.sum())).astype(np.int64)
    numbers[int(np.argmax(numbers))] += DEALERS - numbers.sum()
    region = np.repeat(np.arange(len(weight)), numbers)
    groups_before = np.concatenate(([0], np.cumsum(np.maximum(1, numbers // 10))))
    groups_here = np.diff(groups_before)[region]
    group = groups_before[region] + np.floor(rng.beta(0.8, 1.6, DEALERS) * groups_here).astype(np.int64)
    group[rng.random(DEALERS) < 0.35] = -1  # independent
    size = rng.lognormal(0, 1.2, DEALERS)
    size *= weight[region] / np.bincount(region, size)[region]  # a region's dealers share its volume
    risk = rng.normal(0, 0.25, DEALERS)
    risk[rng.choice(DEALERS, 8, replace=False)] += 0.9  # a few that a scorecard must find
    late = rng.random(DEALERS) < 0.12
    late &= size < np.quantile(size, 0.9)
    joined = day("2014-01-01") + rng.integers(0, 2500, DEALERS)
    joined = np.where(late, first_day(0) + rng.integers(0, 1400, DEALERS), joined)
    others = np.concatenate([np.full(n, 1 + i) for i, (_, n) in enumerate(OTHER_PARTNERS)])
    more = len(others)
    other_size = rng.lognormal(0, 0.9, more)
    return Partners(
        kind=np.concatenate((np.zeros(DEALERS, np.int64), others)),
        group=np.concatenate((group, np.full(more, -1))),
        region=np.concatenate((region, np.full(more, -1))),
        size=np.concatenate((size, other_size / other_size.sum())),
        risk=np.concatenate((risk, rng.normal(0, 0.15, more))),
        wait=np.concatenate((rng.normal(0, 0.12, DEALERS), rng.normal(0, 0.12, more))),
        joined=np.concatenate((joined, day("2015-01-01") + rng.integers(0, 2000, more))),
    )
