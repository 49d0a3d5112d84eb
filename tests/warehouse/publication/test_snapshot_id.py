"""What is in a snapshot's id: all that decides a number, and not the way by which the facts came."""

import io
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import pytest

from cli.publishing import publish
from tests.kit.application_rows import applications, events, utc
from tests.kit.facts import a_company, write_facts
from tests.kit.loading import COMPANY, facts, home, run
from tests.kit.publishing import silent
from warehouse.contract.store import Home
from warehouse.marts.families import MARTS
from warehouse.publication.build import Identity, identify
from warehouse.snapshot.snapshots import open_current

AS_OF = "as_of = 2024-06-30T23:59:59\n"
TABLES = {
    "loans": "loan_id,customer_id,product,channel,region,disbursed_on,principal,annual_rate,term_months\n"
    "L1,C1,new,app,r1,2024-01-05,1000,0.05,36\nL2,C1,used,app,r2,2024-02-05,2000,0.05,36\n"
    "L3,C2,new,app,r1,2024-01-05,1000,0.05,36\n",
    "loan_months": "loan_id,month_end,balance,days_past_due\n"
    "L1,2024-01-31,990,0\nL1,2024-02-29,980,0\nL2,2024-02-29,1990,0\nL3,2024-01-31,990,0\nL3,2024-02-29,985,91\n",
    "applications": "application_id,product,channel,region,submitted_at,decided_at,outcome\n"
    "A1,new,app,r1,2024-01-02 09:00,2024-01-03 10:00,approved\nA2,new,app,r1,2024-01-02 09:00,,\n",
    "application_events": "application_id,activity,started_at,ended_at,resource_id\n"
    "A1,check,2024-01-02 10:00,2024-01-02 11:00,u1\nA1,sign,2024-01-03 09:00,2024-01-03 09:30,u2\n"
    "A2,check,2024-01-02 10:00,2024-01-02 11:00,u2\n",
    "events": "occurred_on,kind,label_en\n2024-02-01,policy,rule\n",
}


def sources(end: str = "csv", settings: str = AS_OF) -> str:
    return "".join(f'[[source]]\ntable = "{name}"\nfile = "{name}*.{end}"\n{settings}' for name in TABLES)


def files(tables: Mapping[str, str] = TABLES) -> dict[str, str]:
    return {f"{name}.csv": text for name, text in tables.items()}


def id_of(folder: Path) -> str:
    return identify(home(folder)).id


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Identity:
    """What a publication of the tables as they stand above, each in one CSV, would hold."""
    folder = tmp_path_factory.mktemp("first")
    run(folder, sources(), files())
    return identify(home(folder))


def by_rows(folder: Path) -> None:
    """Every row in a file of its own, loaded one after the other, the last ones first, under other names."""
    for name, text in reversed(TABLES.items()):
        head, *rows = text.splitlines()
        groups = (
            [[row for row in rows if row.startswith("A")]]
            if name == "application_events"
            else [[r] for r in rows]
        )
        for number, group in reversed(list(enumerate(groups))):
            own = f'[[source]]\nname = "{name}{number}"\ntable = "{name}"\nfile = "part/{name}{number}.csv"\n{AS_OF}'
            (folder / "part").mkdir(exist_ok=True)
            run(folder, own, {f"part/{name}{number}.csv": "\n".join([head, *reversed(group)])})


def by_workbook(folder: Path) -> None:
    """As XLSX, every cell a text."""
    for name, text in TABLES.items():
        book = openpyxl.Workbook()
        for line in text.splitlines():
            book.active.append(line.split(","))
        book.save(folder / f"{name}.xlsx")
    run(folder, sources("xlsx"))


def by_parquet(folder: Path) -> None:
    for name, text in TABLES.items():
        frame = pd.read_csv(io.StringIO(text), dtype=str)  # noqa: F841
        duckdb.sql(f"copy frame to '{folder / name}.parquet' (format parquet)")
    run(folder, sources("parquet"))


