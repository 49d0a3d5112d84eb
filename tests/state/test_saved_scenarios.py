"""Saved scenarios: what may be written, in SQLite and in a real PostgreSQL, and is read again as it was."""

from datetime import date
from functools import partial
from pathlib import Path

import pytest

from asking.statements import Stated
from state.database import state_of
from state.passports import Passports, find_named_snapshots
from state.records import Key
from state.refusals import NotThere
from state.scenarios import SavedScenarios
from tests.kit.refusals import refused
from tests.kit.saved_scenarios import PLAN, a_scenario
from warehouse.contract.store import Home


def test_what_is_saved_is_read_again(saved: SavedScenarios) -> None:
    key = a_scenario(saved, "  快速审批 ")
    found = saved.version(key)
    assert (found.name, found.plan, found.basis) == ("快速审批", PLAN, '{"claims": []}')
    assert (found.saved_by, found.locked_by, found.copied_from, found.comments) == ("李雷", None, None, 0)
    assert found.saved_at.tzinfo is None and key.number == 1
    assert Key.parse(str(key)) == key


def test_a_life_of_a_scenario(saved: SavedScenarios) -> None:
    """Saved, said something of, saved again, locked, copied, renamed: each leaves its line."""
    first = a_scenario(saved, "A")
    saved.comment(first, "太乐观\r\nzu hoch", "Han")
    second = saved.save_after(first, "{}", "s2", "{}", "Han")
    saved.lock(second, "Mei", {"s2"})
    third = saved.save_after(second, "{}", "s3", "{}", "Han")
    saved.rename(first.code, "B", "Han")
    other = saved.copy(second, "C", "Mei")
    saved.comment(third, "gut", "Mei")
    assert [saved.version(key).name for key in (first, second, third)] == ["B", "A", "B"]
    assert saved.version(other).copied_from == second
    assert (saved.version(other).snapshot, saved.version(other).locked_at) == ("s2", None)
    newest, older = saved.list_scenarios()
    assert (newest.code, newest.name, newest.saved_by) == (other.code, "C", "Mei")
    assert (older.name, older.numbers, older.locked, older.comments) == ("B", (1, 2, 3), (2,), 2)
    assert older.newest == third
    assert [(one.key, one.text) for one in saved.comments(first.code)] == [
        (first, "太乐观\nzu hoch"),
        (third, "gut"),
    ]
    assert saved.list_locked_snapshots() == {"s2"}
    assert [(one.by, one.act, one.key, one.name) for one in saved.audit()] == [
        ("李雷", "saved", first, "A"),
        ("Han", "commented", first, "A"),
        ("Han", "saved version", second, "A"),
        ("Mei", "locked", second, "A"),
        ("Han", "saved version", third, "A"),
        ("Han", "renamed", third, "B"),
        ("Mei", "copied", other, "C"),
        ("Mei", "commented", third, "B"),
    ]


def test_what_was_locked_stays_as_it_was(saved: SavedScenarios) -> None:
    key = a_scenario(saved, "A")
    gone = refused(lambda: saved.lock(key, "Mei", {"20240101-0000000000"}))
    assert (gone.code, gone.about) == ("snapshot gone", "20250101-0000000000")
    saved.lock(key, "Mei", {"20250101-0000000000"})
    before = saved.version(key)
    again = refused(lambda: saved.lock(key, "Han", {"20250101-0000000000"}))
    assert (again.code, again.about) == ("locked already", "Mei") and "Mei" in str(again)
    assert refused(lambda: saved.rename(key.code, "B", "Han")).code == "locked"
    assert refused(lambda: saved.withdraw(key.code, "Han")).code == "locked"
    assert saved.version(key) == before


def test_what_was_withdrawn_can_be_brought_back_unless_its_name_is_taken(saved: SavedScenarios) -> None:
    key = a_scenario(saved, "A")
    saved.withdraw(key.code, "Han")
    assert [listed.code for listed in saved.list_withdrawn()] == [key.code]
    other = a_scenario(saved, "A")
    assert refused(lambda: saved.bring_back(key.code, "Han")).code == "name taken"
    saved.withdraw(other.code, "Han")
    saved.bring_back(key.code, "Mei")
    assert [listed.code for listed in saved.list_scenarios()] == [key.code]
    assert saved.version(key).withdrawn_at is None and saved.audit()[-1].act == "brought back"
    assert refused(lambda: saved.bring_back("k3v9x2ab", "Han")).code == "not there"


def test_withdrawn_is_hidden_and_not_lost(saved: SavedScenarios) -> None:
    key = a_scenario(saved, "A")
    saved.withdraw(key.code, "Han")
    assert saved.list_scenarios() == ()
    assert (saved.version(key).plan, saved.version(key).withdrawn_by) == (PLAN, "Han")
    for ask in (
        lambda: saved.save_after(key, "{}", "s", "{}", "Han"),
        lambda: saved.comment(key, "x", "Han"),
        lambda: saved.lock(key, "Han", {"20250101-0000000000"}),
        lambda: saved.rename(key.code, "B", "Han"),
        lambda: saved.withdraw(key.code, "Han"),
    ):
        assert refused(ask).code == "withdrawn"
    assert saved.version(a_scenario(saved, "A")).name == "A"  # its name is free again
    assert saved.version(saved.copy(key, "B", "Mei")).plan == PLAN


