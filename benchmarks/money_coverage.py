"""How often the range of a plan's money on proven effects holds what these effects truly bring.

Run: `python -m benchmarks.money_coverage [--panels N] [--markdown]`; 240 companies take ten minutes. Companies, cuts
and plans are those of `benchmarks.scenario_trials`: every initiative goes on to its remaining regions. Judged is the
NPV over 24 months of `analysis.scenario.trust`: on effects that are attributable at the cut, and, beside it, on all
that have a size. What truly comes is the money of the true paths with and without the rest of the roll-outs, through
the same driver tree, whose links are either known or drawn from the ranges that the plan states: for each company
once, from a stream of its own. Costs are left out: they are the same on both sides.
"""

import argparse
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import repeat
from multiprocessing import get_context

import numpy as np
import pandas as pd

from analysis.attribution.panel import Array
from analysis.intervals import wilson
from analysis.scenario.description import OUTCOMES, Scenario
from analysis.scenario.draws import Deviates, coefficient_values, draw_deviates
from analysis.scenario.money import money_paths
from analysis.scenario.outcomes import YEAR
from analysis.scenario.projection import PERCENTILES, percentiles
from analysis.scenario.runs import run_of
from analysis.scenario.trust import IN_ORDER, Trust, limit_to
from benchmarks.calibration import companies
from benchmarks.calibration.futures import steady, stopped, true_path
from benchmarks.calibration.table import head, row
from benchmarks.known_at_cut import OF_SCENARIOS, SAID_BY, Known, Seen, known_of
from benchmarks.scenario_coverage import BANDS, CALENDARS, CUTS, PROCESSES
from benchmarks.scenario_trials import HORIZON, evidence_of, scenario_of
from demo.setting.streams import stream

COUNTED: dict[str, tuple[Trust, ...]] = {"proven effects": IN_ORDER[:1], "all effects": IN_ORDER[:2]}
Paths = dict[str, Array]


@dataclass(frozen=True, kw_only=True)
class Truth:
    """Outcomes of a company [1, HORIZON] with the rest of its roll-outs and without, and their level [1, 1] before."""

    finished: Paths
    stopped: Paths
    usual: Paths


def trials(number: int, size: int, cut: int) -> pd.DataFrame:
    """`size` companies of one calendar, seen for `cut` months.

    Columns: calendar, company, counted ("proven effects", "all effects"), links ("known", "drawn"), effects (how many
    are counted), truth, p5, p25, p50, p75, p95. A plan without an effect that counts has no row.
    """
    seen = Seen(at=companies.calendar(number), cut=cut)
    by_kpi = [known_of(kpi, seen, size) for kpi in OF_SCENARIOS]
    rows = []
    for company, known in enumerate(zip(*by_kpi, strict=True)):
        for counted, scenario in plans_of(company, seen, known).items():
            for links in ("known", "drawn"):
                plan = scenario if links == "drawn" else fix_links(scenario)
                ranges = percentiles(run_of(plan, draw_deviates(plan)).npv[:, None])[0]
                rows.append(
                    {"calendar": number, "company": company, "counted": counted, "links": links}
                    | {"effects": len(plan.effects), "truth": true_npv(plan, truth_of(seen, known, plan))}
                    | {f"p{percent}": end for percent, end in zip(PERCENTILES, ranges, strict=True)}
                )
    return pd.DataFrame(rows)


def plans_of(company: int, seen: Seen, known: Sequence[Known]) -> dict[str, Scenario]:
    """The plan to finish every roll-out, limited to the effects of each of COUNTED; without plans that have none."""
    found = evidence_of(seen, known)
    sized = {(pair.initiative, pair.kpi) for pair in found.pairs if pair.effect is not None}
    planned = [
        (one, [code for code in one.estimates if (code, SAID_BY[one.kpi.name][0]) in sized]) for one in known
    ]
    scenario = scenario_of(company, seen, planned, found)
    limited = {name: limit_to(scenario, trusts) for name, trusts in COUNTED.items()}
    return {name: plan for name, plan in limited.items() if plan.effects}


def fix_links(scenario: Scenario) -> Scenario:
    """The scenario with every link and assumption known: what is left uncertain are effects and levels."""
    return replace(
        scenario,
        coefficients=tuple(replace(link, low=link.value, high=link.value) for link in scenario.coefficients),
    )


