"""The commands about scenarios: `milepost scenario run`, `compare`, `seek`, `list`, `show`."""

import argparse
import json
from pathlib import Path
from typing import Any

import tomli_w

from analysis.results import Reason
from analysis.scenario.comparison import rank
from analysis.scenario.description import Scenario, Target
from analysis.scenario.goal_seek import USUALLY, seek
from analysis.scenario.projection import simulate
from analysis.scenario.trust import limit_to, split_money
from cli.scenario_words import names_of_initiatives, seek_lines
from cli.tables import cell, print_table
from state.database import state_of
from state.records import Key, Listed, Version
from state.scenarios import SavedScenarios
from warehouse.contract.errors import MilepostError
from warehouse.contract.store import Home
from warehouse.scenarios.plan import Plan, plan_from, read_plan
from warehouse.scenarios.rows import ranking_rows, scenario_rows, seek_rows, split_rows, tables
from warehouse.scenarios.scenario import assemble
from warehouse.snapshot import snapshots
from warehouse.snapshot.snapshots import Snapshot
from wording.scenarios.findings import answer
from wording.scenarios.seeking import seek_table

MOST_COMPARED = 4
# The driver tree calls by its stock what newly goes bad.
FORMATION, STOCK = "npl_formation", "npl_rate"
NAMING = ("series", "outcome", "name")  # fields that may hold it


def add_scenarios(commands: Any) -> None:
    """Add the command `scenario` to a parser."""
    scenario = commands.add_parser("scenario", help="what would come of a plan, in outcomes and money")
    actions = scenario.add_subparsers(required=True, metavar="run|compare|seek|list|show")
    run = actions.add_parser("run", help="one plan, from where the company stands")
    run.add_argument("plan", metavar="FILE.toml|CODE.N")
    run.add_argument("--format", choices=("table", "json"), default="table")
    run.set_defaults(run=_run)
    compare = actions.add_parser(
        "compare", help="up to four plans: which brings most, and on what that hangs"
    )
    compare.add_argument("plans", metavar="FILE.toml|CODE.N", nargs="+")
    compare.add_argument("--format", choices=("table", "json"), default="table")
    _add_effects(compare)
    compare.set_defaults(run=_compare)
    seeking = actions.add_parser("seek", help="the least of a plan that reaches each of its targets")
    seeking.add_argument("plan", metavar="FILE.toml|CODE.N")
    seeking.add_argument(
        "--series", metavar="SERIES", help="a target beside those of the plan: npv, payback, …"
    )
    seeking.add_argument("--at-least", type=float, metavar="VALUE")
    seeking.add_argument("--at-most", type=float, metavar="VALUE")
    seeking.add_argument("--month", type=int, metavar="N", help="counted from 1; not for npv and payback")
    seeking.add_argument("--probability", type=float, default=USUALLY, metavar="P")
    seeking.add_argument("--format", choices=("table", "json"), default="table")
    _add_effects(seeking)
    seeking.set_defaults(run=_seek)
    listing = actions.add_parser("list", help="the saved scenarios")
    listing.add_argument("--format", choices=("table", "json"), default="table")
    listing.set_defaults(run=_list)
    show = actions.add_parser("show", help="the plan of a saved scenario, as a FILE.toml")
    show.add_argument("key", metavar="CODE.N")
    show.set_defaults(run=_show)


def _add_effects(command: argparse.ArgumentParser) -> None:
    """Add the choice between proven effects alone, as the page shows first, and all."""
    command.add_argument(
        "--effects", choices=("proven", "all"), default="proven", help="which effects count (proven)"
    )


def _limit(scenario: Scenario, effects: str) -> Scenario:
    return limit_to(scenario, ("proven",)) if effects == "proven" else scenario


def _open_scenarios() -> SavedScenarios:
    return SavedScenarios(state_of(Home.from_environment()))


def _run(given: argparse.Namespace) -> None:
    plan, kept = _read_plan(given.plan)
    planned = assemble(kept, plan)
    split = split_rows(split_money(planned.scenario))
    result = scenario_rows(planned, simulate(planned.scenario), kept.company.currency)
    rows = [_name_formation(row) for row in (*result, *split)]
    if given.format == "json":
        print(json.dumps(rows, ensure_ascii=False, indent=1, allow_nan=False))
        return
    about = rows[0]
    print(f"{about['name']}: scenario {about['id']}, {about['first_month']} to {about['last_month']}")
    for title, lines in tables(rows):
        if lines:
            print(f"\n{title}")
            print_table(list(lines[0]), [[cell(value) for value in line.values()] for line in lines])
    print(f"\n{about['draws']:,} draws; money in {about['currency']}, snapshot {about['snapshot']}")


def _name_formation(row: dict[str, Any]) -> dict[str, Any]:
    """Call NPL formation by its name, as the page does."""
    return {name: _name_outcome(value) if name in NAMING else value for name, value in row.items()}


def _name_outcome(value: Any) -> Any:
    """An outcome, or an effect as "initiative: outcome"."""
    named = isinstance(value, str) and (value == STOCK or value.endswith(f": {STOCK}"))
    return value.removesuffix(STOCK) + FORMATION if named else value


