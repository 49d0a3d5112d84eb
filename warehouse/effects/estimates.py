"""The effects of all initiatives on one outcome: of staggered roll-outs by unit, of others as a break in the trend."""

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

Found = Estimated | Broken | Reason


def effects_on(snapshot: Snapshot, code: str) -> Iterator[tuple[str, Found]]:
    """Each initiative that went live anywhere, with what is known of its effect on the outcome of this KPI."""
    kinds, breaking = unit_kinds(snapshot), list[str]()
    for kind in dict.fromkeys(kinds.values()):
        mine = [initiative for initiative, own in kinds.items() if own == kind]
        if kind == COMPANY or code not in OUTCOMES:
            breaking += mine
            continue
        for initiative, one in _by_unit(snapshot, code, kind, mine):
            if one is None:
                breaking.append(initiative)
            else:
                yield initiative, one
    if breaking:
        yield from _breaks(snapshot, code, breaking)


def windows_of(snapshot: Snapshot, code: str, model: Joint) -> Windows | None:
    """The rows of a panel in the months that its KPI compares; None without windows, or where one has no rows."""
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
    found = panel_of(snapshot, code, kind)
    if isinstance(found, Reason):
        yield from ((initiative, found) for initiative in mine)
        return
    roll_outs = {one.name: one for one in roll_outs_of(snapshot, code, kind, found.units)}
    model, mixed = (joint(panel, tuple(roll_outs.values())) for panel in (found.panel, found.mix_held))
    windows = windows_of(snapshot, code, model)
    for initiative in mine:
        if initiative in model.staggered:
            yield initiative, _estimate(kind, found, roll_outs[initiative], (model, mixed), windows)
        else:
            yield initiative, None


def _estimate(
    kind: str,
    found: UnitPanel,
    roll_out: RollOut,
    models: tuple[Joint, Joint],
    windows: Windows | None,
) -> Estimated | Reason:
    """The effect; models: of the outcome, and of the outcome at one mix."""
    model, mixed = models
    try:
        one, held = effect(model, roll_out, RULES), value(mixed, roll_out, RULES)
    except ArithmeticError:  # a fit that does not settle has too few events to settle it
        return TOO_FEW
    if isinstance(one, Reason):
        return one
    if found.outcome.scale == "ln" and abs(one.effect.value) > LARGEST_LN:
        return TOO_FEW  # what is counted or expected there is nearly nothing
    part = None if windows is None else contribution(model, roll_out.name, one, windows)
    finding = Finding(
        effect=one,
        mix_held=held if isinstance(held, float) else None,
        asks=False,
        answers=None,
        definition_changed=False,
    )
    return Estimated(
        initiative=roll_out.name, unit_kind=kind, found=found, model=model, finding=finding, contribution=part
    )


def _breaks(snapshot: Snapshot, code: str, initiatives: list[str]) -> Iterator[tuple[str, Broken | Reason]]:
    """The breaks in the outcome of the whole company at the go-lives of those that reached it at once."""
    outcome = monthly(snapshot, code)
    asked = {initiative: read_roll_out_at_once(snapshot, initiative) for initiative in initiatives}
    whole = {initiative: one for initiative, one in asked.items() if not isinstance(one, Reason)}
    for initiative, one in asked.items():
        if isinstance(one, Reason):
            yield initiative, one
        elif isinstance(outcome, Reason):
            yield initiative, outcome
        else:
            near = (
                other
                for other, (month, *_) in whole.items()
                if other != initiative and abs(month - one[0]) < TOO_NEAR_MONTHS
            )
            yield initiative, _estimate_break(initiative, outcome, one, next(near, ""))


def _estimate_break(
    initiative: str, found: Monthly, whole: tuple[int, bool, int | None], beside: str
) -> Broken | Reason:
    """The break at a go-live, in the months until the initiative was given up."""
    go_live, partial, given_up = whole
    held = found.period < (np.inf if given_up is None else given_up)
    period, outcome = found.period[held], found.outcome[held]
    broken = trend_break(period, outcome, float(go_live), partial)
    if isinstance(broken, Reason):
        return broken
    seen = replace(found, period=period, outcome=outcome)
    level = float(broken.without[period >= go_live].mean())
    return Broken(
        initiative=initiative,
        monthly=seen,
        go_live=go_live,
        found=broken,
        level=level,
        beside=beside,
        definition_changed=False,
    )