def by_correction(folder: Path) -> None:
    """First with other balances and another mark, then as it should be, then all of it once more."""
    wrong = dict(TABLES)
    wrong["loan_months"] = wrong["loan_months"].replace("990", "991")
    wrong["events"] = wrong["events"].replace("rule", "rumour")
    run(folder, sources(), files(wrong))
    run(folder, sources(), files())
    run(folder, sources(), again=True)


def by_another_mapping(folder: Path) -> None:
    """Their names for columns and words, and another order of both."""
    theirs = TABLES["applications"].replace("application_id", "nummer").replace("approved", "ja")
    rows = [",".join(reversed(line.split(","))) for line in theirs.splitlines()]
    mapped = sources().replace(
        'file = "applications*.csv"\n',
        'file = "applications*.csv"\ncolumns = { application_id = "nummer" }\n'
        'values = { outcome = { ja = "approved" } }\n',
    )
    run(folder, mapped, files() | {"applications.csv": "\n".join(rows)})


@pytest.mark.parametrize("way", [by_rows, by_workbook, by_parquet, by_correction, by_another_mapping])
def test_the_same_facts_by_another_way_have_the_same_ids(
    tmp_path: Path, first: Identity, way: Callable[[Path], None]
) -> None:
    """Each home makes an id key of its own, so not even the digests of the ids are the same."""
    folder = tmp_path / "other"
    folder.mkdir()
    way(folder)
    assert identify(home(folder)) == first


CHANGED = {
    "a balance": ("loan_months", "985", "984"),
    "two balances changed places": (
        "loan_months",
        "L1,2024-02-29,980,0\nL2,2024-02-29,1990",
        "L1,2024-02-29,1990,0\nL2,2024-02-29,980",
    ),
    "whose contract it is": ("loans", "L2,C1", "L2,C2"),
    "which of two alike went bad": ("loans", "L3,C2", "L1,C2"),
    "who did the step": ("application_events", "09:30,u2", "09:30,u1"),
    "whose step it was": ("application_events", "A2,check", "A1,check"),
    "a text": ("events", "rule", "rules"),
    "a row more": ("events", "rule\n", "rule\n2024-02-02,policy,rule\n"),
}


@pytest.mark.parametrize("what", CHANGED)
def test_other_facts_have_another_id_and_another_seed(tmp_path: Path, first: Identity, what: str) -> None:
    table, old, new = CHANGED[what]
    text = TABLES[table].replace(old, new)
    if what == "which of two alike went bad":
        text = text.replace("L1,C1", "L3,C1")
    assert text != TABLES[table]
    run(tmp_path, sources(), files(TABLES | {table: text}))
    other = identify(home(tmp_path))
    assert other.id != first.id
    assert other.content_id != first.content_id


def test_another_mapping_that_gives_other_rows_has_another_id(tmp_path: Path, first: Identity) -> None:
    """The same bytes under the same names; only what a word means is another thing."""
    mapped = 'table = "applications"\nvalues = { outcome = { approved = "declined" } }\n'
    other = sources().replace('table = "applications"\n', mapped)
    run(tmp_path, other, files())
    assert id_of(tmp_path) != first.id
    run(tmp_path, sources(), again=True)
    assert id_of(tmp_path) == first.id


@pytest.mark.parametrize(
    "settings",
    ["as_of = 2024-07-31T23:59:59\n", AS_OF + 'delivers = "changes"\n', AS_OF + 'timezone = "UTC"\n'],
)
def test_what_a_source_says_of_its_rows_is_in_the_id(tmp_path: Path, first: Identity, settings: str) -> None:
    """Up to when they were seen, and in which time zone. `changes` alone changes nothing where all came at once."""
    run(tmp_path, sources(settings=settings), files())
    assert (id_of(tmp_path) == first.id) == ("changes" in settings)


