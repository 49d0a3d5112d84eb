"""`milepost meetings PARTNER`: what is recorded, for people and for scripts."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from cli.main import main
from state.database import state_of
from state.meetings import Meetings
from warehouse.contract.store import Home


@pytest.fixture
def kept(simulated_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Meetings:
    monkeypatch.setenv("MILEPOST_HOME", str(simulated_home.root))
    monkeypatch.setenv("MILEPOST_STATE", f"sqlite:///{tmp_path / 'state.sqlite'}")
    return Meetings(state_of(simulated_home))


def printed(capsys: pytest.CaptureFixture[str], *more: str) -> str:
    assert main(["meetings", "D001", *more]) == 0
    return capsys.readouterr().out


def test_meetings_and_actions_are_listed(kept: Meetings, capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys) == "no meeting with D001 is recorded\n"
    today = date.today()
    first, second = (today - timedelta(days) for days in (70, 10))
    meeting = kept.hold(
        "D001", held_on=first, snapshot="s1", attendees="李雷", notes="纪要", by="Han", today=today
    )
    kept.hold("D001", held_on=second, snapshot="s2", attendees="", notes="", by="Han", today=today)
    late = kept.open(meeting, "材料清单", "王芳", first + timedelta(5), "Han")
    done = kept.open(meeting, "done", "Mei", first + timedelta(5), "Han")
    kept.close(done, first + timedelta(1), None, "Han", today)

    text = printed(capsys)
    assert "1 of 2 actions closed by" in text
    (line,) = (line for line in text.splitlines() if "材料清单" in line)
    assert line.split()[:2] == [str(late), "overdue"]

    found = json.loads(printed(capsys, "--format", "json"))
    assert found["actions_closed_by_their_first_due_date"] == {"count": 1, "n": 2}
    assert [one["held_on"] for one in found["meetings"]] == [str(second), str(first)]
    assert found["meetings"][0]["carried_over"] == [str(late)] and found["meetings"][1]["carried_over"] == []
    by_key = {one["key"]: one for one in found["actions"]}
    assert by_key[str(late)]["overdue"] and not by_key[f"{done.code}.2"]["overdue"]
    assert [change["state"] for change in by_key[f"{done.code}.2"]["changes"]] == ["open", "done"]
