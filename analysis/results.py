"""Results of a computation: an estimate, or the reason why there is none."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why a number is unavailable: a constant `code`, and the table, column or dimension it refers to."""

    code: str
    about: str = ""

    def __str__(self) -> str:
        return f"{self.code} {self.about}".strip()


NO_ROWS = Reason(code="no rows")
TOO_FEW = Reason(code="too few")
TOO_LITTLE_KNOWN = Reason(code="too little known")  # of the measures that a score is made of
NOT_OLD_ENOUGH = Reason(code="not old enough")  # only where waiting helps
FEWER_THAN_THREE_MONTHS = Reason(code="fewer than three months")
BEFORE_THE_DATA = Reason(code="before the data")  # of a window that ends before the data begin
HISTORY_TOO_SHORT = Reason(code="history too short")  # the data begin too late
ONE_MONTH_END = Reason(
    code="one month end"
)  # of lending, which is counted from the first month end of the book on
ENDED_OTHERWISE = Reason(code="ended otherwise")  # of a wait of which too many are given up
BEYOND_THE_BINS = Reason(code="longer than waits are kept")
SUM_OF_ALL = Reason(code="sum of all units")  # of a total, which without a unit is another total
NO_SPREAD = Reason(code="no spread between units")
ONE_UNIT = Reason(code="one unit")
FEW_UNITS = Reason(code="fewer than five units")
COUNTED = Reason(code="counted, not sampled")  # of a number that has no interval because none is needed
NOT_DEFINED = Reason(code="not defined for this KPI")
NOT_RECORDED = Reason(code="not recorded")  # no operational table holds it
NONE_IN_REFERENCE = Reason(code="none in the reference")  # with which cases of equal age are compared
NO_SYSTEM_AGREED = Reason(code="no system agreed")
BELOW_ZERO = Reason(code="below zero")  # what is no part of a whole
DEFINITION_CHANGED = Reason(code="definition changed")
WINDOWS_OVERLAP = Reason(code="windows overlap")
WINDOWS_REVERSED = Reason(code="windows in the wrong order")


def needs_table(name: str) -> Reason:
    """Return the reason of a KPI that rests on an operational table that was not delivered."""
    return Reason(code="needs table", about=name)


def needs_column(name: str) -> Reason:
    """Return the reason of a KPI that rests on a column that is empty or was not delivered."""
    return Reason(code="needs column", about=name)


def needs_member(name: str) -> Reason:
    """Return the reason of a share of one kind of contract, such as product=nev, where there are no such contracts."""
    return Reason(code="needs contracts", about=name)


def not_kept_by(dimension: str) -> Reason:
    """Return the reason of a KPI that no mart breaks down by this dimension."""
    return Reason(code="not kept by", about=dimension)


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """A number with its 95 % interval.

    `value` is None where the number is unavailable, for `reason`. With a value but without `lower` and `upper`, the
    number holds and its interval is unavailable, for `interval_reason`. `method` names how the interval was
    computed.
    """

    value: float | None
    lower: float | None
    upper: float | None
    method: str | None
    reason: Reason | None
    interval_reason: Reason | None

    @staticmethod
    def cannot_say(reason: Reason) -> "Estimate":
        """Return an estimate without a number, for a reason."""
        return Estimate(
            value=None, lower=None, upper=None, method=None, reason=reason, interval_reason=reason
        )

    @staticmethod
    def bare(value: float, reason: Reason) -> "Estimate":
        """Return a number without an interval, with the reason for the lack of one."""
        return Estimate(value=value, lower=None, upper=None, method=None, reason=None, interval_reason=reason)

    @property
    def clear(self) -> bool:
        """Whether the interval excludes zero; a counted number, which needs no interval, is clear unless it is 0."""
        if self.interval_reason == COUNTED:
            return bool(self.value)
        return self.lower is not None and self.upper is not None and (self.lower > 0 or self.upper < 0)
