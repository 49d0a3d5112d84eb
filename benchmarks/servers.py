"""Servers of Streamlit pages to be measured: ours, and a plain page."""

import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from subprocess import DEVNULL, Popen

import psutil

from benchmarks.session import Session
from tests.kit.serving import ROOT, by_serve, free_port
from warehouse.contract.store import Home

IDLE, LOOK_EVERY_SECONDS = 0.05, 2.0  # a server that uses less of a processor has nothing left to prepare


class Server:
    """A server in a process of its own."""

    def __init__(self, process: "Popen[bytes]", url: str) -> None:
        self.url = url
        self._process = psutil.Process(process.pid)

    def processor_seconds(self) -> float:
        """Return the processor time that it has used, in all its threads."""
        used = self._process.cpu_times()
        return float(used.user + used.system)

    def wait_until_idle(self) -> None:
        """Return once it prepares nothing any more."""
        before, used = -1.0, self.processor_seconds()
        while used - before > IDLE * LOOK_EVERY_SECONDS:
            time.sleep(LOOK_EVERY_SECONDS)
            before, used = used, self.processor_seconds()


@contextmanager
def serve_ours(home: Home) -> Iterator[Server]:
    """Serve a published company as its users do."""
    port = free_port()
    with _start(by_serve(port), port, {"MILEPOST_HOME": str(home.root)}) as server:
        yield server


@contextmanager
def serve_plain() -> Iterator[Server]:
    """Serve the plain page."""
    port = free_port()
    options = ["--server.address", "127.0.0.1", "--server.port", str(port), "--server.headless", "true"]
    page = str(ROOT / "benchmarks" / "plain_page.py")
    with _start([sys.executable, "-m", "streamlit", "run", page, *options], port, {}) as server:
        yield server


@contextmanager
def _start(command: Sequence[str], port: int, environment: dict[str, str]) -> Iterator[Server]:
    with Popen(
        command, cwd=ROOT, env={**os.environ, **environment}, stdout=DEVNULL, stderr=DEVNULL
    ) as process:
        server = Server(process, f"http://127.0.0.1:{port}")
        try:
            while not _is_open(server):
                assert process.poll() is None, "the server ended while it started"
                time.sleep(0.05)
            yield server
        finally:
            process.terminate()


def _is_open(server: Server) -> bool:
    try:
        with Session(server.url):
            return True
    except OSError:
        return False
