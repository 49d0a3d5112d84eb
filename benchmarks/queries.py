"""How long answers take against their bare SQL on the same snapshot, in the same run.

Run: `MILEPOST_HOME=… python -m benchmarks.queries` on a published company.
"""

import time
from collections.abc import Callable
from functools import partial
from unittest.mock import patch

import numpy as np
import pandas as pd

from warehouse.contract.scope import WHOLE_HOUSE, Months
from warehouse.contract.store import Home
from warehouse.kpis import KPIS as ALL_KPIS
from warehouse.query.answers import Answer, Comparison
from warehouse.query.batches import Steps, finish, finish_together
from warehouse.query.query import Question, answer, answer_in_steps, compare, compare_in_steps
from warehouse.query.subjects.waits import distribution, stages
from warehouse.snapshot.snapshots import Snapshot, open_current

RUNS = 20
KPIS = (
    *("approval_time_median", "decided_within_24h", "npl_rate", "npl_formation_same_age", "net_loss_rate"),
    *("csat", "churn_rate", "retention_12m", "clv", "first_response_median", "touch_time_mean"),
)
Ask = Callable[[], object]


def main(home: Home) -> None:
    """Print milliseconds of each answer (p50, p95), of its bare SQL (p50), and the ratio of the medians."""
    snapshot = open_current(home)
    before, after = snapshot.windows
    print(f"milliseconds of an answer, p50 and p95 of {RUNS}; of its bare SQL, p50; ratio")
    if before is None or after is None:
        print("  the company has no windows to compare")
        return
    ratios = []
    for kpi in KPIS:
        for name, (ask, sql) in _asked(snapshot, kpi, before, after).items():
            ours, bare = alternately(ask, partial(snapshot.frame, sql))
            ratios.append(_median(ours) / _median(bare))
            print(f"  {kpi:24} {name:18} {_line(ours)} {_median(bare):8.1f} {ratios[-1]:6.2f}")
    print(f"  ratio, median {np.median(ratios):.2f}, largest {max(ratios):.2f}")
    _print_together(snapshot, before, after)
    print("milliseconds of the parts of the approval page that are not one statement, p50 and p95")
    kpi = KPIS[0]
    whole: dict[str, Ask] = {
        "distribution": lambda: distribution(
            snapshot, kpi_code=kpi, window=after, beside=before, where=(), scope=WHOLE_HOUSE
        ),
        "stages": lambda: stages(snapshot, after, before, (), WHOLE_HOUSE),
    }
    for name, ask in whole.items():
        (times,) = alternately(ask)
        print(f"  {name:43} {_line(times)}")


def _print_together(snapshot: Snapshot, before: Months, after: Months) -> None:
    """All KPIs within a filter, before and after and by month: one by one, at once, and the bare SQL of at once."""
    where = (("region", snapshot.members("region")[:2]),)

    def make() -> list[Steps[Answer | Comparison]]:
        months = [Question(kpi=kpi, by=("month",), where=where, months=None) for kpi in ALL_KPIS]
        changes = [
            compare_in_steps(
                snapshot, kpi_code=kpi, before=before, after=after, by=(), where=where, scope=WHOLE_HOUSE
            )
            for kpi in ALL_KPIS
        ]
        return [*changes, *(answer_in_steps(snapshot, question, WHOLE_HOUSE) for question in months)]

    ways: dict[str, Ask] = {
        "one by one": lambda: [finish(snapshot, steps) for steps in make()],
        "at once": lambda: finish_together(snapshot, make()),
    }
    statements = {name: _listen(snapshot, ask) for name, ask in ways.items()}
    asks = (*ways.values(), lambda: [snapshot.frame(sql) for sql in statements["at once"]])
    times = alternately(*asks)
    print(
        "milliseconds of all KPIs within a filter, p50 and p95; statements; ratio to the bare SQL of at once"
    )
    for (name, sent), taken in zip(statements.items(), times, strict=False):
        print(f"  {name:43} {_line(taken)} {len(sent):8} {_median(taken) / _median(times[-1]):6.2f}")


def _listen(snapshot: Snapshot, ask: Ask) -> list[str]:
    """The statements that are sent."""
    sent: list[str] = []

    def frame(sql: str) -> pd.DataFrame:
        sent.append(sql)
        return Snapshot.frame(snapshot, sql)

    with patch.object(snapshot, "frame", frame):
        ask()
    return sent


def _asked(snapshot: Snapshot, kpi: str, before: Months, after: Months) -> dict[str, tuple[Ask, str]]:
    """What pages ask of a KPI, and the SQL behind it."""
    by_month = Question(kpi=kpi, by=("month",), where=(), months=None)
    asked: dict[str, Ask] = {"by month": lambda: answer(snapshot, by_month, WHOLE_HOUSE)}
    statements = {"by month": answer(snapshot, by_month, WHOLE_HOUSE).passport.sql}
    for name, by in (("before and after", ()), ("by region", ("region",))):
        asked[name] = partial(
            compare, snapshot, kpi_code=kpi, before=before, after=after, by=by, where=(), scope=WHOLE_HOUSE
        )
        statements[name] = compare(
            snapshot, kpi_code=kpi, before=before, after=after, by=by, where=(), scope=WHOLE_HOUSE
        ).passport.sql
    return {name: (ask, statements[name]) for name, ask in asked.items() if statements[name]}


def alternately(*asks: Ask) -> list[list[float]]:
    """Milliseconds of each, in turn, so that what else the machine does meets all alike; without the first run."""
    times: list[list[float]] = [[] for _ in asks]
    for _ in range(RUNS + 1):
        for ask, found in zip(asks, times, strict=True):
            start = time.perf_counter()
            ask()
            found.append((time.perf_counter() - start) * 1_000)
    return [found[1:] for found in times]


def _median(times: list[float]) -> float:
    return float(np.median(times))


def _line(times: list[float]) -> str:
    return f"{_median(times):8.1f} {np.percentile(times, 95):8.1f}"


if __name__ == "__main__":
    main(Home.from_environment())