def test_names_that_are_taken(saved: SavedScenarios) -> None:
    """方案A in full width, in small letters or with other spaces is the same name to a reader."""
    key = a_scenario(saved, "方案A x")
    other = a_scenario(saved, "B")
    for name in ("方案A x", "方案Ａ X", "方案a  x"):
        for ask in (
            lambda name=name: a_scenario(saved, name),
            lambda name=name: saved.copy(key, name, "Han"),
            lambda name=name: saved.rename(other.code, name, "Han"),
        ):
            assert refused(ask).code == "name taken"
    saved.rename(key.code, "方案a X", "Han")  # its own
    saved.lock(key, "Han", {"20250101-0000000000"})
    newer = saved.save_after(key, PLAN, "s", "{}", "Han")
    saved.rename(key.code, "C", "Han")
    assert saved.version(newer).name == "C"
    assert refused(lambda: a_scenario(saved, "方案A x")).code == "name taken"  # that of the locked version


@pytest.mark.parametrize(
    ("name", "code"),
    [
        (" \t ", "name empty"),
        ("x" * 81, "name too long"),
        ("a\nb", "name unreadable"),
        ("a\x00b", "name unreadable"),
        ("a\u200bb", "name unreadable"),
        ("a\u202eb", "name unreadable"),
        ("a\ud800", "name unreadable"),
    ],
)
def test_names_that_cannot_be(tmp_path: Path, name: str, code: str) -> None:
    saved = SavedScenarios(state_of(Home(root=tmp_path)))
    assert refused(lambda: a_scenario(saved, name)).code == code
    assert not list(tmp_path.iterdir())


def test_authors_and_comments(saved: SavedScenarios) -> None:
    key = a_scenario(saved, "字" * 80)
    for text, by, code in (
        ("", "Han", "comment empty"),
        ("x" * 2_001, "Han", "comment too long"),
        ("a\x07", "Han", "comment unreadable"),
        ("x", "", "author empty"),
        ("x", "y" * 61, "author too long"),
        ("x", "a\nb", "author unreadable"),
    ):
        assert refused(partial(saved.comment, key, text, by)).code == code
    saved.comment(key, "字" * 2_000, "y" * 60)
    (only,) = saved.comments(key.code)
    assert (len(only.text), saved.version(key).comments) == (2_000, 1)


def test_what_is_not_there(saved: SavedScenarios, home: Home) -> None:
    missing = Key(code="k3v9x2ab", number=1)
    assert (saved.list_scenarios(), saved.comments("k3v9x2ab"), saved.audit()) == ((), (), ())
    assert saved.list_locked_snapshots() == find_named_snapshots(home) == frozenset()
    with pytest.raises(NotThere, match="no such scenario"):
        saved.version(missing)
    assert not home.state.exists()  # nobody has written yet
    key = a_scenario(saved, "A")
    for ask in (
        lambda: saved.version(Key(code=key.code, number=2)),
        lambda: saved.save_after(missing, "{}", "s", "{}", "Han"),
        lambda: saved.save_after(Key(code=key.code, number=2), "{}", "s", "{}", "Han"),
        lambda: saved.copy(missing, "B", "Han"),
        lambda: saved.comment(Key(code=key.code, number=2), "x", "Han"),
        lambda: saved.withdraw("k3v9x2ab", "Han"),
    ):
        assert refused(ask).code == "not there"
    for text in ("k3v9x2ab", "k3v9x2ab.0", "K3V9X2AB.1", "plan.toml", "k3v9x2ab.1\n", "k3v9x2ab.١"):
        assert refused(partial(Key.parse, text)).code == "not a key"


def test_what_was_stated_is_found_again(saved: SavedScenarios, home: Home) -> None:
    kept = Passports(state_of(home))
    numbers = [f"MP-0000-0000-{n:04d}" for n in range(1_200)]
    stated = [
        Stated(
            number=number,
            name="answer",
            about="[]",
            kpi="npl_rate",
            version="1",
            snapshot="s1",
            partners=("P1", "P2"),
            digest="0" * 64,
            answer='["数", 1.5]',
        )
        for number in numbers
    ]
    kept.record([])
    kept.record([*stated, stated[0]])
    kept.record(stated[:3])
    found = kept.find(numbers[-1])
    assert found is not None and found.stated == stated[-1]
    kept.take(
        "pack", recipient="Dealer 1", snapshot="s1", stated=stated[:2], expires_on=date(2027, 1, 31), by="Han"
    )
    (taken,) = kept.list_taken()
    assert (taken.numbers, taken.expires_on, taken.by) == (tuple(numbers[:2]), date(2027, 1, 31), "Han")
    assert kept.list_snapshots() == find_named_snapshots(home) == {"s1"}
