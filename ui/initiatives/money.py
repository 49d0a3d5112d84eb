"""What initiatives cost, what they promised, and whether they pay back: as a figure and in words."""

from functools import partial

import streamlit as st

from ui.initiatives.charts import benefits as benefits_chart
from ui.initiatives.evidence_notes import draw_evidence, read_evidence, share_figure
from ui.view import View
from ui.viewport import phone
from warehouse.effects.benefits import Money, benefits
from wording.evidence.effects import Names
from wording.evidence.money import money_line
from wording.evidence.names import names_of
from wording.evidence.rows import money_rows


def money_block(view: View) -> None:
    """Draw costs, planned benefits and those that measured changes imply, and a line per initiative."""
    names, costs = names_of(view, read_evidence(view)), view.ask.of(benefits)
    if any(goal.planned is not None for money in costs for goal in money.goals):
        _draw_benefits(view, costs, names)
    lines = [money_line(money, names, view.currency, view.language) for money in costs]
    st.markdown("\n".join(f"- {line}" for line in lines) or view.say("money.none"))


def _draw_benefits(view: View, costs: tuple[Money, ...], names: Names) -> None:
    draw = partial(
        benefits_chart.money,
        costs,
        names=names,
        narrow=phone(),
        currency=view.currency,
        language=view.language,
        theme=view.theme,
    )
    draw_evidence(
        view,
        key="money",
        title=view.say("initiatives.money"),
        figure=share_figure(view, "money", (), draw),
        table=partial(money_rows, costs, names, view.language),
        more=[view.say("money.key")],
        behind=[view.say("money.legend"), view.say("money.not_added")],
    )
