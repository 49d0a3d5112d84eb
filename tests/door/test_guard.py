"""Which requests the guard answers: by host, by the page they come from, by the address they came in at."""

import pytest

from door.guard import NOT_FOR_OTHERS, NOT_FROM_THERE, NOT_HERE, NOT_THIS_HOST, refusal
from door.hosts import Host, host_of, hosts_of
from warehouse.contract.errors import MilepostError

OWN = ("127.0.0.1", 8501)
PROXY = (Host(name="milepost.example.com", port=None), Host(name="other.example.com", port=8443))


def http(
    host: str, own: tuple[str, int] = OWN, method: str = "GET", path: str = "/", **sent: str
) -> dict[str, object]:
    headers = [(b"host", host.encode()), *((name.encode(), value.encode()) for name, value in sent.items())]
    return {"type": "http", "method": method, "path": path, "headers": headers, "server": own}


def websocket(host: str, **sent: str) -> dict[str, object]:
    return {**http(host, OWN, "GET", "/_stcore/stream", **sent), "type": "websocket"}


@pytest.mark.parametrize(
    ("host", "own", "answered"),
    [
        ("localhost:8501", OWN, True),
        ("LOCALHOST:8501", OWN, True),
        ("127.0.0.1:8501", OWN, True),
        ("[::1]:8501", ("::1", 8501), True),
        ("127.0.0.1:8501", ("::ffff:127.0.0.1", 8501), True),
        ("localhost", ("127.0.0.1", 80), True),  # a browser leaves out the port of the scheme
        ("localhost", OWN, False),
        ("localhost:8502", OWN, False),  # another program of this machine
        ("evil.example:8501", OWN, False),
        ("127.0.0.1.evil.example:8501", OWN, False),
        ("localhost.evil.example:8501", OWN, False),
        ("localhost.:8501", OWN, False),
        ("localhost:8501@evil.example", OWN, False),
        ("", OWN, False),
        ("192.168.1.5:8501", OWN, False),  # not the address the request came to
        ("milepost.example.com", OWN, True),  # behind a proxy with a certificate
        ("milepost.example.com:443", OWN, True),
        ("milepost.example.com:8501", OWN, True),
        ("milepost.example.com:9999", OWN, False),
        ("x.milepost.example.com", OWN, False),
        ("other.example.com:8443", OWN, True),
        ("other.example.com", OWN, False),
        ("other.example.com:8501", OWN, False),
    ],
)
def test_only_names_of_the_list_are_answered(host: str, own: tuple[str, int], answered: bool) -> None:
    assert refusal(http(host, own), PROXY) == (None if answered else NOT_THIS_HOST)


def test_two_hosts_or_none_are_refused() -> None:
    twice = http("localhost:8501")
    twice["headers"] = [(b"host", b"localhost:8501"), (b"host", b"evil.example")]
    assert refusal(twice, ()) == NOT_THIS_HOST
    assert refusal({**twice, "headers": []}, ()) == NOT_THIS_HOST


@pytest.mark.parametrize(
    ("request_", "answered"),
    [
        (websocket("localhost:8501", origin="http://localhost:8501"), True),
        (websocket("milepost.example.com", origin="https://milepost.example.com"), True),
        (websocket("localhost:8501", origin="http://evil.example"), False),
        (websocket("localhost:8501", origin="http://localhost:3000"), False),
        (websocket("localhost:8501", origin="http://127.0.0.1:8501"), False),
        (websocket("localhost:8501", origin="null"), False),
        (websocket("localhost:8501"), False),
        (http("localhost:8501", method="POST", origin="http://localhost:8501"), True),
        (http("localhost:8501", method="POST", origin="http://evil.example"), False),
        (http("localhost:8501", method="PUT"), False),
        (http("localhost:8501", origin="http://evil.example"), False),
        (http("localhost:8501"), True),  # a link on any page may lead in
    ],
)
def test_only_pages_of_the_dashboard_itself_are_answered(request_: dict[str, object], answered: bool) -> None:
    assert refusal(request_, PROXY) == (None if answered else NOT_FROM_THERE)


def test_what_came_in_from_another_machine_is_refused_unless_agreed(monkeypatch: pytest.MonkeyPatch) -> None:
    """As of `uvicorn app:app --host 0.0.0.0`: the socket knows at which address a request came in."""
    asked = http("192.168.1.5:8501", ("192.168.1.5", 8501))
    assert refusal(asked, ()) == NOT_FOR_OTHERS
    monkeypatch.setenv("MILEPOST_INSECURE_NO_SIGN_IN", "yes")
    assert refusal(asked, ()) is None
    assert refusal(http("evil.example:8501", ("192.168.1.5", 8501)), ()) == NOT_THIS_HOST


@pytest.mark.parametrize(
    "path",
    ["/_stcore/metrics", "/x/_stcore/metrics/", "/_stcore/script-health-check", "/_stcore/agent/interact"],
)
def test_what_tells_of_sessions_is_closed(path: str) -> None:
    assert refusal(http("localhost:8501", path=path), ()) == NOT_HERE


def test_hosts_are_read_strictly() -> None:
    assert hosts_of(" a.example , [::1]:9,b:80,") == (
        Host(name="a.example", port=None),
        Host(name="[::1]", port=9),
        Host(name="b", port=80),
    )
    for text in ("https://a.example", "a b", "a:0", "a:70000", "a/", "*.a", "::1"):
        assert host_of(text) is None
        with pytest.raises(MilepostError, match="is no host"):
            hosts_of(text)
