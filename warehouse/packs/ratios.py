"""Observed ÷ expected events of a partner in a pack: from its released counts, at the others' rate, shrunk."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from analysis import peers
from analysis.results import NO_ROWS, TOO_FEW, Estimate, Reason
from analysis.statistic import Array
from warehouse.packs import disclosure
from warehouse.packs.disclosure import FEW_OTHERS, NO_EDGES, ONE_DOMINATES, UNDER_FIVE, Counts, Edges
from warehouse.packs.measures import Asked, Taken, join_quarters, pair
from warehouse.packs.quarters import Months
from warehouse.packs.records import Cell, Span
from warehouse.partners.standings import RATED
from warehouse.query.batches import read_totals

USUAL = 1.0  # observed ÷ expected of the others together


@dataclass(frozen=True, kw_only=True)
class _Others:
    """Events of the others and those expected of them at their common rate; `scale`: from exposure to expected."""

    observed: Array
    expected: Array
    scale: float


def ratio(asked: Asked) -> Taken:
    """Report observed ÷ expected events at the rate of the others, shrunk towards it (statistics §11).

    The events are the partner's released counts.
    """
    before, _ = _side(asked, "before", join_quarters(asked.spans.before))
    after, others = _side(asked, "after", join_quarters(asked.spans.year))
    if isinstance(others, Reason):
        return Taken(cells=[before, after], edges=Edges(at=NO_EDGES, reason=others), behind=0, usual=None)
    known = peers.shrink(others.observed, others.expected).ratios
    values = [estimate.value for estimate in known if estimate.value is not None]
    band = disclosure.edges(values, of_volumes=False)
    return Taken(cells=[before, after], edges=band, behind=len(values), usual=USUAL)


def _side(asked: Asked, span: Span, months: Months) -> tuple[Cell, _Others | Reason]:
    if not months:
        reason = asked.why_none(span)
        return asked.cell(
            span, (), Counts(numerator=None, denominator=None, reason=None), Estimate.cannot_say(reason)
        ), reason
    events = _exposures(asked, months)
    own, others = (
        [events[code] for code in codes if code in events] for codes in (asked.partners, asked.others)
    )
    peers_of_it = _others(others)
    return _ratio(asked, span, months, own, peers_of_it), peers_of_it


def _exposures(asked: Asked, months: Months) -> Mapping[str, tuple[float, float]]:
    """Per partner of the kind: events, and how many to expect up to a common scale."""
    events, expected = RATED[asked.kpi.code]
    measures = {"observed": f"sum({events})", "expected": f"coalesce(sum({expected}), 0)"}
    plan = asked.plan((*asked.partners, *asked.others), ("partner",), months)
    totals = read_totals(asked.snapshot, plan, measures)
    return {
        member[0]: (float(row[0]), float(row[1]))
        for member, row in zip(totals.members, totals.rows[0], strict=True)
    }


def _others(pairs: list[tuple[float, float]]) -> _Others | Reason:
    """The others that something could be expected of; a reason where one could be told from their rate."""
    known = np.array([pair for pair in pairs if pair[1] > 0]).reshape(-1, 2)
    observed, exposure = known[:, 0], known[:, 1]
    if len(known) < disclosure.FEWEST_OTHERS:
        return FEW_OTHERS
    if disclosure.is_dominated(exposure.tolist()):
        return ONE_DOMINATES
    if observed.sum() < peers.FEWEST_EVENTS:
        return TOO_FEW
    scale = float(observed.sum() / exposure.sum())
    return _Others(observed=observed, expected=exposure * scale, scale=scale)


def _ratio(
    asked: Asked, span: Span, months: Months, own: list[tuple[float, float]], others: _Others | Reason
) -> Cell:
    cases = pair(asked, months)[1]
    counts = disclosure.release_counts(sum(events for events, _ in own), cases)
    cell = asked.cell(span, months, counts, Estimate.cannot_say(counts.reason or NO_ROWS))
    if isinstance(others, Reason):
        return cell if counts.reason is not None else replace(cell, reason=others)
    if counts.denominator is None or counts.denominator == disclosure.BASE:
        return cell
    if counts.numerator is None and counts.reason != UNDER_FIVE:
        return cell
    # As many are expected as of the released cases, so that the expected tell no more than these.
    exposure = sum(exposure for _, exposure in own) * counts.denominator / cases
    expected = disclosure.round_to_significant(exposure * others.scale)
    if counts.numerator is None:  # 0 to 4: the ends of the outermost of these worlds
        ends = _shrink(0.0, expected, others)[1], _shrink(disclosure.FEWEST - 1.0, expected, others)[2]
        lower, upper = map(disclosure.round_to_significant, ends)
        return replace(cell, expected=expected, lower=lower, upper=upper)
    value, lower, upper = map(
        disclosure.round_to_significant, _shrink(float(counts.numerator), expected, others)
    )
    return replace(cell, expected=expected, value=value, lower=lower, upper=upper, reason=None)


def _shrink(observed: float, expected: float, others: _Others) -> tuple[float, float, float]:
    """The ratio shrunk by what the others may be like: the mean and the interval of one posterior.

    The partner is none of the others. With their spread fixed at its estimate, as analysis/peers has it for those that
    it was estimated from, a partner unlike others that are alike would be told 1 beside an interval that leaves 1 out.
    """
    prior = peers.prior_of(others.observed, others.expected)
    own = np.array([observed]), np.array([expected])
    lower, upper = peers.posterior_interval(prior, *own)
    return float(peers.posterior_mean(prior, *own)[0]), float(lower[0]), float(upper[0])
