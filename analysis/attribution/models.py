"""The two models behind one question: what would the target rows have shown without the initiative?"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from analysis.attribution import counts, linear
from analysis.attribution.panel import (
    Array,
    Codes,
    Panel,
    RollOut,
    Rows,
    event_dummies,
    find_stated_choice_rows,
    reach,
)
from analysis.intervals import effective_units

MOST_UNITS = 100  # left out one after another; the jackknife leaves out groups of units where there are more
NOBODY: Codes = np.array([], dtype=np.int64)


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question to a model.

    fit_rows [rows]: those that unit and period effects are estimated on. targets [rows, effects]: 1 for the rows an
    effect is averaged over.
    """

    fit_rows: Rows
    targets: Array


class Joint(ABC):
    """A panel with the event time of every roll-out that is staggered over its units.

    A roll-out that reached all units in the same period is already part of that period's effect. Periods by whose
    results units are stated to have been chosen inform no initiative: bad luck in them fades by itself, and would be
    credited to whatever started then.
    """

    def __init__(self, panel: Panel, roll_outs: Sequence[RollOut]) -> None:
        self.panel = panel
        self.reaches = {roll_out.name: reach(panel, roll_out) for roll_out in roll_outs}
        self.staggered = [name for name, reached in self.reaches.items() if reached.staggered]
        self.factors = panel.factors()
        self.ordinary = np.ones(len(panel.unit), dtype=bool)
        for roll_out in roll_outs:
            self.ordinary &= ~find_stated_choice_rows(panel, roll_out)
        self._dummies = {name: event_dummies(self.reaches[name]) for name in self.staggered}
        self._own = {name: self._stack([name]) for name in self.staggered}
        self._others = {
            name: self._stack([other for other in self.staggered if other != name]) for name in self.staggered
        }

    @cached_property
    def units(self) -> list[int]:
        """The units with a positive weight."""
        return [int(unit) for unit in np.flatnonzero(self.panel.sizes() > 0)]

    @cached_property
    def left_out(self) -> list[Codes]:
        """The sets of units left out in turn: single units, or MOST_UNITS groups of similar size if there are more
        units.
        """
        if len(self.units) <= MOST_UNITS:
            return [np.array([unit]) for unit in self.units]
        by_size = np.array(self.units)[np.argsort(-self.panel.sizes()[self.units], kind="stable")]
        return [by_size[place::MOST_UNITS] for place in range(MOST_UNITS)]

    @cached_property
    def effective_units(self) -> float:
        """G_eff of the sets that are left out in turn."""
        sizes = self.panel.sizes()
        return effective_units(np.array([sizes[units].sum() for units in self.left_out]))

    def own(self, name: str) -> sparse.csr_array:
        """Return the event-time columns of one initiative [rows, columns]."""
        return self._own[name]

    def others(self, name: str) -> sparse.csr_array:
        """Return the event-time columns of all other initiatives [rows, columns]."""
        return self._others[name]

    def _stack(self, names: list[str]) -> sparse.csr_array:
        nothing = sparse.csr_array((len(self.panel.unit), 0))
        return sparse.csr_array(sparse.hstack([nothing, *(self._dummies[name] for name in names)]))

    def live(self, name: str) -> Array:
        """Return 1 where the initiative is live [rows]."""
        return self.reaches[name].live.astype(float)

    @abstractmethod
    def value(self, name: str, question: Question) -> Array:
        """Return the effects [effects]."""

    @abstractmethod
    def replicates(self, name: str, question: Question) -> Array:
        """Return the effects, then those re-estimated entirely with each unit left out [1 + units, effects]."""

    @abstractmethod
    def two_way(self, name: str) -> float | None:
        """Return the coefficient of `live` beside unit and period effects: biased for staggered roll-outs, but
        widely used.
        """

    @abstractmethod
    def without_staggered(self, cases: Array) -> tuple[Array, Array]:
        """Return numerators and denominators [rows] as they would be without any staggered roll-out.

        `cases` [rows] are the actual denominators.
        """


