"""The settings of one company, as its company.toml states them.

A load stores them in the warehouse, `publish` copies them into the snapshot, so that every number
is printed with the settings it was made under.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Annotated, Any, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct

from warehouse.errors import MilepostError
from warehouse.settings import Clock, Days, Months, Zone, named, read, refuse_unknown, written

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


# Settings that those written by an older version lack.
UNKNOWN_ONCE: dict[str, Any] = {"report_name": None, "report_colour": None}

# A share keeps the kind of number it is written as, so that the settings are stored as they always were.
_Share: TypeAlias = Annotated[int, Meta(ge=0, le=1)] | Annotated[float, Meta(ge=0, le=1)]
_Window: TypeAlias = Annotated[
    Months | None, written(': two months, first and last, such as ["2021-07", "2022-06"]')
]
_Clock: TypeAlias = Annotated[Clock, written(': a time such as "09:00"')]
_Days: TypeAlias = Annotated[Days, written(": a list of days such as 2025-01-29")]
_MONTHS = written(": a whole number of months")


class _Transformation(Struct, kw_only=True):
    before: _Window = None
    after: _Window = None

    def __post_init__(self) -> None:
        if self.before and self.after and self.after[0] <= self.before[1]:
            raise ValueError("after must begin when before is over")


class _Calendar(Struct, kw_only=True):
    opens: _Clock = Clock("09:00")
    closes: _Clock = Clock("18:00")
    weekdays: Annotated[
        tuple[Annotated[int, Meta(ge=1, le=7)], ...],
        Meta(min_length=1),
        written(": a list of numbers, 1 is Monday and 7 Sunday"),
    ] = (1, 2, 3, 4, 5)
    holidays: _Days = Days()
    extra_workdays: _Days = Days()

    def __post_init__(self) -> None:
        if self.closes <= self.opens:
            raise ValueError(f"closes ({self.closes}) must be later than opens ({self.opens})")


class _Approval(Struct, kw_only=True):
    limits: Annotated[
        tuple[Annotated[int, Meta(ge=1, le=259_200)], ...],
        Meta(min_length=1),
        written(": a list of whole minutes between 1 and 259200 (180 days)"),
    ] = (15, 60, 1440, 4320)


class _Npl(Struct, kw_only=True):
    basis: Annotated[Literal["classification", "days"], written(": classification or days")] = (
        "classification"
    )
    days: Annotated[int, Meta(ge=1, le=3650), written(": a whole number of days")] = 90


class _Clv(Struct, kw_only=True):
    horizon_months: Annotated[int, Meta(ge=1, le=600), _MONTHS] = 60
    annual_discount_rate: Annotated[_Share, written(": a share such as 0.08")] = 0.08
    loss_given_default: Annotated[_Share | None, written(": a share such as 0.5")] = None


class _Churn(Struct, kw_only=True):
    return_months: Annotated[int, Meta(ge=0, le=120), _MONTHS] = 3
    repeat_months: Annotated[int, Meta(ge=1, le=120), _MONTHS] = 12


class _Statistics(Struct, kw_only=True):
    unit: Annotated[
        Literal["region", "partner", "channel", "product"], written(": region, partner, channel or product")
    ] = "region"


class _Availability(Struct, kw_only=True):
    systems: Annotated[
        dict[str, Literal["24x7"]], written(': names, each "24x7", such as { core = "24x7" }')
    ] = {}


class _Report(Struct, kw_only=True):
    name: Annotated[
        Annotated[str, Meta(pattern=r"(?s)\A\s*\S(.{0,58}\S)?\s*\Z")] | None,
        written(": a name of 1 to 60 characters"),
    ] = None
    colour: Annotated[
        Annotated[str, Meta(pattern=r"\A#[0-9A-Fa-f]{6}\Z")] | None,
        written(': red, green and blue, such as "#0B5CAD"'),
    ] = None


class _File(Struct, kw_only=True):
    name: str
    currency: str
    timezone: Annotated[Zone, written(' is not known; write a name such as "Asia/Shanghai"')]
    source: Annotated[list[dict[str, Any]], named(" must be written [[source]], one per file or query")] = []
    labels: Annotated[
        dict[str, dict[str, dict[str, str]]],
        named(' must be written [labels.region], then CN-11 = { en = "Beijing", zh = "北京" }'),
    ] = {}
    transformation: _Transformation
    calendar: _Calendar
    approval: _Approval
    npl: _Npl
    clv: _Clv
    churn: _Churn
    statistics: _Statistics
    availability: _Availability
    report: _Report


_SECTIONS = {
    field.name: field.type
    for field in msgspec.structs.fields(_File)
    if isinstance(field.type, type) and issubclass(field.type, Struct)
}
# What each section may hold, with the value that holds where the company says nothing.
DEFAULTS: dict[str, dict[str, Any]] = {
    section: msgspec.structs.asdict(kind()) for section, kind in _SECTIONS.items()
}


def company_from(raw: Mapping[str, Any]) -> Company:
    """Settings from a parsed company.toml (`source` entries are read by `etl.sources`).

    Raises MilepostError with the section, the wrong value and what is allowed.
    """
    refuse_unknown(_File, raw, "company.toml", "section")
    for key in ("name", "currency", "timezone"):
        if not isinstance(raw.get(key), str):
            raise MilepostError(f'company.toml: {key} is missing; write {key} = "…" at the top')
    sections = {name: _section(name, raw.get(name, {})) for name in _SECTIONS}
    file = read(_File, {**raw, **sections}, "company.toml: ")
    return Company(
        name=file.name,
        currency=file.currency,
        timezone=file.timezone,
        before=file.transformation.before,
        after=file.transformation.after,
        calendar=Calendar(**msgspec.structs.asdict(file.calendar)),
        # The day and the thirty days are limits of headline KPIs, whatever else a company promises.
        approval_limits_minutes=tuple(sorted({*file.approval.limits, 1440, 43_200})),
        npl_basis=file.npl.basis,
        npl_days=file.npl.days,
        clv_horizon_months=file.clv.horizon_months,
        clv_annual_discount_rate=file.clv.annual_discount_rate,
        clv_loss_given_default=file.clv.loss_given_default,
        churn_return_months=file.churn.return_months,
        churn_repeat_months=file.churn.repeat_months,
        statistics_unit=file.statistics.unit,
        availability_systems=file.availability.systems,
        report_name=file.report.name,
        report_colour=file.report.colour,
        labels=file.labels,
    )


def _section(name: str, given: Any) -> Struct:
    if not isinstance(given, Mapping):
        raise MilepostError(f"company.toml: {name} must be a section, [{name}]")
    refuse_unknown(_SECTIONS[name], given, f"company.toml [{name}]", "setting")
    return read(_SECTIONS[name], given, f"company.toml [{name}] ")
