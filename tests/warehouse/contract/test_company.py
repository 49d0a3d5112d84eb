"""Settings of a company.toml: what is wrong in them is said in one line, before anything is loaded."""

import json

import pytest

from tests.kit.facts import a_company
from warehouse.contract.company import Company
from warehouse.contract.errors import MilepostError


@pytest.mark.parametrize(
    ("section", "setting", "value"),
    [
        ("statistics", "unit", "province"),
        ("calendar", "weekdays", ["Mon"]),
        ("calendar", "weekdays", [0, 8]),
        ("calendar", "weekdays", 5),
        ("calendar", "opens", "nine"),
        ("calendar", "holidays", ["2021-02-30"]),
        ("npl", "basis", "guess"),
        ("npl", "days", "90"),
        ("clv", "horizon_months", "long"),
        ("clv", "annual_discount_rate", 8),
        ("clv", "loss_given_default", -1),
        ("churn", "return_months", -1),
        ("approval", "limits", 15),
        ("approval", "limits", []),
        ("approval", "limits", [True]),
        ("availability", "systems", 3),
        ("deliveries", "ended", "yes"),
        ("report", "colour", "blue"),
        ("report", "colour", "#12345"),
        ("report", "name", ""),
        ("transformation", "after", ["2021-07", "2021-06"]),
    ],
)
def test_a_wrong_setting_is_named(section: str, setting: str, value: object) -> None:
    with pytest.raises(MilepostError, match=rf"company\.toml \[{section}\] {setting}") as error:
        a_company(**{section: {setting: value}})
    assert "\n" not in str(error.value)


def test_settings_that_contradict_each_other() -> None:
    with pytest.raises(MilepostError, match="must be later than opens"):
        a_company(calendar={"opens": "18:00", "closes": "09:00"})
    windows = {"before": ["2021-01", "2021-12"], "after": ["2021-12", "2022-11"]}
    with pytest.raises(MilepostError, match="after must begin when before is over"):
        a_company(transformation=windows)
    with pytest.raises(MilepostError, match="labels"):
        a_company(labels={"region": "Beijing"})


def test_what_is_not_set_has_its_default() -> None:
    company = a_company(approval={"limits": [60]})
    assert company.approval_limits_minutes == (60, 1_440, 43_200)
    assert (company.statistics_unit, company.calendar.weekdays) == ("region", (1, 2, 3, 4, 5))


def test_the_name_follows_the_language_where_there_is_one() -> None:
    company = a_company(names={"en": "My company"})
    assert (company.name_in("en"), company.name_in("zh")) == ("My company", "Test")
    assert company.report_name_in("en") == "My company"
    assert a_company(report={"name": "Head"}, names={"en": "Mine"}).report_name_in("en") == "Head"
    assert a_company().name_in("en") == "Test"
    with pytest.raises(MilepostError, match=r"company\.toml \[names\]: unknown setting fr"):
        a_company(names={"fr": "Ma compagnie"})


def test_settings_of_an_older_version_are_read() -> None:
    """Those that were written before reports had a head, and companies a name in each language."""
    company = a_company(report={"name": "示例", "colour": "#0B5CAD"}, names={"en": "Example"})
    later = ("names_en", "names_zh", "deliveries_ended", "report_name", "report_colour", "report_template")
    older = {k: v for k, v in json.loads(company.to_json()).items() if k not in later}
    found = Company.from_json(json.dumps(older))
    assert (found.report_name, found.report_colour, found.name_in("en")) == (None, None, "Test")
    assert not found.deliveries_ended
    assert Company.from_json(company.to_json()) == company
