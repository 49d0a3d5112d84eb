"""Results of scenarios as rows: one list of objects for machines, a few tables of them for people."""

from collections.abc import Iterator, Sequence
from math import isfinite
from typing import Any

from analysis.results import Reason
from analysis.scenario.coefficients import Coefficient
from analysis.scenario.comparison import Ranking
from analysis.scenario.description import OUTCOMES, Effect, Initiative, Scenario, Target
from analysis.scenario.discount import RULES
from analysis.scenario.goal_seek import Nearest, Sought
from analysis.scenario.outcomes import YEAR
from analysis.scenario.projection import PERCENTILES, Fan, Result
from analysis.scenario.trust import Split
from warehouse.contract.windows import shift
from warehouse.scenarios.scenario import Assembled

Row = dict[str, Any]
Table = tuple[str, list[Row]]

UNITS = {"active_months": "months of a new customer", "customer_value": "currency of a new customer"}
NOTHING = "do nothing"
NAMES = tuple(f"p{percentile}" for percentile in PERCENTILES)


def scenario_rows(assembled: Assembled, result: Result, currency: str) -> list[Row]:
    """Return the whole result as rows, each with its `part`.

    Numbers have nine digits, so that the same facts always give the same rows.
    """
    scenario = assembled.scenario
    rows = [
        _scenario(scenario, currency),
        *_initiatives(assembled),
        *(_effect(effect) for effect in scenario.effects),
        *(_coefficient(coefficient) for coefficient in scenario.coefficients),
        *(row for fan in result.fans for row in _fan(scenario, fan)),
        {"part": "npv", **dict(zip(NAMES, result.npv, strict=True)), "positive": result.positive},
        {
            "part": "payback",
            **dict(zip(NAMES, result.payback, strict=True)),
            "within_months": result.paid_back,
        },
        *(
            {"part": "target", **_target(scenario, goal.target), "probability": goal.probability}
            for goal in result.reached
        ),
        *(
            {
                "part": "tornado",
                "name": bar.name,
                "kind": bar.kind,
                "npv_at_low": bar.at_low,
                "npv_at_middle": result.middle,
                "npv_at_high": bar.at_high,
            }
            for bar in result.bars
        ),
    ]
    return [{name: _round(value) for name, value in row.items()} for row in rows]


def split_rows(split: Split) -> list[Row]:
    """Return a row per part of the NPV: on proven effects, what unproven ones and stated ranges change of it."""
    parts = {"proven": split.proven, "unproven": split.unproven, "stated by hand": split.stated}
    rows = [
        {
            "part": "npv by evidence",
            "rests_on": name,
            **dict(zip(NAMES, five, strict=True)),
            "positive": split.positive if name == "proven" else None,
        }
        for name, five in parts.items()
        if five is not None
    ]
    return [{name: _round(value) for name, value in row.items()} for row in rows]


def tables(rows: Sequence[Row]) -> Iterator[Table]:
    """Yield the rows as titled tables for people; fans are cut to the last month of each year and the last of all."""
    kept: dict[str, list[Row]] = {}
    for row in rows:
        kept.setdefault(row["part"], []).append(
            {name: value for name, value in row.items() if name != "part"}
        )
    yield "initiatives", kept.get("initiative", [])
    yield "effects, on logarithms of times and rates, in points of shares", kept.get("effect", [])
    yield "links of the driver tree", kept["link"]
    yield "assumptions", kept["assumption"]
    yield "outcomes and money in a month", list(_by_year(kept["fan"]))
    yield "difference of net to doing nothing, discounted and summed (NPV)", kept["npv"]
    yield "NPV by the evidence it rests on; the parts add up draw by draw", kept["npv by evidence"]
    yield "months until paid back, – where not within the horizon", kept["payback"]
    yield "targets", kept.get("target", [])
    yield "what matters most: NPV with one number at its 10th and 90th percentile", kept.get("tornado", [])


def ranking_rows(scenarios: Sequence[Scenario], ranking: Ranking) -> list[Row]:
    """Return the scenarios and doing nothing as rows, best first, then the difference of the first two.

    Last come the numbers that move this difference, and whether each can turn it.
    """
    called = [scenario.name for scenario in scenarios] + [NOTHING]
    ids = [scenario.id for scenario in scenarios] + [None]
    order = [len(scenarios) if place is None else place for place in ranking.order]
    rows: list[Row] = [
        {"part": "rank", "place": n + 1, "name": called[place], "id": ids[place], "best": ranking.best[place]}
        for n, place in enumerate(order)
    ]
    first, second = (called[place] for place in order[:2])
    rows.append(
        {"part": "difference", "first": first, "second": second, "leads": ranking.leads}
        | dict(zip(NAMES, ranking.ahead, strict=True))
    )
    rows += [
        {
            "part": "hangs on",
            "name": bar.name,
            "kind": bar.kind,
            "difference_at_low": bar.at_low,
            "difference_at_middle": ranking.middle,
            "difference_at_high": bar.at_high,
            "turns": bar in ranking.hinges,
        }
        for bar in ranking.bars
    ]
    return [{name: _round(value) for name, value in row.items()} for row in rows]


