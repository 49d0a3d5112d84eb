"""Saving, locking, commenting on and withdrawing scenarios: what the buttons do, and the message that follows."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from state.records import Key
from state.refusals import Conflict, Refusal
from ui.scenarios.desk import Laid, replace, shelf
from ui.scenarios.sheet import start_again
from ui.view import View
from ui.writing import attempt, author_of
from warehouse.contract.errors import MilepostError
from warehouse.contract.store import Home
from warehouse.scenarios.basis import basis_of
from warehouse.scenarios.sides import Side, side_of
from warehouse.snapshot.manifests import manifests
from wording import formats
from wording.words import say_member

SCENARIOS = "scenarios"  # about what something is said


def whole_side(scenario: Laid) -> Side:
    """Return the result on all effects, whatever the screen counts: what is kept of a scenario and compared later."""
    side: Side = scenario.ask.of(side_of, scenario.plan)
    return side


def save(view: View, laid: tuple[Laid, ...], scenario: Laid) -> None:
    """Save the open scenario: as the next version of the saved one of that name, else as a new scenario."""

    def act() -> str:
        by = author_of("save")
        plan, basis = scenario.plan, basis_of(scenario.ask.snapshot, whole_side(scenario))
        if scenario.saved is not None and scenario.saved.name == scenario.name:
            key = shelf().save_after(scenario.saved.key, plan, scenario.ask.snapshot.id, basis, by)
        else:
            key = shelf().save(scenario.name, plan, scenario.ask.snapshot.id, basis, by)
        replace(laid, scenario.code, str(key))
        start_again(scenario.code)
        return view.say("kept.saved", name=scenario.name, n=str(key.number), code=str(key))

    _do(view, act)


def lock(view: View, key: Key) -> None:
    """Lock a version, so that it stays as it is, on the snapshot it was saved on."""

    def act() -> str:
        kept = {manifest.id for manifest in manifests(Home.from_environment())}
        shelf().lock(key, author_of("lock"), kept)
        return view.say("kept.locked_now", n=str(key.number))

    _do(view, act)


def comment(view: View, key: Key, widget: str) -> None:
    """Save the comment typed in the field `widget` under a version."""

    def act() -> str:
        shelf().comment(key, st.session_state.get(widget) or "", author_of("comment"))
        st.session_state[widget] = ""
        return view.say("kept.commented")

    _do(view, act)


def withdraw(view: View, scenario: Laid, key: Key) -> None:
    """Withdraw a scenario from the list of saved ones."""

    def act() -> str:
        shelf().withdraw(key.code, author_of("more"))
        return view.say("kept.withdrawn", name=scenario.name)

    _do(view, act)


def bring_back(view: View, code: str, name: str) -> None:
    """Put an archived scenario on the list of saved ones again."""

    def act() -> str:
        shelf().bring_back(code, author_of("more"))
        return view.say("kept.brought_back", name=name)

    _do(view, act)


def _do(view: View, act: Callable[[], str]) -> None:
    attempt(SCENARIOS, act, partial(_why_not, view))


def _why_not(view: View, refused: MilepostError) -> str:
    """Why it could not be done, in words."""
    if isinstance(refused, Conflict):
        at = formats.moment(refused.at, view.snapshot.company.timezone)
        return view.say("kept.conflict", by=refused.by, n=str(refused.number), at=at)
    if isinstance(refused, Refusal):
        return say_member("kept_refused", refused.code, view.language, about=refused.about)
    return view.say("desk.unreachable")
