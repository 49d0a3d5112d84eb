"""`milepost serve`: become the server of the dashboard, and report its address once it answers."""

import argparse
import os
import runpy
import socket
import sys
import time
from collections.abc import Mapping
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Thread

from door.hosts import CONSENT, HOSTS, OPTION, check_listening, for_everyone, host_of, hosts_of
from warehouse.contract.errors import MilepostError
from warehouse.contract.store import Home
from warehouse.snapshot import snapshots

PROJECT = Path(__file__).parents[1]
FRAME = PROJECT / "ui" / "frame"  # Streamlit takes its settings from `.streamlit` in the folder it starts in
LOOK_EVERY_SECONDS = 0.1


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


def _serve(given: argparse.Namespace) -> None:
    """Check what can be checked, then become the server; what is imported by then need not be imported again."""
    home = Home.from_environment()
    snapshots.open_current(home).close()
    environment = _environment(given, home)
    address, port = _free(given.host, given.port)
    check_listening(address, given.insecure or for_everyone())
    shown = f"[{given.host}]" if ":" in given.host else given.host
    serving = f"serving {home.root} on http://{shown}:{port} (Ctrl-C stops)"
    Thread(target=_announce, args=(serving, address, port), daemon=True).start()
    os.environ.update(environment)
    os.chdir(FRAME)
    options = ["--server.address", address, "--server.port", str(port), "--logger.hideWelcomeMessage", "true"]
    sys.argv = ["streamlit", "run", str(PROJECT / "app.py"), *options]
    runpy.run_module("streamlit", run_name="__main__")


def _environment(given: argparse.Namespace, home: Home) -> Mapping[str, str]:
    """What the dashboard reads: the company, its host names, and whether others may reach it."""
    names = [*given.allow_host, *([given.host] if host_of(given.host) else [])]
    hosts_of(",".join(names))
    known = os.environ.get(HOSTS, "")
    settings = {"MILEPOST_HOME": str(home.root), HOSTS: ",".join([*([known] if known else []), *names])}
    return {**settings, **({CONSENT: "yes"} if given.insecure else {})}


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


def _announce(serving: str, address: str, port: int) -> None:
    """Say that the dashboard is served, once it answers."""
    here = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address, address)
    while not _answers(here, port):
        time.sleep(LOOK_EVERY_SECONDS)
    print(serving, file=sys.stderr, flush=True)


def _answers(address: str, port: int) -> bool:
    with closing(HTTPConnection(address, port, timeout=LOOK_EVERY_SECONDS * 10)) as connection:
        try:
            connection.request("GET", "/_stcore/health")
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
