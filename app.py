"""The ASGI app: the dashboard's pages, a health route, and answers prepared before the first reader asks.

Run it with `streamlit run app.py` or `uvicorn app:app`; `door` decides which requests are answered.
"""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse
from starlette.routing import Route

from door.guard import Guard
from door.headers import headers
from door.hosts import check_listening, for_everyone, hosts_from_environment
from door.shell import write_shell
from ui.places import FIRST, URLS
from ui.prewarming import keep_warm
from warehouse.contract.errors import MilepostError
from warehouse.contract.store import Home
from warehouse.snapshot.freshness import find_late, list_deliveries
from warehouse.snapshot.snapshots import open_current

# What the browser is given whichever page it asks for.
PAGE = Path(st.__file__).parent / "static" / "index.html"
SHELL = write_shell(PAGE.read_text(encoding="utf-8"))
HEADERS = headers(SHELL)


def health(request: Request) -> JSONResponse:
    """Return the served snapshot, its cut-off time, late tables and failed checks as JSON.

    Status 503 with the reason if no snapshot can be served.
    """
    try:
        with closing(open_current(Home.from_environment())) as snapshot:
            behind = find_late(list_deliveries(snapshot, datetime.now(UTC).replace(tzinfo=None)))
            failed = [{"name": c.name, "detail": c.detail} for c in snapshot.checks if not c.passed]
            return JSONResponse(
                {
                    "snapshot": snapshot.id,
                    "as_of": f"{snapshot.as_of.isoformat(timespec='seconds')}Z",
                    "published_at": f"{snapshot.published_at.isoformat(timespec='seconds')}Z",
                    "late": [
                        {
                            "table": delivery.table,
                            "days": delivery.age_days,
                            "usual_days": delivery.rhythm_days,
                        }
                        for delivery in behind
                    ],
                    "checks": len(snapshot.checks),
                    "failed_checks": failed,
                }
            )
    except MilepostError as error:
        return JSONResponse({"snapshot": None, "as_of": None, "reason": str(error)}, status_code=503)


def answer_page(request: Request) -> HTMLResponse:
    """Answer with the shell that draws the page."""
    return HTMLResponse(SHELL, headers={"Cache-Control": "no-cache"})


def redirect_bare(request: Request) -> RedirectResponse:
    """Lead the bare address to the first page, before the browser has an entry of it in its history."""
    return RedirectResponse(f"/{FIRST}?{request.url.query}" if request.url.query else f"/{FIRST}")


def answer_failure(request: Request, error: Exception) -> PlainTextResponse:
    """Answer a request that raised an exception with status 500; the cause is only in the log."""
    return PlainTextResponse("Milepost could not answer; the reason is in its log.\n", 500, HEADERS)


def door() -> Middleware:
    """Build the middleware that checks every request and adds the security headers.

    Exits with one line if the settings cannot be read, or would let others in without consent.
    """
    try:
        check_listening(st.config.get_option("server.address") or "localhost", for_everyone())
        return Middleware(Guard, hosts=hosts_from_environment(), headers=HEADERS)
    except MilepostError as error:
        raise SystemExit(f"milepost: {error}") from None


app = st.App(
    Path(__file__).resolve().parent / "ui" / "frame" / "script.py",
    routes=[
        Route("/health/data", health),
        Route("/", redirect_bare),
        *(Route(f"/{url}", answer_page) for url in URLS),
    ],
    middleware=[door()],
    exception_handlers={Exception: answer_failure},
    lifespan=keep_warm,
)
