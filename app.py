"""The ASGI app: the dashboard's frame, the health route, and answers kept ready for the first reader.

Runs with `streamlit run app.py` and with `uvicorn app:app`.
"""

from datetime import UTC, datetime
from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from ui.prewarming import keep_warm
from warehouse.errors import MilepostError
from warehouse.freshness import delivered, late
from warehouse.snapshots import open_current
from warehouse.store import Home


def health(request: Request) -> JSONResponse:
    """The served snapshot, its cut-off, tables that are late, checks that failed; 503 while nothing can be served."""
    try:
        snapshot = open_current(Home.from_environment())
    except MilepostError as error:
        return JSONResponse({"snapshot": None, "as_of": None, "reason": str(error)}, status_code=503)
    try:
        behind = late(delivered(snapshot, datetime.now(UTC).replace(tzinfo=None)))
        failed = [{"name": c.name, "detail": c.detail} for c in snapshot.checks if not c.passed]
        return JSONResponse(
            {
                "snapshot": snapshot.id,
                "as_of": f"{snapshot.as_of.isoformat(timespec='seconds')}Z",
                "published_at": f"{snapshot.published_at.isoformat(timespec='seconds')}Z",
                "late": [
                    {"table": one.table, "days": one.age_days, "usual_days": one.rhythm_days}
                    for one in behind
                ],
                "checks": len(snapshot.checks),
                "failed_checks": failed,
            }
        )
    finally:
        snapshot.close()


app = st.App(
    Path(__file__).resolve().parent / "ui" / "frame.py",
    routes=[Route("/health/data", health)],
    lifespan=keep_warm,
)
