"""The age of the data in words, the same in the header, on the scorecard, on Data health and in reports."""

from collections.abc import Sequence
from datetime import UTC, datetime

from warehouse.snapshot.checks import Check
from warehouse.snapshot.freshness import (
    BY_HAND,
    Delivered,
    are_all_late,
    find_late,
    have_ended,
    list_deliveries,
)
from warehouse.snapshot.snapshots import Snapshot
from wording.words import Language, say


def deliveries_of(snapshot: Snapshot) -> tuple[Delivered, ...]:
    """Return the deliveries of all operational tables as of now."""
    return list_deliveries(snapshot, datetime.now(UTC).replace(tzinfo=None))


def age_words(tables: Sequence[Delivered], language: Language) -> str:
    """Return that the data are old, or how many tables are late; "" where none is."""
    behind = find_late(tables)
    if not behind:
        return ""
    if are_all_late(tables):
        return say("fresh.all_late", language, days=str(_newest_days(behind)))
    return say(
        "fresh.some_late", language, n=str(len(behind)), days=str(max(_days(table) for table in behind))
    )


def last_day_words(day: str, tables: Sequence[Delivered], language: Language) -> str:
    """Return up to which day the data go, and that they end there where deliveries have ended."""
    return say("frame.as_of_ended" if have_ended(tables) else "frame.as_of", language, day=day)


def trust_words(checks: Sequence[Check], tables: Sequence[Delivered], language: Language) -> str:
    """Return whether the numbers can be trusted: failed checks first, then the age of the data or their end."""
    failed, n = sum(not check.passed for check in checks), str(len(checks))
    if failed:
        return say("health.trust_failed", language, failed=str(failed), n=n)
    age = age_words(tables, language)
    if not age and have_ended(tables):
        return say("health.trust_ended", language, n=n)
    return say("health.trust_old" if age else "health.trust_whole", language, n=n, age=age)


def late_lines(tables: Sequence[Delivered], language: Language) -> list[str]:
    """Return a line per late table, or a single line where all are late."""
    behind = find_late(tables)
    if behind and are_all_late(tables):
        return [say("attention.old", language, days=str(_newest_days(behind)))]
    return [
        say(
            "attention.late",
            language,
            table=say(f"table.{table.table}", language),
            days=str(_days(table)),
            rhythm=_rhythm(table, language),
        )
        for table in behind
    ]


def state_words(table: Delivered, language: Language) -> str:
    """Return whether a table is late, and how often it comes."""
    if table.age_days is None:
        return say("state.undelivered", language)
    if table.rhythm_days is None:
        return say("state.by_hand" if table.table in BY_HAND else "state.ended", language)
    said = {"days": str(table.age_days), "rhythm": _rhythm(table, language)}
    return say("state.late" if table.late else "state.fresh", language, **said)


def _rhythm(table: Delivered, language: Language) -> str:
    days = str(table.rhythm_days)
    return say("fresh.daily" if table.rhythm_days == 1 else "fresh.every", language, days=days)


def _newest_days(tables: Sequence[Delivered]) -> int:
    return min(_days(table) for table in tables)


def _days(table: Delivered) -> int:
    return table.age_days or 0
