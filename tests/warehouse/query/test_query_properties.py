"""What holds for every KPI, dimension, choice of members and months of the simulated company."""

import json
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cli.value_rows import change_rows
from tests.kit.records import MONTHS_AFTER, MONTHS_BEFORE
from warehouse.contract.scope import WHOLE_HOUSE, Filters, Months
from warehouse.contract.windows import months_between, shift
from warehouse.kpis import KPIS
from warehouse.kpis.record import (
    Kpi,
    Lifetime,
    PerDay,
    Quantile,
    Ratio,
    Retention,
    Total,
    is_booked,
    statistic_of,
)
from warehouse.marts.families import MARTS
from warehouse.marts.mart import Mart
from warehouse.query import sums
from warehouse.query.answers import Value
from warehouse.query.kpi_sums import collect
from warehouse.query.query import Question, answer, comparable_months, compare
from warehouse.query.slices import changes_of
from warehouse.snapshot.snapshots import Snapshot

FIRST, LAST = "2021-01", "2025-12"
BEFORE, AFTER = ((months[0], months[-1]) for months in (MONTHS_BEFORE, MONTHS_AFTER))
SLICED = [
    (code, dimension)
    for code, kpi in KPIS.items()
    for dimension in sorted({d for mart in kpi.marts for d in MARTS[mart].dimensions})
]
# What is the last month end, or a change from one year to the next, does not add up.
ADDING = (Ratio, Quantile, PerDay, Total, Retention, Lifetime)
adding = st.sampled_from(sorted(code for code, kpi in KPIS.items() if isinstance(kpi.formula, ADDING)))
adding_slices = st.sampled_from([pair for pair in SLICED if isinstance(KPIS[pair[0]].formula, ADDING)])
kpis, slices = st.sampled_from(sorted(KPIS)), st.sampled_from(SLICED)
often = settings(max_examples=30, deadline=None, derandomize=True)


@st.composite
def spans(draw: st.DrawFn) -> Months:
    """From one to eighteen months."""
    first = shift(FIRST, draw(st.integers(0, 59)))
    return first, min(shift(first, draw(st.integers(0, 17))), LAST)


def ask(
    snapshot: Snapshot, code: str, by: tuple[str, ...], where: Filters, months: Months
) -> tuple[Value, ...]:
    return answer(snapshot, Question(kpi=code, by=by, where=where, months=months), WHOLE_HOUSE).values


@cache
def members_of(snapshot: Snapshot, code: str, dimension: str) -> list[str]:
    """Of the dimension, those that the KPI knows at any time."""
    return [value.members[0] for value in ask(snapshot, code, (dimension,), (), (FIRST, LAST))]


def mart_with(kpi: Kpi, dimension: str) -> Mart:
    return next(MARTS[name] for name in kpi.marts if dimension in MARTS[name].dimensions)


def added(snapshot: Snapshot, mart: Mart, kpi: Kpi, by: tuple[str, ...], months: Months) -> list[np.ndarray]:
    """Sums of each member, over all units."""
    plan = sums.Plan(kpi=kpi, mart=mart, by=by, where=(), months=months_between(*months), scope=WHOLE_HOUSE)
    found, _ = collect(snapshot, (plan,))
    return [units.sum(axis=0) for (units,) in found.values()]


def adding_up(kpi: Kpi, rows: np.ndarray, over_months: bool) -> np.ndarray:
    """Of one slice's sums those that add up: days and the 1 of a total belong to the whole, and counts of month ends
    are averages over the months."""
    formula = kpi.formula
    if is_booked(kpi) and not over_months:
        # Amounts add up; of entries the whole ledger has some of accounts that no region is charged with.
        return rows[:2] if isinstance(formula, Ratio) else rows[:1]
    if isinstance(formula, PerDay | Total):
        return rows[[place for place in range(len(rows)) if place != 1]]
    if over_months and isinstance(formula, Retention | Lifetime):
        return rows[:-1]
    return rows[:2] if over_months and isinstance(formula, Ratio) and formula.stock else rows


@often
@given(code=adding, months=spans())
def test_months_add_up_to_quarters_and_years(simulated_snapshot: Snapshot, code: str, months: Months) -> None:
    """Flows and stocks by their sums; so a ratio over months is Σ numerator ÷ Σ denominator."""
    kpi = KPIS[code]
    mart = MARTS[kpi.marts[0]]
    whole = added(simulated_snapshot, mart, kpi, (), months)
    parts = added(simulated_snapshot, mart, kpi, ("month",), months)
    assert len(whole) == min(len(parts), 1)
    if parts:
        together = np.sum([adding_up(kpi, part, over_months=True) for part in parts], axis=0)
        np.testing.assert_allclose(together, adding_up(kpi, whole[0], over_months=True), rtol=1e-9, atol=1e-6)


