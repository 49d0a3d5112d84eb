"""Drafts of plans: one person's own, step by step, in SQLite and in a real PostgreSQL."""

import pytest

import state.drafts
from state.audit import now
from state.database import state_of
from state.drafts import STEPS, Drafts
from state.tables import DESKS, DRAFTS, LAYOUTS, METADATA
from warehouse.contract.store import Home

LI, MEI = "li", "mei"


@pytest.fixture
def drafts(home: Home) -> Drafts:
    return Drafts(state_of(home))


def test_a_draft_is_the_last_step_and_nobody_else_s(drafts: Drafts) -> None:
    assert drafts.drafts(LI) == {} and drafts.desk(LI) == ()
    drafts.keep(LI, "t-finish", "1")
    drafts.keep(LI, "n-1", "a")
    drafts.keep(LI, "t-finish", "2")
    drafts.keep(MEI, "t-finish", "hers")
    assert {code: draft.plan for code, draft in drafts.drafts(LI).items()} == {"n-1": "a", "t-finish": "2"}
    assert list(drafts.drafts(LI)) == ["n-1", "t-finish"]
    drafts.discard(LI, "t-finish")
    assert list(drafts.drafts(LI)) == ["n-1"] and drafts.drafts(MEI)["t-finish"].plan == "hers"


def test_steps_are_taken_back_and_done_again_until_something_else_is_done(drafts: Drafts) -> None:
    for plan in "123":
        drafts.keep(LI, "n-1", plan)

    def current() -> tuple[str | None, int, int]:
        draft = drafts.drafts(LI)["n-1"]
        return draft.plan, draft.back, draft.forth

    drafts.undo(LI, "n-1")
    assert current() == ("2", 2, 1)
    drafts.undo(LI, "n-1")
    drafts.undo(LI, "n-1")
    drafts.undo(LI, "n-1")
    assert current() == (None, 0, 3)
    drafts.redo(LI, "n-1")
    assert current() == ("1", 1, 2)
    drafts.redo(LI, "n-1")
    drafts.keep(LI, "n-1", "other")
    assert current() == ("other", 3, 0)
    drafts.redo(LI, "n-1")
    assert current() == ("other", 3, 0)


def test_the_oldest_steps_and_drafts_long_left_go(drafts: Drafts, monkeypatch: pytest.MonkeyPatch) -> None:
    drafts.keep(MEI, "n-1", "left")
    for step in range(STEPS + 5):
        drafts.keep(LI, "n-1", str(step))
    assert drafts.drafts(LI)["n-1"].back == STEPS and list(drafts.drafts(MEI)) == ["n-1"]
    later = now() + state.drafts.KEPT
    monkeypatch.setattr(state.drafts, "now", lambda: later)
    drafts.keep(LI, "n-2", "new")
    assert list(drafts.drafts(LI)) == ["n-2"] and drafts.drafts(MEI) == {}


def test_a_desk_is_as_it_was_left(drafts: Drafts) -> None:
    drafts.lay(LI, ("t-finish", "n-1"))
    drafts.lay(LI, ("n-1", "k3v9x2ab.2"))
    assert drafts.desk(LI) == ("n-1", "k3v9x2ab.2") and drafts.desk(MEI) == ()


def test_a_state_without_drafts_is_read_and_brought_forward(drafts: Drafts, home: Home) -> None:
    drafts.keep(LI, "n-1", "1")
    with state_of(home).transact() as connection:
        METADATA.drop_all(connection, [DRAFTS, DESKS])
        connection.execute(LAYOUTS.update().values(layout=2))
    assert drafts.drafts(LI) == {} and drafts.desk(LI) == ()
    drafts.keep(LI, "n-1", "2")
    assert drafts.drafts(LI)["n-1"].plan == "2"
