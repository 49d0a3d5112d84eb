"""CSV rows behind the figures on survey replies and on waits for customer service."""

from warehouse.query.answers import Distribution
from warehouse.query.subjects.surveys import Replies
from wording.downloads import Rows
from wording.words import Language, say


def reply_rows(replies: Replies, language: Language) -> Rows:
    """Return a row per kind of reply, with its count before and after."""
    columns = ("part", "before_n", "after_n")
    return Rows(
        columns=tuple(say(f"column.{column}", language) for column in columns),
        rows=tuple((say(f"part.{part}", language), before, after) for part, before, after in replies.parts),
    )


def wait_rows(before: Distribution, after: Distribution, ending: str, language: Language) -> Rows:
    """Return a row per bin: the share that had ended so within its minutes, in both windows."""
    sides = [dict(curve.shares).get(ending, (None,) * len(curve.to_minutes)) for curve in (before, after)]
    return Rows(
        columns=tuple(say(f"column.{column}", language) for column in ("minutes", "before", "after")),
        rows=tuple(zip(after.to_minutes, *sides, strict=True)),
    )
