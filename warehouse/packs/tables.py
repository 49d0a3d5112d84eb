"""A pack as tables of a small database, written and read; every column carries a comment."""

import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import astuple
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb

from analysis.results import Reason
from analysis.statistic import MINIMUM_CASES
from warehouse.contract.errors import MilepostError
from warehouse.packs import disclosure
from warehouse.packs.dealing_tables import dealing_tables, read_agreed, read_goals, read_terms
from warehouse.packs.records import About, Band, Cell, Contents, Dealt, Measure, Named, Pack
from warehouse.packs.score import score_of

FILE = "snapshot.duckdb"
PROJECT = Path(__file__).parents[2]
READ = ("about", "partners", "measures", "figures", "peers", "terms", "targets", "actions", "meetings")
Column = tuple[str, str, str]
QUANTILES = ("p10", "p25", "p50", "p75", "p90")

RULES = {
    "fewest_counted": disclosure.FEWEST,
    "counts_rounded_to": disclosure.BASE,
    "fewest_cases_of_a_rate": MINIMUM_CASES,
    "fewest_others": disclosure.FEWEST_OTHERS,
    "fewest_others_for_outer_edges_and_volumes": disclosure.FEWEST_FOR_TAILS,
    "partners_behind_an_edge": disclosure.NEIGHBOURS,
    "significant_digits": disclosure.DIGITS,
    "largest_share_of_one_other_percent": round(100 * disclosure.DOMINANT),
}

ABOUT: tuple[Column, ...] = (
    ("name", "varchar", "what is said"),
    ("value", "varchar", "the same, as text; moments are UTC"),
)
PARTNERS: tuple[Column, ...] = (
    ("code", "varchar", "the partner's code at the company"),
    ("name_en", "varchar", "its name in English"),
    ("name_zh", "varchar", "its name in Chinese"),
)
MEASURES: tuple[Column, ...] = (
    ("measure", "varchar", "key of the measure"),
    (
        "how",
        "varchar",
        "count, amount, share of company, median, share, or ratio of observed to expected events",
    ),
    ("name_en", "varchar", "name in English"),
    ("name_zh", "varchar", "name in Chinese"),
    ("definition_en", "varchar", "definition in English"),
    ("definition_zh", "varchar", "definition in Chinese"),
    ("version", "varchar", "version of the definition"),
    ("unit", "varchar", "unit of the values, where they are not ratios"),
    ("better", "varchar", "higher, lower or neither"),
    ("notices", "varchar", "what to know when comparing, as a list in JSON"),
)
FIGURES: tuple[Column, ...] = (
    ("measure", "varchar", "key of the measure"),
    ("span", "varchar", "before, after, change (after against before), or quarter"),
    ("first_month", "varchar", "first month counted, YYYY-MM"),
    ("last_month", "varchar", "last month counted, YYYY-MM"),
    ("events", "bigint", "events, rounded to 5; empty where withheld or none are counted"),
    ("cases", "bigint", "cases they are a share of, rounded to 5; of stocks the average of the month ends"),
    ("expected", "double", "of a ratio, events expected at the rate of the others"),
    ("value", "double", "from the rounded counts; of a change the relative one, of shares the difference"),
    ("lower", "double", "lower end of the 95 % interval, also where the value is withheld"),
    ("upper", "double", "upper end of the 95 % interval, also where the value is withheld"),
    ("reason", "varchar", "why there is no value"),
    ("reason_about", "varchar", "what the reason speaks of"),
)
PEERS: tuple[Column, ...] = (
    ("measure", "varchar", "key of the measure"),
    ("others", "bigint", "at least so many other partners of the kind have a value, in fives"),
    *((name, "double", f"{name[1:]} % edge, the mean of three partners, two digits") for name in QUANTILES),
    ("usual", "double", "rate of all others together, two digits; 1 of ratios"),
    ("reason", "varchar", "why there is no band"),
    ("reason_about", "varchar", "what the reason speaks of"),
)
WITHHELD: tuple[Column, ...] = (
    ("measure", "varchar", "key of the measure"),
    ("what", "varchar", "before, after, change, quarter, or peers"),
    ("first_month", "varchar", "first month, empty for peers and changes"),
    ("last_month", "varchar", "last month, empty for peers and changes"),
    ("reason", "varchar", "why it is withheld or cannot be said"),
)
RULE: tuple[Column, ...] = (
    ("rule", "varchar", "what is limited"),
    ("value", "bigint", "the limit"),
)


