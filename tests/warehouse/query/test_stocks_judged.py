"""A stock of late loans that falls by charge-off shows no difference between the loans: formation at equal age does.

Eight regions of 400 contracts, 56 to 64 but for 60 bad at first. All that are bad are charged off in September 2021
and in January 2022, between the windows: the stock falls by more than three quarters in every region.

    turn bad a month       apart: R0, R2, R4, R6   R1, R3, R5, R7   together     worse: every region
    until June 2021        4                       1                20           1
    from July 2021         1                       4                20           4
"""

import json
import math
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pandas as pd
import pytest

from analysis.results import TOO_FEW
from cli.main import main
from reports.partner_pack.values import verdict
from tests.kit.cards import card_for, entry_for
from tests.kit.late_books import AFTER, BEFORE, Group, published, steady
from tests.kit.records import a_change, no_change
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.effects.evidence import evidence
from warehouse.kpis import KPIS, find
from warehouse.packs.disclosure import NO_EDGES
from warehouse.packs.records import Band, Cell, Contents, Measure, Pack
from warehouse.query.answers import Change
from warehouse.query.judged import LEADS_STOCKS, differs, is_clear, is_led
from warehouse.query.query import compare
from warehouse.snapshot.snapshots import Snapshot
from wording.scorecard.kpi_table import frame_of
from wording.status import status_with_sign

REGIONS = [f"R{n}" for n in range(8)]
CLEARED = {"2021-09": "charged_off", "2022-01": "charged_off"}
STATED = ("npl_rate", "npl_rate_same_age", "npl_formation_same_age", "delinquency_90")
STOCKS = ("npl_rate", "npl_rate_same_age", "delinquency_90")


def book(early: Callable[[int], int], late: Callable[[int], int]) -> list[Group]:
    """So many of each region turn bad in a month until June 2021, and from July on."""
    groups = []
    for place, region in enumerate(REGIONS):
        bad = 56 + place + (place > 3)
        first = [one for one in steady(early(place), bad, 400, region, CLEARED) if one.bad_from]
        then = [one for one in steady(late(place), bad, 400, region, CLEARED) if one.bad_from]
        mine = [one for one in first if one.bad_from <= "2021-06"]
        mine += [one for one in then if one.bad_from > "2021-06"]
        groups += [
            *mine,
            Group(
                count=400 - sum(one.count for one in mine),
                bad_from="",
                left="",
                how="",
                region=region,
                partner="P0",
            ),
        ]
    return groups


