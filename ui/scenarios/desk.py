"""The desk: the scenarios compared side by side, with the edits made in this window.

They are templates, saved versions or new ones. The address lists their codes: t-finish is a template, k3v9x2ab.2 a
saved version, n-1 one begun here. Edits stay in the session until they are saved; a link shows the scenario without
them.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from asking.ask import Ask
from state.database import state_of
from state.records import Key, Version
from state.scenarios import SavedScenarios
from ui import address
from ui.memory import open_kept
from ui.scenarios import keys
from ui.scenarios.draft import text_of
from ui.view import View
from warehouse.contract.errors import MilepostError
from warehouse.contract.store import Home
from warehouse.scenarios.templates import PRESENT, VARIANTS, templates

MOST = 4
AT_FIRST = 3  # templates on an empty desk
_EDITED = "scenario_plans"  # session: code → plan (JSON)
TEMPLATE, NEW = "t-", "n-"


@dataclass(frozen=True, kw_only=True)
class Laid:
    """A scenario on the desk.

    plan: JSON as shown, with its name. ask: bound to the snapshot it runs on. edited: the plan differs from what its
    code stands for, or the code stands for nothing yet.
    """

    code: str
    name: str
    plan: str
    saved: Version | None
    edited: bool
    ask: Ask


def shelf() -> SavedScenarios:
    """Return the store of the company's saved scenarios."""
    return SavedScenarios(state_of(Home.from_environment()))


def plans_to_start_from(view: View) -> Mapping[str, str]:
    """Return the plans (JSON) of the templates by code, under their names in the reader's language."""
    plans = {}
    for code, plan in view.ask.of(templates):
        named = json.loads(plan) | {"name": view.say(f"template.{code}")}
        plans[f"{TEMPLATE}{code}"] = text_of(named)
    return plans


def on_desk(view: View) -> tuple[tuple[Laid, ...], tuple[str, ...]]:
    """Return the scenarios on the desk in order, and the codes that no longer stand for anything."""
    starts = plans_to_start_from(view)
    usual = [f"{TEMPLATE}{code}" for code in VARIANTS if f"{TEMPLATE}{code}" in starts][:AT_FIRST]
    first = tuple(usual) or (f"{TEMPLATE}{PRESENT}",)
    codes = tuple(dict.fromkeys(address.read_codes(keys.PLANS)))[:MOST]
    scenarios = {code: _lay_out(view, code, starts) for code in codes}
    gone = tuple(code for code, scenario in scenarios.items() if scenario is None)
    laid = [scenario for scenario in scenarios.values() if scenario is not None]
    # Where nothing is left of what was asked for, those lie there that lie there at first.
    usually = () if laid else (_lay_out(view, code, starts) for code in first)
    return (*laid, *(scenario for scenario in usually if scenario is not None)), gone


def _lay_out(view: View, code: str, starts: Mapping[str, str]) -> Laid | None:
    edited: Mapping[str, str] = st.session_state.get(_EDITED, {})
    saved, ask = None, view.ask
    plan = starts.get(code)
    if Key.looks_like(code):
        try:
            saved = shelf().version(Key.parse(code))
            if saved.locked_at is not None and saved.snapshot != view.snapshot.id:
                ask = open_kept(saved.snapshot, view.ask.scope)
        except MilepostError:
            return None
        plan = _name_plan(saved)
    shown = edited.get(code, plan)
    if shown is None:
        return None
    # What was edited of a locked version starts from the data served now, as any other.
    return Laid(
        code=code,
        name=json.loads(shown)["name"],
        plan=shown,
        saved=saved,
        edited=shown != plan,
        ask=ask if shown == plan else view.ask,
    )


def _name_plan(saved: Version) -> str | None:
    """The plan of a saved version under its name, None where it is none."""
    try:
        return text_of(json.loads(saved.plan) | {"name": saved.name})
    except (ValueError, TypeError, RecursionError):
        return None


def open_one(laid: tuple[Laid, ...]) -> Laid:
    """Return the scenario that the form shows: the one chosen in the address, else the first."""
    chosen = address.read_codes(keys.EDIT)
    return next((scenario for scenario in laid if scenario.code in chosen), laid[0])


def lay(laid: tuple[Laid, ...], code: str) -> None:
    """Add a scenario to the desk and open it."""
    address.choose(keys.PLANS, dict.fromkeys((*(scenario.code for scenario in laid), code)))
    address.choose(keys.EDIT, (code,))


def lay_new(laid: tuple[Laid, ...], plan: str) -> None:
    """Add a plan (JSON) that is not saved to the desk, under a new code."""
    numbers = [int(scenario.code[len(NEW) :]) for scenario in laid if scenario.code.startswith(NEW)]
    code = f"{NEW}{max(numbers, default=0) + 1}"
    edit(code, plan)
    lay(laid, code)


def take_off(laid: tuple[Laid, ...], code: str) -> None:
    """Remove a scenario from the desk and discard its edits."""
    forget(code)
    address.choose(keys.PLANS, [scenario.code for scenario in laid if scenario.code != code])
    address.choose(keys.EDIT, ())


def replace(laid: tuple[Laid, ...], code: str, other: str) -> None:
    """Put another scenario in the place of one, such as the saved version of its edits."""
    forget(code)
    address.choose(keys.PLANS, [other if scenario.code == code else scenario.code for scenario in laid])
    address.choose(keys.EDIT, (other,))


def edit(code: str, plan: str) -> None:
    """Keep the edited plan (JSON) of a scenario until it is saved or removed."""
    st.session_state[_EDITED] = {**st.session_state.get(_EDITED, {}), code: plan}


def forget(code: str) -> None:
    """Discard the edits of a scenario."""
    kept: Mapping[str, str] = st.session_state.get(_EDITED, {})
    st.session_state[_EDITED] = {other: plan for other, plan in kept.items() if other != code}
