"""The commands of `milepost`: the order in which help lists them, and those for loading and publishing."""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cli.decisions import add_decisions, say_due
from cli.meetings import add_meetings
from cli.packs import add_packs
from cli.passports import add_passports
from cli.publishing import check, over_budget, prune, publish
from cli.questions import add_questions
from cli.reports import add_reports
from cli.scenarios import add_scenarios
from cli.serve import add_serve
from cli.tables import print_table
from demo.simulation import simulate
from etl.load import load
from etl.summary import HEADS, remarks_on, rows_of
from etl.templates import write_templates
from etl.unload import describe, unload
from warehouse.contract.errors import MilepostError
from warehouse.contract.store import Home
from warehouse.snapshot import shelf, snapshots
from warehouse.snapshot.manifests import foreign, manifests, not_manifests


def add_commands(commands: Any) -> None:
    """Add every command to a parser."""
    _add_loading(commands)
    _add_publishing(commands)
    add_serve(commands)
    add_questions(commands)
    add_scenarios(commands)
    add_decisions(commands)
    add_meetings(commands)
    add_reports(commands)
    add_passports(commands)
    add_packs(commands)


def _add_loading(commands: Any) -> None:
    """Add init, demo, load and unload."""
    init = commands.add_parser("init", help="write a commented company.toml and empty template files")
    init.add_argument("folder", type=Path, metavar="DIR")
    init.set_defaults(run=_init)

    demo = commands.add_parser("demo", help="write the simulated company's operational files")
    demo.add_argument("--size", choices=("s", "m", "l", "xl"), default="s")
    demo.add_argument("--seed", type=int, default=1)
    demo.add_argument("--out", type=Path, default=Path("data/demo"), metavar="DIR")
    demo.set_defaults(run=_demo)

    loading = commands.add_parser("load", help="load operational data")
    loading.add_argument("company", type=Path, metavar="COMPANY.toml")
    loading.add_argument("--data", type=Path, metavar="DIR", help="where the files are")
    loading.add_argument("--again", action="store_true", help="load files that are known already")
    loading.set_defaults(run=_load)

    unloading = commands.add_parser("unload", help="take back what a file delivered, or rows of it")
    unloading.add_argument("file", metavar="FILE", help="as the summary of the load shows it: source: file")
    unloading.add_argument(
        "--row", default="", metavar="COLUMN=VALUE,…", help="only the rows with these values"
    )
    unloading.set_defaults(run=_unload)


def _add_publishing(commands: Any) -> None:
    """Add publish, check and snapshots."""
    publishing = commands.add_parser("publish", help="build marts, run checks, publish a snapshot")
    publishing.set_defaults(run=_publish)

    checking = commands.add_parser("check", help="run the checks of a publication, publish nothing")
    checking.set_defaults(run=_check)

    kept = commands.add_parser("snapshots", help="list, use or prune the published snapshots")
    actions = kept.add_subparsers(required=True, metavar="list|use|prune")
    actions.add_parser("list", help="the kept snapshots").set_defaults(run=_snapshots_list)
    use = actions.add_parser("use", help="serve a kept snapshot, to roll back or forwards")
    use.add_argument("id", metavar="ID")
    use.set_defaults(run=_snapshots_use)
    actions.add_parser("prune", help="delete those past their keeping").set_defaults(run=_snapshots_prune)


def _progress() -> Callable[[str], None]:
    start = time.monotonic()

    def say(line: str) -> None:
        print(f"[{time.monotonic() - start:6.1f} s] {line}", file=sys.stderr, flush=True)

    return say


def _init(given: argparse.Namespace) -> None:
    for path in write_templates(given.folder):
        print(path)


def _demo(given: argparse.Namespace) -> None:
    simulate(given.out, given.size, given.seed, _progress())
    print(f"next: milepost load {given.out / 'company.toml'}")


def _load(given: argparse.Namespace) -> int:
    report = load(Home.from_environment(), given.company, given.data, given.again, _progress())
    print_table(HEADS, rows_of(report))
    for remark in remarks_on(report):
        print(remark)
    if report.stopped:
        print(f"milepost: {report.stopped}", file=sys.stderr)
    return int(bool(report.stopped))


def _unload(given: argparse.Namespace) -> None:
    print(describe(unload(Home.from_environment(), given.file, given.row)))
    print("next: milepost publish")


def _publish(_: argparse.Namespace) -> None:
    home = Home.from_environment()
    done = publish(home, _progress())
    heads = ("mart", "rows", "MB", "rows below 5 cases")
    rows = [(n, f"{r:,}", f"{mb:.1f}", f"{share:.0%}") for n, r, mb, share in done.mart_sizes]
    if done.new:
        print_table(heads, rows)
        print(f"the snapshot: {done.megabytes:.0f} MB")
    for line in over_budget(done):
        print(f"over budget: {line}")
    for gone in done.pruned:
        print(f"deleted old snapshot {gone}")
    if done.not_pruned:
        print(f"no old snapshot deleted, some may be needed: {done.not_pruned}")
    print(f"serving {done.id}" + ("" if done.new else " (the facts have not changed since it was published)"))
    if due := say_due(home):
        print(due)


def _check(_: argparse.Namespace) -> int:
    checks = check(Home.from_environment(), _progress())
    print_table(
        ("check", "result", "figures"),
        [(c.name, "passed" if c.passed else "FAILED", c.detail) for c in checks],
    )
    return int(not all(c.passed for c in checks))


def _snapshots_list(_: argparse.Namespace) -> None:
    home = Home.from_environment()
    kept = manifests(home)
    try:
        served, broken = snapshots.read_served_id(home), None
    except MilepostError as error:
        served, broken = "", error
    if kept or broken is None:
        rows = [("*" if m.id == served else "", m.id, m.as_of, m.published_at) for m in kept]
        print_table(("", "id", "as of (UTC)", "published (UTC)"), rows)
    # Those that can be served are listed first: one of them may be the way out.
    if broken is not None:
        raise broken
    if foreign_paths := foreign(home):
        raise not_manifests(foreign_paths)


def _snapshots_use(given: argparse.Namespace) -> None:
    shelf.serve(Home.from_environment(), given.id)
    print(f"serving {given.id}")


def _snapshots_prune(_: argparse.Namespace) -> None:
    for gone in prune(Home.from_environment()):
        print(f"deleted {gone}")
