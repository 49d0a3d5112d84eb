"""`milepost scenario list`, `show` and `run CODE.N`: what is saved comes back as the file it could have been."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from cli.main import main
from state.database import state_of
from state.records import Key
from state.scenarios import SavedScenarios
from warehouse.contract.store import Home
from warehouse.snapshot.snapshots import current_id

EXAMPLE = Path(__file__).parents[2] / "examples" / "scenarios" / "demo.toml"
PLAN = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
OLDER = "20240101-0000000000"


@pytest.fixture
def home(simulated_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """The simulated company with its served snapshot and, under an older name, the same once more."""
    home, served = Home(root=tmp_path), current_id(simulated_home)
    home.snapshots.mkdir()
    (home.snapshots / "CURRENT").write_text(served, encoding="utf-8")
    for name in (served, OLDER):
        (home.snapshots / f"{name}.duckdb").symlink_to(simulated_home.snapshots / f"{served}.duckdb")
    monkeypatch.setenv("MILEPOST_HOME", str(tmp_path))
    monkeypatch.delenv("MILEPOST_STATE", raising=False)
    return home


@pytest.fixture
def saved(home: Home) -> SavedScenarios:
    return SavedScenarios(state_of(home))


def a_plan(saved: SavedScenarios, plan: str, snapshot: str) -> Key:
    return saved.save("还在等的地区", plan, snapshot, "{}", "Han")


def printed(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    assert main(["scenario", *command]) == 0
    return capsys.readouterr().out


def rows(capsys: pytest.CaptureFixture[str], plan: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(printed(capsys, "run", plan, "--format", "json"))
    return found


def test_shown_as_the_file_it_could_have_been(
    saved: SavedScenarios, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The plan comes back under the name it was saved by, and the file gives the same scenario as the key."""
    key = a_plan(saved, json.dumps(PLAN), OLDER)
    text = printed(capsys, "show", str(key))
    assert tomllib.loads(text) == PLAN | {"name": "还在等的地区"}
    file = tmp_path / "shown.toml"
    file.write_text(text, encoding="utf-8")
    assert rows(capsys, str(file)) == rows(capsys, str(key))


def test_a_locked_version_runs_on_its_own_snapshot(
    saved: SavedScenarios, home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    first = a_plan(saved, json.dumps(PLAN), OLDER)
    assert rows(capsys, str(first))[0]["snapshot"] == current_id(home)
    saved.lock(first, "Mei", {OLDER})
    second = saved.save_after(first, json.dumps(PLAN | {"months": 48}), OLDER, "{}", "Han")
    locked, newer = rows(capsys, str(first))[0], rows(capsys, str(second))[0]
    assert (locked["snapshot"], locked["months"]) == (OLDER, 36)
    assert (newer["snapshot"], newer["months"]) == (current_id(home), 48)
    assert "# locked by Mei, " in printed(capsys, "show", str(first))


def test_the_list(saved: SavedScenarios, capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, "list") == "no scenario is saved\n"
    assert printed(capsys, "list", "--format", "json") == "[]\n"
    key = a_plan(saved, "{}", OLDER)
    saved.lock(key, "Mei", {OLDER})
    saved.save_after(key, "{}", OLDER, "{}", "Li")
    (row,) = json.loads(printed(capsys, "list", "--format", "json"))
    at = saved.version(Key(code=key.code, number=2)).saved_at
    assert row == {
        "code": key.code,
        "name": "还在等的地区",
        "versions": [1, 2],
        "locked": [1],
        "saved_at": at.isoformat(timespec="seconds"),
        "saved_by": "Li",
        "comments": 0,
    }
    head, line = printed(capsys, "list").splitlines()
    assert head.split() == ["newest", "name", "locked", "comments", "saved", "(UTC)", "by"]
    assert line.split() == [f"{key.code}.2", "还在等的地区", "1", "0", *f"{at:%Y-%m-%d %H:%M}".split(), "Li"]


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("show", "k3v9x2ab.1"), "k3v9x2ab.1: no such scenario; `milepost scenario list` shows all"),
        (("run", "k3v9x2ab.1"), "k3v9x2ab.1: no such scenario; `milepost scenario list` shows all"),
        (("show", "plan.toml"), "'plan.toml': not a saved scenario, such as k3v9x2ab.1"),
        (("run", "no.toml"), "no.toml: cannot be read: No such file or directory"),
    ],
)
def test_what_is_not_there(
    home: Home, capsys: pytest.CaptureFixture[str], command: tuple[str, ...], said: str
) -> None:
    assert main(["scenario", *command]) == 1
    assert capsys.readouterr().err == f"milepost: {said}\n"
    assert not home.state.exists()


def test_a_plan_that_is_none(saved: SavedScenarios, capsys: pytest.CaptureFixture[str]) -> None:
    """Opaque to the state, so it is the commands that must say it, and name the key."""
    for plan, said in (("[]", "its plan is not one"), ('{"months": 600}', "months = 600; allowed")):
        key = saved.save(plan, plan, OLDER, "{}", "Han")
        assert main(["scenario", "run", str(key)]) == 1
        (line,) = capsys.readouterr().err.splitlines()
        assert line.startswith(f"milepost: {key}: ") and said in line
