"""The values in the form of a scenario: Apply takes them all over, or one field shows why it is refused.

Typing changes no number until Apply, but is kept at once: switching to another scenario, page or language does not
lose it. A change of the form itself (another initiative, the source of an effect, the series of a target) lays its
fields out anew and keeps everything else that was typed.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import streamlit as st

from analysis.scenario.description import Scenario
from ui.scenarios.desk import Laid, edit
from ui.scenarios.draft import Draft, Path, collect_fields, path_on_form, text_of
from ui.scenarios.refusals import refusal_words
from ui.view import View
from warehouse.contract.errors import MilepostError
from warehouse.scenarios.fields import Impossible
from warehouse.scenarios.sides import can_run

LabelVisibility = Literal["visible", "collapsed"]

_DRAFTS = "scenario_drafts"  # session: code → draft, where it differs from the plan shown
_ROUNDS = "scenario_rounds"  # session: code → how often the fields of its form were laid out anew
_REFUSED = "scenario_refused"  # session: code → (the draft that was refused, why)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The form of one scenario while it is drawn.

    present: doing nothing on the same snapshot; its coefficients are the usual ones.
    """

    view: View
    laid: Laid
    draft: Draft
    present: Scenario
    in_grid: bool

    def key(self, path: Path) -> str:
        """Return the key of a field, which changes whenever the form is laid out anew."""
        rounds: Mapping[str, int] = st.session_state.get(_ROUNDS, {})
        return "/".join(map(str, ("scenario", self.laid.code, rounds.get(self.laid.code, 0), *path)))

    def read(self, path: Path, usual: Any) -> Any:
        """Return the value of a field, or `usual` where it is not on the form."""
        return st.session_state.get(self.key(path), usual)

    def field(self, draw: Callable[..., Any], path: Path, label: str, **how: Any) -> None:
        """Draw one field, and below it why its value was refused. how: further arguments of `draw`."""
        # In the grid the row says what a cell is.
        seen: LabelVisibility = "collapsed" if self.in_grid else "visible"
        on_change = how.pop("on_change", self.keep)
        draw(label, key=self.key(path), on_change=on_change, label_visibility=seen, **how)
        self.say_refusal(path)

    def say_refusal(self, path: Path) -> None:
        """Draw why the value at the path was refused, if it was."""
        refused = refusal_of(self.laid.code)
        if refused is None or not isinstance(refused[1], Impossible):
            return
        if path_on_form(refused[1].path, refused[0]) == path:
            st.markdown(f":red[▲ {refusal_words(refused[1], self.view.language)}]")

    def keep(self) -> None:
        """Keep what was typed, because Streamlit forgets fields that are folded away or on another page."""
        _keep(_DRAFTS, self.laid.code, self._read_fields())

    def _read_fields(self) -> Draft:
        return collect_fields(self.draft, self.read, self.present.coefficients)

    def relay(self, change: Callable[[Draft], None]) -> None:
        """Change the form itself and lay its fields out anew; what was typed is kept, and what is open stays open."""
        draft = self._read_fields()
        unfolded = self._list_unfolded(draft)
        change(draft)
        _keep(_DRAFTS, self.laid.code, draft)
        rounds: Mapping[str, int] = st.session_state.get(_ROUNDS, {})
        _keep(_ROUNDS, self.laid.code, rounds.get(self.laid.code, 0) + 1)
        self._unfold(unfolded)

    def _list_unfolded(self, draft: Draft) -> list[Path]:
        """The boxes that are open, as the draft (as it was typed) names them: an idea may have a new name."""
        boxes: list[tuple[Path, Path]] = [(("targets",), ("targets",)), (("rest",), ("rest",))]
        then, now = self.draft.get("initiative", []), draft.get("initiative", [])
        boxes += zip(map(box_path, then), map(box_path, now), strict=True)
        return [path for drawn, path in boxes if self.read(drawn, usual=False)]

    def _unfold(self, boxes: list[Path]) -> None:
        for path in boxes:
            st.session_state[self.key(path)] = True

    def apply(self) -> None:
        """Take the fields over into the scenario; where they are refused, keep them with the reason."""
        draft = self._read_fields()
        plan = text_of(draft)
        try:
            self.laid.ask.of(can_run, plan)
        except MilepostError as refused:
            _keep(_DRAFTS, self.laid.code, draft)
            _keep(_REFUSED, self.laid.code, (draft, refused))
            return
        edit(self.laid.code, plan)
        unfolded = self._list_unfolded(draft)
        start_again(self.laid.code)
        self._unfold(unfolded)


def box_path(initiative: Draft) -> Path:
    """Return the path of the box of an initiative: by its code, so that what is open stays with it."""
    return ("box", initiative["code"])


def apply_all(sheets: Sequence[Sheet]) -> None:
    """Take over what was typed for every plan; those that are refused keep it with the reason."""
    for sheet in sheets:
        if is_pending(sheet.laid):
            sheet.apply()


def refusal_of(code: str) -> tuple[Draft, MilepostError] | None:
    """Return the refused draft of a scenario's form and the error, None where nothing was refused."""
    refusal: tuple[Draft, MilepostError] | None = st.session_state.get(_REFUSED, {}).get(code)
    return refusal


def draft_of(laid: Laid, plan: Draft) -> Draft:
    """Return what the form of a scenario shows: what was typed and not yet applied, else the plan."""
    draft: Draft = st.session_state.get(_DRAFTS, {}).get(laid.code, plan)
    return draft


def is_pending(laid: Laid) -> bool:
    """Whether something typed into the form of a scenario is not yet applied."""
    return text_of(draft_of(laid, json.loads(laid.plan))) != laid.plan


def start_again(code: str) -> None:
    """Discard what was typed, so that the form shows the plan itself."""
    for name in (_DRAFTS, _REFUSED):
        kept: Mapping[str, Any] = st.session_state.get(name, {})
        st.session_state[name] = {other: value for other, value in kept.items() if other != code}
    rounds: Mapping[str, int] = st.session_state.get(_ROUNDS, {})
    _keep(_ROUNDS, code, rounds.get(code, 0) + 1)


def _keep(name: str, code: str, value: Any) -> None:
    st.session_state[name] = {**st.session_state.get(name, {}), code: value}