def write_pack(path: Path, pack: Pack) -> None:
    """Write the pack into a new database file, in a process of its own; MilepostError where that fails."""
    done = subprocess.run(
        [sys.executable, "-m", "warehouse.packs.writer", str(path.absolute())],
        input=json.dumps(_tables(pack)),
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise MilepostError(f"{path}: could not be written ({last})")


def _tables(pack: Pack) -> list[dict[str, Any]]:
    about, contents = pack.about, pack.contents
    facts = {
        "kind": about.kind,
        "company": about.company,
        "currency": about.currency,
        "timezone": about.timezone,
        "recipient": about.recipient,
        "made_at": about.made_at.isoformat(timespec="seconds"),
        "expires_on": about.expires_on.isoformat(),
        "snapshot": about.snapshot,
        "as_of": about.as_of.isoformat(timespec="seconds"),
        "passport": about.number,
        "colour": about.colour,
        **_score(contents),
        "amounts_rounded_to": "" if contents.amount_base is None else f"{contents.amount_base:.0f}",
    }
    return [
        _table("about", "whom the pack is of and for, and from when", ABOUT, facts.items()),
        _table("partners", "the partners of the pack", PARTNERS, map(astuple, about.partners)),
        _table(
            "measures", "what is told, and its definitions", MEASURES, map(_measure_row, contents.measures)
        ),
        _table("figures", "the partners' own values", FIGURES, map(_cell_row, contents.cells)),
        _table(
            "peers", "bands of the other partners of the kind, after", PEERS, map(_band_row, contents.bands)
        ),
        _table("withheld", "what is not told, and why", WITHHELD, _list_withheld(contents)),
        *(_table(name, what, columns, rows) for name, what, columns, rows in dealing_tables(pack)),
        _table("rules", "limits that were applied", RULE, RULES.items()),
    ]


def _score(contents: Contents) -> dict[str, str]:
    score = score_of(contents)
    ends = ("", "", "") if score is None else (score.value, score.lower, score.upper)
    told = (end if isinstance(end, str) else f"{end:.0f}" for end in ends)
    return dict(zip(("score", "score_from", "score_to"), told, strict=True))


def _table(name: str, about: str, columns: Sequence[Column], rows: Iterable[Iterable[Any]]) -> dict[str, Any]:
    return {"name": name, "about": about, "columns": columns, "rows": [list(row) for row in rows]}


def _measure_row(measure: Measure) -> list[Any]:
    notices = json.dumps([[notice.code, notice.about] for notice in measure.notices])
    return [*astuple(measure)[:-1], notices]


def _cell_row(cell: Cell) -> list[Any]:
    return [
        *(cell.measure, cell.span, cell.first_month, cell.last_month, cell.events, cell.cases),
        *(cell.expected, cell.value, cell.lower, cell.upper, *_reason(cell.reason)),
    ]


def _band_row(band: Band) -> list[Any]:
    return [band.measure, band.others, *band.at, band.usual, *_reason(band.reason)]


def _reason(reason: Reason | None) -> tuple[str | None, str | None]:
    return (reason.code, reason.about) if reason else (None, None)


def _list_withheld(contents: Contents) -> list[list[Any]]:
    cells = [
        [cell.measure, cell.span, cell.first_month, cell.last_month, str(cell.reason)]
        for cell in contents.cells
        if cell.reason is not None
    ]
    return cells + [
        [band.measure, "peers", "", "", str(band.reason)]
        for band in contents.bands
        if band.reason is not None
    ]


def read_pack(path: Path) -> Pack:
    """Read the pack in a database file; MilepostError where the file is not the database of a pack."""
    try:
        with duckdb.connect(str(path), read_only=True, config={"enable_external_access": "false"}) as file:
            tables = {name: file.execute(f"from {name}").fetchall() for name in READ}
    except duckdb.Error:
        raise MilepostError(f"{path}: not the database of a pack") from None
    facts = dict(tables["about"])
    base = float(facts["amounts_rounded_to"]) if facts["amounts_rounded_to"] else None
    measures = tuple(map(_read_measure, tables["measures"]))
    cells = tuple(map(_read_cell, tables["figures"]))
    bands = tuple(
        Band(
            measure=row[0],
            others=row[1],
            at=tuple(row[2:7]),
            usual=row[7],
            reason=_read_reason(*row[8:]),
        )
        for row in tables["peers"]
    )
    contents = Contents(
        measures=measures,
        cells=cells,
        bands=bands,
        amount_base=base,
        terms=read_terms(tables["terms"]),
        goals=read_goals(tables["targets"]),
    )
    met_on = tuple(day for (day,) in tables["meetings"])
    dealt = Dealt(agreed=read_agreed(tables["actions"]), met_on=met_on)
    return Pack(about=_read_about(facts, tables["partners"]), contents=contents, dealt=dealt)


def _read_about(facts: dict[str, str], partners: list[tuple[str, str, str]]) -> About:
    return About(
        partners=tuple(Named(code=code, en=en, zh=zh) for code, en, zh in partners),
        kind=facts["kind"],
        company=facts["company"],
        currency=facts["currency"],
        timezone=facts["timezone"],
        recipient=facts["recipient"],
        made_at=datetime.fromisoformat(facts["made_at"]).replace(tzinfo=UTC),
        expires_on=date.fromisoformat(facts["expires_on"]),
        snapshot=facts["snapshot"],
        as_of=datetime.fromisoformat(facts["as_of"]),
        number=facts["passport"],
        colour=facts["colour"],
    )


def _read_measure(row: tuple[Any, ...]) -> Measure:
    code, how, name_en, name_zh, definition_en, definition_zh, version, unit, better, notices = row
    return Measure(
        code=code,
        how=how,
        name_en=name_en,
        name_zh=name_zh,
        definition_en=definition_en,
        definition_zh=definition_zh,
        version=version,
        unit=unit,
        better=better,
        notices=_read_notices(notices),
    )


def _read_cell(row: tuple[Any, ...]) -> Cell:
    measure, span, first_month, last_month, events, cases, expected, value, lower, upper, *reason = row
    return Cell(
        measure=measure,
        span=span,
        first_month=first_month,
        last_month=last_month,
        events=events,
        cases=cases,
        expected=expected,
        value=value,
        lower=lower,
        upper=upper,
        reason=_read_reason(*reason),
    )


def _read_reason(code: str | None, about: str | None) -> Reason | None:
    return None if code is None else Reason(code=code, about=about or "")


def _read_notices(text: str) -> tuple[Reason, ...]:
    return tuple(Reason(code=code, about=about) for code, about in json.loads(text))
