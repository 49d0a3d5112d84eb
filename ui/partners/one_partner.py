"""One partner over time, and against the targets agreed with it."""

from dataclasses import replace
from functools import partial

import streamlit as st

from ui.cards.cards import draw_cards
from ui.figure import Source, draw_figure
from ui.partners import keys
from ui.partners.charts import partner_trend
from ui.partners.review import Review, by_partner, draw_once_for
from ui.partners.rows import trend_rows
from ui.switches import switch
from ui.view import View
from warehouse.partners import terms, trends
from warehouse.partners.standings import change_of
from wording.cards.compared import card_of
from wording.naming import member_name

FOLLOWED = (
    *("originations", "approval_time_median", "decided_within_24h", "take_up_rate"),
    *("npl_formation_same_age", "csat"),
)


def partner_trend_block(view: View, review: Review) -> None:
    """Draw a KPI of the chosen partner over time, on the band of its peers."""
    code = switch(view, keys.COURSE, view.say("partners.trend"), FOLLOWED, "followed")
    kpi, choices = view.kpi(code), review.choices
    trend = view.ask.of(trends.partner_trend, code, review.kind, review.partner, choices.where)
    if choices.before is None or choices.after is None:
        return
    name = member_name(review.partner, view.ask.labels("partner"), view.language)
    draw = partial(
        partner_trend.partner_trend,
        trend,
        windows=(choices.before, choices.after),
        kpi=kpi,
        name=name,
        language=view.language,
        theme=view.theme,
    )
    figure = draw_once_for(view, review, f"trend {code}", draw)
    own = change_of(by_partner(view, review, code), review.partner)
    methods = tuple(sorted({period.own.method for period in trend.periods if period.own.method}))
    source = Source(
        kpi=kpi, passports=(trend.passport,), before_n=own.before.n, after_n=own.after.n, methods=methods
    )
    note = view.say("partner_trend.note", together=str(trend.together))
    draw_figure(
        view,
        choices=choices,
        key="partner_trend",
        figure=figure,
        source=source,
        table=partial(trend_rows, trend, kpi, view.language),
        more=note,
    )


def targets_block(view: View, review: Review) -> None:
    """Draw a card for each KPI with a target agreed with the chosen partner, or a note that there is none."""
    codes = terms.find_targeted_kpis(view.snapshot, review.partner)
    if not codes:
        st.caption(view.say("partners.no_targets"))
        return
    own = replace(review.choices, where=(("partner", (review.partner,)),))
    draw_cards(view, own, [card_of(view, own, code) for code in codes])