@often
@given(code=adding, months=spans())
def test_cases_of_month_ends_are_their_average(
    simulated_snapshot: Snapshot, code: str, months: Months
) -> None:
    """Cases and events of months add up, those of month ends are averaged over the months."""
    kpi = KPIS[code]
    (whole,) = ask(simulated_snapshot, code, (), (), months)
    parts = [value.n for value in ask(simulated_snapshot, code, ("month",), (), months)]
    average = isinstance(kpi.formula, Retention | Lifetime) or getattr(kpi.formula, "stock", False)
    over = len(months_between(*months)) if average else 1
    assert whole.n == pytest.approx(sum(parts) / over, abs=0.5 * len(parts) if average else 0)


@pytest.mark.parametrize("code", ["npl_rate", "churn_rate_crude", "retention_12m", "complaint_rate"])
def test_months_never_delivered_do_not_thin_the_average(simulated_snapshot: Snapshot, code: str) -> None:
    (there,), (beyond,) = (
        ask(simulated_snapshot, code, (), (), ("2025-07", last)) for last in ("2025-12", "2026-06")
    )
    assert (beyond.n, beyond.estimate.value) == (there.n, there.estimate.value)


@often
@given(chosen=adding_slices, months=spans())
def test_segments_add_up_to_the_whole(
    simulated_snapshot: Snapshot, chosen: tuple[str, str], months: Months
) -> None:
    code, dimension = chosen
    kpi = KPIS[code]
    whole = added(simulated_snapshot, MARTS[kpi.marts[0]], kpi, (), months)
    parts = added(simulated_snapshot, mart_with(kpi, dimension), kpi, (dimension,), months)
    if parts:
        together = np.sum([adding_up(kpi, part, over_months=False) for part in parts], axis=0)
        np.testing.assert_allclose(
            together, adding_up(kpi, whole[0], over_months=False), rtol=1e-8, atol=1e-5
        )
    assert bool(parts) == bool(whole)


@often
@given(chosen=slices, months=spans())
def test_a_filter_on_all_members_is_no_filter(
    simulated_snapshot: Snapshot, chosen: tuple[str, str], months: Months
) -> None:
    code, dimension = chosen
    everyone = tuple(members_of(simulated_snapshot, code, dimension))
    (filtered,) = ask(simulated_snapshot, code, (), ((dimension, everyone),), months)
    (whole,) = ask(simulated_snapshot, code, (), (), months)
    if dimension in MARTS[KPIS[code].marts[0]].dimensions:  # another mart may rest on fewer rows
        assert (filtered.n, filtered.events) == (whole.n, whole.events)
    assert filtered.estimate.reason == whole.estimate.reason
    if whole.estimate.value is not None:
        assert filtered.estimate.value == pytest.approx(whole.estimate.value, rel=1e-8)


@often
@given(data=st.data(), months=spans())
def test_the_order_of_filters_does_not_matter(
    simulated_snapshot: Snapshot, data: st.DataObject, months: Months
) -> None:
    kpi = data.draw(
        st.sampled_from([kpi for kpi in KPIS.values() if len(MARTS[kpi.marts[0]].dimensions) > 1])
    )
    dimensions = data.draw(st.permutations(MARTS[kpi.marts[0]].dimensions))[:2]
    one: Filters = tuple(
        (name, (data.draw(st.sampled_from(members_of(simulated_snapshot, kpi.code, name))),))
        for name in dimensions
    )
    there = ask(simulated_snapshot, kpi.code, (), one, months)
    assert ask(simulated_snapshot, kpi.code, (), one[::-1], months) == there


@often
@given(chosen=slices, months=spans())
def test_an_empty_slice_is_a_reason(
    simulated_snapshot: Snapshot, chosen: tuple[str, str], months: Months
) -> None:
    code, dimension = chosen
    for by in ((), ("month",)):
        (value,) = ask(simulated_snapshot, code, by, ((dimension, ("nobody at all",)),), months)
        assert (value.estimate.value, value.n, value.events) == (None, 0, 0)
        assert value.estimate.reason is not None


