"""Who is answered at the door: raw requests to `milepost serve`, as a browser led there by another page sends them."""

import os
import re
import socket
import subprocess
import sys
import urllib.request
from base64 import b64encode
from collections.abc import Iterator, Mapping
from hashlib import sha256
from http.client import HTTPConnection, HTTPResponse

import pytest

from cli.main import main
from cli.publishing import publish
from door.shell import write_shell
from tests.kit.facts import AS_OF, a_company, some_applications, write_facts
from tests.kit.publishing import silent
from tests.kit.serving import ROOT, Served, by_serve, by_streamlit, by_uvicorn, free_port, serving
from warehouse.contract.store import Home


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    place = Home(root=tmp_path_factory.mktemp("home"))
    write_facts(place, a_company(), AS_OF, applications=some_applications(50, 1))
    publish(place, silent)
    return place


@pytest.fixture(
    scope="module", params=[by_serve, by_streamlit, by_uvicorn], ids=["serve", "streamlit", "uvicorn"]
)
def served(home: Home, request: pytest.FixtureRequest) -> Iterator[Served]:
    with serving(home, request.param) as found:
        yield found


def port_of(served: Served) -> int:
    return int(served.url.rsplit(":", 1)[1])


def asked(served: Served, path: str, method: str = "GET", **sent: str) -> HTTPResponse:
    connection = HTTPConnection("127.0.0.1", port_of(served), timeout=60)
    connection.putrequest(method, path, skip_host=True)
    for name, value in ({"Host": f"localhost:{port_of(served)}"} | sent).items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


def shaken(served: Served, host: str, origin: str) -> str:
    """The first line of the answer to a handshake of a WebSocket."""
    lines = [
        "GET /_stcore/stream HTTP/1.1", f"Host: {host}", f"Origin: {origin}", "Upgrade: websocket",
        "Connection: Upgrade", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Protocol: streamlit", "", "",
    ]  # fmt: skip
    with socket.create_connection(("127.0.0.1", port_of(served)), timeout=60) as raw:
        raw.sendall("\r\n".join(lines).encode())
        return raw.recv(4_096).decode().splitlines()[0]


PATHS = (
    *("/", "/risk", "/health/data", "/_stcore/health", "/_stcore/host-config", "/favicon.png"),
    *("/media/x.csv", "/component/x/index.html", "/static/js/none.js", "/_stcore/upload_file/a/b"),
)


@pytest.mark.parametrize("path", PATHS)
def test_no_route_answers_a_host_or_a_page_that_is_not_its_own(served: Served, path: str) -> None:
    assert asked(served, path, Host="evil.example").status == 421
    assert asked(served, path, Host=f"evil.example:{port_of(served)}").status == 421
    assert asked(served, path, Origin="http://evil.example").status == 403
    assert asked(served, path).status not in (403, 421)


@pytest.mark.parametrize("path", [*PATHS, "/_stcore/metrics"])
def test_every_answer_carries_the_headers(served: Served, path: str) -> None:
    for host in (f"127.0.0.1:{port_of(served)}", "evil.example"):
        sent = asked(served, path, Host=host).headers
        policy = dict(part.split(" ", 1) for part in sent["Content-Security-Policy"].split("; "))
        assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
        assert policy["connect-src"] == "'self'" and "unsafe" not in policy["script-src"]
        assert sent["X-Content-Type-Options"] == "nosniff" and sent["Referrer-Policy"] == "no-referrer"
        assert sent["Cross-Origin-Opener-Policy"] == sent["Cross-Origin-Resource-Policy"] == "same-origin"


def test_the_websocket_is_for_its_own_pages(served: Served) -> None:
    own, port = f"localhost:{port_of(served)}", port_of(served)
    assert " 101 " in shaken(served, own, f"http://{own}")
    for host, origin in (
        ("evil.example", "http://evil.example"),
        (f"evil.example:{port}", f"http://evil.example:{port}"),
        (own, "http://evil.example"),
        (own, "http://localhost:1"),
        (own, "null"),
    ):
        assert " 403 " in shaken(served, host, origin)