def seek_rows(scenario: Scenario, target: Target, wanted: float, sought: Sought) -> list[Row]:
    """Return rows with each initiative's least coverage that reaches the target, then one with the best set.

    `wanted`: the probability of reaching it. `seek`: "coverage", "cheapest", "nearest" where no set is enough, or
    "none". `least` is None where no coverage reaches it; `chance`: with the least coverage, else with the best one;
    `reached`: the value that the nearest set reaches with the probability wanted, None beyond the horizon.
    """
    about = {**_target(scenario, target), "probability": wanted, "as_planned": sought.planned}
    blank = {"least": None, "cost": None, "chance": None, "reached": None, "reason": None}
    rows: list[Row] = [
        about
        | {"seek": "coverage", "initiatives": coverage.initiative}
        | (blank | {"least": coverage.least, "chance": coverage.chance})
        for coverage in sought.coverage
    ]
    best = sought.best
    if isinstance(best, Reason):
        rows.append(about | {"seek": "none", "initiatives": None} | (blank | {"reason": str(best)}))
    else:
        near = isinstance(best, Nearest)
        names = ", ".join(best.initiatives) or NOTHING
        reached = best.reached if isinstance(best, Nearest) and isfinite(best.reached) else None
        told = {"cost": best.cost, "chance": best.probability, "reached": reached}
        which = {"seek": "nearest" if near else "cheapest", "initiatives": names}
        rows.append(about | which | (blank | told))
    return [{name: _round(value) for name, value in row.items()} for row in rows]


def _scenario(scenario: Scenario, currency: str) -> Row:
    return {
        "part": "scenario",
        "id": scenario.id,
        "name": scenario.name,
        "snapshot": scenario.snapshot,
        "draws": scenario.draws,
        "months": scenario.months,
        "first_month": _month(scenario, 0),
        "last_month": _month(scenario, scenario.months - 1),
        "currency": currency,
    }


def _coefficient(coefficient: Coefficient) -> Row:
    return {
        "part": coefficient.kind,
        "name": coefficient.name,
        "value": coefficient.value,
        "low": coefficient.low,
        "high": coefficient.high,
        "unit": coefficient.unit,
        "label": coefficient.label,
        "source": coefficient.source,
    }


def _target(scenario: Scenario, target: Target) -> Row:
    return {
        "series": target.series,
        "month": None if target.month is None else _month(scenario, target.month - 1),
        "wanted": "at least" if target.at_least else "at most",
        "value": target.value,
    }


def _by_year(fans: Sequence[Row]) -> Iterator[Row]:
    """The last month of each year, and the last of all."""
    months = list(dict.fromkeys(row["month"] for row in fans))
    wanted = dict.fromkeys((*months[YEAR - 1 :: YEAR], months[-1]))
    by_key = {(row["series"], row["of"], row["month"]): row for row in fans}
    for series in dict.fromkeys(row["series"] for row in fans):
        for month in wanted:
            nothing, mine, gain = (by_key[series, of, month] for of in ("baseline", "scenario", "difference"))
            yield {
                "series": series,
                "month": month,
                "baseline": nothing["p50"],
                "scenario": mine["p50"],
                "p5": mine["p5"],
                "p95": mine["p95"],
                "difference": gain["p50"],
                "p5 of it": gain["p5"],
                "p95 of it": gain["p95"],
            }


def _initiatives(assembled: Assembled) -> Iterator[Row]:
    scenario = assembled.scenario
    for initiative, live in zip(scenario.initiatives, assembled.already_live, strict=True):
        reached = [month for month in initiative.go_lives if month is not None]
        yield {
            "part": "initiative",
            "code": initiative.code,
            "first_month": _month(scenario, initiative.start),
            "last_go_live": _month(scenario, max(reached)) if reached else None,
            "new_units": len(reached),
            "already_live_units": len(live),
            "new_share": _new_share(scenario, initiative),
            "adoption": initiative.adoption,
            "cost_once": initiative.cost_once,
            "cost_per_month": initiative.cost_per_month,
        }


def _new_share(scenario: Scenario, initiative: Initiative) -> float:
    """The share of the applications that it reaches when fully rolled out."""
    weights = scenario.baseline.weights_by_applications
    return initiative.share * sum(
        w for w, month in zip(weights, initiative.go_lives, strict=True) if month is not None
    )


def _effect(effect: Effect) -> Row:
    value, lower, upper = effect.stated
    full = effect.steps[-1]
    return {
        "part": "effect",
        "initiative": effect.initiative,
        "outcome": effect.outcome,
        "source": effect.source,
        "rests_on": effect.label,
        "value": value,
        "lower": lower,
        "upper": upper,
        "drawn_around": full.centre,
        "spread": full.spread,
        "rule": RULES[effect.basis],
        "full_after_months": full.first,
    }


def _fan(scenario: Scenario, fan: Fan) -> Iterator[Row]:
    unit = OUTCOMES[fan.series].unit if fan.series in OUTCOMES else UNITS.get(fan.series, "currency")
    for place, values in enumerate(fan.by_month):
        yield {
            "part": "fan",
            "series": fan.series,
            "of": fan.of,
            "unit": unit,
            "month": _month(scenario, place),
            **dict(zip(NAMES, values, strict=True)),
        }


def _month(scenario: Scenario, place: int) -> str:
    return shift(scenario.baseline.last_month, place + 1)


def _round(value: Any) -> Any:
    return float(f"{value:.9g}") if isinstance(value, float) else value
