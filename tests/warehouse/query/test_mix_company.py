"""The mix of a change of the simulated company against pandas on its raw rows, and beside what is compared."""

from collections.abc import Callable, Mapping
from itertools import combinations, permutations
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.mix import Array
from analysis.results import NOT_DEFINED, NOT_OLD_ENOUGH, ONE_UNIT, not_kept_by
from tests.kit.demo_company import Simulated
from tests.kit.second_routes.applications import cases
from tests.kit.second_routes.record import MONTH_MINUTES
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.kpis import find
from warehouse.query.mix import MixAnswer, dimensions_of, has_mix, mix_of
from warehouse.query.query import compare
from warehouse.snapshot.snapshots import Snapshot

BEFORE, AFTER = ("2021-07", "2022-06"), ("2024-12", "2025-11")


@pytest.fixture(scope="module")
def raw(simulated: Simulated) -> pd.DataFrame:
    rows = cases(simulated)
    return rows.assign(month=rows.submitted_at.dt.strftime("%Y-%m"))


def by_orders(
    value: Callable[[Any], float], weight: Callable[[Any], float], sides: list[Mapping[tuple[str, ...], Any]]
) -> tuple[float, list[float]]:
    """Within and parts by the formula of statistics §7, cell by cell and order by order of the dimensions."""
    cells = sorted({*sides[0], *sides[1]})
    whole = [sum(weight(sums) for sums in side.values()) for side in sides]
    p = [{x: weight(s[x]) / w if x in s else 0.0 for x in cells} for s, w in zip(sides, whole, strict=True)]
    f = [
        {x: side.get(x, other.get(x)) / weight(side.get(x, other.get(x))) for x in cells}
        for side, other in (sides, sides[::-1])
    ]

    def q(shares: Mapping[Any, float], w: int) -> float:
        return value(sum(shares[x] * f[w][x] for x in cells))

    def share(shares: Mapping[Any, float], x: tuple[str, ...], chosen: tuple[int, ...]) -> float:
        return sum(shares[y] for y in cells if all(y[d] == x[d] for d in chosen))

    def towards(w: int, chosen: tuple[int, ...]) -> dict[Any, float]:
        there, back = p[w], p[1 - w]
        return {
            x: there[x] * share(back, x, chosen) / share(there, x, chosen)
            if share(there, x, chosen) > 0
            else back[x]
            for x in cells
        }

    def worth(chosen: tuple[int, ...]) -> float:
        forwards = [q(towards(0, chosen), w) - q(p[0], w) for w in (0, 1)]
        backwards = [q(p[1], w) - q(towards(1, chosen), w) for w in (0, 1)]
        return (sum(forwards) + sum(backwards)) / 4

    dims = range(len(cells[0]))
    worths = {chosen: worth(chosen) for size in range(len(dims) + 1) for chosen in combinations(dims, size)}
    orders = list(permutations(dims))
    parts = [0.0 for _ in dims]
    for order in orders:
        for place, d in enumerate(order):
            now, then = tuple(sorted(order[:place])), tuple(sorted(order[: place + 1]))
            parts[d] += (worths[then] - worths[now]) / len(orders)
    within = (q(p[0], 1) - q(p[0], 0) + q(p[1], 1) - q(p[1], 0)) / 2
    return within, parts


def window_cells(
    rows: pd.DataFrame, dims: tuple[str, ...], sums: Callable[[pd.DataFrame], Array]
) -> list[Mapping[tuple[str, ...], Any]]:
    return [
        {
            tuple(map(str, cell)): sums(group)
            for cell, group in rows[rows.month.between(*window)].groupby(list(dims))
        }
        for window in (BEFORE, AFTER)
    ]


def asked(snapshot: Snapshot, kpi: str, dims: tuple[str, ...]) -> MixAnswer:
    return mix_of(snapshot, kpi_code=kpi, before=BEFORE, after=AFTER, dims=dims, where=(), scope=WHOLE_HOUSE)


def told(found: MixAnswer) -> list[float | None]:
    assert found.mixed is not None
    assert found.mixed.left_out == ()
    return [found.mixed.within.value, *(part.value for _, part in found.mixed.parts)]


def test_the_mix_of_the_approval_rate_is_that_of_the_raw_rows(
    simulated_snapshot: Snapshot, raw: pd.DataFrame
) -> None:
    dims = ("product", "channel")
    decided = raw[raw.decision & (raw.wait <= MONTH_MINUTES)]
    sides = window_cells(decided, dims, lambda g: np.array([(g.outcome == "approved").sum(), len(g)], float))
    within, parts = by_orders(lambda s: s[0] / s[1], lambda s: s[1], sides)
    found = asked(simulated_snapshot, "approval_rate", dims)
    assert told(found) == pytest.approx([within, *parts], abs=1e-12)


