"""Applications and the steps of their work written by hand, in Shanghai's time."""

from collections.abc import Mapping

import pandas as pd


def utc(local: str | None) -> pd.Timestamp | None:
    """A Shanghai time as UTC without offset."""
    return None if local is None else pd.Timestamp(local) - pd.Timedelta(hours=8)


def applications(*rows: tuple[int, str | None, str | None, str | None, Mapping[str, object]]) -> pd.DataFrame:
    """(id, submitted, decided, outcome, more columns), times local; one product, channel and region."""
    columns = ["customer_id", "partner_id", "score_band", "started_at", "funded_at", "decision_mode"]
    frame = pd.DataFrame(
        [
            {
                "application_id": number,
                "product": "new",
                "channel": "app",
                "region": "CN-11",
                "submitted_at": utc(submitted),
                "decided_at": utc(decided),
                "outcome": outcome,
                **dict.fromkeys(columns),
                "resubmission_of": None,
                **more,
            }
            for number, submitted, decided, outcome, more in rows
        ]
    )
    for column in ("submitted_at", "decided_at", "started_at", "funded_at"):
        frame[column] = pd.to_datetime(frame[column])
    return frame


def events(*rows: tuple[int, str, str, str, str | None, int | None, str | None]) -> pd.DataFrame:
    """(application, activity, kind, started, ended, resource, queued), times local."""
    names = [
        "application_id",
        "activity",
        "resource_kind",
        "started_at",
        "ended_at",
        "resource_id",
        "queued_at",
    ]
    frame = pd.DataFrame(rows, columns=names)
    for column in ("started_at", "ended_at", "queued_at"):
        frame[column] = pd.to_datetime(frame[column]) - pd.Timedelta(hours=8)
    return frame
