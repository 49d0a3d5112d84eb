"""`milepost serve`: run the dashboard in a process of its own, and report its address once it answers."""

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from door.hosts import CONSENT, HOSTS, OPTION, check_listening, for_everyone, host_of, hosts_of
from warehouse.contract.errors import MilepostError
from warehouse.contract.store import Home
from warehouse.snapshot import snapshots

PROJECT = Path(__file__).parents[1]
FRAME = PROJECT / "ui" / "frame"  # Streamlit takes its settings from `.streamlit` in the folder it starts in
LOOK_EVERY_SECONDS, PATIENCE_SECONDS = 0.2, 120.0
KILLED, TERMINATED = 128, 143  # 128 and the number of the signal


def add_serve(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command `serve` to a parser."""
    serving = commands.add_parser("serve", help="the dashboard")
    serving.add_argument("--host", default="127.0.0.1")
    serving.add_argument("--port", type=int, default=8501)
    serving.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME[:PORT]",
        help="a name it answers to beside this machine's own, as of a reverse proxy; may be repeated",
    )
    serving.add_argument(
        OPTION,
        dest="insecure",
        action="store_true",
        help="let other machines reach it, though nobody signs in",
    )
    serving.set_defaults(run=_serve)


def _serve(given: argparse.Namespace) -> int:
    home = Home.from_environment()
    snapshots.open_current(home).close()
    environment = _environment(given, home)
    address, port = _free(given.host, given.port)
    check_listening(address, given.insecure or for_everyone())
    options = ["--server.address", address, "--server.port", str(port), "--logger.hideWelcomeMessage", "true"]
    command = [sys.executable, "-m", "streamlit", "run", str(PROJECT / "app.py"), *options]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    with subprocess.Popen(command, cwd=FRAME, env=environment) as process:
        try:
            _wait_for(process, address, port)
            shown = f"[{given.host}]" if ":" in given.host else given.host
            print(f"serving {home.root} on http://{shown}:{port} (Ctrl-C stops)", file=sys.stderr, flush=True)
            status = process.wait()
            return status if status >= 0 else KILLED - status
        finally:
            process.terminate()


def _environment(given: argparse.Namespace, home: Home) -> Mapping[str, str]:
    """The environment of the dashboard: the company, its host names, and whether others may reach it."""
    names = [*given.allow_host, *([given.host] if host_of(given.host) else [])]
    hosts_of(",".join(names))
    known = os.environ.get(HOSTS, "")
    settings = {"MILEPOST_HOME": str(home.root), HOSTS: ",".join([*([known] if known else []), *names])}
    return {**os.environ, **settings, **({CONSENT: "yes"} if given.insecure else {})}


def _free(host: str, port: int) -> tuple[str, int]:
    """The address and port to listen on, seen to be free; MilepostError where they are not."""
    if not 0 <= port < 65_536:
        raise MilepostError(f"{host}:{port}: cannot listen there (ports end at 65535); choose another --port")
    try:
        family, kind, _, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(where)
            address, free_port = probe.getsockname()[:2]
            return str(address), int(free_port)
    except OSError as error:
        raise MilepostError(
            f"{host}:{port}: cannot listen there ({error.strerror}); choose another --port or --host"
        ) from None


def _wait_for(process: "subprocess.Popen[bytes]", address: str, port: int) -> None:
    """Return once the dashboard answers; MilepostError where it ends before, or takes too long."""
    here = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address, address)
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            raise MilepostError(f"{address}:{port}: the dashboard ended while it started; why is said above")
        with closing(HTTPConnection(here, port, timeout=LOOK_EVERY_SECONDS * 10)) as connection:
            try:
                connection.request("GET", "/_stcore/health")
                if connection.getresponse().status == 200:
                    return
            except (OSError, HTTPException):
                pass
        time.sleep(LOOK_EVERY_SECONDS)
    raise MilepostError(f"{address}:{port}: the dashboard did not answer within {PATIENCE_SECONDS:.0f} s")
