"""The whole way from files to grades, on simulated companies of which the truth is known.

Each company is simulated at size s, loaded and published as any other; then contributions to the change between the
windows are compared with what the initiatives truly did, on the same luck with and without them. One initiative
does nothing at all: none of its pairs may be graded attributable. Run: `python -m benchmarks.planted_effects`.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.intervals import wilson
from cli.publishing import publish
from demo.simulation import simulate
from etl.load import load
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.contract.store import Home
from warehouse.effects.evidence import Evidence, Pair, evidence
from warehouse.effects.harm import lies_worse, standing
from warehouse.snapshot.snapshots import open_current

FIRST_SEED = 101
# Truth and panel measure the same thing, on the same scale; others (working minutes, medians) do not.
SAME_MEASURE = {
    "approval_time_ln_mean": "approval_time_median",
    "decided_within_24h": "decided_within_24h",
    "gave_up": "gave_up_30d",
    "approval_rate": "approval_rate",
    "automated_rate": "automated_rate",
    "touch_minutes_mean": "touch_time_mean",
    "csat": "csat",
    "npl_formation": "npl_rate",
    "left_early": "churn_rate",
}


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A pair beside its truth: whether the interval of its contribution holds it, and what it was graded.

    held: None where no contribution is said. worse: its whole interval lies on the worse side.
    """

    initiative: str
    kpi: str
    stated: bool
    truth: float
    held: bool | None
    grade: str
    standing: str
    worse: bool


def judge(seed: int) -> list[Judged]:
    """All pairs of one company of which the truth is known."""
    with tempfile.TemporaryDirectory(prefix="milepost-company-") as folder:
        files, home = Path(folder) / "files", Home(root=Path(folder) / "home")
        simulate(files, "s", seed, _silent)
        load(home, files / "company.toml", None, False, _silent)
        publish(home, _silent)
        truth = json.loads((files / "truth.json").read_text(encoding="utf-8"))["initiatives"]
        snapshot = open_current(home)
        try:
            return list(_judged(evidence(snapshot, WHOLE_HOUSE), truth))
        finally:
            snapshot.close()


def _judged(found: Evidence, truth: dict[str, Any]) -> Iterator[Judged]:
    for initiative, facts in truth.items():
        if facts["does_nothing"]:
            for pair in found.pairs:
                if pair.initiative == initiative:
                    yield _beside(pair, 0.0)
            continue
        for measure, effect in facts["effects"].items():
            measured = found.pair(initiative, SAME_MEASURE.get(measure, ""))
            if measured is not None and effect["after_whole_company"] is not None:
                yield _beside(measured, effect["after_whole_company"])


def _beside(pair: Pair, truth: float) -> Judged:
    part = pair.contribution
    held = None if part is None else part.lower <= truth <= part.upper
    harm = standing(pair), lies_worse(pair)
    return Judged(
        initiative=pair.initiative,
        kpi=pair.kpi,
        stated=pair.stated,
        truth=truth,
        held=held,
        grade=pair.grade,
        standing=harm[0],
        worse=harm[1],
    )


def _silent(_: str) -> None:
    """Progress that nobody reads."""


def main(companies: int) -> None:
    """Judge companies in two processes and print what came out."""
    with ProcessPoolExecutor(2) as pool:
        each = list(pool.map(judge, range(FIRST_SEED, FIRST_SEED + companies)))
    pairs = [pair for company in each for pair in company]
    idle = [[pair for pair in company if pair.truth == 0.0] for company in each]
    print(f"{companies} companies of size s")
    _print("interval holds the truth", [p.held for p in pairs if p.held is not None])
    _print("of them stated goals", [p.held for p in pairs if p.held is not None and p.stated])
    _print("idle initiative: pairs graded attributable", [p.grade == "attributable" for c in idle for p in c])
    _print(
        "idle initiative: any pair of a company", [any(p.grade == "attributable" for p in c) for c in idle]
    )
    _print("idle initiative: pairs on the worse side", [p.worse for c in idle for p in c])
    _print(
        'idle initiative: pairs called "worse, at least"', [p.standing == "at least" for c in idle for p in c]
    )
    stated = [[p.grade == "attributable" for p in c if p.stated] for c in idle]
    _print("idle initiative: any stated goal of a company", [any(c) for c in stated])
    for key in sorted({(p.initiative, p.kpi) for p in pairs if p.truth != 0.0}):
        mine = [p for p in pairs if (p.initiative, p.kpi) == key]
        said = [p.held for p in mine if p.held is not None]
        found = sum(p.grade == "attributable" for p in mine)
        mean = sum(p.truth for p in mine) / len(mine)
        print(f"{key[0]:18} {key[1]:22} truth {mean:+.3f}", end="  ")
        print(f"holds {sum(said)}/{len(said)}  attributable {found}/{len(mine)}")


def _print(what: str, cases: list[bool]) -> None:
    share = wilson(sum(cases), len(cases))
    if share.value is not None and share.lower is not None and share.upper is not None:
        print(
            f"{what}: {sum(cases)}/{len(cases)} = {share.value:.1%} ({share.lower:.1%} … {share.upper:.1%})"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--companies", type=int, default=20)
    main(parser.parse_args().companies)
