"""The settings of one company, as its company.toml states them.

A load stores them in the warehouse and `publish` copies them into the snapshot, so that every number is shown with the
settings it was computed under.
"""

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeAlias

from msgspec import Meta, Struct, defstruct
from msgspec.structs import asdict

from warehouse.contract.errors import MilepostError
from warehouse.contract.settings import (
    Clock,
    Days,
    Months,
    Zone,
    describe_name,
    describe_value,
    list_names,
    read,
    refuse_unknown,
)

# Months are written YYYY-MM; a window is its first and its last month, both included.
Window = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """The working hours of the business clock.

    Minutes count between `opens` and `closes` (HH:MM) on `weekdays` (1 = Monday) that are not `holidays`, and on
    `extra_workdays`, which count even if they are holidays (days as YYYY-MM-DD).
    """

    opens: str
    closes: str
    weekdays: tuple[int, ...]
    holidays: tuple[str, ...]
    extra_workdays: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Company:
    """The settings of one company.

    `names_en`, `names_zh`: the name in a language; None means `name`. `before`, `after`: None if the roll-outs are to
    decide. `clv_loss_given_default`: None if not stated. `deliveries_ended`: nothing further is expected.
    `report_name`, `report_colour` (#RRGGBB): name and colour of report headings; None means the name in the report's
    language and the default ink. `report_template`: the name of a PPTX file in the home whose master slides use.
    """

    name: str
    names_en: str | None
    names_zh: str | None
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
    deliveries_ended: bool
    report_name: str | None
    report_colour: str | None
    report_template: str | None
    labels: Mapping[str, Mapping[str, Mapping[str, str]]]

    def name_in(self, language: str) -> str:
        """Return the name in a language, en or zh."""
        return (self.names_zh if language == "zh" else self.names_en) or self.name

    def report_name_in(self, language: str) -> str:
        """Return the name for the headings of reports in a language."""
        return self.report_name or self.name_in(language)

    def to_json(self) -> str:
        """Return the settings as one JSON object with sorted keys; a template that is not set is left out.

        What seeds random draws stays as it was before templates could be set.
        """
        settings = dataclasses.asdict(self)
        if self.report_template is None:
            del settings["report_template"]
        return json.dumps(settings, ensure_ascii=False, sort_keys=True)

    @staticmethod
    def from_json(text: str) -> "Company":
        """Return the settings that `to_json` wrote."""
        raw: dict[str, Any] = UNKNOWN_ONCE | json.loads(text)
        calendar: dict[str, Any] = {
            k: tuple(v) if isinstance(v, list) else v for k, v in raw.pop("calendar").items()
        }
        plain: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in raw.items()}
        return Company(calendar=Calendar(**calendar), **plain)


# Settings that those written by an older version lack.
UNKNOWN_ONCE: dict[str, Any] = {
    "names_en": None,
    "names_zh": None,
    "deliveries_ended": False,
    "report_name": None,
    "report_colour": None,
    "report_template": None,
}

# A share keeps the kind of number it is written as, so that the settings are stored as they always were.
_Share: TypeAlias = Annotated[int, Meta(ge=0, le=1)] | Annotated[float, Meta(ge=0, le=1)]
_Window: TypeAlias = Annotated[
    Months | None, describe_value(': two months, first and last, such as ["2021-07", "2022-06"]')
]
_Clock: TypeAlias = Annotated[Clock, describe_value(': a time such as "09:00"')]
_Days: TypeAlias = Annotated[Days, describe_value(": a list of days such as 2025-01-29")]
_MONTHS = describe_value(": a whole number of months")
_Minutes: TypeAlias = Annotated[int, Meta(ge=1, le=259_200)]
_Weekday: TypeAlias = Annotated[int, Meta(ge=1, le=7)]
_Unit: TypeAlias = Literal["region", "partner", "channel", "product"]
_Name: TypeAlias = Annotated[str, Meta(pattern=r"(?s)\A\s*\S(.{0,58}\S)?\s*\Z")]
_OptionalName: TypeAlias = Annotated[_Name | None, describe_value(": a name of 1 to 60 characters")]
_Colour: TypeAlias = Annotated[str, Meta(pattern=r"\A#[0-9A-Fa-f]{6}\Z")]
_Template: TypeAlias = Annotated[str, Meta(pattern=r"\A[^/\\]+\.pptx\Z")]
_FILLED = Meta(min_length=1)

