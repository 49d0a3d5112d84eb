"""Values, changes and comparisons written by hand, for what is drawn or said of them."""

from analysis.results import ONE_UNIT, Estimate, Reason
from warehouse.answers import Answer, Change, Comparison, Passport, Value

MONTHS_BEFORE = tuple(f"2021-{m:02d}" for m in range(7, 13)) + tuple(f"2022-{m:02d}" for m in range(1, 7))
MONTHS_AFTER = ("2024-12", *(f"2025-{m:02d}" for m in range(1, 12)))
PASSPORT = Passport("", "k", "1", "S1", "2025-12-31T16:00", "mart", "select 1", (), MONTHS_AFTER, ())


def sure(value: float, lower: float, upper: float) -> Estimate:
    """A value with its interval."""
    return Estimate(value, lower, upper, "jackknife over units", None, None)


def one_value(estimate: Estimate, n: int = 100, members: tuple[str, ...] = (), young: bool = False) -> Value:
    """A value of `n` cases; a young one is of a month that is not old enough."""
    return Value(members, estimate, n, n, 8, 6.0, members if young else ())


def a_change(
    before: float,
    after: float,
    relative: tuple[float, float] | None,
    absolute: tuple[float, float] | None = None,
    members: tuple[str, ...] = (),
    n: int = 100,
) -> Change:
    """A change with the ends of its intervals; None: the interval cannot be said for `one unit`."""
    difference, share = after - before, after / before - 1
    return Change(
        members,
        one_value(sure(before, before * 0.9, before * 1.1), n, members),
        one_value(sure(after, after * 0.9, after * 1.1), 2 * n, members),
        sure(difference, *absolute) if absolute else Estimate.bare(difference, ONE_UNIT),
        sure(share, *relative) if relative else Estimate.bare(share, ONE_UNIT),
    )


def no_change(reason: Reason, members: tuple[str, ...] = ()) -> Change:
    """A change that cannot be said."""
    nothing = Estimate.cannot_say(reason)
    return Change(members, one_value(nothing, 0, members), one_value(nothing, 0, members), nothing, nothing)


def a_comparison(*changes: Change, by: tuple[str, ...] = (), notices: tuple[Reason, ...] = ()) -> Comparison:
    """A comparison of the two years."""
    return Comparison(by, changes, MONTHS_BEFORE, MONTHS_AFTER, notices, PASSPORT)


def an_answer(*values: Value) -> Answer:
    """An answer by month."""
    return Answer(("month",), values, PASSPORT)
