"""Reports for tests: on the simulated company and on one small enough for a pencil."""

import copy
import json
import tomllib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from analysis.results import Reason
from analysis.scenario.comparison import Ranking
from analysis.scenario.projection import simulate
from analysis.scenario.trust import Split, split_money
from reports.description import Report
from reports.scenarios.report import scenario_report
from reports.setting import Setting
from tests.kit.scenarios import a_scenario, an_effect, an_initiative
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.scenarios.plan import plan_from
from warehouse.scenarios.scenario import Assembled
from warehouse.scenarios.sides import Side, rank_scenarios, side_of
from warehouse.snapshot.snapshots import Snapshot
from wording.words import Language

EXAMPLE = Path(__file__).parents[2] / "examples" / "scenarios" / "demo.toml"
MADE_AT = datetime(2026, 1, 15, 8, 30)
LONG = "先稳后快：把预警与再营销一并推向全部尚未上线地区，分四批推进，" * 2 + "每季度复核成效后再定下一步投入"
ODD = ("仍在等待的地区", '=HYPERLINK("x") 🚗', LONG[:80], "＋ nothing at all")


def a_setting(language: Language) -> Setting:
    """Of a company whose name begins like a formula."""
    return Setting(
        company="@ 示例 & Co",
        colour=None,
        currency="CNY",
        timezone="Asia/Shanghai",
        as_of=datetime(2025, 12, 31, 16),
        made_at=MADE_AT,
        initiatives={"ai_approval": "智能审批", "risk_model": "=risk"},
        units={"CN-44": "广东"},
        proven=False,
        language=language,
    )


def plans(count: int) -> list[dict[str, Any]]:
    """The example; its first initiative alone; everything at once; nothing at all."""
    example = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    found = [copy.deepcopy(example) for _ in range(4)]
    found[1]["initiative"], found[1]["target"] = found[1]["initiative"][:1], found[1]["target"][:1]
    for one in found[2]["initiative"]:
        one |= {"start_month": 1, "waves": 1}
    found[3] |= {"initiative": [], "assumptions": {"volume_growth": 0.0}}
    for one, name in zip(found, ODD, strict=True):
        one["name"], one["draws"] = name, 500
    return found[:count]


def sides_of(snapshot: Snapshot, chosen: Sequence[dict[str, Any]]) -> list[tuple[str, Side]]:
    return [(one["name"], side_of(snapshot, json.dumps(one), WHOLE_HOUSE)) for one in chosen]


def a_report(snapshot: Snapshot, count: int, language: Language) -> tuple[Report, list[tuple[str, Side]]]:
    """So many scenarios of the simulated company, and what they come to."""
    chosen = plans(count)
    ranking = rank_scenarios(snapshot, tuple(json.dumps(one) for one in chosen), WHOLE_HOUSE)
    sides = sides_of(snapshot, chosen)
    return scenario_report(with_splits(sides), ranking, "= an answer", a_setting(language)), sides


def with_splits(sides: Sequence[tuple[str, Side]]) -> list[tuple[str, Side, Split]]:
    return [(name, side, split_money(side.assembled.scenario)) for name, side in sides]


def small_sides() -> list[tuple[str, Side]]:
    """One scenario of the pencil's company: churn falls by a quarter for 100 once and 1 a month."""
    plan = plan_from(
        "plan",
        {
            "name": "a plan",
            "months": 12,
            "draws": 500,
            "initiative": [
                {
                    **{
                        "code": "calls",
                        "start_month": 1,
                        "adoption": 1.0,
                        "cost_once": 100,
                        "cost_per_month": 1,
                    },
                    "effect": [
                        {
                            **{"outcome": "churn_rate", "source": "range", "lower": -0.3, "upper": -0.2},
                            "build_up_months": 0,
                        }
                    ],
                }
            ],
        },
    )
    scenario = a_scenario(
        (an_initiative("calls", (0, 0), cost_once=100.0, cost_per_month=1.0),),
        (an_effect("calls", "churn_rate", -0.2876820724517809, 0.0),),
    )
    return [
        (
            "a plan",
            Side(
                plan=plan,
                assembled=Assembled(scenario=scenario, already_live=((),)),
                result=simulate(scenario),
                number="MP-0000-0000-0000",
            ),
        )
    ]


def small_report(ranking: Ranking | Reason, language: Language) -> Report:
    return scenario_report(with_splits(small_sides()), ranking, "answer", a_setting(language))
