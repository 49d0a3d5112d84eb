"""Middleware in front of everything that is served: pages, files, Streamlit's own routes and its WebSocket."""

import re
from collections.abc import Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from door.hosts import CONSENT, OPTION, Host, for_everyone, host_of, is_answered, is_loopback

READING = ("GET", "HEAD", "OPTIONS")
# Streamlit's own, that no page needs: they tell of sessions and memory, or run the dashboard for programs.
CLOSED = re.compile(r"/_stcore/(metrics|script-health-check|agent(/.*)?)/?$")

NOT_THIS_HOST = (
    421,
    "Milepost is not served under this name. Whoever runs it adds the name: milepost serve --allow-host NAME[:PORT]",
)
NOT_FROM_THERE = (403, "Milepost answers its own pages only.")
NOT_FOR_OTHERS = (
    403,
    f"Milepost is for its own machine only: nobody signs in. Whoever runs it says {OPTION} ({CONSENT}=yes).",
)
NOT_HERE = (404, "Not found.")


class Guard:
    """ASGI middleware that answers only known hosts and the dashboard's own pages; adds `headers` to every HTTP
    answer.
    """

    def __init__(self, app: ASGIApp, hosts: tuple[Host, ...], headers: Mapping[str, str]) -> None:
        self._app, self._hosts, self._headers = app, hosts, headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._headers)
            await send(message)

        refused = refusal(scope, self._hosts)
        if refused is None:
            await self._app(scope, receive, with_headers)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": refused[1]})
        else:
            await PlainTextResponse(refused[1] + "\n", refused[0])(scope, receive, with_headers)


def refusal(scope: Scope, hosts: tuple[Host, ...]) -> tuple[int, str] | None:
    """Return status and message for a request that is refused, None for one that is answered."""
    sent = Headers(scope=scope)
    address, port = scope.get("server") or ("", None)
    # A Unix socket has a path and no port; only this machine reaches it.
    own = ("localhost", None) if port is None else (address, port)
    if not is_loopback(own[0]) and not for_everyone():
        return NOT_FOR_OTHERS
    asked = sent.getlist("host")
    host = host_of(asked[0]) if len(asked) == 1 else None
    if host is None or not is_answered(host, own, hosts):
        return NOT_THIS_HOST
    if not _from_own_page(scope, sent, asked[0]):
        return NOT_FROM_THERE
    return NOT_HERE if CLOSED.search(scope["path"]) else None


def _from_own_page(scope: Scope, sent: Headers, host: str) -> bool:
    """Whether the page that asks is of the host it asks; links from elsewhere tell no origin, and may lead in."""
    origins = sent.getlist("origin")
    if not origins:
        return scope["type"] == "http" and scope["method"] in READING
    return len(origins) == 1 and origins[0].lower() in {
        f"{scheme}://{host.lower()}" for scheme in ("http", "https")
    }
