"""How long an answer takes against its bare SQL on the same snapshot.

Run: `MILEPOST_HOME=… python -m benchmarks.queries` on a published company.
"""

import statistics
import time
from collections.abc import Callable

from warehouse.answers import WHOLE_HOUSE
from warehouse.query import Question, answer, compare
from warehouse.snapshots import Snapshot, open_current
from warehouse.store import Home
from warehouse.waits import distribution, stages

RUNS = 15
QUESTIONS = (
    ("approval_time_median", ()),
    ("approval_time_median", ("month",)),
    ("approval_time_median", ("region",)),
    ("approval_time_median", ("partner",)),
    ("decided_within_24h", ()),
    ("decided_within_24h", ("month",)),
    ("decided_within_24h", ("region",)),
    ("touch_time_mean", ("channel",)),
)


def main(home: Home) -> None:
    """Print median milliseconds of each answer, of its bare SQL, and their ratio."""
    snapshot = open_current(home)
    print(f"milliseconds of an answer, median of {RUNS}; its bare SQL on the same snapshot; ratio")
    for kpi, by in QUESTIONS:
        question = Question(kpi, by, (), None)
        sql = answer(snapshot, question, WHOLE_HOUSE).passport.sql
        ours, bare = _timed(snapshot, lambda q=question: answer(snapshot, q, WHOLE_HOUSE), sql)  # type: ignore[misc]
        print(f"  {kpi} by {', '.join(by) or '–':10} {ours:8.1f} {bare:8.1f} {ours / bare:6.2f}")
    before, after = snapshot.windows
    if before and after:
        kpi = "approval_time_median"
        whole: dict[str, Callable[[], object]] = {
            "before and after": lambda: compare(snapshot, kpi, before, after, (), (), WHOLE_HOUSE),
            "before and after by region": lambda: compare(
                snapshot, kpi, before, after, ("region",), (), WHOLE_HOUSE
            ),
            "distribution": lambda: distribution(snapshot, kpi, after, before, (), WHOLE_HOUSE),
            "stages": lambda: stages(snapshot, after, before, (), WHOLE_HOUSE),
        }
        for name, ask in whole.items():
            print(f"  {name:40} {_median(ask):8.1f}")


def _timed(snapshot: Snapshot, ask: Callable[[], object], sql: str) -> tuple[float, float]:
    return _median(ask), _median(lambda: snapshot.frame(sql))


def _median(run: Callable[[], object]) -> float:
    run()
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1_000


if __name__ == "__main__":
    main(Home.from_environment())
