"""How long a scenario takes: 5,000 draws × 60 months × 31 units, six initiatives half-way, no two units alike.

Run: `python -m benchmarks.scenarios`. Compared with drawing as many normal numbers, since machines differ.
"""

import time
import tracemalloc
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from analysis.scenario.coefficients import COEFFICIENTS
from analysis.scenario.description import OUTCOMES, Baseline, Effect, Initiative, Scenario, Step, Tenure
from analysis.scenario.projection import SERIES, simulate

DRAWS, MONTHS, UNITS, RUNS = 5_000, 60, 31, 7
STEPS = tuple(range(13))


def main() -> None:
    """Print seconds of a run (p50, p95), of the bare draws, their ratio, and the largest memory of a run."""
    scenario = a_large_scenario()
    ours = _seconds(lambda: simulate(scenario))
    numbers = len(SERIES) * DRAWS * MONTHS
    bare = _seconds(lambda: np.random.default_rng(1).standard_normal(numbers))
    tracemalloc.start()
    simulate(scenario)
    largest = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    print(f"a scenario of {DRAWS:,} draws × {MONTHS} months × {UNITS} units, {len(scenario.acting)} effects")
    print(f"  seconds, p50 and p95 of {RUNS}: {np.median(ours):.2f} {np.quantile(ours, 0.95):.2f}")
    print(
        f"  {numbers:,} bare normal draws: {np.median(bare):.2f}; ratio {np.median(ours) / np.median(bare):.1f}"
    )
    print(f"  largest memory: {largest:.0f} MB")


def a_large_scenario() -> Scenario:
    """Every effect an initiative can have, go-lives as scattered as they can be."""
    random = np.random.default_rng(7)
    weights = tuple(float(w) for w in random.dirichlet(np.full(UNITS, 3.0)))
    baseline = Baseline(
        last_month="2025-12",
        units=tuple(f"unit {n}" for n in range(UNITS)),
        weights_by_applications=weights,
        weights_by_balance=weights,
        levels=(1_300.0, 0.88, 0.42, 0.0023, 0.008),
        level_errors=(0.03, 0.02, 0.03, 0.1, 0.05),
        window=12,
        under_way=(),
        effects=(),
        applications=600.0,
        originations=4e7,
        balance=5.6e8,
        income_rate=0.006,
        funding_rate=0.0024,
        amortisation=0.045,
        cost_per_application=40.0,
        other_operating_cost=8e5,
        tenures=tuple(Tenure(left_early=0.008, otherwise=0.005, margin=40.0) for _ in range(MONTHS)),
        value_discount_rate=0.08,
    )
    initiatives = tuple(
        Initiative(
            code=f"initiative {n}",
            start=n,
            go_lives=tuple(int(m) for m in random.integers(-24, 36, UNITS)),
            share=1.0,
            adoption=0.9,
            cost_once=1e6,
            cost_per_month=2e4,
        )
        for n in range(6)
    )
    effects = tuple(
        Effect(
            initiative=one.code,
            outcome=outcome,
            source="measured",
            evidence=one.code,
            label="",
            stated=(0, 0, 0),
            basis="attributable",
            degrees=18.0,
            steps=_steps(random.normal(0, 0.05)),
        )
        for one in initiatives
        for outcome in OUTCOMES
    )
    baseline = replace(baseline, under_way=_reached(initiatives, -24, 0), effects=effects)
    planned, coefficients = _reached(initiatives, 0, 36), tuple(COEFFICIENTS.values())
    return Scenario(
        name="large",
        snapshot="",
        seed="",
        months=MONTHS,
        draws=DRAWS,
        baseline=baseline,
        initiatives=planned,
        effects=effects,
        together=(),
        coefficients=coefficients,
        targets=(),
    )


def _reached(initiatives: tuple[Initiative, ...], first: int, end: int) -> tuple[Initiative, ...]:
    """The initiatives with the go-lives from `first` to before `end` alone."""
    return tuple(
        replace(one, go_lives=tuple(m if m is not None and first <= m < end else None for m in one.go_lives))
        for one in initiatives
    )


def _steps(size: float) -> tuple[Step, ...]:
    ends = (*(first - 1 for first in STEPS[1:]), None)
    return tuple(
        Step(first=first, last=last, centre=size, spread=0.05)
        for first, last in zip(STEPS, ends, strict=True)
    )


def _seconds(run: Callable[[], object]) -> list[float]:
    out = []
    for _ in range(RUNS):
        start = time.perf_counter()
        run()
        out.append(time.perf_counter() - start)
    return out


if __name__ == "__main__":
    main()