def test_health_is_open_and_metrics_are_closed(served: Served) -> None:
    assert served.json("/health/data")[0] == 200
    assert asked(served, "/_stcore/metrics").status == 404
    assert asked(served, "/_stcore/agent/openapi.json").status == 404


def run(home: Home, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    told = {**os.environ, "MILEPOST_HOME": str(home.root), **environment}
    return subprocess.run(
        command, cwd=ROOT, env=told, capture_output=True, text=True, timeout=120, check=False
    )


def test_another_address_is_refused_in_one_line(home: Home) -> None:
    """Whichever way it is named; `serve` and `streamlit run` alike."""
    port = str(free_port())
    milepost, streamlit = (
        (sys.executable, "-m", "cli.main", "serve", "--port", port),
        (sys.executable, "-m", "streamlit"),
    )
    for done in (
        run(home, *milepost, "--host", "0.0.0.0"),
        run(home, *milepost, "--host", "::"),
        run(home, *streamlit, "run", "app.py", "--server.port", port, "--server.address", "0.0.0.0",
            "--logger.hideWelcomeMessage", "true"),
        run(home, *streamlit, "run", "app.py", "--server.port", port, "--logger.hideWelcomeMessage", "true",
            STREAMLIT_SERVER_ADDRESS="0.0.0.0"),
    ):  # fmt: skip
        (line,) = done.stderr.splitlines()
        assert (done.returncode, done.stdout) == (1, "")
        assert line.startswith("milepost: ") and "--insecure-no-sign-in" in line


def test_agreed_in_so_many_words_it_is_reached_by_others_under_known_names(home: Home) -> None:
    def command(port: int) -> list[str]:
        return [
            *by_serve(port),
            "--host",
            "0.0.0.0",
            "--insecure-no-sign-in",
            "--allow-host",
            "finance.example",
        ]

    with serving(home, command) as served:
        assert asked(served, "/risk", Host=f"finance.example:{port_of(served)}").status == 200
        assert asked(served, "/", Host="evil.example").status == 421


def test_a_port_that_is_taken_or_an_address_that_is_not_here_is_said_at_once(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MILEPOST_HOME", str(home.root))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        for more in (
            ["--port", port],
            ["--host", "203.0.113.1"],
            ["--host", "no.such.invalid"],
            ["--port", "70000"],
        ):
            assert main(["serve", *more]) == 1
            (line,) = capsys.readouterr().err.splitlines()
            assert "cannot listen there" in line


@pytest.mark.parametrize(
    "more", [["--allow-host", "https://a.example"], ["--host", "::1", "--allow-host", "a b"]]
)
def test_a_host_that_is_none_is_refused(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], more: list[str]
) -> None:
    monkeypatch.setenv("MILEPOST_HOME", str(home.root))
    assert main(["serve", *more]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "is no host" in line


def test_it_says_serving_only_once_it_answers(home: Home) -> None:
    port = free_port()
    told: Mapping[str, str] = {**os.environ, "MILEPOST_HOME": str(home.root)}
    with subprocess.Popen(by_serve(port), cwd=ROOT, env=told, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            line = next(line for line in process.stderr if "serving" in line)
            assert f"http://127.0.0.1:{port}" in line
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                pass
        finally:
            process.terminate()
            process.stderr.read()
    with pytest.raises(ConnectionRefusedError):  # the dashboard ends with the command
        socket.create_connection(("127.0.0.1", port), timeout=1)


def test_the_shell_of_a_page_holds_our_script_first_and_the_policy_knows_it(served: Served) -> None:
    page = "<html><head><script>one()</script></head></html>"
    shell = write_shell(page)
    ours, theirs = re.findall(r"<script>(.*?)</script>", shell, re.DOTALL)
    assert theirs == "one()" and "prefers-color-scheme" in ours
    with pytest.raises(ValueError, match="head"):
        write_shell("<html></html>")
    for path in ("/risk", "/data-health"):
        with urllib.request.urlopen(f"{served.url}{path}", timeout=60) as answer:
            body, policy = answer.read().decode(), answer.headers["Content-Security-Policy"]
        assert f"<head><script>{ours}</script>" in body
        for script in re.findall(r"<script>(.*?)</script>", body, re.DOTALL):
            assert b64encode(sha256(script.encode()).digest()).decode() in policy