def with_initiative(folder: Path, groups: list[Group]) -> Snapshot:
    """The book with an initiative that went live everywhere in July 2021, with goals for the stocks."""
    return published(
        folder,
        groups,
        initiatives=pd.DataFrame(
            {"initiative_id": ["EW"], "name": ["预警"], "lever": ["risk"], "status": ["finished"]}
        ),
        rollouts=pd.DataFrame(
            {
                "initiative_id": "EW",
                "unit_kind": "region",
                "unit": REGIONS,
                "live_on": pd.Timestamp("2021-07-01"),
            }
        ),
        initiative_goals=pd.DataFrame({"initiative_id": "EW", "kpi": STATED, "expected_change": -0.1}),
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("apart")


@pytest.fixture(scope="module")
def apart(folder: Path) -> Snapshot:
    return with_initiative(
        folder, book(lambda place: 1 if place % 2 else 4, lambda place: 4 if place % 2 else 1)
    )


@pytest.fixture(scope="module")
def worse(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return with_initiative(tmp_path_factory.mktemp("worse"), book(lambda place: 1, lambda place: 4))


def change_of(snapshot: Snapshot, code: str) -> Change:
    return compare(
        snapshot, kpi_code=code, before=BEFORE, after=AFTER, by=(), where=(), scope=WHOLE_HOUSE
    ).changes[0]


def test_what_the_tests_below_rest_on(apart: Snapshot, worse: Snapshot) -> None:
    for snapshot, formation_is_clear in ((apart, False), (worse, True)):
        for code in STOCKS:
            stock = change_of(snapshot, code)
            assert is_clear(stock, find(code)) and (stock.relative.value or 0) < -0.5
        assert is_clear(change_of(snapshot, LEADS_STOCKS), find(LEADS_STOCKS)) == formation_is_clear


def test_the_stocks_are_those_of_late_loans() -> None:
    counts = {f"delinquency_{days}{kind}" for days in (30, 60, 90) for kind in ("", "_count")}
    assert {code for code, kpi in KPIS.items() if is_led(kpi)} == {
        *("npl_rate", "npl_rate_same_age", "net_loss_rate"),
        *counts,
    }


@pytest.mark.parametrize("kpi", STATED)
def test_an_initiative_is_not_said_to_stand_beside_a_difference_that_charge_offs_made(
    apart: Snapshot, worse: Snapshot, kpi: str
) -> None:
    grades = []
    for snapshot in (apart, worse):
        pair = evidence(snapshot, WHOLE_HOUSE).pair("EW", kpi)
        assert pair is not None
        grades.append(pair.grade)
    assert grades == ["cannot tell", "difference only"]


@pytest.fixture
def served(apart: Snapshot, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MILEPOST_HOME", str(folder))


Printed = pytest.CaptureFixture[str]
SERVED = pytest.mark.usefixtures("served")


def compared(capsys: Printed, *asked: str) -> list[dict[str, Any]]:
    assert main(["compare", *asked, "--format", "json"]) == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


@SERVED
@pytest.mark.parametrize("kpi", STOCKS)
def test_compare_calls_a_stock_by_its_formation_and_prints_both(capsys: Printed, kpi: str) -> None:
    (row,) = compared(capsys, kpi)
    assert row["relative"]["upper"] < 0
    assert (row["evidence"], row["reason"]) == ("cannot tell", f"{LEADS_STOCKS}: the interval holds 0")
    others = [code for code in ("npl_rate_same_age", LEADS_STOCKS) if code != kpi]
    factors = ["age", "going_bad", "staying"] if kpi == "npl_rate" else ["age"]
    assert list(row["beside"]) == [*others, *factors]
    for code in others:
        (own,) = compared(capsys, code)
        assert row["beside"][code] == {name: own[name] for name in row["beside"][code]}
        assert {"before", "after", "absolute", "relative"} < set(row["beside"][code])


@SERVED
def test_the_factors_multiply_to_the_change_of_the_stock(capsys: Printed, apart: Snapshot) -> None:
    (row,) = compared(capsys, "npl_rate")
    parts = [row["beside"][name] for name in ("age", "going_bad", "staying")]
    assert math.prod(1 + part["value"] for part in parts) == pytest.approx(1 + row["relative"]["value"])
    assert sum(part["points"] for part in parts) == pytest.approx(row["absolute"]["value"])
    formed = row["beside"][LEADS_STOCKS]["relative"]["value"]
    assert parts[1]["value"] == pytest.approx(formed)


@SERVED
def test_every_member_has_its_own_beside_it(capsys: Printed) -> None:
    """R0 had 4 a month turn bad and then 1, R1 the reverse."""
    rows = {row["region"]: row for row in compared(capsys, "npl_rate", "--by", "region")}
    assert list(rows) == REGIONS
    moved = {name: row["beside"][LEADS_STOCKS]["absolute"]["value"] for name, row in rows.items()}
    assert [moved[name] < 0 for name in REGIONS] == [True, False] * 4
    (alone,) = compared(capsys, "npl_rate", "--where", "region=R0")
    for code in ("npl_rate_same_age", LEADS_STOCKS):
        for side in ("before", "after", "absolute"):
            assert rows["R0"]["beside"][code][side]["value"] == alone["beside"][code][side]["value"]
    assert rows["R0"]["bulk_exits"] == alone["bulk_exits"]


@SERVED
def test_what_left_in_one_go_is_in_the_output(capsys: Printed) -> None:
    """8 × 60 + 8 months × 20 = 640 are bad in August, cleared in September; 4 × 20 more by December, in January."""
    (row,) = compared(capsys, "npl_rate")
    assert [(one["month"], one["charged_off"], one["sold"]) for one in row["bulk_exits"]] == [
        ("2021-09", 64_000_000, 0),
        ("2022-01", 8_000_000, 0),
    ]
    without = row["npl_rate_without_bulk_exits"]
    assert without["before"] == row["before"]["value"] and without["after"] > row["before"]["value"]
    assert main(["compare", "npl_rate"]) == 0
    printed = capsys.readouterr().out
    assert "bulk exit 2021-09: bad balance charged off 64,000,000.00, sold 0.00" in printed
    assert f"npl_rate at most {without['before']:.4g} → {without['after']:.4g}" in printed


@SERVED
def test_the_table_has_a_line_for_each(capsys: Printed) -> None:
    assert main(["compare", "npl_rate"]) == 0
    head, *lines = capsys.readouterr().out.splitlines()
    assert head.split()[:3] == ["kpi", "before", "after"]
    assert [line.split()[0] for line in lines[:6]] == [
        *("npl_rate", "npl_rate_same_age", LEADS_STOCKS),
        *("age", "going_bad", "staying"),
    ]


@SERVED
def test_other_kpis_are_printed_as_ever(capsys: Printed) -> None:
    (row,) = compared(capsys, LEADS_STOCKS)
    assert "beside" not in row and "bulk_exits" not in row


@SERVED
@pytest.mark.parametrize("kpi", STOCKS)
def test_a_stock_alone_is_never_printed_by_kpi_either(capsys: Printed, kpi: str) -> None:
    def asked(code: str, *more: str) -> list[dict[str, Any]]:
        assert main(["kpi", code, *more, "--format", "json"]) == 0
        found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
        return found

    values = {code: asked(code, "--by", "region") for code in ("npl_rate", "npl_rate_same_age", LEADS_STOCKS)}
    for place, row in enumerate(asked(kpi, "--by", "region")):
        stock, same_age, formed = (rows[place]["value"] for rows in values.values())
        assert (row["npl_rate_same_age"], row[LEADS_STOCKS]) == (same_age, formed)
        assert row["age"] == pytest.approx(stock / same_age)
    assert main(["kpi", kpi, "--format", "csv"]) == 0
    assert capsys.readouterr().out.splitlines()[0].endswith(f"npl_rate_same_age,{LEADS_STOCKS},age")
    assert main(["kpi", kpi]) == 0
    assert LEADS_STOCKS in capsys.readouterr().out.splitlines()[0]
    assert LEADS_STOCKS not in asked("approval_rate")[0]


FELL, UNCLEAR = (
    a_change(0.02, 0.01, (-0.6, -0.4), (-0.012, -0.008)),
    a_change(0.03, 0.031, (-0.1, 0.2), (-0.003, 0.006)),
)


@pytest.mark.parametrize(
    ("stock", "formation", "says"),
    [
        (FELL, FELL, "difference only"),
        (FELL, UNCLEAR, "cannot tell"),
        (FELL, no_change(TOO_FEW), "cannot tell"),
        (FELL, None, "cannot tell"),
        (UNCLEAR, FELL, "cannot tell"),
    ],
)
def test_the_status_on_cards_and_in_the_table(stock: Change, formation: Change | None, says: str) -> None:
    kpi = find("npl_rate")
    assert differs(stock, kpi, formation) == (says == "difference only")
    beside = (formation, LEADS_STOCKS) if formation else None
    improved = frame_of([entry_for(stock, "npl_rate", formation)], "en").status.tolist() == [
        status_with_sign("improved_before_after", "en")
    ]
    assert improved == (says == "difference only")
    found = card_for(stock, kpi.code, "en", guard=beside).judgement
    assert (found.status == "improved_before_after") == (says == "difference only")


def test_what_is_no_stock_is_judged_by_itself() -> None:
    assert differs(FELL, find("approval_rate"), None) and differs(FELL, find(LEADS_STOCKS), None)
    assert not differs(UNCLEAR, find("approval_rate"), FELL)


def test_a_partner_is_not_told_that_its_late_contracts_are_better_or_worse() -> None:
    """A pack holds no change of what goes bad at equal age, and who doubles its volume has fewer late contracts."""
    for code, measure_says in (("delinquency_30_count", "clear"), ("take_up_rate", "worse")):
        kpi = find(code)
        measure = Measure(
            code=code,
            how="share",
            name_en=kpi.name_en,
            name_zh=kpi.name_zh,
            definition_en=kpi.definition_en,
            definition_zh=kpi.definition_zh,
            version="1",
            unit="fraction",
            better=kpi.better,
            notices=(),
        )
        cell = Cell(
            measure=code,
            span="change",
            first_month="",
            last_month="",
            events=None,
            cases=None,
            expected=None,
            value=-0.05,
            lower=-0.08,
            upper=-0.02,
            reason=None,
        )
        band = Band(measure=code, others=0, usual=None, at=NO_EDGES, reason=None)
        pack = SimpleNamespace(
            contents=Contents(
                measures=(measure,), cells=(cell,), bands=(band,), amount_base=None, terms=(), goals=()
            )
        )
        assert verdict(cast(Pack, pack), measure) == measure_says
