"""The command line: `milepost …`, thin over the functions that pages and exports use too."""

import argparse
import csv
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from analysis.scenario.results import simulate as simulate_scenario
from etl.demo import simulate
from etl.load import load
from etl.summary import HEADS, remarks_on, rows_of
from etl.templates import write_templates
from publish import check, over_budget, publish
from warehouse import snapshots
from warehouse.answers import WHOLE_HOUSE, Answer
from warehouse.errors import MilepostError
from warehouse.evidence import evidence
from warehouse.kpis import KPIS, find
from warehouse.query import answer, compare
from warehouse.question import question_from, slices_from, window_from
from warehouse.records import change_cells, change_rows, effect_rows, value_rows
from warehouse.scenarios.assembly import assemble
from warehouse.scenarios.plan import read_plan
from warehouse.scenarios.records import scenario_rows, tables
from warehouse.store import Home
from warehouse.windows import runs

PROJECT = Path(__file__).parent
STOPPED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; errors are one line on stderr, exit status 1 (2 for usage)."""
    given = _parser().parse_args(arguments)
    try:
        return int(given.run(given) or 0)
    except MilepostError as error:
        print(f"milepost: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("milepost: stopped; nothing half-done is kept", file=sys.stderr)
        return STOPPED
    except BrokenPipeError:
        # Who reads has seen enough; closing stdout quietly keeps Python from complaining at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="milepost", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

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

    publishing = commands.add_parser("publish", help="build marts, run checks, publish a snapshot")
    publishing.set_defaults(run=_publish)

    checking = commands.add_parser("check", help="run the checks of a publication, publish nothing")
    checking.set_defaults(run=_check)

    serving = commands.add_parser("serve", help="the dashboard")
    serving.add_argument("--host", default="127.0.0.1")
    serving.add_argument("--port", type=int, default=8501)
    serving.set_defaults(run=_serve)

    _add_questions(commands)

    kept = commands.add_parser("snapshots", help="list, use or prune the published snapshots")
    actions = kept.add_subparsers(required=True, metavar="list|use|prune")
    actions.add_parser("list", help="the kept snapshots").set_defaults(run=_snapshots_list)
    use = actions.add_parser("use", help="serve a kept snapshot, to roll back or forwards")
    use.add_argument("id", metavar="ID")
    use.set_defaults(run=_snapshots_use)
    actions.add_parser("prune", help="delete those past their keeping").set_defaults(run=_snapshots_prune)
    return parser


def _add_questions(commands: Any) -> None:
    kpi = commands.add_parser("kpi", help="one KPI: " + ", ".join(KPIS))
    kpi.add_argument("code", metavar="CODE")
    kpi.add_argument("--by", action="append", default=[], metavar="DIM")
    kpi.add_argument("--where", action="append", default=[], metavar="DIM=MEMBER", nargs="+")
    kpi.add_argument("--from", dest="first", metavar="YYYY-MM")
    kpi.add_argument("--to", dest="last", metavar="YYYY-MM")
    kpi.add_argument("--as-of", metavar="SNAPSHOT")
    kpi.add_argument("--format", choices=("table", "csv", "json"), default="table")
    kpi.set_defaults(run=_kpi)

    change = commands.add_parser("compare", help="one KPI before and after")
    change.add_argument("code", metavar="CODE")
    change.add_argument("--before", metavar="YYYY-MM:YYYY-MM")
    change.add_argument("--after", metavar="YYYY-MM:YYYY-MM")
    change.add_argument("--by", action="append", default=[], metavar="DIM")
    change.add_argument("--where", action="append", default=[], metavar="DIM=MEMBER", nargs="+")
    change.add_argument("--format", choices=("table", "json"), default="table")
    change.set_defaults(run=_compare)

    effects = commands.add_parser("effects", help="what each initiative moved, and how that is known")
    effects.add_argument("--initiative", metavar="ID")
    effects.add_argument("--format", choices=("table", "json"), default="table")
    effects.set_defaults(run=_effects)

    planned = commands.add_parser("scenario", help="what would come of a plan, in outcomes and money")
    actions = planned.add_subparsers(required=True, metavar="run")
    scenario = actions.add_parser("run", help="one plan, from where the company stands")
    scenario.add_argument("plan", type=Path, metavar="FILE.toml")
    scenario.add_argument("--format", choices=("table", "json"), default="table")
    scenario.set_defaults(run=_scenario)


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
    _print_table(HEADS, rows_of(report))
    for remark in remarks_on(report):
        print(remark)
    if report.stopped:
        print(f"milepost: {report.stopped}", file=sys.stderr)
    return int(bool(report.stopped))


def _publish(_: argparse.Namespace) -> None:
    done = publish(Home.from_environment(), _progress())
    heads = ("mart", "rows", "MB", "rows below 5 cases")
    rows = [(n, f"{r:,}", f"{mb:.1f}", f"{share:.0%}") for n, r, mb, share in done.mart_sizes]
    if done.new:
        _print_table(heads, rows)
        print(f"the snapshot: {done.megabytes:.0f} MB")
    for line in over_budget(done):
        print(f"over budget: {line}")
    for gone in done.pruned:
        print(f"deleted old snapshot {gone}")
    print(f"serving {done.id}" + ("" if done.new else " (the facts have not changed since it was published)"))


def _check(_: argparse.Namespace) -> int:
    checks = check(Home.from_environment(), _progress())
    _print_table(
        ("check", "result", "figures"),
        [(c.name, "passed" if c.passed else "FAILED", c.detail) for c in checks],
    )
    return int(not all(c.passed for c in checks))


def _serve(given: argparse.Namespace) -> int:
    home = Home.from_environment()
    snapshots.current_id(home)
    print(
        f"serving {home.root} on http://{given.host}:{given.port} (Ctrl-C stops)", file=sys.stderr, flush=True
    )
    options = ["--server.address", given.host, "--server.port", str(given.port), "--server.headless", "true"]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", *options]
    environment = {**os.environ, "MILEPOST_HOME": str(home.root)}
    return subprocess.run(command, cwd=PROJECT, env=environment, check=False).returncode


def _kpi(given: argparse.Namespace) -> None:
    home = Home.from_environment()
    kept = snapshots.open_snapshot(home, given.as_of) if given.as_of else snapshots.open_current(home)
    where = [pair for pairs in given.where for pair in pairs]
    found = answer(
        kept, question_from(kept, given.code, given.by, where, given.first, given.last), WHOLE_HOUSE
    )
    rows = value_rows(found)
    if given.format == "json":
        print(json.dumps(rows, ensure_ascii=False, indent=1, allow_nan=False))
    elif given.format == "csv":
        writer = csv.DictWriter(sys.stdout, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    else:
        shown = [name for name in rows[0] if name not in ("kpi", "snapshot", "definition_version")]
        _print_table(shown, [[_cell(row[name]) for name in shown] for row in rows])
    for remark in _remarks_on(found):
        print(remark, file=sys.stdout if given.format == "table" else sys.stderr)


def _remarks_on(found: Answer) -> list[str]:
    """What must stand beside the values: definition, snapshot, months, and those that are not old enough."""
    passport = found.passport
    young = {month for value in found.values for month in value.young_months}
    remarks = [f"{passport.kpi} version {passport.definition_version}, snapshot {passport.snapshot}"]
    for words, months in (
        ("months", passport.months),
        ("left out, not old enough", passport.excluded_months),
        ("counted although not old enough or without data", young),
    ):
        spans = [first if first == last else f"{first} to {last}" for first, last in runs(months)]
        remarks += [f"{words}: {', '.join(spans)}"] if spans else []
    return remarks


def _compare(given: argparse.Namespace) -> None:
    kept = snapshots.open_current(Home.from_environment())
    by, where = slices_from(kept, given.by, [pair for pairs in given.where for pair in pairs])
    windows = [
        window_from(name, text) or window
        for name, text, window in zip(
            ("before", "after"), (given.before, given.after), kept.windows, strict=True
        )
    ]
    before, after = windows
    if before is None or after is None:
        raise MilepostError("the company has no windows to compare; name them with --before and --after")
    found = compare(kept, find(given.code).code, before, after, by, where, WHOLE_HOUSE)
    rows = change_rows(found)
    if given.format == "json":
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    cells = [change_cells(row, by) for row in rows]
    _print_table(list(cells[0]), [[_cell(cell) for cell in row.values()] for row in cells])
    print(
        f"before {_spanned(found.months_before)}, after {_spanned(found.months_after)}; unit {rows[0]['unit']}"
    )
    for notice in found.notices:
        print(f"notice: {notice}")


def _effects(given: argparse.Namespace) -> None:
    kept = snapshots.open_current(Home.from_environment())
    found = evidence(kept, WHOLE_HOUSE)
    known = [one.code for one in found.initiatives]
    if given.initiative is not None and given.initiative not in known:
        raise MilepostError(f"{given.initiative}: no such initiative; known: {', '.join(known) or 'none'}")
    rows = effect_rows(found, given.initiative)
    if given.format == "json":
        print(json.dumps(rows, ensure_ascii=False, indent=1, allow_nan=False))
        return
    if not rows:
        print("nothing to say: no initiative has gone live or has a goal")
        return
    shown = ("initiative_id", "kpi", "outcome", "effect", "lower", "upper", "relative", "grade", "reason")
    _print_table(shown, [[_cell(row[name]) for name in shown] for row in rows])
    print(
        "effects on times and rates are logarithms, those on shares differences; relative: of what would have been"
    )
    print(f"whole company, all months, snapshot {kept.id}")


def _scenario(given: argparse.Namespace) -> None:
    plan = read_plan(given.plan)
    kept = snapshots.open_current(Home.from_environment())
    planned = assemble(kept, plan)
    rows = scenario_rows(planned, simulate_scenario(planned.scenario), kept.company.currency)
    if given.format == "json":
        print(json.dumps(rows, ensure_ascii=False, indent=1, allow_nan=False))
        return
    about = rows[0]
    print(f"{about['name']}: scenario {about['id']}, {about['first_month']} to {about['last_month']}")
    for title, lines in tables(rows):
        if lines:
            print(f"\n{title}")
            _print_table(list(lines[0]), [[_cell(cell) for cell in line.values()] for line in lines])
    print(f"\n{about['draws']:,} draws; money in {about['currency']}, snapshot {about['snapshot']}")


def _spanned(months: Sequence[str]) -> str:
    return f"{months[0]}…{months[-1]} ({len(months)} months)" if months else "no months"


def _snapshots_list(_: argparse.Namespace) -> None:
    home = Home.from_environment()
    served = snapshots.current_id(home)
    _print_table(
        ("", "id", "as of (UTC)", "published (UTC)"),
        [("*" if m.id == served else "", m.id, m.as_of, m.published_at) for m in snapshots.manifests(home)],
    )


def _snapshots_use(given: argparse.Namespace) -> None:
    snapshots.serve(Home.from_environment(), given.id)
    print(f"serving {given.id}")


def _snapshots_prune(_: argparse.Namespace) -> None:
    for gone in snapshots.prune(Home.from_environment()):
        print(f"deleted {gone}")


def _cell(value: Any) -> str:
    if value is None:
        return "–"
    if not isinstance(value, float):
        return str(value)
    return f"{value:,.0f}" if abs(value) >= 10_000 else f"{value:,.4g}"


def _print_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    widths = [max(len(row[i]) for row in (heads, *rows)) for i in range(len(heads))]
    for row in (heads, *rows):
        print("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())


if __name__ == "__main__":
    sys.exit(main())
