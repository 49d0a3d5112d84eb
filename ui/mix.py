"""The block that says how much of a KPI's change is business mix: a sentence, a waterfall, and its rows."""

from functools import partial

import streamlit as st

from figures import mix as mix_figure
from ui.blocks import draw_once
from ui.figure import Source, draw_figure
from ui.view import View
from warehouse.query import mix as mix_query
from wording.choices import Choices
from wording.naming import reason_words
from wording.sentences.mix import dimensions, same_mix

EQUAL_AGE = ("npl_rate", "churn_rate")  # KPIs whose rate is said to be one at equal age


def why_block(view: View, choices: Choices, code: str, key: str) -> None:
    """Draw how much of a KPI's change is business mix, and how much remains at equal mix (statistics §7)."""
    if choices.before is None or choices.after is None:
        st.caption(view.say("state.no_windows"))
        return
    dims = view.ask.of(mix_query.dimensions_of, code, choices.where)
    mix = view.ask.of(mix_query.mix_of, code, choices.before, choices.after, dims, choices.where)
    mixed, kpi = mix.mixed, view.kpi(mix.kpi)
    if mixed is None:
        reason = reason_words(mix.reason, view.language) if mix.reason else ""
        st.caption(view.say("mix.cannot_say", reason=reason))
        return
    told, turned = same_mix(mixed, kpi, view.language), bool(mixed.reversed_by and mixed.total_is_clear)
    if turned or not mixed.parts:
        st.markdown(told)
    if not mixed.parts:
        return
    figure = draw_once(
        *(view, choices, code, "why"),
        lambda: mix_figure.waterfall(mixed, kpi, view.language, view.theme),
    )
    methods = (mixed.total.method,) if mixed.total.method else ()
    source = Source(kpi=kpi, passports=(mix.passport,), before_n=mix.n[0], after_n=mix.n[1], methods=methods)
    more = [*([] if turned else [told]), view.say("mix.hollow"), view.say("mix.arithmetic")]
    if mixed.left_out:
        more.insert(0, view.say("mix.left_out", dims=dimensions(mixed.left_out, view.language)))
    if code in EQUAL_AGE:
        more.insert(0, view.say(f"mix.of_{code}"))
    table = partial(mix_figure.mix_rows, mixed, view.language)
    draw_figure(
        view, choices=choices, key=key, figure=figure, source=source, table=table, more="  \n".join(more)
    )
