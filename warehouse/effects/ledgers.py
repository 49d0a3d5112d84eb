"""Ledgers: the change of an outcome between the windows, split exactly into contributions and everything else.

    observed = Σ contributions of attributable effects + everything else          on the scale of the outcome

Contributions are never scaled to fit: in a worsening market an effect may exceed the observed change (statistics
§9).
"""

from dataclasses import dataclass

import numpy as np

from analysis.attribution.imputation import Effect, inference
from analysis.attribution.models import Joint
from analysis.attribution.panel import EVENT_BINS, Array, Panel, Rows, in_bins
from warehouse.effects.evidence import Ledger, Range
from warehouse.effects.panels import UnitPanel


@dataclass(frozen=True, kw_only=True)
class Windows:
    """The rows of a panel that fall into each window [rows], and the months (YYYY-MM) of each."""

    before: Rows
    after: Rows
    months_before: tuple[str, ...]
    months_after: tuple[str, ...]


def contribution(model: Joint, name: str, effect: Effect, windows: Windows) -> Array | None:
    """Compute Σ weight × effect at its event time ÷ Σ weight, after less before (statistics §9).

    Returns [1 + units]: with all units, then without each. Which units are live when is taken as a fact, so only
    the effect varies between deletions. None where rows are live for which no effect is known.
    """
    inside = in_bins(model.reaches[name], EVENT_BINS)
    live = model.reaches[name].live
    out = np.zeros(1 + len(model.left_out))
    for rows, sign in ((windows.after, 1.0), (windows.before, -1.0)):
        total = model.panel.weight[rows].sum()
        for place, in_bin in enumerate(inside, start=1):
            share = model.panel.weight[rows & in_bin & live].sum() / total
            if share > 0:
                out += sign * share * effect.replicates[:, place]
    if not np.isfinite(out).all():
        return None
    return out


def observe_change(model: Joint, windows: Windows) -> Array:
    """Compute the change of the outcome between the windows [1 + units]: with all units, then without each."""
    sides = [_level(model, rows) for rows in (windows.after, windows.before)]
    return sides[0] - sides[1]


def ledger_of(
    kpi: str, panel: UnitPanel, model: Joint, windows: Windows, parts: list[tuple[str, Array]]
) -> Ledger | None:
    """Compute the ledger of an outcome; None where an interval cannot be computed.

    `parts`: (initiative, contribution [1 + units]) of the attributable effects.
    """
    size = model.effective_units
    whole = observe_change(model, windows)
    rest = whole - sum((part for _, part in parts), np.zeros_like(whole))
    ranges = [range_of(each, size) for each in (whole, rest, *(part for _, part in parts))]
    if any(interval is None for interval in ranges):
        return None
    total, remainder, *contributions = (interval for interval in ranges if interval is not None)
    return Ledger(
        kpi=kpi,
        outcome=panel.outcome.kpi,
        scale=panel.outcome.scale,
        months_before=windows.months_before,
        months_after=windows.months_after,
        observed=total,
        parts=tuple((name, part) for (name, _), part in zip(parts, contributions, strict=True)),
        rest=remainder,
    )


def range_of(replicates: Array, size: float) -> Range | None:
    """Compute a number's 95 % interval from its jackknife replicates [1 + units], None without (statistics §8)."""
    estimate = inference(replicates, size)
    if estimate is None and np.isfinite(replicates).all() and not replicates.any():
        return Range(value=0.0, lower=0.0, upper=0.0)  # nothing of it was live
    return (
        None if estimate is None else Range(value=estimate.value, lower=estimate.lower, upper=estimate.upper)
    )


def _level(model: Joint, rows: Rows) -> Array:
    """The outcome over some rows: a mean by weight, or ln of counted ÷ expected events [1 + units]."""
    panel = model.panel
    with np.errstate(divide="ignore", invalid="ignore"):
        if panel.model == "linear":
            return _weights(model, rows, panel.outcome) / _weights(model, rows)
        counted = np.ones(len(rows)) / panel.weight
        return np.asarray(np.log(_weights(model, rows, panel.outcome * counted) / _weights(model, rows)))


def _weights(model: Joint, rows: Rows, times: Array | None = None) -> Array:
    """Σ weight (× something) over some rows, with all units and without each [1 + units]."""
    panel: Panel = model.panel
    each = panel.weight * rows if times is None else panel.weight * rows * times
    by_unit = np.bincount(panel.unit, each, panel.units)
    left = [by_unit[units].sum() for units in model.left_out]
    return np.asarray(by_unit.sum() - np.array([0.0, *left]))
