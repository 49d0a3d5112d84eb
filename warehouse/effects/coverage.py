"""The roll-out calendar: how many units each initiative covers, month by month."""

from collections.abc import Sequence
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
    """One month (YYYY-MM) of a roll-out: units live at any time in it, started in it, and given up in it."""

    month: str
    live: int
    started: tuple[str, ...]
    given_up: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Course:
    """The roll-out of an initiative over one kind of unit; `units`: how many of that kind the company has."""

    initiative: str
    unit_kind: str
    units: int
    months: tuple[MonthOfRollOut, ...]


def courses(snapshot: Snapshot, scope: Scope) -> tuple[Course, ...]:
    """Return one course per initiative and kind of unit, earliest go-live first; empty where nothing went live.

    All cover the same months: from RUN_UP_MONTHS before the first go-live to the cut-off, or to the last go-live if
    that is later.
    """
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
    """Return the month (YYYY-MM) of the cut-off in the company's time zone; midnight belongs to the day before."""
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


def count_live(month: str, waves: Sequence[Wave]) -> int:
    """Count the units live at any time in a month (YYYY-MM)."""
    return sum(
        month_of(wave.live_on) <= month and (not wave.ended_on or month <= month_of(wave.ended_on))
        for wave in waves
    )


def _month(month: str, waves: list[Wave]) -> MonthOfRollOut:
    return MonthOfRollOut(
        month=month,
        live=count_live(month, waves),
        started=tuple(wave.unit for wave in waves if month_of(wave.live_on) == month),
        given_up=tuple(wave.unit for wave in waves if wave.ended_on and month_of(wave.ended_on) == month),
    )
