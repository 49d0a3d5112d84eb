"""The settings of one company, as its company.toml states them.

A load stores them in the warehouse, `publish` copies them into the snapshot, so that every number
is printed with the settings it was made under.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from warehouse.errors import MilepostError

# Months are written YYYY-MM; a window is its first and its last month, both included.
Window = tuple[str, str]


@dataclass(frozen=True)
class Calendar:
    """Working time for the business clock: minutes count on `weekdays` (1 = Monday) and
    `extra_workdays` between `opens` and `closes`, never on `holidays`."""

    opens: str
    closes: str
    weekdays: tuple[int, ...]
    holidays: tuple[str, ...]
    extra_workdays: tuple[str, ...]


@dataclass(frozen=True)
class Company:
    """Settings: windows are None where the roll-outs are to decide, optional rates None where not stated.

    report_name, report_colour: what reports are headed with, #RRGGBB; None: the name above, and ink.
    """

    name: str
    currency: str
    timezone: str
    before: Window | None
    after: Window | None
    calendar: Calendar
    approval_limits_minutes: tuple[int, ...]
    npl_basis: str
    npl_days: int
    clv_horizon_months: int
    clv_annual_discount_rate: float
    clv_loss_given_default: float | None
    churn_return_months: int
    churn_repeat_months: int
    statistics_unit: str
    availability_systems: Mapping[str, str]
    report_name: str | None
    report_colour: str | None
    labels: Mapping[str, Mapping[str, Mapping[str, str]]]

    def to_json(self) -> str:
        """The settings as one JSON object, keys sorted."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @staticmethod
    def from_json(text: str) -> "Company":
        """The settings written by `to_json`."""
        raw: dict[str, Any] = UNKNOWN_ONCE | json.loads(text)
        calendar: dict[str, Any] = {
            k: tuple(v) if isinstance(v, list) else v for k, v in raw.pop("calendar").items()
        }
        plain: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in raw.items()}
        return Company(calendar=Calendar(**calendar), **plain)


# What each section may hold, with the value that holds where the company says nothing.
DEFAULTS: dict[str, dict[str, Any]] = {
    "transformation": {"before": None, "after": None},
    "calendar": {
        "opens": "09:00",
        "closes": "18:00",
        "weekdays": [1, 2, 3, 4, 5],
        "holidays": [],
        "extra_workdays": [],
    },
    "approval": {"limits": [15, 60, 1440, 4320]},
    "npl": {"basis": "classification", "days": 90},
    "clv": {"horizon_months": 60, "annual_discount_rate": 0.08, "loss_given_default": None},
    "churn": {"return_months": 3, "repeat_months": 12},
    "statistics": {"unit": "region"},
    "availability": {"systems": {}},
    "report": {"name": None, "colour": None},
}
# Settings that those written by an older version lack.
UNKNOWN_ONCE: dict[str, Any] = {"report_name": None, "report_colour": None}


def _whole(low: int, high: int) -> Callable[[Any], bool]:
    return lambda value: type(value) is int and low <= value <= high


