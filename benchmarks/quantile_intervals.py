"""How often the 95 % interval of a waiting-time quantile holds the truth, with units of very different size.

31 units with shocks of their own, waits that end in working hours only (lumpy) or at any time (smooth), a
fifth giving up earlier; before and after differ by −45 %. Two ways to leave out a unit: as the product does
(linearised), and plainly. Run: `python -m benchmarks.quantile_intervals`.
"""

import numpy as np

from analysis import survival
from analysis.intervals import LN, Array, jackknife

EDGES = np.concatenate(([0.0], 1.02 ** np.arange(0, 632), [np.inf]))
UNITS = 31
SPREAD = 0.15  # of the units' medians, in ln
SHIFTS = (0.0, -0.6)
DAY, OPENS, CLOSES = 1_440, 540, 1_080


def _waits(random: np.random.Generator, shift: Array, lumpy: bool) -> Array:
    """One wait in minutes for each case, `shift` its place in ln."""
    minutes = np.exp(random.normal(7.3, 0.9, len(shift)) + shift)
    if not lumpy:
        return minutes
    clock = (random.uniform(0, DAY, len(shift)) + minutes) % DAY
    late = random.exponential(60, len(shift))
    until_open = np.where(
        clock < OPENS, OPENS - clock + late, np.where(clock > CLOSES, DAY - clock + OPENS + late, 0)
    )
    return minutes + until_open


def _histograms(random: np.random.Generator, sizes: Array, places: Array, lumpy: bool) -> tuple[Array, Array]:
    """Decisions and leavings [units, bins] of one window."""
    unit = np.repeat(np.arange(UNITS), sizes.astype(int))
    waits = _waits(random, places[unit], lumpy)
    patience = np.exp(random.normal(9.3, 1.2, len(unit)))
    bins = np.searchsorted(EDGES, np.minimum(waits, patience), side="left") - 1
    events, exits = np.zeros((2, UNITS, len(EDGES) - 1))
    np.add.at(exits, (unit, bins), 1)
    np.add.at(events, (unit[waits <= patience], bins[waits <= patience]), 1)
    return events, exits


def coverage(cases: int, share: float, lumpy: bool, samples: int) -> dict[str, float]:
    """Share of samples whose interval holds the truth, per way, for a value and for a relative change."""
    random = np.random.default_rng(20211231)
    places = random.normal(0, SPREAD, 400_000)
    truth = [float(np.quantile(_waits(random, places + shift, lumpy), share)) for shift in SHIFTS]
    held = dict.fromkeys(("value, linearised", "value, plain", "change, linearised", "change, plain"), 0)
    said = 0
    for _ in range(samples):
        sizes = random.lognormal(0, 0.9, UNITS)
        sizes = np.maximum(1, random.poisson(sizes / sizes.sum() * cases))
        own = random.normal(0, SPREAD, UNITS)
        sides = [
            _histograms(random, sizes, own + random.normal(shift, 0.08, UNITS), lumpy) for shift in SHIFTS
        ]
        values = [float(survival.quantile(e.sum(0), x.sum(0), EDGES, share)) for e, x in sides]
        if not np.all(np.isfinite(values)):
            continue
        said += 1
        exits = [x.sum(axis=1) for _, x in sides]
        for way in ("linearised", "plain"):
            left = [_without(way, e, x, share) for e, x in sides]
            value = jackknife(values[0], left[0], exits[0], LN)
            change = jackknife(values[1] / values[0], left[1] / left[0], exits[0] + exits[1], LN)
            held[f"value, {way}"] += value.lower is not None and value.lower <= truth[0] <= (value.upper or 0)
            ratio = truth[1] / truth[0]
            held[f"change, {way}"] += change.lower is not None and change.lower <= ratio <= (
                change.upper or 0
            )
    return {"said": said / samples, **{name: count / max(said, 1) for name, count in held.items()}}


def _without(way: str, events: Array, exits: Array, share: float) -> Array:
    if way == "linearised":
        return survival.quantile_without_units(events, exits, EDGES, share)
    return survival.quantile(events.sum(0) - events, exits.sum(0) - exits, EDGES, share)


def main() -> None:
    """Print one line per number of cases, share and kind of wait."""
    print("coverage of 95 % intervals of waiting-time quantiles, 31 units, 400 samples a line")
    for cases in (250, 2_500):
        for lumpy in (False, True):
            for share in (0.5, 0.9):
                found = coverage(cases, share, lumpy, samples=400)
                kind = "lumpy" if lumpy else "smooth"
                words = ", ".join(f"{name} {share_:.1%}" for name, share_ in found.items())
                print(f"{cases:>6,} cases, {kind:6}, {share:.0%}: {words}")


if __name__ == "__main__":
    main()
