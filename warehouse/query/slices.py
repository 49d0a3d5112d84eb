"""Values and changes of slices as answers hold them, from their sums, or the reason why there are none."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from analysis.measure import Measured, compare_each
from analysis.results import NO_ROWS, NOT_OLD_ENOUGH, TOO_FEW, Estimate, Reason
from analysis.statistic import Array, Statistic
from warehouse.query.answers import Change, Value
from warehouse.query.groups import Members


def value_of(
    members: Members, measured: Measured, months: Iterable[str], young_months: frozenset[str]
) -> Value:
    """Return the value of a slice over these months; where all are young, no rows means not old enough."""
    young = tuple(month for month in months if month in young_months)
    value = _as_value(members, measured, young)
    if value.estimate.reason == NO_ROWS and young_months.issuperset(months):
        return replace(value, estimate=Estimate.cannot_say(NOT_OLD_ENOUGH))
    return value


def no_value(members: Members, reason: Reason) -> Value:
    """Return a value that cannot be said, for a reason."""
    return Value(
        members=members,
        estimate=Estimate.cannot_say(reason),
        n=0,
        events=0,
        units=0,
        effective_units=0.0,
        young_months=(),
    )


def withhold_value(value: Value) -> Value:
    """Return the value with its cases and without its size, for want of cases."""
    return replace(value, estimate=Estimate.cannot_say(TOO_FEW))


def changes_of(statistic: Statistic, slices: Mapping[Members, Sequence[Array]]) -> tuple[Change, ...]:
    """Return values and change of each slice from its sums (before, after), each [units, …] with units aligned."""
    return tuple(
        Change(
            members=members,
            before=_as_value(members, c.before, ()),
            after=_as_value(members, c.after, ()),
            absolute=c.absolute,
            relative=c.relative,
        )
        for members, c in zip(slices, compare_each(statistic, list(slices.values())), strict=True)
    )


def no_change(members: Members, reason: Reason) -> Change:
    """Return a change without values, for the reason why there are none."""
    nothing, unknown = no_value(members, reason), Estimate.cannot_say(reason)
    return Change(members=members, before=nothing, after=nothing, absolute=unknown, relative=unknown)


def withhold_change(change: Change) -> Change:
    """Return the change without its values, for want of cases at some tenure."""
    nothing = Estimate.cannot_say(TOO_FEW)
    return Change(
        members=change.members,
        before=withhold_value(change.before),
        after=withhold_value(change.after),
        absolute=nothing,
        relative=nothing,
    )


def _as_value(members: Members, measured: Measured, young: tuple[str, ...]) -> Value:
    return Value(
        members=members,
        estimate=measured.estimate,
        n=measured.n,
        events=measured.events,
        units=measured.units,
        effective_units=measured.effective_units,
        young_months=young,
    )
