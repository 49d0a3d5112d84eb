"""Whether a number that was stated still holds, asked of the kept snapshot again."""

import json
import re
import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from asking import statements
from asking.statements import Stated
from asking.verification import verify
from cli.main import main
from state.database import state_of
from state.failures import Unavailable
from state.passports import Passports, find_named_snapshots
from tests.kit.asks import AFTER, BEFORE, SPEED, stated_by
from tests.kit.pages import run, said
from ui import recording
from ui.memory import TO_RECORD
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.contract.store import Home
from warehouse.kpis import KPIS
from warehouse.query.query import compare
from warehouse.snapshot.manifests import checksum
from warehouse.snapshot.snapshots import open_current

NUMBER = re.compile(r"MP(-[0-9A-HJKMNP-TV-Z]{4}){3}")


@pytest.fixture
def home(simulated_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """The published company, to be harmed."""
    shutil.copytree(simulated_home.snapshots, tmp_path / "snapshots")
    monkeypatch.setenv("MILEPOST_HOME", str(tmp_path))
    monkeypatch.delenv("MILEPOST_STATE", raising=False)
    return Home(root=tmp_path)


@pytest.fixture
def stated(home: Home) -> Stated:
    """The speed of approval by channel, recorded."""
    with closing(open_current(home)) as snapshot:
        said = stated_by(snapshot, compare, SPEED, BEFORE, AFTER, ("channel",), ())
    Passports(state_of(home)).record([said, said])
    return said


def republished(home: Home, snapshot: str, sql: str) -> None:
    """The snapshot with a change that its manifest knows of: as if it had been published so."""
    path = home.snapshots / f"{snapshot}.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(sql)
    manifest = home.snapshots / f"{snapshot}.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "sha256": checksum(path)}))


def test_what_was_stated_holds(home: Home, stated: Stated, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify(home, stated).verdict == "holds"
    assert main(["verify", stated.number.lower()]) == 0
    said = capsys.readouterr().out
    assert "holds" in said and stated.snapshot in said and "dealer" in said
    assert main(["verify", stated.number, "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["verdict"], told["differences"], told["kpi"]) == ("holds", [], SPEED)
    first = told["answer"]["changes"][0]
    with closing(open_current(home)) as snapshot:
        own = compare(
            snapshot, kpi_code=SPEED, before=BEFORE, after=AFTER, by=("channel",), where=(), scope=WHOLE_HOUSE
        ).changes[0]
    assert first["after"]["estimate"]["value"] == pytest.approx(own.after.estimate.value, rel=1e-8)


def test_another_snapshot_under_the_same_name_does_not_hold(
    home: Home, stated: Stated, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every wait of the app channel falls into one bin less."""
    for mart in ("approval_waits", "approval_waits_partner", "approval_waits_wall"):
        try:
            republished(
                home, stated.snapshot, f"update {mart} set bin = bin - 1 where channel = 'app' and bin > 0"
            )
        except duckdb.CatalogException:
            continue
    checked = verify(home, stated)
    assert checked.verdict == "differs" and checked.differences
    assert all(re.match(r"changes\[\d]\.", one.place) for one in checked.differences)
    assert main(["verify", stated.number]) == 1
    said = capsys.readouterr().out
    assert "does NOT hold" in said and "then," in said


def test_a_changed_file_is_not_asked(home: Home, stated: Stated) -> None:
    with (home.snapshots / f"{stated.snapshot}.duckdb").open("ab") as file:
        file.write(b"x")
    assert verify(home, stated).verdict == "snapshot changed"


def test_a_snapshot_that_is_gone_cannot_confirm(home: Home, stated: Stated) -> None:
    (home.snapshots / f"{stated.snapshot}.json").unlink()
    assert verify(home, stated).verdict == "snapshot gone"
    assert main(["verify", stated.number]) == 1


def test_a_definition_that_has_changed_cannot_confirm(
    home: Home, stated: Stated, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(KPIS, SPEED, replace(KPIS[SPEED], version="99"))
    checked = verify(home, stated)
    assert (checked.verdict, checked.version, checked.differences) == ("definition changed", "99", ())
    assert main(["verify", stated.number]) == 1
    assert "today's gives the same answer" in capsys.readouterr().out


def test_a_question_that_is_no_longer_asked_cannot_confirm(home: Home, stated: Stated) -> None:
    assert verify(home, replace(stated, name="forgotten")).verdict == "question gone"
    assert verify(home, replace(stated, kpi="forgotten")).verdict == "question gone"


def test_an_answer_too_long_to_keep_is_verified_by_its_digest(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statements, "LONGEST", 10)
    with closing(open_current(home)) as snapshot:
        said = stated_by(snapshot, compare, SPEED, BEFORE, AFTER, ("channel",), ())
    assert said.answer == "" and verify(home, said).verdict == "holds"
    assert verify(home, replace(said, digest="0" * 64)).verdict == "differs"


@pytest.mark.parametrize("typed", ["MP-0000-0000-0000", "x"])
def test_a_number_nobody_has_stated_is_one_line(
    home: Home, typed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", typed]) == 1
    assert re.fullmatch(r"milepost: .+\n", capsys.readouterr().err)
    assert not home.state.exists()


def test_what_was_taken_out_keeps_its_snapshot(home: Home, stated: Stated) -> None:
    kept = Passports(state_of(home))
    assert find_named_snapshots(home) == frozenset()  # stated on a screen only
    kept.take(
        "executive pack",
        recipient="the board",
        snapshot=stated.snapshot,
        stated=[stated],
        expires_on=None,
        by="Han",
    )
    assert find_named_snapshots(home) == {stated.snapshot}
    (taken,) = kept.list_taken()
    assert (taken.recipient, taken.numbers, taken.expires_on) == ("the board", (stated.number,), None)


def test_the_first_record_of_a_number_stays(home: Home, stated: Stated) -> None:
    kept = Passports(state_of(home))
    first = kept.find(stated.number)
    kept.record([replace(stated, answer="{}")])
    assert kept.find(stated.number) == first and first is not None and first.stated == stated


def test_pages_state_what_can_be_verified(
    simulated_home: Home, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every number under the figures of a page, once the server has written down what it stated."""
    TO_RECORD.clear()
    shown = {found.group() for found in NUMBER.finditer(said(run(home, monkeypatch, "approval")))}
    assert len(shown) > 4
    assert recording.record(home) and not TO_RECORD
    kept = Passports(state_of(home))
    recorded = [kept.find(number) for number in sorted(shown)]
    assert all(recorded)
    one = next(found for found in recorded if found and found.stated.name == "waits")
    assert verify(home, one.stated).verdict == "holds"


def test_what_cannot_be_recorded_now_is_recorded_later(
    home: Home, stated: Stated, monkeypatch: pytest.MonkeyPatch
) -> None:
    TO_RECORD.clear()
    other = replace(stated, number="MP-0000-0000-0001")
    TO_RECORD.append(other)
    with monkeypatch.context() as patched:
        patched.setattr(Passports, "record", _fail)
        assert not recording.record(home)
    assert list(TO_RECORD) == [other]
    assert recording.record(home) and Passports(state_of(home)).find(other.number)


def _fail(*_: Any) -> None:
    raise Unavailable("no room")


def test_the_page_tells_whether_a_number_holds(
    home: Home, stated: Stated, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = run(home, monkeypatch, "data_health", lang="zh")
    for typed, told in (
        (stated.number, "仍成立"),
        ("MP-0000-0000-0000", "没有该编号"),
        ("x", "编号格式不正确"),
    ):
        app.text_input(key="verify_number").set_value(typed)
        next(b for b in app.button if b.label == "核对").click().run()
        assert told in said(app) + "".join(one.value for one in app.warning)
