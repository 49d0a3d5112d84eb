"""A company.toml with random damage is read, or refused in one line that names the file."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.sources import read_company
from warehouse.contract.errors import MilepostError

WHOLE: dict[str, Any] = {
    "name": "Test",
    "names": {"en": "Test", "zh": "测试"},
    "currency": "CNY",
    "timezone": "Asia/Shanghai",
    "transformation": {"before": ["2021-07", "2022-06"], "after": ["2024-12", "2025-11"]},
    "calendar": {
        "opens": "09:00",
        "closes": "18:00",
        "weekdays": [1, 2],
        "holidays": ["2025-01-29"],
        "extra_workdays": ["2025-01-26"],
    },
    "approval": {"limits": [60]},
    "npl": {"basis": "days", "days": 90},
    "clv": {"horizon_months": 60, "annual_discount_rate": 0, "loss_given_default": 0.5},
    "churn": {"return_months": 3, "repeat_months": 12},
    "statistics": {"unit": "region"},
    "availability": {"systems": {"core": "24x7"}},
    "deliveries": {"ended": True},
    "report": {"name": "Test Ltd.", "colour": "#0B5CAD"},
    "labels": {"region": {"CN-11": {"en": "Beijing", "zh": "北京"}}},
    "source": [
        {
            "name": "book",
            "table": "loans",
            "file": "loans.csv",
            "sql": "from source",
            "sql_seconds": 60,
            "beside": {
                "rates": {"file": "rates.csv", "delimiter": ";", "header": True},
                "areas": "areas.csv",
            },
            "encoding": "utf-8",
            "delimiter": ";",
            "sheet": "one",
            "header": True,
            "decimal": ",",
            "thousands": ".",
            "percent": ["annual_rate"],
            "columns": {"loan_id": "number"},
            "values": {"product": {"neu": "new"}},
            "formats": {"disbursed_on": "%d.%m.%Y"},
            "timezone": "Europe/Berlin",
            "as_of": "2025-12-31",
            "delivers": "changes",
            "reject_limit": 0.5,
        },
        {"table": "finance_months", "database": "postgresql://u@h/d", "sql": "select 1"},
    ],
}
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)
LEAVES = (
    st.none().map(lambda _: "")
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.sampled_from([0, 1, -1, 7, 10**6, 9_999])
    | st.floats()
    | st.sampled_from(["2025-01-29", "9999-12-31", "09:00", "24:00", "Asia", "../etc", "2021-13", "loans"])
    | TEXTS
    | st.dates()
    | st.times()
    | st.datetimes()
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=5,
)


def places(table: Any, above: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every value of a file, at whatever depth."""
    items = table.items() if isinstance(table, dict) else enumerate(table) if isinstance(table, list) else ()
    return [way for key, value in items for way in ((*above, key), *places(value, (*above, key)))]


def around(whole: Any, place: tuple[Any, ...]) -> Any:
    """The table or list that holds the value of a place."""
    for key in place[:-1]:
        whole = whole[key]
    return whole


def read(folder: Path, whole: dict[str, Any]) -> str:
    """What is said of a file, "" where it is read."""
    path = folder / "company.toml"
    path.write_text(tomli_w.dumps(whole), encoding="utf-8")
    try:
        read_company(path)
    except MilepostError as error:
        return str(error)
    return ""


@given(st.sampled_from(places(WHOLE)), st.sampled_from(["other", "gone", "more"]), VALUES, TEXTS)
@settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_company_is_read_or_refused_in_one_line(
    tmp_path: Path, place: tuple[Any, ...], damage: str, value: Any, key: str
) -> None:
    whole = deepcopy(WHOLE)
    table = around(whole, place)
    if damage == "gone":
        del table[place[-1]]
    elif damage == "other" or isinstance(table, list):
        table[place[-1]] = value
    else:
        table[key] = value
    said = read(tmp_path, whole)
    assert said == "" or ("company.toml" in said and len(said.split("\n")) == 1)


KNOWN = [
    place
    for place in places(WHOLE)
    if not {"systems", "beside", "columns", "values", "formats"} & set(place[:-1])
]
STRUCTS = [place for place in KNOWN if isinstance(around(WHOLE, place), dict) and place[0] != "labels"]


def test_the_whole_company_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, WHOLE) == ""


@pytest.mark.parametrize("place", STRUCTS, ids=lambda place: ".".join(map(str, place)))
def test_a_table_in_the_place_of_a_value_is_refused_by_its_name(
    tmp_path: Path, place: tuple[Any, ...]
) -> None:
    """No setting is a table that holds tables of this kind; also where the settings were never looked at before."""
    whole = deepcopy(WHOLE)
    around(whole, place)[place[-1]] = {"nobody": {"knows": {"this": [1]}}}
    said = read(tmp_path, whole)
    assert str(place[-1]) in said and "\n" not in said


@pytest.mark.parametrize("place", STRUCTS, ids=lambda place: ".".join(map(str, place)))
def test_an_unknown_key_is_named(tmp_path: Path, place: tuple[Any, ...]) -> None:
    whole = deepcopy(WHOLE)
    around(whole, place)["nobody\nknows"] = 1
    said = read(tmp_path, whole)
    assert r'"nobody\nknows"; allowed: ' in said and "\n" not in said
