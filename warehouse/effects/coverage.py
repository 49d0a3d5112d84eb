"""How far each initiative is rolled out, month by month: the roll-out calendar."""

from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from warehouse.contract.scope import Scope
from warehouse.contract.windows import month_of, months_between, shift
from warehouse.effects.evidence import Initiative, Wave, evidence
from warehouse.snapshot.snapshots import Snapshot

COMPANY = "company"
RUN_UP_MONTHS = 6  # shown before the first go-live of all


@dataclass(frozen=True, kw_only=True)
class MonthOfRollOut:
    """Units live at some time in the month; those that went live in it, and those that gave it up again."""

    month: str
    live: int
    started: tuple[str, ...]
    given_up: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Course:
    """The roll-out of an initiative over units of one kind, of which the company has `units`."""

    initiative: str
    unit_kind: str
    units: int
    months: tuple[MonthOfRollOut, ...]


def courses(snapshot: Snapshot, scope: Scope) -> tuple[Course, ...]:
    """The roll-outs, earliest first, all over the same months: from half a year before the first to the cut-off."""
    initiatives = [initiative for initiative in evidence(snapshot, scope).initiatives if initiative.waves]
    if not initiatives:
        return ()
    starts = [month_of(wave.live_on) for initiative in initiatives for wave in initiative.waves]
    months = months_between(shift(min(starts), -RUN_UP_MONTHS), max(last_month(snapshot), *starts))
    return tuple(
        _course(snapshot, initiative, kind, months)
        for initiative in sorted(
            initiatives, key=lambda initiative: (initiative.waves[0].live_on, initiative.code)
        )
        for kind in dict.fromkeys(wave.unit_kind for wave in initiative.waves)
    )


def last_month(snapshot: Snapshot) -> str:
    """The month of the cut-off in the company's time; midnight belongs to the day before."""
    zone = ZoneInfo(snapshot.company.timezone)
    end = snapshot.as_of.replace(tzinfo=ZoneInfo("UTC")) - timedelta(microseconds=1)
    return end.astimezone(zone).strftime("%Y-%m")


def _course(snapshot: Snapshot, initiative: Initiative, kind: str, months: tuple[str, ...]) -> Course:
    waves = [wave for wave in initiative.waves if wave.unit_kind == kind]
    known = 1 if kind == COMPANY else len(snapshot.members(kind))
    return Course(
        initiative=initiative.code,
        unit_kind=kind,
        units=max(known, len(waves)),
        months=tuple(_month(month, waves) for month in months),
    )


def _month(month: str, waves: list[Wave]) -> MonthOfRollOut:
    starts = [(wave.unit, month_of(wave.live_on)) for wave in waves]
    ends = {wave.unit: month_of(wave.ended_on) for wave in waves if wave.ended_on}
    return MonthOfRollOut(
        month=month,
        live=sum(start <= month <= ends.get(unit, month) for unit, start in starts),
        started=tuple(unit for unit, start in starts if start == month),
        given_up=tuple(unit for unit, end in ends.items() if end == month),
    )
