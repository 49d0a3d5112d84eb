"""The effect of one staggered roll-out, estimated from plain columns of any panel."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.attribution.design import Rules
from analysis.attribution.imputation import Effect, effect, value
from analysis.attribution.models import joint
from analysis.attribution.panel import NEVER, Array, Codes, Model, Panel, RollOut
from analysis.results import Reason

Column = Sequence[Any] | NDArray[Any] | pd.Series
NAME = "roll-out"


@dataclass(frozen=True, kw_only=True)
class PlainEffect:
    """value: the effect (linear: in the outcome's unit; counts: the logarithm of the ratio of events).

    detail: the same with interval, event study, placebo and so on; or the reason why there is no interval, for
    instance because only one unit is treated or only one is not.
    """

    value: float
    detail: Effect | Reason


def estimate_staggered_effect(
    unit: Column,
    period: Column,
    treated_from: Column,
    outcome: Column,
    weight: Column,
    model: Model,
    rules: Rules,
) -> PlainEffect | Reason:
    """Estimate the average effect on the treated rows of a panel, imputed from rows that are not yet treated.

    unit [rows]: labels of any kind. period [rows]: labels that can be ordered (years, months, dates); they are
    numbered in order, so every period must have a row. treated_from [rows]: the first treated period of the row's
    unit, the same in all its rows; None, NaN, NaT or infinity mean never. outcome [rows]: a number or mean
    (`linear`), or a count of events (`counts`). weight [rows]: the weight of the row, which should not respond to
    the treatment (`linear`), or its expected events, such as its exposure (`counts`). Rows of the same unit and
    period may repeat, as for individuals.

    Raises ValueError for columns of different length, missing values, and a unit treated from two periods. `history
    too short`: fewer than `rules.fewest_before` periods before the choosing periods. `not old enough`: the first
    treatment is still to come. `too few`: no treated row has `rules.fewest_waiting` untreated units beside it and
    earlier rows of its own unit. Borusyak, Jaravel and Spiess (2024), "Revisiting event-study designs"; interval by
    jackknife over units.
    """
    columns = [pd.Series(list(column)) for column in (unit, period, treated_from, outcome, weight)]
    if len({len(column) for column in columns}) != 1:
        raise ValueError("the columns have different lengths")
    units, periods, treated, outcomes, weights = columns
    for name, column in (("unit", units), ("period", periods), ("outcome", outcomes), ("weight", weights)):
        if column.isna().any():
            raise ValueError(f"{name} is missing in {int(column.isna().sum())} rows: leave these out")
    codes, labels = pd.factorize(units, sort=True)
    order = np.sort(periods.unique())
    starts = _starts(codes, labels, treated, order)
    panel = Panel(
        unit=codes.astype(np.int64),
        period=np.searchsorted(order, periods.to_numpy()).astype(np.int64),
        cohort=None,
        outcome=outcomes.to_numpy(dtype=float),
        weight=weights.to_numpy(dtype=float),
        model=model,
    )
    nothing = np.full(len(labels), NEVER)
    roll_out = RollOut(
        name=NAME,
        starts=starts,
        partial=np.zeros(len(labels), dtype=bool),
        ends=nothing,
        anticipation=0,
        by_cohort=False,
        chosen_from=None,
    )
    asked = joint(panel, [roll_out])
    estimate = value(asked, roll_out, rules)
    return (
        estimate
        if isinstance(estimate, Reason)
        else PlainEffect(value=estimate, detail=effect(asked, roll_out, rules))
    )


def _starts(codes: Codes, labels: pd.Index, treated: pd.Series, order: NDArray[Any]) -> Array:
    """The number of each unit's first treated period, NEVER where there is none [units]."""
    treated = treated.where(~treated.isin([np.inf]), None)
    by_unit = treated.groupby(codes)
    changing = labels[by_unit.nunique(dropna=False).to_numpy() > 1]
    if len(changing):
        raise ValueError(f"treated_from of unit {changing[0]} is not the same in all its rows")
    first = by_unit.first()
    known = first.notna().to_numpy()
    starts = np.full(len(labels), NEVER)
    starts[known] = np.searchsorted(order, first[known].to_numpy(dtype=order.dtype))
    return starts
