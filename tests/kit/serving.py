"""A dashboard that runs as its users run it, in a process of its own."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from warehouse.contract.store import Home

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


@dataclass(frozen=True, kw_only=True)
class Served:
    """A running dashboard."""

    url: str
    home: Home

    def json(self, path: str) -> tuple[int, dict[str, Any]]:
        """Status and body of a JSON route."""
        try:
            with urllib.request.urlopen(f"{self.url}{path}", timeout=60) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)


@contextmanager
def serving(home: Home, command: Callable[[int], list[str]], folder: Path = ROOT) -> Iterator[Served]:
    """What `command` serves on the port it is given, started in this folder."""
    port = free_port()
    process = subprocess.Popen(
        command(port),
        cwd=folder,
        env={**os.environ, "MILEPOST_HOME": str(home.root)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        found = Served(url=f"http://127.0.0.1:{port}", home=home)
        _wait_for(found, process)
        yield found
    finally:
        process.terminate()
        process.wait(timeout=60)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_for(found: Served, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        assert process.poll() is None, "the server ended while it started"
        try:
            urllib.request.urlopen(f"{found.url}/_stcore/health", timeout=2).close()
            return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the server did not answer within a minute")


def by_serve(port: int) -> list[str]:
    return [sys.executable, "-m", "cli.main", "serve", "--port", str(port)]


def by_streamlit(port: int) -> list[str]:
    options = ["--server.address", "127.0.0.1", "--server.port", str(port)]
    return [sys.executable, "-m", "streamlit", "run", "app.py", *options]


def by_uvicorn(port: int) -> list[str]:
    return [sys.executable, "-m", "uvicorn", "app:app", "--host", "127.0.0.1", "--port", str(port)]