class LinearJoint(Joint):
    """The model of means and shares: effects are weighted sums of the outcomes."""

    @cached_property
    def _levels(self) -> linear.Design:
        return linear.design_of(self.factors)

    @cached_property
    def _everything(self) -> dict[str, linear.Design]:
        """Initiative → factors and every initiative's columns, its own before the others'."""
        return {
            name: linear.design_of(self.factors, self.own(name), self.others(name)) for name in self.staggered
        }

    def weights(self, name: str, question: Question, without: Codes) -> Array:
        """Return a [rows, effects] such that a′ outcome are the effects `without` some units."""
        kept = self.panel.weight * ~np.isin(self.panel.unit, without)
        return linear.effect_weights(
            self._levels,
            others=self.others(name),
            everything=self._everything[name],
            weight=kept,
            joint_weight=kept * self.ordinary,
            fit_rows=question.fit_rows,
            targets=question.targets,
        )

    def value(self, name: str, question: Question) -> Array:
        """Return the effects [effects]."""
        return np.asarray(self.weights(name, question, NOBODY).T @ self.panel.outcome)

    def two_way(self, name: str) -> float | None:
        """Return the coefficient of `live` in a weighted regression on unit and period effects."""
        return linear.two_way(self.live(name), self.factors, self.panel.weight, self.panel.outcome)

    def without_staggered(self, cases: Array) -> tuple[Array, Array]:
        """Return (outcome − event-time effects) × cases, and the cases."""
        dummies, weight = self._stack(self.staggered), self.panel.weight * self.ordinary
        design = sparse.csr_array(sparse.hstack([self.factors, dummies]))
        coefficients = linear.solve(linear.gram(design, weight), design.T @ (weight * self.panel.outcome))
        return cases * (self.panel.outcome - dummies @ coefficients[self.factors.shape[1] :]), cases

    def replicates(self, name: str, question: Question) -> Array:
        """Return the effects, then those without each unit [1 + units, effects]."""
        return np.array(
            [self.weights(name, question, units).T @ self.panel.outcome for units in (NOBODY, *self.left_out)]
        )


class CountsJoint(Joint):
    """The model of event counts: effects are logarithms of the ratio of counted to imputed events."""

    def replicates(self, name: str, question: Question) -> Array:
        """Return the effects, then those without each unit [1 + units, effects]; NaN where nothing was counted."""
        return self._effects(name, question, self._event_effects)

    def value(self, name: str, question: Question) -> Array:
        """Return the effects [effects]; NaN where nothing was counted."""
        return np.asarray(self._effects(name, question, self._event_effects[:, :1])[0])

    def two_way(self, name: str) -> float | None:
        """Return the coefficient of `live` in a Poisson regression on the factors; None if it has no finite
        estimate.
        """
        design = sparse.csr_array(sparse.hstack([self.factors, self.live(name)[:, None]]))
        coefficient = counts.fit_each(design, self.panel.outcome, self.panel.weight[:, None])[-1, 0]
        return None if coefficient == counts.FEWEST else float(coefficient)

    def without_staggered(self, cases: Array) -> tuple[Array, Array]:
        """Return the events, and the expected events multiplied by the event-time effects."""
        moved = self._stack(self.staggered) @ self._event_effects[:, 0]
        return self.panel.outcome, cases * np.exp(np.maximum(moved, counts.FEWEST))

    def _effects(self, name: str, question: Question, event_effects: Array) -> Array:
        """The effects with the other initiatives' parts as in each of the fits [fits, effects]."""
        expected = self._without_others(name, event_effects)
        fit_rows = expected * question.fit_rows[:, None]
        imputed = counts.means(
            self.factors, expected, counts.fit_each(self.factors, self.panel.outcome, fit_rows)
        )
        events = self.panel.outcome[:, None] * (expected > 0)
        log_ratios = counts.log_ratios(events, imputed, question.targets)
        unseen = self.factors.T @ fit_rows <= 0  # levels of which the fit rows hold nothing
        undetermined = (self.factors @ unseen.astype(float) > 0) & (expected > 0)
        return np.asarray(np.where(question.targets.T @ undetermined > 0, np.nan, log_ratios).T)

    def _without_others(self, name: str, event_effects: Array) -> Array:
        """The events expected of each row, with what the other initiatives do [rows, fits]."""
        mine = np.concatenate([np.full(self._dummies[o].shape[1], o == name) for o in self.staggered])
        moved = np.exp(np.maximum(self.others(name) @ event_effects[~mine], counts.FEWEST))
        return np.asarray(self._left[:, : moved.shape[1]] * moved)

    @cached_property
    def _left(self) -> Array:
        """The events expected of each row: of all, then without each of what is left out [rows, 1 + units]."""
        kept = [~np.isin(self.panel.unit, units) for units in (NOBODY, *self.left_out)]
        return np.asarray(self.panel.weight[:, None] * np.column_stack(kept))

    @cached_property
    def _event_effects(self) -> Array:
        """Coefficients of all event-time columns, with all units and without each [columns, 1 + units]."""
        design = sparse.csr_array(sparse.hstack([self.factors, self._stack(self.staggered)]))
        expected = self._left * self.ordinary[:, None]
        return counts.fit_each(design, self.panel.outcome, expected)[self.factors.shape[1] :]


def joint(panel: Panel, roll_outs: Sequence[RollOut]) -> Joint:
    """Build the model that a panel names."""
    return LinearJoint(panel, roll_outs) if panel.model == "linear" else CountsJoint(panel, roll_outs)
