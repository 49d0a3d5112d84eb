"""What is kept of the last queries: as much as fits, the latest used first, and nothing that was not asked."""

import pandas as pd

from warehouse.snapshot.recent import Recent

ROWS = 10
FRAME_BYTES = 8 * ROWS


def get(recent: Recent, asked: list[str], sql: str, rows: int = ROWS) -> pd.DataFrame:
    frame = recent.find(sql)
    if frame is None:
        asked.append(sql)
        frame = pd.DataFrame({"value": [float(len(sql))] * rows})
        recent.keep(sql, frame)
    return frame


def test_the_same_query_is_asked_once() -> None:
    recent, asked = Recent(most_bytes=2 * FRAME_BYTES), list[str]()
    first = get(recent, asked, "a")
    assert get(recent, asked, "a") is first and asked == ["a"]
    assert get(recent, asked, "bb").value.iloc[0] == 2.0


def test_what_was_used_longest_ago_gives_way() -> None:
    recent, asked = Recent(most_bytes=2 * FRAME_BYTES), list[str]()
    for sql in ("a", "b", "a", "c", "a", "b"):
        get(recent, asked, sql)
    assert asked == ["a", "b", "c", "b"]


def test_what_is_larger_than_all_room_is_answered_and_not_kept() -> None:
    recent, asked = Recent(most_bytes=2 * FRAME_BYTES), list[str]()
    assert len(get(recent, asked, "a", rows=3 * ROWS)) == 3 * ROWS
    get(recent, asked, "a", rows=3 * ROWS)
    assert asked == ["a", "a"]