# Section → its settings: what each may hold, in words as well, and the value that holds where the company says nothing.
_SETTINGS: dict[str, list[tuple[str, Any, Any]]] = {
    "names": [("en", _OptionalName, None), ("zh", _OptionalName, None)],
    "transformation": [("before", _Window, None), ("after", _Window, None)],
    "calendar": [
        ("opens", _Clock, "09:00"),
        ("closes", _Clock, "18:00"),
        (
            "weekdays",
            Annotated[
                tuple[_Weekday, ...], _FILLED, describe_value(": a list of numbers, 1 is Monday and 7 Sunday")
            ],
            (1, 2, 3, 4, 5),
        ),
        ("holidays", _Days, ()),
        ("extra_workdays", _Days, ()),
    ],
    "approval": [
        (
            "limits",
            Annotated[
                tuple[_Minutes, ...],
                _FILLED,
                describe_value(": a list of whole minutes between 1 and 259200 (180 days)"),
            ],
            (15, 60, 1440, 4320),
        )
    ],
    "npl": [
        (
            "basis",
            Annotated[Literal["classification", "days"], describe_value(": classification or days")],
            "classification",
        ),
        ("days", Annotated[int, Meta(ge=1, le=3650), describe_value(": a whole number of days")], 90),
    ],
    "clv": [
        ("horizon_months", Annotated[int, Meta(ge=1, le=600), _MONTHS], 60),
        ("annual_discount_rate", Annotated[_Share, describe_value(": a share such as 0.08")], 0.08),
        ("loss_given_default", Annotated[_Share | None, describe_value(": a share such as 0.5")], None),
    ],
    "churn": [
        ("return_months", Annotated[int, Meta(ge=0, le=120), _MONTHS], 3),
        ("repeat_months", Annotated[int, Meta(ge=1, le=120), _MONTHS], 12),
    ],
    "statistics": [
        ("unit", Annotated[_Unit, describe_value(": region, partner, channel or product")], "region")
    ],
    "availability": [
        (
            "systems",
            Annotated[
                dict[str, Literal["24x7"]], describe_value(': names, each "24x7", such as { core = "24x7" }')
            ],
            {},
        )
    ],
    "deliveries": [("ended", Annotated[bool, describe_value(": true or false")], False)],
    "report": [
        ("name", _OptionalName, None),
        (
            "colour",
            Annotated[_Colour | None, describe_value(': red, green and blue, such as "#0B5CAD"')],
            None,
        ),
        (
            "template",
            Annotated[
                _Template | None,
                describe_value(': the name of a file in MILEPOST_HOME, such as "house.pptx"'),
            ],
            None,
        ),
    ],
}
_SECTIONS = {section: defstruct(section, settings) for section, settings in _SETTINGS.items()}
DEFAULTS = {section: asdict(kind()) for section, kind in _SECTIONS.items()}


class _Head(Struct, kw_only=True):
    name: str
    currency: str
    timezone: Annotated[Zone, describe_value(' is not known; write a name such as "Asia/Shanghai"')]
    source: Annotated[
        list[dict[str, Any]], describe_name(" must be written [[source]], one per file or query")
    ] = []
    labels: Annotated[
        dict[str, dict[str, dict[str, str]]],
        describe_name(' must be written [labels.region], then CN-11 = { en = "Beijing", zh = "北京" }'),
    ] = {}


def company_from(raw: Mapping[str, Any]) -> Company:
    """Return the settings of a parsed company.toml; its `source` entries are read by `etl.sources`.

    Raises MilepostError with the section, the wrong value and what is allowed.
    """
    head = {key: value for key, value in raw.items() if key not in _SECTIONS}
    if unknown := set(head) - set(_Head.__struct_fields__):
        allowed = ", ".join((*_Head.__struct_fields__, *_SECTIONS))
        raise MilepostError(f"company.toml: unknown section {list_names(unknown)}; allowed: {allowed}")
    for key in ("name", "currency", "timezone"):
        if not isinstance(raw.get(key), str):
            raise MilepostError(f'company.toml: {key} is missing; write {key} = "…" at the top')
    top = read(_Head, head, "company.toml: ")
    settings = {section: _section(section, raw.get(section, {})) for section in _SECTIONS}
    windows, calendar = settings.pop("transformation"), Calendar(**settings.pop("calendar"))
    limits = settings.pop("approval")["limits"]
    if windows["before"] and windows["after"] and windows["after"][0] <= windows["before"][1]:
        raise MilepostError("company.toml [transformation]: after must begin when before is over")
    if calendar.closes <= calendar.opens:
        hours = f"closes ({calendar.closes}) must be later than opens ({calendar.opens})"
        raise MilepostError(f"company.toml [calendar]: {hours}")
    return Company(
        name=top.name,
        currency=top.currency,
        timezone=top.timezone,
        calendar=calendar,
        # The day and the thirty days are limits of headline KPIs, whatever else a company promises.
        approval_limits_minutes=tuple(sorted({*limits, 1440, 43_200})),
        labels=top.labels,
        **windows,
        **{
            f"{section}_{name}": value
            for section, stated in settings.items()
            for name, value in stated.items()
        },
    )


def _section(name: str, given: Any) -> dict[str, Any]:
    if not isinstance(given, Mapping):
        raise MilepostError(f"company.toml: {name} must be a section, [{name}]")
    refuse_unknown(_SECTIONS[name], given, f"company.toml [{name}]")
    return asdict(read(_SECTIONS[name], given, f"company.toml [{name}] "))
