"""The sql of a source, made ready to stand inside another query."""

from itertools import pairwise

import duckdb

COMMENT = duckdb.token_type.comment
KEYWORD = duckdb.token_type.keyword


def inner(sql: str) -> str:
    """The query without comments and closing semicolon, and with `at` read as the column of an event log.

    AT is a word of DuckDB's own: without quotes `min(at)` is a syntax error. `AT TIME ZONE` and
    `AT (VERSION …)` stay.
    """
    raw = sql.encode()
    starts = [*duckdb.tokenize(sql), (len(raw), COMMENT)]
    # A comment parts words as a space does.
    words = [
        (raw[start:end].decode() + " " * (after == COMMENT), kind)
        for (start, kind), (end, after) in pairwise(starts)
        if kind != COMMENT
    ]
    while words and words[-1][0].strip() in ("", ";"):
        words.pop()
    followers = [text.strip().lower() for text, _ in words[1:]] + [""]
    return "".join(
        f'"at"{text[2:]} ' if _is_column_at(text, kind, follower) else f"{text}"
        for (text, kind), follower in zip(words, followers, strict=False)
    )


def _is_column_at(text: str, kind: duckdb.token_type, follower: str) -> bool:
    return kind == KEYWORD and text.strip().lower() == "at" and follower not in ("time", "(")