def test_cut_offs_count_row_by_row(tmp_path: Path) -> None:
    """A2, still open, comes in a file of its own: seen with the first up to June, with the second up to May."""
    head, *rows = TABLES["applications"].splitlines(keepends=True)
    parts = {"applications1.csv": head + rows[0], "applications2.csv": head + rows[1]}
    found = []
    for month in ("06-30", "05-31"):
        folder = tmp_path / month
        folder.mkdir()
        names = ('"a*1.csv"\nas_of = 2024-06-30\n', f'"a*2.csv"\nas_of = 2024-{month}\n')
        run(folder, "".join(f'[[source]]\ntable = "applications"\nfile = {name}' for name in names), parts)
        found.append(id_of(folder))
    assert found[0] != found[1]


def test_a_cut_off_that_was_put_right_leaves_no_trace(tmp_path: Path, first: Identity) -> None:
    run(tmp_path, sources(settings='as_of = 2024-09-30\ndelivers = "changes"\n'), files())
    assert id_of(tmp_path) != first.id
    run(tmp_path, sources(), again=True)
    assert id_of(tmp_path) == first.id


def test_settings_are_in_the_id_and_in_the_seed(tmp_path: Path, first: Identity) -> None:
    run(tmp_path, sources() + "[npl]\ndays = 60\n", files())
    other = identify(home(tmp_path))
    assert other.id != first.id
    assert other.content_id != first.content_id
    assert COMPANY not in first.id


def test_facts_of_an_older_version_have_the_id_of_today(tmp_path: Path, first: Identity) -> None:
    """Nothing is kept in the facts for the id, so nothing has to be brought forward."""
    run(tmp_path, sources(), files())
    names = {name for (name,) in facts(tmp_path, "select table_name from duckdb_tables()")}
    assert not any("content" in name or "digest" in name for name in names)
    assert id_of(tmp_path) == first.id


def test_a_stopped_load_moves_no_id_and_is_seen(tmp_path: Path) -> None:
    """Published, a file full of refused rows, published again: the same snapshot, and the stopped load told.

    A reader that was open all the time sees it as well.
    """
    run(tmp_path, sources(), files())
    before = publish(home(tmp_path), silent)
    reader = open_current(home(tmp_path))
    assert set(reader.loads.status) == {"loaded"} and reader.rejects.empty
    stopped = run(
        tmp_path, sources(), {"loan_months2.csv": "loan_id,month_end,balance,days_past_due\nL1,x,1,0\n"}
    )
    assert stopped.stopped
    after = publish(home(tmp_path), silent)
    assert (after.id, after.new) == (before.id, False)
    for snapshot in (reader, open_current(home(tmp_path))):
        newest = snapshot.loads.iloc[0]
        assert ("loan_months2.csv", "stopped") in set(
            zip(snapshot.loads.file, snapshot.loads.status, strict=True)
        )
        assert newest.logged_at == snapshot.loads.logged_at.max()
        assert list(snapshot.rejects.file) == ["loan_months2.csv"]
        assert set(snapshot.loads[snapshot.loads.file == "loan_months2.csv"].message) == {stopped.stopped}


def test_facts_loaded_once_more_are_shown_as_just_loaded(tmp_path: Path) -> None:
    run(tmp_path, sources(), files())
    publish(home(tmp_path), silent)
    loaded = open_current(home(tmp_path)).freshness.loaded_at.max()
    run(tmp_path, sources(), again=True)
    assert not publish(home(tmp_path), silent).new
    assert open_current(home(tmp_path)).freshness.loaded_at.max() > loaded


def test_what_goes_with_a_snapshot_is_pruned_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(tmp_path, sources(), files())
    first = publish(home(tmp_path), silent).id
    publish(home(tmp_path), silent)
    beside = home(tmp_path).snapshots / f"{first}.journal"
    assert beside.exists()
    monkeypatch.setattr("warehouse.snapshot.shelf.KEPT", 1)
    run(tmp_path, sources(), {"events2.csv": "occurred_on,kind,label_en\n2024-03-01,policy,rule\n"})
    assert publish(home(tmp_path), silent).pruned == (first,)
    assert not beside.exists()


