"""What is usually done instead: before against after, and two-way fixed effects."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.special import ndtri, stdtrit

from analysis.attribution import counts, linear
from analysis.attribution.models import Joint
from analysis.attribution.panel import Array, Panel, RollOut, Rows

WINDOW = 12  # months before the first go-live, and the last ones


@dataclass(frozen=True, kw_only=True)
class Interval:
    """Values and half widths of their 95 % intervals [panels]; rows [rows] the effect is one of, with weights."""

    value: Array
    half: Array
    rows: Array


def before_and_after(panel: Panel, one: RollOut) -> tuple[Rows, Rows]:
    """The rows of units that ever went live, in the year before the first go-live and in the last year."""
    reached = np.isfinite(one.starts)[panel.unit]
    first, last = one.starts.min(), panel.period.max() + 1
    before = (panel.period >= first - WINDOW) & (panel.period < first)
    return reached & before, reached & (panel.period >= last - WINDOW)


def naive(panel: Panel, one: RollOut, outcomes: Array) -> Interval:
    """Difference of two means of rows, which are taken as independent (Welch); outcomes [rows, panels]."""
    before, after = before_and_after(panel, one)
    sides = [outcomes[rows] for rows in (before, after)]
    parts = [side.var(axis=0, ddof=1) / len(side) for side in sides]
    freedom = (parts[0] + parts[1]) ** 2 / sum(
        part**2 / (len(side) - 1) for part, side in zip(parts, sides, strict=True)
    )
    half = stdtrit(freedom, 0.975) * np.sqrt(parts[0] + parts[1])
    return Interval(value=sides[1].mean(axis=0) - sides[0].mean(axis=0), half=half, rows=after.astype(float))


def naive_counts(panel: Panel, one: RollOut) -> Interval:
    """Logarithm of the ratio of two rates of events per expected event, events taken as independent."""
    before, after = before_and_after(panel, one)
    events = [panel.outcome[rows].sum() for rows in (before, after)]
    rates = [n / panel.weight[rows].sum() for n, rows in zip(events, (before, after), strict=True)]
    half = ndtri(0.975) * np.sqrt(1 / events[0] + 1 / events[1])
    return Interval(
        value=np.array([np.log(rates[1] / rates[0])]), half=np.array([half]), rows=after.astype(float)
    )


def two_way(model: Joint, name: str, outcomes: Array) -> Interval:
    """Weighted regression on the live dummy beside unit and month effects, errors clustered by unit."""
    live, factors, weight = model.live(name), model.factors, model.panel.weight
    normal = linear.gram(factors, weight)
    both = np.column_stack([live, outcomes])
    left = both - factors @ linear.solve(normal, factors.T @ (weight[:, None] * both))
    rest, variation = left[:, 0], float((weight * left[:, 0] ** 2).sum())
    value = (weight * rest) @ left[:, 1:] / variation
    scores = (weight * rest)[:, None] * (left[:, 1:] - rest[:, None] * value)
    return Interval(value=value, half=_clustered(model.panel, scores, variation), rows=live * weight)


def two_way_counts(model: Joint, name: str) -> Interval:
    """Poisson regression on the live dummy beside the factors, errors clustered by unit."""
    live, panel = model.live(name), model.panel
    design = sparse.csr_array(sparse.hstack([model.factors, live[:, None]]))
    found = counts.fit_each(design, panel.outcome, panel.weight[:, None])[:, 0]
    mean = counts.means(design, panel.weight, found)
    normal = linear.gram(model.factors, mean)
    rest = live - model.factors @ linear.solve(normal, model.factors.T @ (mean * live))
    half = _clustered(panel, (rest * (panel.outcome - mean))[:, None], float((mean * rest**2).sum()))
    return Interval(value=found[-1:], half=half, rows=live)


def _clustered(panel: Panel, scores: Array, variation: float) -> Array:
    """Half width of the interval from scores [rows, panels], t with units − 1 degrees of freedom."""
    units = panel.units
    by_unit = np.array([scores[panel.unit == unit].sum(axis=0) for unit in range(units)])
    error = np.sqrt(units / (units - 1) * (by_unit**2).sum(axis=0)) / variation
    return np.asarray(stdtrit(units - 1, 0.975) * error)
