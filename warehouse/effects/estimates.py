"""The effects of all initiatives on one outcome: of staggered roll-outs by unit, of others as a break in the trend."""

from collections.abc import Iterator

import numpy as np

from analysis.attribution.design import Rules
from analysis.attribution.grading import Finding
from analysis.attribution.imputation import effect, value
from analysis.attribution.models import Joint, joint
from analysis.attribution.panel import RollOut
from analysis.attribution.series import trend_break
from analysis.results import NOT_DEFINED, TOO_FEW, Reason
from warehouse.effects.ledgers import Windows, contribution
from warehouse.effects.monthly import Monthly, monthly
from warehouse.effects.outcomes import OUTCOMES
from warehouse.effects.pairs import Broken, Estimated
from warehouse.effects.panels import UnitPanel, panel_of
from warehouse.effects.roll_outs import COMPANY, roll_outs_of, unit_kinds
from warehouse.kpis import find
from warehouse.query import comparable_months
from warehouse.snapshots import Snapshot
from warehouse.windows import month_number, month_of

RULES = Rules(choosing_periods=12, fewest_before=6, fewest_waiting=3)

Found = Estimated | Broken | Reason


def effects_on(snapshot: Snapshot, code: str) -> Iterator[tuple[str, Found]]:
    """Each initiative that went live anywhere, with what is known of its effect on the outcome of this KPI."""
    kinds = unit_kinds(snapshot)
    for kind in dict.fromkeys(kinds.values()):
        mine = [initiative for initiative, own in kinds.items() if own == kind]
        if kind == COMPANY:
            outcome = monthly(snapshot, code)
            yield from ((initiative, _broken(snapshot, outcome, initiative)) for initiative in mine)
        else:
            yield from _by_unit(snapshot, code, kind, mine)


def windows_of(snapshot: Snapshot, code: str, model: Joint) -> Windows | None:
    """The rows of a panel in the months that its KPI compares; None without windows, or where one has no rows."""
    before, after = snapshot.windows
    if before is None or after is None:
        return None
    months = comparable_months(snapshot, find(code), before, after)
    rows = [np.isin(model.panel.period, [month_number(month) for month in side]) for side in months]
    if not all(side.any() for side in rows):
        return None
    return Windows(rows[0], rows[1], tuple(months[0]), tuple(months[1]))


def _by_unit(snapshot: Snapshot, code: str, kind: str, mine: list[str]) -> Iterator[tuple[str, Found]]:
    found = panel_of(snapshot, code, kind) if code in OUTCOMES else NOT_DEFINED
    if isinstance(found, Reason):
        yield from ((initiative, found) for initiative in mine)
        return
    roll_outs = {one.name: one for one in roll_outs_of(snapshot, code, kind, found.units)}
    model, mixed = (joint(panel, tuple(roll_outs.values())) for panel in (found.panel, found.mix_held))
    windows = windows_of(snapshot, code, model)
    for initiative in mine:
        if initiative in model.staggered:
            yield (
                initiative,
                _estimated(kind, found, roll_outs[initiative], (model, mixed), windows),
            )
        else:
            yield initiative, _broken(snapshot, monthly(snapshot, code), initiative)


def _estimated(
    kind: str,
    found: UnitPanel,
    roll_out: RollOut,
    models: tuple[Joint, Joint],
    windows: Windows | None,
) -> Found:
    """The effect; models: of the outcome, and of the outcome at one mix."""
    model, mixed = models
    try:
        one, held = effect(model, roll_out, RULES), value(mixed, roll_out, RULES)
    except ArithmeticError:  # a fit that does not settle has too few events to settle it
        return TOO_FEW
    if isinstance(one, Reason):
        return one
    part = None if windows is None else contribution(model, roll_out.name, one, windows)
    finding = Finding(one, held if isinstance(held, float) else None, None, False)
    return Estimated(roll_out.name, kind, found, model, finding, part)


def _broken(snapshot: Snapshot, found: Monthly | Reason, initiative: str) -> Broken | Reason:
    if isinstance(found, Reason):
        return found
    rows = snapshot.rollouts[snapshot.rollouts.initiative_id == initiative]
    first = rows.live_on.min()
    go_live = month_number(month_of(first))
    broken = trend_break(found.period, found.outcome, float(go_live), first.day != 1)
    if isinstance(broken, Reason):
        return broken
    level = float(broken.without[found.period >= go_live].mean())
    return Broken(initiative, found, go_live, broken, level)
