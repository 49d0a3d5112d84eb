"""The rows behind the figures on answers to surveys and on contacts with customer service."""

from warehouse.query.answers import Distribution
from warehouse.query.subjects.surveys import Replies
from wording.downloads import Rows
from wording.words import Language, say


def reply_rows(replies: Replies, language: Language) -> Rows:
    """A row per part of what came back: counted before and after."""
    columns = ("part", "before_n", "after_n")
    return Rows(
        columns=tuple(say(f"column.{column}", language) for column in columns),
        rows=tuple((say(f"part.{part}", language), before, after) for part, before, after in replies.parts),
    )


def wait_rows(before: Distribution, after: Distribution, ending: str, language: Language) -> Rows:
    """A row per bin: the share that had ended so by then, in both windows."""
    sides = [dict(curve.shares).get(ending, (None,) * len(curve.to_minutes)) for curve in (before, after)]
    return Rows(
        columns=tuple(say(f"column.{column}", language) for column in ("minutes", "before", "after")),
        rows=tuple(zip(after.to_minutes, *sides, strict=True)),
    )
