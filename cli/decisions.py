"""The commands about decisions: `milepost decisions list`, `record`; and the line that a publication ends with."""

import argparse
import json
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from cli.scenarios import raw_plan
from cli.tables import print_table
from state.database import state_of
from state.decisions import Decisions
from state.records import Key, Version
from state.scenarios import SavedScenarios
from warehouse.contract.errors import MilepostError
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.contract.store import Home
from warehouse.scenarios.backtest import SERIES
from warehouse.scenarios.decisions import Judged, judge_decisions, last_month_over, tally
from warehouse.scenarios.forecast import freeze, judge
from warehouse.scenarios.sides import side_of
from warehouse.snapshot import snapshots
from warehouse.snapshot.snapshots import Snapshot
from wording.scenarios.decisions import decision_row, verdict

HEADS = (
    "decision",
    "status",
    "owner",
    "review",
    "judged by",
    "expected",
    "actual",
    "verdict",
    "gain",
    "what",
)


def add_decisions(commands: Any) -> None:
    """Add the command `decisions` to a parser."""
    decisions = commands.add_parser("decisions", help="what was decided, what was expected, what came of it")
    actions = decisions.add_subparsers(required=True, metavar="list|record")
    listing = actions.add_parser("list", help="all decisions, scored by the served snapshot")
    listing.add_argument("--format", choices=("table", "json"), default="table")
    listing.set_defaults(run=_list)
    record = actions.add_parser("record", help="record a decision, with the forecast of its plan")
    record.add_argument("text", metavar="TEXT", help="we decided …")
    record.add_argument("--owner", required=True, metavar="NAME")
    record.add_argument("--review", required=True, metavar="YYYY-MM")
    record.add_argument("--plan", metavar="CODE.N", help="a saved scenario; none: reviewed by hand")
    record.add_argument("--judged-by", choices=tuple(SERIES), help="what the plan moves most clearly")
    record.add_argument("--meeting", metavar="CODE", help="at which it was decided")
    record.add_argument("--by", required=True, metavar="NAME")
    record.set_defaults(run=_record)


def read_judged(home: Home, snapshot: Snapshot) -> tuple[Judged, ...]:
    """Return the decisions of a company, each held to what a snapshot knows."""
    judge_it = partial(judge, snapshot, scope=WHOLE_HOUSE)
    return judge_decisions(Decisions(state_of(home)).list_decisions(), judge_it, last_month_over(snapshot))


def say_due(home: Home) -> str:
    """Return in one line how the decisions stand in the served snapshot, "" where there are none."""
    try:
        with closing(snapshots.open_current(home)) as snapshot:
            judged = read_judged(home, snapshot)
    except MilepostError as error:  # the snapshot is published whether or not decisions can be read
        return f"decisions not scored: {error}"
    return f"decisions: {verdict(tally(judged), 'en')}" if judged else ""


def _list(given: argparse.Namespace) -> None:
    home = Home.from_environment()
    with closing(snapshots.open_current(home)) as snapshot:
        judged = read_judged(home, snapshot)
        currency = snapshot.company.currency
    if given.format == "json":
        record = {**asdict(tally(judged)), "decisions": [_to_record(each) for each in judged]}
        print(json.dumps(record, ensure_ascii=False, indent=1, default=str))
        return
    if not judged:
        print("no decision is recorded")
        return
    print(f"{verdict(tally(judged), 'en')}\n")
    print_table(HEADS, [_cells(each, currency) for each in judged])


def _to_record(judged: Judged) -> dict[str, Any]:
    """A decision as JSON, with its frozen forecast and what came as they are."""
    decision = asdict(judged.decision) | {"key": _key(judged)}
    return decision | {
        "status": judged.status,
        "reason": None if judged.reason is None else str(judged.reason),
        "forecast": None if judged.decision.forecast is None else json.loads(judged.decision.forecast),
        "came": [] if judged.judgement is None else [asdict(came) for came in judged.judgement.series],
    }


def _key(judged: Judged) -> str:
    return str(Key(code=judged.decision.code, number=judged.decision.last.number))


def _cells(judged: Judged, currency: str) -> tuple[str, ...]:
    row = decision_row(judged, currency, "en")
    about = (_key(judged), judged.status, row.owner, row.review, row.judged_by)
    return (*about, row.forecast, row.came, row.outcome, row.against_nothing, row.decision)


def _record(given: argparse.Namespace) -> None:
    home = Home.from_environment()
    with closing(snapshots.open_current(home)) as snapshot:
        today = datetime.now(UTC).astimezone(ZoneInfo(snapshot.company.timezone)).date()
        version = (
            None if given.plan is None else SavedScenarios(state_of(home)).version(Key.parse(given.plan))
        )
        forecast = None if version is None else _freeze(home, snapshot, version, given)
        key = Decisions(state_of(home)).record(
            given.text,
            owner=given.owner,
            review=given.review,
            plan=version,
            forecast=forecast,
            meeting=given.meeting,
            snapshot=snapshot.id,
            by=given.by,
            today=today,
        )
    print(key)


def _freeze(home: Home, snapshot: Snapshot, version: Version, given: argparse.Namespace) -> str:
    """The forecast of a plan; a locked version runs on the snapshot it was locked with."""
    plan = json.dumps(raw_plan(version))
    if version.locked_at is None or version.snapshot == snapshot.id:
        side = side_of(snapshot, plan, WHOLE_HOUSE)
    else:
        with closing(snapshots.open_snapshot(home, version.snapshot)) as own:
            side = side_of(own, plan, WHOLE_HOUSE)
    return freeze(snapshot, side, given.judged_by, given.review)
