"""The command that checks whether a published number still holds: `milepost verify`."""

import argparse
import json
from dataclasses import asdict
from typing import Any

from asking.numbers import read_number
from asking.verification import Verification, verify
from cli.tables import cell, print_table
from state.database import state_of
from state.passports import Passports, Recorded
from warehouse.contract.errors import MilepostError
from warehouse.contract.store import Home

SENTENCES = {
    "holds": "holds: asked again of its snapshot, the answer is the same",
    "differs": "does NOT hold: asked again of the same snapshot, the answer is another one",
    "definition changed": "cannot be confirmed: the definition has changed since",
    "snapshot gone": "cannot be confirmed: its snapshot is no longer kept",
    "snapshot changed": "cannot be confirmed: the file of its snapshot has changed since it was published",
    "question gone": "cannot be confirmed: this version no longer asks such a question",
}
LISTED = 5  # values or changes of an answer that are printed


def add_passports(commands: Any) -> None:
    """Add the command `verify` to a parser."""
    verifying = commands.add_parser("verify", help="whether the number of a passport still holds")
    verifying.add_argument("number", metavar="ID", help="such as MP-7K3Q-9XTD-2B4H")
    verifying.add_argument("--format", choices=("table", "json"), default="table")
    verifying.set_defaults(run=_verify)


def _verify(given: argparse.Namespace) -> int:
    home = Home.from_environment()
    recorded = _find(home, given.number)
    checked = verify(home, recorded.stated)
    if given.format == "json":
        print(json.dumps(_as_json(recorded, checked), ensure_ascii=False, indent=1))
    else:
        _tell(recorded, checked)
    return int(checked.verdict != "holds")


def _find(home: Home, typed: str) -> Recorded:
    number = read_number(typed)
    if number is None:
        raise MilepostError(f"{typed}: not the number of a passport; it looks like MP-7K3Q-9XTD-2B4H")
    recorded = Passports(state_of(home)).find(number)
    if recorded is None:
        raise MilepostError(
            f"{number}: nothing was stated here under this number; compare it sign by sign, and see whether"
            " MILEPOST_HOME and MILEPOST_STATE are those it was stated with"
        )
    return recorded


def _tell(recorded: Recorded, checked: Verification) -> None:
    stated = recorded.stated
    about = f"{stated.kpi}, definition version {stated.version}" if stated.kpi else stated.name
    scope = "whole company" if stated.partners is None else f"partners {', '.join(stated.partners)}"
    print(f"{stated.number}  {about}")
    print(f"asked: {stated.question}, {scope}")
    print(f"snapshot: {stated.snapshot}; first stated {recorded.stated_at:%Y-%m-%d %H:%M} UTC")
    _print_answer(stated.answer)
    print(SENTENCES[checked.verdict] + _version(recorded, checked))
    for difference in checked.differences:
        print(f"  {difference.place or 'the whole answer'}: {difference.then} then, {difference.now} now")


def _version(recorded: Recorded, checked: Verification) -> str:
    if checked.verdict != "definition changed":
        return ""
    same = "the same" if not checked.differences else "another"
    return f", from version {recorded.stated.version} to {checked.version}; today's gives {same} answer"


def _print_answer(answer: str) -> None:
    """The values or changes of an answer that has some; others are too different from each other for a table."""
    stated = json.loads(answer) if answer else None
    if not isinstance(stated, dict):
        return
    if changes := stated.get("changes"):
        rows = [_change(change) for change in changes[:LISTED]]
        print_table(("stated", "before", "after", "change", "lower", "upper", "n before", "n after"), rows)
    values = stated.get("values", ())
    if values:
        rows = [
            [_members(value), *_estimate(value["estimate"]), cell(value["n"])] for value in values[:LISTED]
        ]
        print_table(("stated", "value", "lower", "upper", "n"), rows)
    if (more := len(changes or values) - LISTED) > 0:
        print(f"… and {more} more")


def _change(change: Any) -> list[str]:
    before, after = change["before"], change["after"]
    return [
        _members(change),
        *(_estimate(side["estimate"])[0] for side in (before, after)),
        *_estimate(change["absolute"]),
        *(cell(side["n"]) for side in (before, after)),
    ]


def _members(entry: Any) -> str:
    return ", ".join(entry["members"]) or "all"


def _estimate(estimate: Any) -> list[str]:
    if estimate["value"] is None:
        return [f"cannot say: {estimate['reason']['code']}", "", ""]
    return [cell(estimate[name]) for name in ("value", "lower", "upper")]


def _as_json(recorded: Recorded, checked: Verification) -> dict[str, object]:
    stated = asdict(recorded.stated)
    return {
        **stated,
        "about": json.loads(recorded.stated.about),
        "answer": json.loads(recorded.stated.answer) if recorded.stated.answer else None,
        "stated_at": recorded.stated_at.isoformat(timespec="seconds"),
        **asdict(checked),
    }
