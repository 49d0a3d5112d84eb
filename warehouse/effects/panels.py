"""Panels of units over months, from the marts: the data behind the effects of roll-outs (statistics §9)."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.attribution.panel import Array, Codes, Panel, Rows
from analysis.results import NO_ROWS, NOT_DEFINED, NOT_OLD_ENOUGH, Reason
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.contract.windows import WINDOW_MONTHS, month_number
from warehouse.effects.outcomes import OUTCOMES, Outcome
from warehouse.kpis import find
from warehouse.marts.families import MARTS
from warehouse.marts.mart import Mart
from warehouse.query.calendars import all_months, young_months
from warehouse.query.query import mart_for
from warehouse.query.sums import where_clause
from warehouse.snapshot.snapshots import Snapshot


@dataclass(frozen=True, kw_only=True)
class UnitPanel:
    """The panel of a KPI's outcome by unit and month, and by month of origination where the outcome has one.

    Months are numbered year × 12 + month − 1. `units`: member codes in the order of `panel.unit`; rows without a
    unit are left out. `mix_held`: the same rows at one mix of products and channels. `numerator`, `denominator`
    [rows]: the sums behind each row (for the model `counts` events and expected events); a denominator is never 0.
    `mart`, `sql`: the source.
    """

    outcome: Outcome
    panel: Panel
    mix_held: Panel
    units: tuple[str, ...]
    numerator: Array
    denominator: Array
    mart: str
    sql: str


@dataclass(frozen=True, kw_only=True)
class _Cells:
    """Sums of each cell of the mix; `row`: the place of the panel's row it belongs to, `cell`: which one it is."""

    row: Codes
    cell: Codes
    numerator: Array
    denominator: Array


def panel_of(snapshot: Snapshot, kpi_code: str, unit_kind: str) -> UnitPanel | Reason:
    """Read the panel of a KPI by the members of a dimension, over all months old enough, or say why there is none."""
    if kpi_code not in OUTCOMES:
        return NOT_DEFINED
    outcome, kpi = OUTCOMES[kpi_code], find(kpi_code)
    mart, reason = mart_for(
        snapshot,
        kpi=kpi,
        by=(unit_kind,),
        where=(),
        scope=WHOLE_HOUSE,
        marts=tuple(MARTS[name] for name in outcome.marts),
    )
    if mart is None:
        return reason or NO_ROWS
    known = all_months(snapshot, kpi)
    young = young_months(snapshot, kpi, known)
    if known and len(young) == len(known):
        return NOT_OLD_ENOUGH
    held = tuple(name for name in outcome.held if name in mart.dimensions and name != unit_kind)
    sql = _query(
        snapshot,
        outcome=outcome,
        mart=mart,
        unit_kind=unit_kind,
        held=held,
        months=tuple(m for m in known if m not in young),
    )
    frame = snapshot.frame(sql)
    if not frame["below"].gt(0).any():
        return NO_ROWS
    rows, cells = _split(frame, held)
    return _panel(snapshot, outcome=outcome, rows=rows, cells=cells, mart=mart.name, sql=sql)


def _query(
    snapshot: Snapshot,
    outcome: Outcome,
    mart: Mart,
    unit_kind: str,
    held: tuple[str, ...],
    months: tuple[str, ...],
) -> str:
    """SQL of above and below, the sums of each unit × period (× cohort) × held dimension."""
    cohort = _number_of("start") if outcome.by_cohort else "0"
    above = outcome.numerator.replace("$loss_given_default", str(snapshot.value_terms.loss_given_default))
    columns = (
        f"{unit_kind} as unit",
        f"{_number_of('month')} as period",
        f"{cohort} as cohort",
        *held,
        f"sum({above})::double as above",
        f"sum({outcome.denominator})::double as below",
    )
    source = replace(mart, name=f"{mart.name} {outcome.join}".strip())
    where = where_clause(source, outcome.rows, months, WHOLE_HOUSE)
    return f"select {', '.join(columns)} {where} and {unit_kind} <> '' group by all"


def _number_of(column: str) -> str:
    return f"year({column}) * 12 + month({column}) - 1"


