"""Drafts as one browser sees them: kept in the state, and in the window alone where the state cannot be written."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from state.audit import now
from state.database import state_of
from state.drafts import Draft, Drafts
from ui.person import person
from warehouse.contract.errors import MilepostError
from warehouse.contract.store import Home

_LOOSE = "loose_drafts"  # session: code → draft that the state did not take


def read_drafts() -> Mapping[str, Draft]:
    """Return the drafts by code, the latest changed last."""
    loose: Mapping[str, Draft] = st.session_state.get(_LOOSE, {})
    try:
        return {**_state().drafts(person()), **loose}
    except MilepostError:
        return loose


def read_desk() -> tuple[str, ...]:
    """Return which plans lay side by side last."""
    try:
        return _state().desk(person())
    except MilepostError:
        return ()


def keep_draft_step(code: str, plan: str) -> None:
    """Add a step (the plan as JSON) to a draft."""
    try:
        _state().keep(person(), code, plan)
        _forget_loose(code)
    except MilepostError:
        step = Draft(code=code, plan=plan, changed_at=now(), back=1, forth=0)
        st.session_state[_LOOSE] = {**st.session_state.get(_LOOSE, {}), code: step}


def keep_desk(codes: Sequence[str]) -> None:
    """Keep which plans lie side by side; where that fails, the address alone knows."""
    _try(lambda: _state().lay(person(), codes))


def undo_step(code: str) -> None:
    """Take back the last step of a draft."""
    _try(lambda: _state().undo(person(), code))


def redo_step(code: str) -> None:
    """Do the step again that was taken back last."""
    _try(lambda: _state().redo(person(), code))


def discard_draft(code: str) -> None:
    """Delete a draft with all its steps."""
    _forget_loose(code)
    _try(lambda: _state().discard(person(), code))


def is_loose(code: str) -> bool:
    """Return whether a draft is in this window alone and ends with it."""
    return code in st.session_state.get(_LOOSE, {})


def _try(act: Callable[[], None]) -> None:
    try:
        act()
    except MilepostError:
        return


def _forget_loose(code: str) -> None:
    kept: Mapping[str, Draft] = st.session_state.get(_LOOSE, {})
    st.session_state[_LOOSE] = {other: draft for other, draft in kept.items() if other != code}


def _state() -> Drafts:
    return Drafts(state_of(Home.from_environment()))
