"""The Scenarios page: what lies side by side, the answer, and each figure of the comparison."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from analysis.results import Reason
from analysis.scenario.comparison import OTHER_START, Ranking
from analysis.scenario.description import Scenario
from analysis.scenario.results import Of
from ui.effects import Names
from ui.initiative_names import names_of
from ui.scenario_desk import Laid, on_desk, open_one
from ui.scenario_refusals import refusal_words
from ui.scenario_sentences import answer
from ui.scenario_table import comparison_frame
from ui.switches import switch
from ui.view import View
from warehouse.errors import MilepostError
from warehouse.evidence import evidence
from warehouse.scenarios.fields import Impossible
from warehouse.scenarios.sides import Side, ranked, side_of
from warehouse.scenarios.templates import PRESENT, templates


@dataclass(frozen=True)
class Desk:
    """What lies side by side, and what could be run of it: sides and their places among what lies there.

    one: what the form and the figures of a single scenario show; its side, None where it could not be run; present:
    doing nothing on the same snapshot.
    """

    laid: tuple[Laid, ...]
    sides: tuple[Side, ...]
    places: tuple[int, ...]
    ranking: Ranking | Reason
    one: Laid
    side: Side | None
    present: Scenario
    names: Names


def lay_out(view: View) -> Desk:
    """Run what lies on the desk; what is gone or cannot be run is said."""
    laid, gone = on_desk(view)
    for code in gone:
        st.warning(view.say("desk.gone", code=code), icon=":material/link_off:")
    found: dict[str, Side] = {}
    for one in laid:
        try:
            found[one.code] = one.ask.of(side_of, one.plan)
        except MilepostError as refused:
            st.warning(f"{one.name}: {refused_words(view, refused)}", icon=":material/block:")
    run = [one for one in laid if one.code in found]
    one = open_one(laid)
    present: Side = one.ask.of(side_of, dict(one.ask.of(templates))[PRESENT])
    return Desk(
        laid,
        tuple(found[one.code] for one in run),
        tuple(laid.index(one) for one in run),
        _ranking(run),
        one,
        found.get(one.code),
        present.assembled.scenario,
        names_of(view, view.ask.of(evidence)),
    )


def refused_words(view: View, refused: MilepostError) -> str:
    """Why a plan cannot be run, in the reader's language."""
    if isinstance(refused, Impossible):
        return refusal_words(refused, view.language)
    return view.say("scenarios.not_carried")


def _ranking(run: Sequence[Laid]) -> Ranking | Reason:
    """Asked of the snapshot they all run on."""
    if len({one.ask.snapshot.id for one in run}) != 1:
        return OTHER_START
    found: Ranking | Reason = run[0].ask.of(ranked, tuple(one.plan for one in run))
    return found


def scenarios_answer_block(view: View, desk: Desk) -> None:
    """Which brings most, how sure that is, and on what it hangs."""
    if not desk.sides:
        return
    st.markdown(f"##### {answer(desk.sides, desk.ranking, desk.names, view.currency, view.language)}")
    st.caption(
        view.say(
            "scenarios.basis", months=str(desk.sides[0].plan.months), draws=f"{desk.sides[0].plan.draws:,}"
        )
    )


def table_block(view: View, desk: Desk) -> None:
    """Outcomes and sums with their intervals, a column per scenario."""
    of = against(view)
    frame = comparison_frame(desk.sides, desk.ranking, of, view.currency, view.language)
    st.table(frame, hide_index=True, border="horizontal", alt=view.say("scenarios.table"))


def against(view: View) -> Of:
    """Differences to doing nothing, unless the reader asked for levels."""
    chosen = switch(view, "against", view.say("scenarios.against"), ("difference", "scenario"), "against")
    return "scenario" if chosen == "scenario" else "difference"
