"""What can be said of a KPI for a reader's choices: whether the filters are kept, and the newest months old enough."""

from dataclasses import replace

from analysis.results import NOT_OLD_ENOUGH, not_kept_by
from wording.choices import Choices
from wording.reader import Reader

YEAR = 12
FEWEST = 3  # months of a window that is compared


def is_kept(reader: Reader, choices: Choices, code: str) -> bool:
    """Return whether a KPI can be split by the filters."""
    if choices.before is None or choices.after is None or not choices.where:
        return True
    comparison = reader.ask.change(code, choices.before, choices.after, (), choices.where)
    reason = comparison.changes[0].absolute.reason
    return reason is None or reason != not_kept_by(reason.about)


def newest_windows(reader: Reader, choices: Choices, code: str) -> Choices:
    """Return the choices with the after window moved back to the newest months that are old enough.

    At most a year of them, after the before window; the choices themselves where the window is old enough, or where
    no such months are left.
    """
    if choices.before is None or choices.after is None:
        return choices
    comparison = reader.ask.change(code, choices.before, choices.after, (), choices.where)
    if comparison.changes[0].absolute.reason != NOT_OLD_ENOUGH:
        return choices
    by_month = reader.ask.values(code, ("month",), choices.where, None).values
    old = [
        value.members[0]
        for value in by_month
        if value.n and not value.young_months and value.members[0] > choices.before[1]
    ][-YEAR:]
    return replace(choices, after=(old[0], old[-1])) if len(old) >= FEWEST else choices