def _list_of(allowed: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and len(value) > 0 and all(map(allowed, value))


def _number(low: float, high: float) -> Callable[[Any], bool]:
    return lambda value: type(value) in (int, float) and low <= value <= high


def _one_of(*allowed: str) -> Callable[[Any], bool]:
    return lambda value: value in allowed


def _text(longest: int) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and 0 < len(value.strip()) <= longest


def _is_colour(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"#[0-9A-Fa-f]{6}", value, re.ASCII) is not None


def _around_the_clock(systems: Any) -> bool:
    return isinstance(systems, Mapping) and all(hours == "24x7" for hours in systems.values())


# Section, setting, what it may be, and that in words. Days, clocks and windows are read below.
_ALLOWED: tuple[tuple[str, str, Callable[[Any], bool], str], ...] = (
    (
        "approval",
        "limits",
        _list_of(_whole(1, 259_200)),
        "a list of whole minutes between 1 and 259200 (180 days)",
    ),
    ("calendar", "weekdays", _list_of(_whole(1, 7)), "a list of numbers, 1 is Monday and 7 Sunday"),
    ("npl", "basis", _one_of("classification", "days"), "classification or days"),
    ("npl", "days", _whole(1, 3650), "a whole number of days"),
    ("clv", "horizon_months", _whole(1, 600), "a whole number of months"),
    ("clv", "annual_discount_rate", _number(0, 1), "a share such as 0.08"),
    ("clv", "loss_given_default", lambda v: v is None or _number(0, 1)(v), "a share such as 0.5"),
    ("churn", "return_months", _whole(0, 120), "a whole number of months"),
    ("churn", "repeat_months", _whole(1, 120), "a whole number of months"),
    (
        "statistics",
        "unit",
        _one_of("region", "partner", "channel", "product"),
        "region, partner, channel or product",
    ),
    (
        "availability",
        "systems",
        _around_the_clock,
        'names, each "24x7", such as { core = "24x7" }',
    ),
    ("report", "name", lambda v: v is None or _text(60)(v), "a name of 1 to 60 characters"),
    ("report", "colour", lambda v: v is None or _is_colour(v), 'red, green and blue, such as "#0B5CAD"'),
)


def company_from(raw: Mapping[str, Any]) -> Company:
    """Settings from a parsed company.toml (`source` entries are read by `etl.sources`).

    Raises MilepostError with the section, the wrong value and what is allowed.
    """
    known = {"name", "currency", "timezone", "source", "labels", *DEFAULTS}
    if unknown := set(raw) - known:
        raise MilepostError(f"company.toml: unknown section {_list(unknown)}; allowed: {_list(known)}")
    for key in ("name", "currency", "timezone"):
        if not isinstance(raw.get(key), str):
            raise MilepostError(f'company.toml: {key} is missing; write {key} = "…" at the top')
    settings = {section: _section(raw, section) for section in DEFAULTS}
    _check_zone(raw["timezone"])
    for section, name, allowed, words in _ALLOWED:
        if not allowed(settings[section][name]):
            shown = json.dumps(settings[section][name], ensure_ascii=False, default=str)
            raise MilepostError(f"company.toml [{section}] {name} = {shown}: {words}")
    calendar, limits = settings["calendar"], settings["approval"]["limits"]
    npl, clv, churn = settings["npl"], settings["clv"], settings["churn"]
    before = _window(settings["transformation"]["before"], "before")
    after = _window(settings["transformation"]["after"], "after")
    if before and after and after[0] <= before[1]:
        raise MilepostError("company.toml [transformation]: after must begin when before is over")
    opens, closes = _clock(calendar["opens"], "opens"), _clock(calendar["closes"], "closes")
    if closes <= opens:
        raise MilepostError(f"company.toml [calendar]: closes ({closes}) must be later than opens ({opens})")
    return Company(
        name=raw["name"],
        currency=raw["currency"],
        timezone=raw["timezone"],
        before=before,
        after=after,
        calendar=Calendar(
            opens=opens,
            closes=closes,
            weekdays=tuple(calendar["weekdays"]),
            holidays=_days(calendar["holidays"], "holidays"),
            extra_workdays=_days(calendar["extra_workdays"], "extra_workdays"),
        ),
        # The day and the thirty days are limits of headline KPIs, whatever else a company promises.
        approval_limits_minutes=tuple(sorted({*limits, 1440, 43_200})),
        npl_basis=npl["basis"],
        npl_days=npl["days"],
        clv_horizon_months=clv["horizon_months"],
        clv_annual_discount_rate=clv["annual_discount_rate"],
        clv_loss_given_default=clv["loss_given_default"],
        churn_return_months=churn["return_months"],
        churn_repeat_months=churn["repeat_months"],
        statistics_unit=settings["statistics"]["unit"],
        availability_systems=settings["availability"]["systems"],
        report_name=settings["report"]["name"],
        report_colour=settings["report"]["colour"],
        labels=_labels(raw.get("labels", {})),
    )


def _labels(given: Any) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Dimension → member → {en, zh}, as written."""
    dimensions = given.values() if isinstance(given, Mapping) else [None]
    if not all(
        isinstance(members, Mapping) and all(isinstance(words, Mapping) for words in members.values())
        for members in dimensions
    ):
        raise MilepostError(
            'company.toml [labels]: written [labels.region], then CN-11 = { en = "Beijing", zh = "北京" }'
        )
    return dict(given)


def _section(raw: Mapping[str, Any], section: str) -> dict[str, Any]:
    given = raw.get(section, {})
    if not isinstance(given, Mapping):
        raise MilepostError(f"company.toml: {section} must be a section, [{section}]")
    if unknown := set(given) - set(DEFAULTS[section]):
        allowed = _list(DEFAULTS[section])
        raise MilepostError(f"company.toml [{section}]: unknown setting {_list(unknown)}; allowed: {allowed}")
    return {**DEFAULTS[section], **given}


def _window(value: Any, name: str) -> Window | None:
    if value is None:
        return None
    try:
        first, last = value
        date.fromisoformat(f"{first}-01"), date.fromisoformat(f"{last}-01")
    except (TypeError, ValueError):
        first, last = "", "-"
    if not "" < first <= last:
        raise MilepostError(
            f"company.toml [transformation] {name} = {value}: two months, first and last, such as "
            '["2021-07", "2022-06"]'
        )
    return first, last


def _clock(value: Any, name: str) -> str:
    try:
        return time.fromisoformat(str(value)).strftime("%H:%M")
    except ValueError:
        raise MilepostError(f'company.toml [calendar] {name} = "{value}": a time such as "09:00"') from None


def _days(values: Any, name: str) -> tuple[str, ...]:
    try:
        return tuple(sorted(date.fromisoformat(str(v)).isoformat() for v in values))
    except (TypeError, ValueError):
        raise MilepostError(f"company.toml [calendar] {name}: a list of days such as 2025-01-29") from None


def _check_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise MilepostError(
            f'company.toml: timezone = "{name}" is not known; write a name such as "Asia/Shanghai"'
        ) from None


def _list(names: Any) -> str:
    return ", ".join(sorted(names))
