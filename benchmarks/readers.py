"""What readers wait for, over the websocket that a browser opens: every page, and a plain one in the same run.

Run: `MILEPOST_HOME=… python -m benchmarks.readers` on a published company. A machine that does other things makes
waiting longer; the processor time of a rerun stays much the same, and so does its ratio to the plain page's.
"""

import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations, islice

import numpy as np

from benchmarks.servers import Server, serve_ours, serve_plain
from benchmarks.session import Drawn, Query, Session
from ui.prewarming import DRAWN
from warehouse.contract.store import Home
from warehouse.snapshot.snapshots import open_current

COLD = ("scorecard", "initiatives", "scenarios", "partners")  # measured before anything is prepared, too
FILTERED = ("scorecard", "approval", "risk", "satisfaction", "churn", "value", "growth")
RERUNS, FILTERS = 20, 8
READERS, RUSH_SECONDS = 4, 15.0
PLAIN = ""


def main(home: Home) -> None:
    """Print milliseconds of starts, first visits, reruns and new filters, and reruns a second."""
    print(f"milliseconds over a websocket, load average {os.getloadavg()[0]:.1f}")
    regions = combinations(open_current(home).members("region"), 2)  # never the same two: answers are kept
    with serve_plain() as plain:
        begun = time.perf_counter()
        with serve_ours(home) as server:
            first = _visit(server, DRAWN[0])
            print(f"  milepost serve to its first page {(time.perf_counter() - begun) * 1_000:.0f}, {first}")
            server.wait_until_idle()
            print(f"  all prepared after {time.perf_counter() - begun:.0f} s", flush=True)
            _print_pages(plain, server, regions)
            for name, one, page in (("plain page", plain, PLAIN), *((p, server, p) for p in FILTERED[:3])):
                print(
                    f"  {name:14} {_rush(one, page):5.1f} reruns a second for {READERS} readers", flush=True
                )
        for page in COLD:
            with serve_ours(home) as cold:
                print(f"  {page:14} opened first, with nothing prepared {_visit(cold, page)}", flush=True)


def _print_pages(plain: Server, server: Server, regions: Iterator[tuple[str, ...]]) -> None:
    print(f"  {'':14} {'first':>7} {'nothing changed':>23} {'new filter: headlines':>23} {'complete':>15}")
    print(
        f"  {'page':14} {'visit':>7} {'p50':>7}{'p95':>7}{'processor':>9} {'p50':>16}{'p95':>7} {'p50':>8}{'p95':>7}"
    )
    for name, one, page in (("plain page", plain, PLAIN), *((page, server, page) for page in DRAWN)):
        filters = islice(regions, FILTERS if page in FILTERED else 0)
        print(
            f"  {name:14} {_line(one, page, [tuple(('region', r) for r in pair) for pair in filters])}",
            flush=True,
        )


def _line(server: Server, page: str, queries: list[Query]) -> str:
    with Session(server.url) as session:
        first = session.draw(page, ()).complete
        before = server.processor_seconds()
        again = [session.draw(page, ()).complete for _ in range(RERUNS)]
        used = (server.processor_seconds() - before) * 1_000 / RERUNS
        drawn = [session.draw(page, query) for query in queries]
    headlines, complete = [one.headlines for one in drawn], [one.complete for one in drawn]
    return f"{first:7.0f} {_percentiles(again)}{used:9.0f} {_percentiles(headlines):>23} {_percentiles(complete)}"


def _percentiles(times: list[float]) -> str:
    return "".join(f"{value:7.0f}" for value in np.percentile(times, (50, 95))) if times else ""


def _visit(server: Server, page: str) -> str:
    with Session(server.url) as session:
        drawn: Drawn = session.draw(page, ())
    return f"drawn in {drawn.complete:.0f}, processor {server.processor_seconds():.1f} s since the start"


def _rush(server: Server, page: str) -> float:
    """Reruns a second when several readers ask for the next as soon as they have one."""

    def read(_: int) -> int:
        end, reruns = time.perf_counter() + RUSH_SECONDS, 0
        with Session(server.url) as session:
            while time.perf_counter() < end:
                session.draw(page, ())
                reruns += 1
        return reruns

    with ThreadPoolExecutor(READERS) as pool:
        return sum(pool.map(read, range(READERS))) / RUSH_SECONDS


if __name__ == "__main__":
    main(Home.from_environment())
