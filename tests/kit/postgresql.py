"""A real PostgreSQL server for one test run: its own folder, a free port of the loopback, shut down after."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pg8000.dbapi
from sqlalchemy import make_url

PASSWORD = "s3cr:et"
# The same in an address, where : would end the name of the user.
PASSWORD_IN_ADDRESS = "s3cr%3Aet"


def binaries() -> Path | None:
    """The newest installed server's programs; None where there is no server."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: float(p.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


@contextmanager
def server(bin_folder: Path) -> Iterator[str]:
    """Its address, with user and password, as company.toml states it."""
    # Not below pytest's folders: those are closed to the user the server has to run as.
    folder = Path(tempfile.mkdtemp(prefix="milepost-postgresql-"))
    data, password = folder / "data", folder / "password"
    password.write_text(PASSWORD)
    if os.getuid() == 0:
        for path in (folder, password):
            shutil.chown(path, "postgres", "postgres")
    port = _free_port()
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} -c fsync=off"
    try:
        _run(bin_folder / "initdb", "-D", data, "-U", "milepost", "-A", "scram-sha-256", "--pwfile", password)
        _run(bin_folder / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
        try:
            yield f"postgresql://milepost:{PASSWORD_IN_ADDRESS}@127.0.0.1:{port}/postgres"
        finally:
            _run(bin_folder / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def run_in(address: str, sql: str) -> None:
    """One statement, at once."""
    url = make_url(address)
    connection = pg8000.dbapi.connect(
        url.username, url.host or "", url.database, url.port or 0, str(url.password)
    )
    connection.autocommit = True
    connection.cursor().execute(sql)
    connection.close()


def _run(*command: object) -> None:
    # The server refuses to run as root.
    as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    words = [*(as_user if os.getuid() == 0 else []), *map(str, command)]
    done = subprocess.run(words, cwd="/", text=True, capture_output=True, check=False)
    assert done.returncode == 0, f"{words}: {done.stdout} {done.stderr}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