def _compare(given: argparse.Namespace) -> None:
    if len(given.plans) > MOST_COMPARED:
        raise MilepostError(f"{len(given.plans)} plans: at most {MOST_COMPARED} are compared")
    read = [_read_plan(plan) for plan in given.plans]
    whole = [assemble(kept, plan).scenario for plan, kept in read]
    scenarios = [_limit(scenario, given.effects) for scenario in whole]
    ranking = rank(scenarios)
    if isinstance(ranking, Reason):
        raise MilepostError(f"these plans cannot be compared: {ranking}")
    rows = [_name_formation(row) for row in ranking_rows(scenarios, ranking)]
    if given.format == "json":
        print(json.dumps(rows, ensure_ascii=False, indent=1, allow_nan=False))
        return
    plans, snapshot = [plan for plan, _ in read], read[0][1]
    splits = [split_money(scenario) for scenario in whole] if given.effects == "proven" else None
    names, currency = names_of_initiatives(snapshot), snapshot.company.currency
    print(answer(plans, ranking, splits=splits, names=names, currency=currency, language="en"))
    print(f"\neffects counted: {given.effects}\n")
    for part in ("rank", "difference", "hangs on"):
        lines = [
            {name: value for name, value in row.items() if name != "part"}
            for row in rows
            if row["part"] == part
        ]
        if lines:
            print(f"{part}")
            print_table(list(lines[0]), [[cell(value) for value in line.values()] for line in lines])
            print()


def _seek(given: argparse.Namespace) -> None:
    if not 0 < given.probability < 1:
        raise MilepostError(f"--probability {given.probability:g}: between 0 and 1, such as 0.8")
    plan, kept = _read_plan(given.plan)
    scenario = _limit(assemble(kept, plan).scenario, given.effects)
    targets = scenario.targets if given.series is None else (_target_of(given, plan),)
    if not targets:
        raise MilepostError(
            f"{plan.file}: it has no target to seek; state one as [[target]], or with --series"
        )
    wanted = given.probability
    sought = [(target, seek(scenario, target, wanted)) for target in targets]
    if given.format == "json":
        rows = [
            _name_formation(row)
            for target, least in sought
            for row in seek_rows(scenario, target, wanted, least)
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=1, allow_nan=False))
        return
    print(f"effects counted: {given.effects}; probability wanted: {wanted:.0%}")
    for target, least in sought:
        print("\n" + "\n".join(seek_lines(scenario, target, wanted, least, kept)) + "\n")
        print_table(*seek_table(least, names_of_initiatives(kept), kept.company.currency, "en"))


def _target_of(given: argparse.Namespace, plan: Plan) -> Target:
    """The target that the command states, checked as one of a plan."""
    stated = {"at_least": given.at_least, "at_most": given.at_most, "month": given.month}
    series = STOCK if given.series == FORMATION else given.series
    target = {"series": series} | {name: value for name, value in stated.items() if value is not None}
    (checked,) = plan_from("--series", {"name": "-", "months": plan.months, "target": [target]}).targets
    return checked


def _read_plan(given: str) -> tuple[Plan, Snapshot]:
    """The plan of a file or of a saved version; a locked one with its own snapshot, others with the served one."""
    home = Home.from_environment()
    if not Key.looks_like(given):
        return read_plan(Path(given)), snapshots.open_current(home)
    version = _open_scenarios().version(Key.parse(given))
    plan = plan_from(given, raw_plan(version))
    locked = version.locked_at is not None
    return plan, snapshots.open_snapshot(home, version.snapshot) if locked else snapshots.open_current(home)


def raw_plan(version: Version) -> dict[str, Any]:
    """Return the plan of a saved version as a FILE.toml would state it, under the version's present name.

    Raises MilepostError where what is saved is no plan.
    """
    try:
        plan = json.loads(version.plan)
    except (ValueError, RecursionError):
        plan = None
    if not isinstance(plan, dict):
        raise MilepostError(
            f"{version.key}: its plan is not one; it was written by something else than Milepost"
        )
    return {**plan, "name": version.name}


def _list(given: argparse.Namespace) -> None:
    scenarios = _open_scenarios().list_scenarios()
    if given.format == "json":
        rows = [
            {
                "code": scenario.code,
                "name": scenario.name,
                "versions": scenario.numbers,
                "locked": scenario.locked,
                "saved_at": scenario.saved_at.isoformat(timespec="seconds"),
                "saved_by": scenario.saved_by,
                "comments": scenario.comments,
            }
            for scenario in scenarios
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    if not scenarios:
        print("no scenario is saved")
        return
    heads = ("newest", "name", "locked", "comments", "saved (UTC)", "by")
    print_table(heads, [_cells(scenario) for scenario in scenarios])


def _cells(scenario: Listed) -> tuple[str, ...]:
    locked = ", ".join(map(str, scenario.locked)) or "–"
    return (
        str(scenario.newest),
        scenario.name,
        locked,
        str(scenario.comments),
        f"{scenario.saved_at:%Y-%m-%d %H:%M}",
        scenario.saved_by,
    )


def _show(given: argparse.Namespace) -> None:
    version = _open_scenarios().version(Key.parse(given.key))
    about = [f"{version.key}, saved by {version.saved_by}, {version.saved_at:%Y-%m-%d %H:%M} UTC"]
    about += [f"snapshot {version.snapshot}"]
    if version.copied_from is not None:
        about += [f"copied from {version.copied_from}"]
    if version.locked_at is not None:
        about += [f"locked by {version.locked_by}, {version.locked_at:%Y-%m-%d %H:%M} UTC"]
    if version.withdrawn_at is not None:
        about += [f"withdrawn by {version.withdrawn_by}, {version.withdrawn_at:%Y-%m-%d %H:%M} UTC"]
    try:
        plan = tomli_w.dumps(raw_plan(version))
    except TypeError:  # such as null, which no such file can hold
        raise MilepostError(f"{version.key}: its plan cannot be written as a file") from None
    print("\n".join(f"# {line}" for line in about))
    print(plan, end="")
