"""What it would be worth to know the unproven effects of the plans on the desk, and what would show them."""

import pandas as pd
import streamlit as st

from analysis.results import Reason
from analysis.scenario.worth_knowing import Worth
from ui.scenarios.blocks import Desk
from ui.view import View
from warehouse.effects.power import Trial, smallest_trial
from warehouse.scenarios.sides import Side, worth_knowing
from wording.scenarios.knowing import count_planned_units, knowing_rows, size_of

SHOWN = 4  # effects; each takes a rehearsal of its roll-out


def draw_knowing(view: View, desk: Desk, side: Side) -> None:
    """Draw a row per unproven effect that could change the choice among the plans on the desk."""
    if isinstance(desk.ranking, Reason):
        st.markdown(view.say("know.not_ranked"))
        return
    plans = tuple(desk.laid[place].plan for place in desk.places)
    worths: tuple[Worth, ...] = desk.laid[desk.places[0]].ask.of(worth_knowing, plans)
    if not worths:
        st.markdown(view.say("know.nothing"))
        return
    trials: list[Trial] = [
        view.ask.of(
            smallest_trial,
            worth.effect.outcome,
            count_planned_units(desk.sides, worth.effect),
            size_of(worth.effect),
        )
        for worth in worths[:SHOWN]
    ]
    rows = knowing_rows(
        worths[:SHOWN], trials, names=desk.names, currency=view.currency, language=view.language
    )
    heads = [view.say(f"know.{name}") for name in ("effect", "worth", "trial")]
    st.table(
        pd.DataFrame(rows, columns=heads), hide_index=True, border="horizontal", alt=view.say("deep.know")
    )
    st.caption(view.say("know.note"))
