"""What the calendar of a roll-out allows one to ask of a panel, whatever the outcome (statistics §9, steps 1 and 3)."""

from dataclasses import dataclass

import numpy as np

from analysis.attribution import linear
from analysis.attribution.models import Joint, Question
from analysis.attribution.panel import EVENT_BINS, LEAD_BINS, Reach, RollOut, Rows, in_bins, reach, shift
from analysis.results import HISTORY_TOO_SHORT, NOT_OLD_ENOUGH, TOO_FEW, Reason

PLACEBO_PERIODS = 6


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What counts as a comparison.

    choosing_periods: the periods before the first go-live in which units are assumed to have been chosen, if the
    roll-out does not state it; they are excluded for all units, because units chosen for being bad improve by
    themselves. fewest_before: the periods that must remain before those. fewest_waiting: the units not yet live that
    a period must have.
    """

    choosing_periods: int
    fewest_before: int
    fewest_waiting: int


@dataclass(frozen=True, kw_only=True)
class Design:
    """The questions that can be asked about a roll-out, and the units that the answers rest on.

    effect: over all comparable live rows, and over those in each bin of EVENT_BINS. with_choosing: over all live
    rows, with the choosing periods included. leads: over the bins of LEAD_BINS numbered `lead_bins`. placebo: for a
    go-live PLACEBO_PERIODS earlier. own_share: the share of the variance of the live dummy that the other
    initiatives leave; nearest: the initiative that takes most of it.
    """

    effect: Question
    with_choosing: Question
    leads: Question | None
    lead_bins: tuple[int, ...]
    placebo: Question | None
    own_share: float
    nearest: str
    units: int
    live_units: int
    waiting_units: int
    go_lives: int
    effective_units: float


def design(model: Joint, roll_out: RollOut, rules: Rules) -> Design | Reason:
    """Return the design for one of the model's roll-outs, or the reason why there is none.

    `history too short`: too few periods before the first go-live. `not old enough`: the go-live is still to come.
    `too few`: no live row has a counterfactual.
    """
    asked = ask_of_live_rows(model, roll_out, rules)
    if isinstance(asked, Reason):
        return asked
    panel, reached = model.panel, model.reaches[roll_out.name]
    leads, lead_bins = _leads(model, reached, rules)
    own_share, nearest = _separability(model, roll_out.name)
    live_units = np.unique(panel.unit[asked.targets[:, 0] > 0])
    in_all = _find_comparable_rows(model, reached, reached.waiting, reached.live, rules)
    return Design(
        effect=asked,
        with_choosing=Question(fit_rows=reached.waiting, targets=in_all[:, None].astype(float)),
        leads=leads,
        lead_bins=lead_bins,
        placebo=_placebo(model, roll_out, rules),
        own_share=own_share,
        nearest=nearest,
        units=len(model.units),
        live_units=len(live_units),
        waiting_units=int(np.isinf(roll_out.starts[model.units]).sum()),
        go_lives=len(np.unique(roll_out.starts[live_units])),
        effective_units=model.effective_units,
    )


def ask_of_live_rows(model: Joint, roll_out: RollOut, rules: Rules) -> Question | Reason:
    """Return the question for the effect over all comparable live rows and over each bin; reasons as in `design`."""
    reached = model.reaches[roll_out.name]
    chosen = _find_choice_rows(model, reached, roll_out, rules)
    if isinstance(chosen, Reason):
        return chosen
    fit_rows = reached.waiting & ~chosen
    targets = _find_comparable_rows(model, reached, fit_rows, reached.live, rules)
    if not targets.any():
        return TOO_FEW
    asked = np.column_stack([targets, *(rows & targets for rows in in_bins(reached, EVENT_BINS))])
    return Question(fit_rows=fit_rows, targets=asked.astype(float))


def _find_choice_rows(model: Joint, reached: Reach, roll_out: RollOut, rules: Rules) -> Rows | Reason:
    """The rows of the periods in which units were chosen [rows].

    The first go-live is that of the units which were seen without it; of others nothing can be said.
    """
    panel = model.panel
    seen = np.intersect1d(panel.unit[reached.waiting], panel.unit[reached.live])
    if len(seen) == 0:
        if reached.live.any():
            return HISTORY_TOO_SHORT
        return NOT_OLD_ENOUGH if np.isfinite(roll_out.starts).any() else TOO_FEW
    first, go_live = int(panel.period.min()), int(roll_out.starts[seen].min())
    earliest = first + rules.fewest_before
    begin = roll_out.chosen_from
    if begin is None or begin >= go_live:
        begin = go_live - rules.choosing_periods
    if begin < earliest:
        return HISTORY_TOO_SHORT
    return np.asarray((panel.period >= begin) & (panel.period < go_live))


def _find_comparable_rows(model: Joint, reached: Reach, fit_rows: Rows, wanted: Rows, rules: Rules) -> Rows:
    """Of the wanted rows those whose unit and period the fit rows determine, the period by enough units."""
    panel = model.panel
    fit_rows = fit_rows & (panel.weight > 0)
    pairs = np.unique(np.column_stack([reached.clock[fit_rows], panel.unit[fit_rows]]), axis=0)
    periods, waiting = np.unique(pairs[:, 0], return_counts=True)
    held = np.isin(reached.clock, periods[waiting >= rules.fewest_waiting])
    wanted = wanted & held & (panel.weight > 0)
    return np.asarray(wanted & linear.find_estimable(model.factors, fit_rows)) if wanted.any() else wanted


def _leads(model: Joint, reached: Reach, rules: Rules) -> tuple[Question | None, tuple[int, ...]]:
    """The deviation in each bin before the go-live, and which bins have rows.

    Imputed from rows earlier than all of these bins, with the periods of choosing in: what the choice has
    picked shows here.
    """
    fit_rows = reached.waiting & (reached.since < LEAD_BINS[0][0])
    before = reached.waiting & (reached.since >= LEAD_BINS[0][0])
    rows = _find_comparable_rows(model, reached, fit_rows, before, rules)
    asked = np.column_stack([inside & rows for inside in in_bins(reached, LEAD_BINS)])
    known = np.flatnonzero(asked.any(axis=0))
    if len(known) == 0:
        return None, ()
    return Question(fit_rows=fit_rows, targets=asked[:, known].astype(float)), tuple(known.tolist())


def _placebo(model: Joint, roll_out: RollOut, rules: Rules) -> Question | None:
    """The effect of a go-live some periods earlier than it was, on rows that were not live; None without any."""
    reached, earlier = model.reaches[roll_out.name], reach(model.panel, shift(roll_out, PLACEBO_PERIODS))
    fit_rows = reached.waiting & earlier.waiting
    rows = _find_comparable_rows(model, reached, fit_rows, reached.waiting & earlier.live, rules)
    return Question(fit_rows=fit_rows, targets=rows[:, None].astype(float)) if rows.any() else None


def _separability(model: Joint, name: str) -> tuple[float, str]:
    """Share of the dummy's variance that the others leave, and the one of them that alone leaves least."""
    live, weight = model.live(name), model.panel.weight
    share = linear.share_left(live, model.factors, model.others(name), weight)
    alone = {
        other: linear.share_left(live, model.factors, model.own(other), weight)
        for other in model.staggered
        if other != name
    }
    return share, min(alone, key=alone.__getitem__, default="")
