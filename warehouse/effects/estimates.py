"""Effects of all initiatives on one outcome: staggered roll-outs by unit, all others as a break in the trend."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from analysis.attribution.design import Rules
from analysis.attribution.grading import Finding
from analysis.attribution.imputation import effect, value
from analysis.attribution.models import Joint, joint
from analysis.attribution.panel import RollOut
from analysis.attribution.series import trend_break
from analysis.results import TOO_FEW, Reason
from warehouse.contract.windows import month_number
from warehouse.effects.ledgers import Windows, contribution
from warehouse.effects.monthly import Monthly, monthly
from warehouse.effects.outcomes import OUTCOMES
from warehouse.effects.pairs import Broken, Estimated
from warehouse.effects.panels import UnitPanel, panel_of
from warehouse.effects.roll_outs import COMPANY, read_roll_out_at_once, roll_outs_of, unit_kinds
from warehouse.kpis import find
from warehouse.query.query import comparable_months
from warehouse.snapshot.snapshots import Snapshot

# Five months must remain before those of choosing: six, of which the first has no month before it where loans go bad.
RULES = Rules(choosing_periods=12, fewest_before=5, fewest_waiting=3)
TOO_NEAR_MONTHS = 6  # two breaks that are nearer to each other cannot be told apart
LARGEST_LN = 10.0

Estimation = Estimated | Broken | Reason


def effects_on(snapshot: Snapshot, code: str) -> Iterator[tuple[str, Estimation]]:
    """Yield each initiative that went live, with its effect on a KPI's outcome or why there is none (statistics §9)."""
    kinds, breaking = unit_kinds(snapshot), list[str]()
    for kind in dict.fromkeys(kinds.values()):
        mine = [initiative for initiative, own in kinds.items() if own == kind]
        if kind == COMPANY or code not in OUTCOMES:
            breaking += mine
            continue
        for initiative, estimation in _by_unit(snapshot, code, kind, mine):
            if estimation is None:
                breaking.append(initiative)
            else:
                yield initiative, estimation
    if breaking:
        yield from _breaks(snapshot, code, breaking)


def windows_of(snapshot: Snapshot, code: str, model: Joint) -> Windows | None:
    """Select the rows of a panel in the months that its KPI compares; None without windows or where one has no rows."""
    before, after = snapshot.windows
    if before is None or after is None:
        return None
    months = comparable_months(snapshot, find(code), before, after)
    rows = [np.isin(model.panel.period, [month_number(month) for month in side]) for side in months]
    if not all(side.any() for side in rows):
        return None
    return Windows(
        before=rows[0], after=rows[1], months_before=tuple(months[0]), months_after=tuple(months[1])
    )


def _by_unit(
    snapshot: Snapshot, code: str, kind: str, mine: list[str]
) -> Iterator[tuple[str, Estimated | Reason | None]]:
    """The effects of roll-outs by this kind of unit, None for those that are not staggered over the panel's units."""
    unit_panel = panel_of(snapshot, code, kind)
    if isinstance(unit_panel, Reason):
        yield from ((initiative, unit_panel) for initiative in mine)
        return
    roll_outs = {roll_out.name: roll_out for roll_out in roll_outs_of(snapshot, code, kind, unit_panel.units)}
    model, mixed = (
        joint(panel, tuple(roll_outs.values())) for panel in (unit_panel.panel, unit_panel.mix_held)
    )
    windows = windows_of(snapshot, code, model)
    for initiative in mine:
        if initiative in model.staggered:
            yield initiative, _estimate(kind, unit_panel, roll_outs[initiative], (model, mixed), windows)
        else:
            yield initiative, None


def _estimate(
    kind: str,
    unit_panel: UnitPanel,
    roll_out: RollOut,
    models: tuple[Joint, Joint],
    windows: Windows | None,
) -> Estimated | Reason:
    """The effect; models: of the outcome, and of the outcome at one mix."""
    model, mixed = models
    try:
        estimate, held = effect(model, roll_out, RULES), value(mixed, roll_out, RULES)
    except ArithmeticError:  # a fit that does not settle has too few events to settle it
        return TOO_FEW
    if isinstance(estimate, Reason):
        return estimate
    if unit_panel.outcome.scale == "ln" and abs(estimate.effect.value) > LARGEST_LN:
        return TOO_FEW  # what is counted or expected there is nearly nothing
    part = None if windows is None else contribution(model, roll_out.name, estimate, windows)
    finding = Finding(
        effect=estimate,
        mix_held=held if isinstance(held, float) else None,
        asks=False,
        answers=None,
        definition_changed=False,
    )
    return Estimated(
        initiative=roll_out.name,
        unit_kind=kind,
        unit_panel=unit_panel,
        model=model,
        finding=finding,
        contribution=part,
    )


def _breaks(snapshot: Snapshot, code: str, initiatives: list[str]) -> Iterator[tuple[str, Broken | Reason]]:
    """The breaks in the outcome of the whole company at the go-lives of those that reached it at once."""
    outcome = monthly(snapshot, code)
    asked = {initiative: read_roll_out_at_once(snapshot, initiative) for initiative in initiatives}
    whole = {
        initiative: roll_out for initiative, roll_out in asked.items() if not isinstance(roll_out, Reason)
    }
    for initiative, at_once in asked.items():
        if isinstance(at_once, Reason):
            yield initiative, at_once
        elif isinstance(outcome, Reason):
            yield initiative, outcome
        else:
            near = (
                other
                for other, (month, *_) in whole.items()
                if other != initiative and abs(month - at_once[0]) < TOO_NEAR_MONTHS
            )
            yield initiative, _estimate_break(initiative, outcome, at_once, next(near, ""))


def _estimate_break(
    initiative: str, series: Monthly, whole: tuple[int, bool, int | None], beside: str
) -> Broken | Reason:
    """The break at a go-live, in the months until the initiative was given up."""
    go_live, partial, given_up = whole
    held = series.period < (np.inf if given_up is None else given_up)
    period, outcome = series.period[held], series.outcome[held]
    broken = trend_break(period, outcome, float(go_live), partial)
    if isinstance(broken, Reason):
        return broken
    seen = replace(series, period=period, outcome=outcome)
    level = float(broken.without[period >= go_live].mean())
    return Broken(
        initiative=initiative,
        monthly=seen,
        go_live=go_live,
        trend_break=broken,
        level=level,
        beside=beside,
        definition_changed=False,
    )
