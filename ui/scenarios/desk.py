"""The desk: the scenarios compared side by side, with what this reader has changed and not saved.

They are templates, saved versions or new ones. The address lists their codes: t-finish is a template, k3v9x2ab.2 a
saved version, n-1 one begun here. What is changed is a draft until it is saved: it is kept for this reader, and a link
shows the scenario without it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from asking.ask import Ask
from state.database import state_of
from state.drafts import Draft
from state.records import Key, Version
from state.scenarios import SavedScenarios
from ui import address
from ui.memory import open_kept
from ui.scenarios import keys
from ui.scenarios.draft import text_of
from ui.scenarios.kept_drafts import discard_draft, keep_desk, keep_draft_step, read_desk, read_drafts
from ui.view import View
from warehouse.contract.errors import MilepostError
from warehouse.contract.store import Home
from warehouse.scenarios.templates import PRESENT, VARIANTS, templates

MOST = 4
AT_FIRST = 3  # templates on an empty desk
_SHOWN = "scenarios_shown"  # session: codes on the desk as it was drawn last
TEMPLATE, NEW = "t-", "n-"


@dataclass(frozen=True, kw_only=True)
class Laid:
    """A scenario on the desk.

    plan: JSON as shown, with its name. ask: bound to the snapshot it runs on. edited: it is a draft, which differs from
    what its code stands for, or the code stands for nothing yet. draft: its steps, None where none was made.
    """

    code: str
    name: str
    plan: str
    saved: Version | None
    edited: bool
    draft: Draft | None
    ask: Ask

    @property
    def can_undo(self) -> bool:
        """Whether a step can be taken back; the first one of a plan begun here made it."""
        return self.draft is not None and self.draft.back > self.code.startswith(NEW)

    @property
    def can_redo(self) -> bool:
        """Whether a step that was taken back can be done again."""
        return self.draft is not None and self.draft.forth > 0


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
    """Return the scenarios on the desk in order, and the codes of the address that no longer stand for anything.

    They are those of the address, else those the reader left there, else templates.
    """
    starts, drafts = plans_to_start_from(view), read_drafts()
    usual = [f"{TEMPLATE}{code}" for code in VARIANTS if f"{TEMPLATE}{code}" in starts][:AT_FIRST]
    first = tuple(usual) or (f"{TEMPLATE}{PRESENT}",)
    codes = tuple(dict.fromkeys(address.read_codes(keys.PLANS)))[:MOST]
    scenarios = {code: _lay_out(view, code, starts, drafts) for code in codes}
    gone = tuple(code for code, scenario in scenarios.items() if scenario is None)
    laid = [scenario for scenario in scenarios.values() if scenario is not None]
    for others in (() if codes else read_desk(), first):
        if not laid:
            kept = (_lay_out(view, code, starts, drafts) for code in others)
            laid = [scenario for scenario in kept if scenario is not None]
    st.session_state[_SHOWN] = [scenario.code for scenario in laid]
    return tuple(laid), gone


def list_left_drafts(laid: tuple[Laid, ...]) -> dict[str, str]:
    """Return the drafts that are not on the desk, code → name, the latest first."""
    there = {scenario.code for scenario in laid}
    left = [draft for code, draft in read_drafts().items() if code not in there and draft.plan is not None]
    return {draft.code: json.loads(draft.plan or "{}")["name"] for draft in reversed(left)}


def _lay_out(view: View, code: str, starts: Mapping[str, str], drafts: Mapping[str, Draft]) -> Laid | None:
    draft = drafts.get(code)
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
    shown = plan if draft is None or draft.plan is None else draft.plan
    if shown is None:
        return None
    # What was edited of a locked version starts from the data served now, as any other.
    return Laid(
        code=code,
        name=json.loads(shown)["name"],
        plan=shown,
        saved=saved,
        edited=shown != plan,
        draft=draft,
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
    _arrange((*(scenario.code for scenario in laid), code), code)


def lay_new(laid: tuple[Laid, ...], plan: str) -> None:
    """Add a plan (JSON) that is not saved to the desk, under a new code."""
    numbers = [int(code[len(NEW) :]) for code in read_drafts() if code.startswith(NEW)]
    code = f"{NEW}{max(numbers, default=0) + 1}"
    keep_draft_step(code, plan)
    lay(laid, code)


def take_off(laid: tuple[Laid, ...], code: str) -> None:
    """Remove a scenario from the desk; its draft stays."""
    _arrange([scenario.code for scenario in laid if scenario.code != code], "")


def discard(laid: tuple[Laid, ...], code: str) -> None:
    """Discard the draft of a scenario; one that was begun here is gone with it."""
    discard_draft(code)
    if code.startswith(NEW):
        take_off(laid, code)


def replace(laid: tuple[Laid, ...], code: str, other: str) -> None:
    """Put another scenario in the place of one, such as the saved version of its draft."""
    discard_draft(code)
    _arrange([other if scenario.code == code else scenario.code for scenario in laid], other)


def edit(code: str, plan: str) -> None:
    """Keep the changed plan (JSON) of a scenario as its draft, and with it what lies on the desk."""
    keep_draft_step(code, plan)
    keep_desk(st.session_state.get(_SHOWN, [code]))


def _arrange(codes: Sequence[str], opened: str) -> None:
    """Lay out these scenarios and open one of them; "" is the first."""
    codes = list(dict.fromkeys(codes))
    address.choose(keys.PLANS, codes)
    address.choose(keys.EDIT, (opened,) if opened else ())
    keep_desk(codes)