def _split(frame: pd.DataFrame, held: tuple[str, ...]) -> tuple[pd.DataFrame, _Cells]:
    """The rows of the panel with their sums, in order of unit, period and cohort, and the cells they consist of.

    Rows whose denominator is 0 do not exist.
    """
    keys = ["unit", "period", "cohort"]
    frame = frame.assign(unit=frame["unit"].astype(str))
    rows = frame.groupby(keys, as_index=False)[["above", "below"]].sum()
    rows = rows[rows["below"] > 0].reset_index(drop=True)
    frame = frame.merge(rows[keys].assign(row=rows.index), on=keys)
    cell = frame.groupby(list(held), observed=True).ngroup() if held else pd.Series(0, frame.index)
    cells = _Cells(
        row=frame["row"].to_numpy(np.int64),
        cell=np.asarray(cell, dtype=np.int64),
        numerator=frame["above"].to_numpy(float),
        denominator=frame["below"].to_numpy(float),
    )
    return rows, cells


def _panel(
    snapshot: Snapshot, outcome: Outcome, rows: pd.DataFrame, cells: _Cells, mart: str, sql: str
) -> UnitPanel:
    unit, names = pd.factorize(rows["unit"])
    period, cohort = (rows[name].to_numpy(np.int64) for name in ("period", "cohort"))
    above, below = (rows[name].to_numpy(float) for name in ("above", "below"))
    counted = outcome.model == "counts"
    panel = Panel(
        unit=unit.astype(np.int64),
        period=period,
        cohort=cohort if outcome.by_cohort else None,
        outcome=above if counted else above / below,
        weight=below if counted else _usual_sizes(snapshot, unit, period, below)[unit],
        model=outcome.model,
    )
    mix_held = _mix_held(panel, below, cells, _usual_rows(snapshot, period))
    return UnitPanel(
        outcome=outcome,
        panel=panel,
        mix_held=mix_held,
        units=tuple(map(str, names)),
        numerator=above,
        denominator=below,
        mart=mart,
        sql=sql,
    )


def _usual_sizes(snapshot: Snapshot, unit: Codes, period: Codes, below: Array) -> Array:
    """Each unit's mean denominator a month in the year before the first go-live [units].

    Where the panel holds none of these months, in its own first year.
    """
    months = np.unique(period)
    window = months[:WINDOW_MONTHS]
    if snapshot.golive is not None:
        go_live = month_number(snapshot.golive[0])
        within = months[(months >= go_live - WINDOW_MONTHS) & (months < go_live)]
        window = within if len(within) else window
    rows = np.isin(period, window)
    return np.asarray(np.bincount(unit[rows], below[rows], unit.max() + 1) / len(window))


def _usual_rows(snapshot: Snapshot, period: Codes) -> Rows:
    """The rows before the first go-live; all where there was none, or none before it."""
    if snapshot.golive is None:
        return np.ones(len(period), dtype=bool)
    before = period < month_number(snapshot.golive[0])
    return before if before.any() else np.ones(len(period), dtype=bool)


def _mix_held(panel: Panel, denominator: Array, cells: _Cells, usual_rows: Rows) -> Panel:
    """The panel with the mix of its rows taken out, by indirect standardisation.

    Cells at fixed weights would mostly be empty: a region has 14 applications a month in about as many cells. So each
    cell c has its usual rate m_c, pooled over all units in the months before the first go-live, and a row is corrected
    for what its cells would show at these rates. Linear: outcome − Σ n_c m_c ÷ Σ n + the usual rate of all. Counts:
    Σ expected_c m_c instead of Σ expected_c. A cell not seen before (of counts: without an event before, as no event
    would be expected of it) has the usual rate of all.

        before the first go-live   app 3 of 4, dealer 1 of 4, all 4 of 8       usual rates 0.75, 0.25; of all 0.5
        a row                      2 of 4, three cases by app and one by dealer           outcome  0.5
        mix held                   0.5 − (3 × 0.75 + 1 × 0.25) ÷ 4 + 0.5                       =  0.375
    """
    counted, among = panel.model == "counts", usual_rows[cells.row]
    above, below = (
        np.bincount(cells.cell[among], sums[among], cells.cell.max() + 1)
        for sums in (cells.numerator, cells.denominator)
    )
    overall = above.sum() / below.sum()
    known = (below > 0) & ((above > 0) | (not counted))
    rates = np.divide(above, below, out=np.full(len(below), overall), where=known)
    usual = cells.denominator * rates[cells.cell]
    at_usual_rates = np.bincount(cells.row, usual, len(panel.unit)).astype(float)
    if counted:
        return replace(panel, weight=at_usual_rates)
    return replace(panel, outcome=panel.outcome - at_usual_rates / denominator + overall)