def test_the_mix_of_the_median_is_that_of_the_raw_rows(
    simulated_snapshot: Snapshot, raw: pd.DataFrame
) -> None:
    """The product-limit curve written as a loop, on waits sorted into the snapshot's bins."""
    dims = ("product", "channel", "score_band")
    edges = simulated_snapshot.edges

    def histogram(group: pd.DataFrame) -> Array:
        bins = np.searchsorted(edges[1:], group.wait)
        sides = (bins[group.decision], bins)
        return np.stack([np.bincount(side, minlength=len(edges) - 1) for side in sides]).astype(float)

    def half(sums: Array) -> float:
        alive, at_risk = 1.0, sums[1].sum()
        for place, (decided, left) in enumerate(sums.T):
            after = alive * (1 - decided / at_risk) if at_risk > 1e-12 else alive
            if after <= 0.5:
                part = (alive - 0.5) / (alive - after)
                return float(edges[place] ** (1 - part) * edges[place + 1] ** part)
            alive, at_risk = after, at_risk - left
        return float("nan")

    within, parts = by_orders(half, lambda s: s[1].sum(), window_cells(raw, dims, histogram))
    assert told(asked(simulated_snapshot, "approval_time_median", dims)) == pytest.approx(
        [within, *parts], abs=1e-6
    )


@pytest.mark.parametrize(
    ("kpi", "same_as"),
    [
        ("approval_time_median", "approval_time_median"),
        ("decided_within_24h", "decided_within_24h"),
        ("npl_rate", "npl_rate_same_age"),
        ("churn_rate", "churn_rate"),
        ("csat", "csat"),
        ("net_loss_rate", "net_loss_rate"),
    ],
)
def test_the_parts_add_up_to_the_change_that_is_compared(
    simulated_snapshot: Snapshot, kpi: str, same_as: str
) -> None:
    """The whole change and its interval are those of `compare`: of the stock NPL rate at equal age."""
    found = asked(simulated_snapshot, kpi, dimensions_of(simulated_snapshot, kpi, (), WHOLE_HOUSE))
    beside = compare(
        simulated_snapshot, kpi_code=same_as, before=BEFORE, after=AFTER, by=(), where=(), scope=WHOLE_HOUSE
    )
    mixed, change = found.mixed, beside.changes[0]
    assert mixed is not None
    assert found.kpi == same_as
    assert (found.months_before, found.months_after) == (beside.months_before, beside.months_after)
    assert found.n == (change.before.n, change.after.n)
    parts = [part.value for _, part in mixed.parts]
    assert mixed.within.value is not None
    assert mixed.within.value + sum(p for p in parts if p is not None) == pytest.approx(
        change.absolute.value, rel=1e-9
    )
    for estimate, compared in (
        (mixed.total, change.absolute),
        (mixed.relative_total, change.relative),
    ):
        ends = (compared.value, compared.lower, compared.upper)
        assert (estimate.value, estimate.lower, estimate.upper) == pytest.approx(ends, rel=1e-6)


def test_what_has_no_mix_says_why(simulated_snapshot: Snapshot) -> None:
    assert not has_mix(find("clv"))
    assert not has_mix(find("cost_income_ratio"))
    assert asked(simulated_snapshot, "clv", ("region",)).reason == NOT_DEFINED
    assert asked(simulated_snapshot, "approval_time_median", ("segment",)).reason == not_kept_by("segment")
    young = mix_of(
        simulated_snapshot,
        kpi_code="csat",
        before=BEFORE,
        after=("2025-12", "2026-11"),
        dims=("region",),
        where=(),
        scope=WHOLE_HOUSE,
    )
    assert (young.reason, young.mixed) == (NOT_OLD_ENOUGH, None)


def test_dimensions_are_those_the_mart_carries_within_the_filters(simulated_snapshot: Snapshot) -> None:
    def of(kpi: str, **where: tuple[str, ...]) -> tuple[str, ...]:
        return dimensions_of(simulated_snapshot, kpi, tuple(sorted(where.items())), WHOLE_HOUSE)

    assert of("approval_time_median") == ("product", "channel", "region", "score_band")
    assert of("churn_rate") == ("product", "channel", "region", "segment")
    assert of("csat", channel=("app",)) == ("product", "region", "segment")
    partner = simulated_snapshot.members("partner")[1]
    assert of("approval_time_median", partner=(partner,)) == ("product", "channel")


def test_one_region_takes_its_partners_as_units_where_the_mart_has_them(simulated_snapshot: Snapshot) -> None:
    where = (("region", (simulated_snapshot.members("region")[0],)),)
    found = mix_of(
        simulated_snapshot,
        kpi_code="npl_rate",
        before=BEFORE,
        after=AFTER,
        dims=("product",),
        where=where,
        scope=WHOLE_HOUSE,
    )
    assert found.mixed is not None and found.mixed.within.lower is not None
    bare = mix_of(
        simulated_snapshot,
        kpi_code="approval_time_median",
        before=BEFORE,
        after=AFTER,
        dims=("product",),
        where=where,
        scope=WHOLE_HOUSE,
    )
    assert bare.mixed is not None and bare.mixed.within.interval_reason == ONE_UNIT