@pytest.mark.parametrize("code", KPIS)
def test_months_without_data_are_a_reason(simulated_snapshot: Snapshot, code: str) -> None:
    (value,) = ask(simulated_snapshot, code, (), (), ("2031-01", "2031-03"))
    assert (value.estimate.value, value.n) == (None, 0)
    assert value.estimate.reason is not None


@often
@given(chosen=slices, data=st.data())
def test_what_is_said_is_a_number(
    simulated_snapshot: Snapshot, chosen: tuple[str, str], data: st.DataObject
) -> None:
    """Of every member, also of thin ones: a finite value within its interval, or a reason."""
    code, dimension = chosen
    for value in ask(simulated_snapshot, code, (dimension, "month"), (), data.draw(spans())):
        found = value.estimate
        if found.value is None:
            assert found.reason is not None
            continue
        assert np.isfinite(found.value)
        if found.lower is None:
            assert found.interval_reason is not None
        else:
            assert found.lower <= found.value * (1 + 1e-9) + 1e-12
            assert found.upper is not None and found.value <= found.upper * (1 + 1e-9) + 1e-12


@often
@given(code=kpis)
def test_swapped_windows_turn_the_sign(simulated_snapshot: Snapshot, code: str) -> None:
    """As numbers; a reader who swaps them is told so and gets no change."""
    kpi, statistic = (
        KPIS[code],
        statistic_of(KPIS[code], simulated_snapshot.edges, simulated_snapshot.value_terms),
    )
    sides = comparable_months(simulated_snapshot, kpi, BEFORE, AFTER)
    plans = tuple(
        sums.Plan(kpi=kpi, mart=MARTS[kpi.marts[0]], by=(), where=(), months=side, scope=WHOLE_HOUSE)
        for side in sides
    )
    found, _ = collect(simulated_snapshot, plans)
    (there,) = changes_of(statistic, found)
    (back,) = changes_of(statistic, {member: units[::-1] for member, units in found.items()})
    assert (there.before, there.after) == (back.after, back.before)
    assert there.absolute.reason == back.absolute.reason
    if there.absolute.value is not None and back.absolute.value is not None:
        assert there.absolute.value == pytest.approx(-back.absolute.value, rel=1e-9)
    if there.absolute.lower is not None:
        assert there.absolute.lower == pytest.approx(-(back.absolute.upper or np.nan), rel=1e-6)
    (said,) = compare(
        simulated_snapshot, kpi_code=code, before=AFTER, after=BEFORE, by=(), where=(), scope=WHOLE_HOUSE
    ).changes
    assert said.absolute.value is None and said.absolute.reason is not None


@often
@given(chosen=slices, data=st.data())
def test_by_month_with_a_filter_is_the_month_asked_by_itself(
    simulated_snapshot: Snapshot, chosen: tuple[str, str], data: st.DataObject
) -> None:
    code, dimension = chosen
    members = data.draw(
        st.lists(st.sampled_from(members_of(simulated_snapshot, code, dimension)), min_size=1, unique=True)
    )
    where: Filters = ((dimension, tuple(sorted(members))),)
    by_month = ask(simulated_snapshot, code, ("month",), where, (FIRST, LAST))
    value = data.draw(st.sampled_from(by_month))
    month = value.members[0]
    (alone,) = ask(simulated_snapshot, code, (), where, (month, month))
    assert (alone.n, alone.events, alone.units) == (value.n, value.events, value.units)
    one, other = alone.estimate, value.estimate
    assert (one.method, one.reason, one.interval_reason) == (
        other.method,
        other.reason,
        other.interval_reason,
    )
    mine, theirs = (np.array([e.value, e.lower, e.upper], dtype=float) for e in (one, other))
    np.testing.assert_allclose(mine, theirs, rtol=1e-9)


@pytest.mark.parametrize("code", KPIS)
def test_a_comparison_holds_numbers_or_reasons(simulated_snapshot: Snapshot, code: str) -> None:
    found = compare(
        simulated_snapshot, kpi_code=code, before=BEFORE, after=AFTER, by=(), where=(), scope=WHOLE_HOUSE
    )
    (row,) = change_rows(found, {}, None)
    json.dumps(row, allow_nan=False)
    for name in ("absolute", "relative"):
        assert (row[name]["lower"] is None) == (row[name]["reason"] is not None)
    assert (row["evidence"] == "cannot tell") == (row["reason"] is not None)
