"""Surveys written by hand, and how many of them are satisfied."""

from datetime import datetime

import pandas as pd

AS_OF = datetime(2021, 6, 30, 16)
SURVEY = {
    "kind": "csat",
    "scale_min": 1,
    "scale_max": 5,
    "product": "new",
    "channel": "app",
    "region": "CN-11",
}


def surveys(*rows: tuple[str | None, str | None, float | None, dict[str, object]]) -> pd.DataFrame:
    """(sent, answered, score, more columns), times UTC; satisfaction surveys of 1–5 unless said otherwise."""
    frame = pd.DataFrame(
        [
            {"survey_id": n, **SURVEY, "sent_at": sent, "answered_at": answered, "score": score, **more}
            for n, (sent, answered, score, more) in enumerate(rows)
        ]
    )
    for column in ("sent_at", "answered_at"):
        frame[column] = pd.to_datetime(frame[column], format="ISO8601")
    return frame


def raw_share(rows: pd.DataFrame) -> tuple[int, int]:
    in_time = rows[rows["answered_at"] - rows["sent_at"] <= pd.Timedelta(days=30)]
    return int((in_time["score"] >= 4).sum()), len(in_time)