def truth_of(seen: Seen, known: Sequence[Known], plan: Scenario) -> Truth:
    """The true paths as far as a plan speaks of them: steady, and moved only by the effects that are counted.

    What other initiatives did stays what it was on average in the last year.
    """
    finished, without, usual = Paths(), Paths(), Paths()
    for code, level in zip(OUTCOMES, plan.baseline.levels, strict=True):
        finished[code] = without[code] = np.full((1, HORIZON), level)
        usual[code] = np.full((1, 1), level)
    for one in known:
        outcome, unit = SAID_BY[one.kpi.name]
        counted = [effect.initiative for effect in plan.effects if effect.outcome == outcome]
        others = [code for code in one.kpi.effects if code not in counted]
        calm = steady(one.kpi, seen.at, one.nature, others, seen.last_year)
        at = stopped(seen.at, others, 0)
        path = true_path(one.kpi, at, calm, unit)
        finished[outcome] = path[None, seen.cut : seen.cut + HORIZON]
        ended = true_path(one.kpi, stopped(at, counted, seen.cut), calm, unit)
        without[outcome] = ended[None, seen.cut : seen.cut + HORIZON]
        usual[outcome] = path[None, list(seen.last_year)].mean(axis=1, keepdims=True)
    return Truth(finished=finished, stopped=without, usual=usual)


def true_npv(plan: Scenario, truth: Truth) -> float:
    """The money that the true paths bring, through links drawn once for the company."""
    random = stream(0, f"links {plan.seed}")
    drawn = Deviates(
        effects=np.zeros((1, 0)),
        coefficients=random.standard_normal((1, len(plan.coefficients))),
        levels=np.zeros((1, len(OUTCOMES))),
    )
    given = coefficient_values(plan, drawn)
    net = [
        money_paths(plan, paths, truth.usual, given)["net"][0] for paths in (truth.finished, truth.stopped)
    ]
    years = np.arange(1, HORIZON + 1) / YEAR
    return float(((net[0] - net[1]) * (1 + given["discount_rate"]) ** -years).sum())


def simulated(panels: int, cut: int) -> pd.DataFrame:
    """Judged plans of at least so many companies, spread over calendars, seen for `cut` months."""
    calendars = min(panels, CALENDARS)
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # of the processes to come: matrices are small
    with ProcessPoolExecutor(PROCESSES, get_context("spawn")) as pool:
        found = pool.map(trials, range(calendars), repeat(-(-panels // calendars)), repeat(cut))
        plans = pd.concat(found, ignore_index=True)
    return plans.assign(
        **{band: plans["truth"].between(plans[low], plans[high]) for band, (low, high) in BANDS.items()}
    )


def table(plans: pd.DataFrame) -> list[str]:
    """One line for each kind of plan: in how many companies its range holds the truth, by band."""
    lines = head(("NPV of finishing every roll-out, on", "plans"), "50 %", "90 %", "lower end held (95 %)")
    for (counted, links), rows in plans.groupby(["counted", "links"], sort=False):
        above = rows["truth"] >= rows["p5"]
        cells = [_held(held) for held in (rows["half"], rows["ninety"], above)]
        lines.append(row(f"{counted}, links {links}", f"{len(rows):,}", *cells))
    return lines


def _held(held: "pd.Series[bool]") -> str:
    share = wilson(float(held.sum()), float(len(held)))
    return f"{held.mean():.0%} [{share.lower:.0%}–{share.upper:.0%}]"


def report(panels: int, markdown: bool) -> None:
    """Print a table for each of CUTS."""
    for cut in CUTS:
        plans = simulated(panels, cut)
        if not markdown:
            print(f"{panels:,} simulated companies or a few more, seen for {cut} months, run for {HORIZON}\n")
        print("\n".join(table(plans)) + "\n")


def main() -> None:
    """Read the arguments and report."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.money_coverage", description=__doc__)
    parser.add_argument("--panels", type=int, default=240)
    parser.add_argument("--markdown", action="store_true", help="only what docs/scenarios.md shows")
    given = parser.parse_args()
    report(given.panels, given.markdown)


if __name__ == "__main__":
    main()
