"""Sums of a mart by member and unit: the SQL behind every KPI.

A unit is what the interval leaves out one at a time (statistics §8): the roll-out unit, or for slices with fewer than
five effective ones the partner, as far as the mart carries them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from warehouse.contract.scope import Filters, Scope
from warehouse.contract.windows import runs, shift
from warehouse.kpis.record import Kpi
from warehouse.marts.mart import Mart
from warehouse.snapshot.snapshots import Snapshot

FINER_UNIT = "partner"
TENURES = 121  # months 0 … 120, the last holds the longer ones
AS_THEY_ARE = (0,)  # months of a reading that are not moved


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What to sum: one KPI from one mart, by dimensions `by`, within filters `where`, `months` and `scope`."""

    kpi: Kpi
    mart: Mart
    by: tuple[str, ...]
    where: Filters
    months: tuple[str, ...]
    scope: Scope


@dataclass(frozen=True, kw_only=True)
class Reading:
    """Measures (name → SQL) of plans that differ only in their months, summed by member and unit.

    `unit`: the dimension of the units, "" for none. `along`: the column of one more axis, and the length of that axis.
    `more`: a further condition on the rows, as SQL. `back`: how many months earlier each plan is summed, once for each
    number; what lies earlier stands under the months of the plan.
    """

    plans: tuple[Plan, ...]
    unit: str
    measures: Mapping[str, str]
    along: tuple[str, int] | None
    more: str
    back: tuple[int, ...]

    @property
    def sides(self) -> tuple[tuple[Plan, int], ...]:
        """Each plan with each number of months that it is summed earlier, in the order of the sums."""
        return tuple((plan, back) for plan in self.plans for back in self.back)

    @property
    def cut(self) -> tuple[str, ...]:
        """The columns that the rows are grouped by besides the month and the unit."""
        by = (name for name in self.plans[0].by if name != "month")
        return (*by, *(self.along[:1] if self.along else ()))

    @property
    def keys(self) -> tuple[str, ...]:
        """What the rows are grouped by besides the month, as SQL."""
        by = (name for name in self.plans[0].by if name != "month")
        return (*by, f"{self.unit or repr('')} as unit", *(self.along[:1] if self.along else ()))

    @property
    def sql(self) -> str:
        """The statement that brings the sums, with a column `side` if there are several sides."""
        columns = [f"{sql} as {name}" for name, sql in self.measures.items()]
        parts = []
        for side, (plan, back) in enumerate(self.sides):
            number = (f"{side} as side",) if len(self.sides) > 1 else ()
            keys = [month_moved(back) if name == "month" else name for name in plan.by]
            keys += self.keys[len(plan.by) - ("month" in plan.by) :]
            # Without a dimension and a unit there would be one row of nulls where there is none.
            parts.append(
                f"select {', '.join((*number, *keys, *columns))} "
                f"{where_clause(plan.mart, plan.where, move(plan.months, back), plan.scope)} and {self.more} "
                "group by all having count(*) > 0"
            )
        return " union all ".join(parts)


def where_clause(mart: Mart, where: Filters, months: tuple[str, ...], scope: Scope) -> str:
    """Return SQL, `from … where …`, that selects the rows of a mart within filters, months and scope."""
    filters = (*where, *((("partner", scope.partners),) if scope.partners is not None else ()))
    return f"from {mart.name} where " + " and ".join((in_months(months), *in_members(filters)))


def in_months(months: Iterable[str]) -> str:
    """Return the condition, as SQL, that a row is of one of these months."""
    # Spans are found several times as fast as lists of months.
    spans = [f"month between date '{first}-01' and date '{last}-01'" for first, last in runs(months)]
    return f"({' or '.join(spans)})" if spans else "false"


def in_members(filters: Filters) -> list[str]:
    """Return a condition, as SQL, for each of the filters."""
    return [f"{name} in ({quote_all(members)})" if members else "false" for name, members in filters]


def quote_all(texts: Iterable[str]) -> str:
    """Return texts as a list of SQL literals."""
    return ", ".join("'" + text.replace("'", "''") + "'" for text in texts)


def month_moved(back: int) -> str:
    """Return SQL of the month under which a row stands that lies so many months back."""
    return f"cast(month + interval {back} month as date) as month" if back else "month"


def move(months: Iterable[str], back: int) -> tuple[str, ...]:
    """Return the months so many months earlier."""
    return tuple(shift(month, -back) for month in months)


def unit_dimensions(snapshot: Snapshot, mart: Mart) -> list[str]:
    """Return the dimensions whose members can be units, the roll-out unit first; [""] if the mart carries none."""
    candidates = dict.fromkeys((snapshot.company.statistics_unit, FINER_UNIT))
    return [unit for unit in candidates if unit in mart.dimensions] or [""]
