"""Values, changes and comparisons written by hand, for what is drawn or said of them."""

from analysis.results import ONE_UNIT, Estimate, Reason
from warehouse.query.answers import Answer, Change, Comparison, Passport, Value

MONTHS_BEFORE = tuple(f"2021-{m:02d}" for m in range(7, 13)) + tuple(f"2022-{m:02d}" for m in range(1, 7))
MONTHS_AFTER = ("2024-12", *(f"2025-{m:02d}" for m in range(1, 12)))
PASSPORT = Passport(
    number="",
    kpi="k",
    definition_version="1",
    snapshot="S1",
    as_of="2025-12-31T16:00",
    mart="mart",
    sql="select 1",
    filters=(),
    months=MONTHS_AFTER,
    excluded_months=(),
)


def sure(value: float, lower: float, upper: float) -> Estimate:
    """A value with its interval."""
    return Estimate(
        value=value,
        lower=lower,
        upper=upper,
        method="jackknife over units",
        reason=None,
        interval_reason=None,
    )


def one_value(estimate: Estimate, n: int = 100, members: tuple[str, ...] = (), young: bool = False) -> Value:
    """A value of `n` cases; a young one is of a month that is not old enough."""
    return Value(
        members=members,
        estimate=estimate,
        n=n,
        events=n,
        units=8,
        effective_units=6.0,
        young_months=members if young else (),
    )


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
        members=members,
        before=one_value(sure(before, before * 0.9, before * 1.1), n, members),
        after=one_value(sure(after, after * 0.9, after * 1.1), 2 * n, members),
        absolute=sure(difference, *absolute) if absolute else Estimate.bare(difference, ONE_UNIT),
        relative=sure(share, *relative) if relative else Estimate.bare(share, ONE_UNIT),
    )


def no_change(reason: Reason, members: tuple[str, ...] = ()) -> Change:
    """A change that cannot be said."""
    nothing = Estimate.cannot_say(reason)
    return Change(
        members=members,
        before=one_value(nothing, 0, members),
        after=one_value(nothing, 0, members),
        absolute=nothing,
        relative=nothing,
    )


def a_comparison(*changes: Change, by: tuple[str, ...] = (), notices: tuple[Reason, ...] = ()) -> Comparison:
    """A comparison of the two years."""
    return Comparison(
        dimensions=by,
        changes=changes,
        months_before=MONTHS_BEFORE,
        months_after=MONTHS_AFTER,
        notices=notices,
        passport=PASSPORT,
    )


def an_answer(*values: Value) -> Answer:
    """An answer by month."""
    return Answer(dimensions=("month",), values=values, passport=PASSPORT)