NAMES = [3, 2, 1, 7, 5, 6, 4]  # every pair that ties changes its order


def renamed(frame: pd.DataFrame, names: list[int]) -> pd.DataFrame:
    """The same rows with other integers for their ids, in another order."""
    out = frame.copy()
    for column in out.columns.intersection(
        ["application_id", "resubmission_of", "loan_id", "customer_id", "contact_id", "resource_id"]
    ):
        out[column] = [None if pd.isna(v) else names[int(v) - 1] for v in out[column]]
        out[column] = out[column].astype(float)
    return out.sample(frac=1, random_state=1).reset_index(drop=True)


def tied() -> dict[str, pd.DataFrame]:
    """Whatever can happen at the same moment: resubmissions, steps, contracts of one customer, contacts."""
    day = "2021-03-01 "
    again = {"resubmission_of": 1}
    contracts = pd.DataFrame(
        {
            "loan_id": [1, 2, 3],
            "customer_id": [1, 1, 1],
            "product": ["new", "used", "nev"],
            "channel": ["app", "web", "dealer"],
            "region": ["r1", "r2", "r3"],
            "disbursed_on": pd.to_datetime(["2021-01-05"] * 3),
            "closed_on": pd.to_datetime(["2021-04-05"] * 3),
            "close_reason": ["early_settled", "matured", "early_settled"],
            "principal": [1000, 2000, 3000],
            "annual_rate": [0.05] * 3,
            "term_months": [3] * 3,
        }
    )
    months = pd.DataFrame(
        [
            {"loan_id": n, "month_end": pd.Timestamp(end), "balance": 100 * n, "days_past_due": 0}
            for n in (1, 2, 3)
            for end in ("2021-01-31", "2021-02-28", "2021-03-31")
        ]
    )
    contacts = pd.DataFrame(
        {
            "contact_id": [1, 2, 3],
            "customer_id": [1, 1, 1],
            "channel": ["phone", "chat", "app"],
            "handled_by": ["agent", "bot", "bot_then_agent"],
            "region": ["r1", "r2", "r3"],
            "topic": ["payment"] * 3,
            "opened_at": pd.to_datetime(["2021-03-01 02:00"] * 3),
        }
    )
    return {
        "applications": applications(
            (1, day + "09:00", day + "10:00", "withdrawn", {}),
            (2, day + "12:00", day + "13:00", "approved", again | {"decision_mode": "manual"}),
            (3, day + "12:00", day + "15:00", "declined", again | {"decision_mode": "auto"}),
            (4, day + "18:00", day + "19:00", "withdrawn", {"resubmission_of": 2}),
            (
                5,
                day + "18:00",
                day + "19:30",
                "approved",
                {"resubmission_of": 2, "started_at": utc(day + "17:00")},
            ),
        ),
        "application_events": events(
            (1, "check", "human", day + "09:00", day + "09:10", 1, None),
            (1, "check", "human", day + "09:20", day + "09:30", 1, None),
            (1, "call", "human", day + "09:20", day + "09:30", 2, None),
            (1, "sign", "human", day + "09:40", day + "09:50", 2, None),
        ),
        "loans": contracts,
        "loan_months": months,
        "service_contacts": contacts,
    }


def test_no_number_hangs_on_the_numbers_that_ids_go_by(tmp_path: Path) -> None:
    """Ids get integers in the order of first sight: under others every mart is the same, and the id as well."""
    as_of = datetime(2021, 6, 30, 16)
    one, other = Home(root=tmp_path / "one"), Home(root=tmp_path / "other")
    write_facts(one, a_company(), as_of, **tied())
    write_facts(other, a_company(), as_of, **{name: renamed(rows, NAMES) for name, rows in tied().items()})
    assert publish(one, silent).id == publish(other, silent).id
    for mart in MARTS:
        rows, others = (open_current(h).frame(f"from {mart} order by all") for h in (one, other))
        assert rows.equals(others), mart
