"""How long the server takes to draw each page: cold, as it was, and with other filters; our own part apart.

Run: `MILEPOST_HOME=… python -m benchmarks.pages` on a published company. Our own part is what answers (query and
analysis) and figures take; the rest of a rerun is Streamlit's: running the script and making its elements.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from itertools import combinations, islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from streamlit.testing.v1 import AppTest

from asking.ask import Ask
from ui.places import FRAME
from ui.view import View
from warehouse.contract.store import Home
from warehouse.snapshot.snapshots import open_current

Array = NDArray[np.float64]

ROOT = Path(__file__).parents[1]
PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py") if path.stem != "__init__")
RERUNS = 20
COLD_STARTS = 3


def main(home: Home) -> None:
    """Print milliseconds of every page: the whole rerun and our own part."""
    print(f"milliseconds to draw a page on the server, load average {os.getloadavg()[0]:.1f}")
    print(f"  {'':14} {'cold':>14}   {'as it was':>25}   {'with other regions':>25}")
    whole_and_own = f"{'p50':>7}{'p95':>7}{'own':>5}{'p95':>6}"
    print(f"  {'page':14} {'whole':>7}{'own':>7}   {whole_and_own}   {whole_and_own}")
    regions = combinations(
        open_current(home).members("region"), 2
    )  # never the same two: pages share their answers
    for page in PAGES:
        title, again, changed = _warm(home, page, regions)
        starts = [_in_new_process(home, page) for _ in range(COLD_STARTS)]
        cold = np.median([times for drawn, times in starts if drawn == title] or [(np.nan, np.nan)], axis=0)
        print(f"  {page:14} {cold[0]:7.0f}{cold[1]:7.0f}   {_line(again)}   {_line(changed)}", flush=True)


def _line(times: Array) -> str:
    whole, own = (np.percentile(column, (50, 95)) for column in times.T)
    return f"{whole[0]:7.0f}{whole[1]:7.0f}{own[0]:5.0f}{own[1]:6.0f}"


def _in_new_process(home: Home, page: str) -> tuple[str, tuple[float, float]]:
    """The first page of a new process, whose caches are empty: its title, and (whole, own).

    A page with another address than its file's name is not found before the frame has run once.
    """
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.pages", page],
        cwd=ROOT,
        env={**os.environ, "MILEPOST_HOME": str(home.root)},
        capture_output=True,
        text=True,
        check=True,
    )
    title, whole, own = json.loads(done.stdout.splitlines()[-1])
    return title, (whole, own)


def _first_page(page: str) -> tuple[str, float, float]:
    """A page in this process, for `_in_new_process`."""
    app = _frame().switch_page(_path(page))
    with _own_time() as own:
        whole, ours = _timed(app.run, own)
    return app.title[0].value, whole, ours


def _warm(home: Home, page: str, regions: Iterator[tuple[str, ...]]) -> tuple[str, Array, Array]:
    """The title of a page, and [reruns, (whole, own)] of it: as it was, and each time with other regions."""
    os.environ["MILEPOST_HOME"] = str(home.root)
    with _own_time() as own:
        app = _frame().run().switch_page(_path(page)).run()
        again = [_timed(app.run, own) for _ in range(RERUNS)]
        changed = []
        for chosen in islice(regions, RERUNS):
            app.query_params["region"] = list(chosen)
            changed.append(_timed(app.run, own))
    return app.title[0].value, np.array(again), np.array(changed)


def _frame() -> AppTest:
    return AppTest.from_file(str(FRAME), default_timeout=120)


def _path(page: str) -> str:
    return str(ROOT / "pages" / f"{page}.py")


def _timed(run: Callable[[], Any], own: list[float]) -> tuple[float, float]:
    own.clear()
    start = time.perf_counter()
    assert not run().exception
    return (time.perf_counter() - start) * 1_000, sum(own) * 1_000


@contextmanager
def _own_time() -> Iterator[list[float]]:
    """Collects the seconds spent in answers and figures, those of an answer asked for within a figure once."""
    seconds: list[float] = []
    depth = 0

    def timed(method: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(method)
        def call(*arguments: Any) -> Any:
            nonlocal depth
            start, depth = time.perf_counter(), depth + 1
            try:
                return method(*arguments)
            finally:
                depth -= 1
                if not depth:
                    seconds.append(time.perf_counter() - start)

        return call

    methods: list[tuple[type, str, Callable[..., Any]]] = [(Ask, "of", Ask.of), (View, "figure", View.figure)]
    for owner, name, method in methods:
        setattr(owner, name, timed(method))
    try:
        yield seconds
    finally:
        for owner, name, method in methods:
            setattr(owner, name, method)


if __name__ == "__main__":
    if sys.argv[1:]:
        print(json.dumps(_first_page(sys.argv[1])))
    else:
        main(Home.from_environment())
