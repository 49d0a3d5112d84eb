"""One initiative's effect on one KPI: the number, its course since the go-live, and why it is called what it is."""

from functools import partial

import streamlit as st

from ui.initiatives.charts import effects
from ui.initiatives.evidence_notes import draw_evidence, read_evidence, share_figure
from ui.initiatives.overview import choose_pair
from ui.keys import INITIATIVE, KPI
from ui.switches import pick
from ui.view import View
from ui.viewport import phone
from warehouse.effects.evidence import Evidence, Pair
from wording.evidence.effects import Names, by_go_live, name_moved_part, sort_kpis
from wording.evidence.gates import gate_lines, gates_title
from wording.evidence.initiatives import (
    brief_sentence,
    design_sentence,
    goal_sentence,
    name_measured,
    pair_sentence,
)
from wording.evidence.names import names_of, unit_names
from wording.evidence.rows import bin_rows, series_rows
from wording.evidence.trials import trial_sentences, two_way_warning


def pair_block(view: View) -> None:
    """Draw one initiative's effect on one KPI: the number, its course, and behind "why?" all that it rests on."""
    all_evidence = read_evidence(view)
    names, pair = names_of(view, all_evidence), choose_pair(all_evidence)
    _draw_picks(view, all_evidence, pair)
    st.markdown(f"#### {brief_sentence(pair, names, view.currency, view.language)}", anchors=False)
    _time_block(view, all_evidence, pair)
    with st.expander(view.say("pair.why"), key="pair_why", on_change="rerun") as folded:
        if folded.open:
            _draw_why(view, all_evidence, pair)


def _draw_picks(view: View, all_evidence: Evidence, pair: Pair) -> None:
    """The initiative, and the KPI among those that it may have moved."""
    left, right = st.columns(2)
    with left:
        pick(
            view,
            key=INITIATIVE,
            label=view.say("initiatives.one"),
            options=by_go_live(all_evidence),
            chosen=pair.initiative,
            names=names_of(view, all_evidence),
        )
    own = tuple(p for p in all_evidence.pairs if p.initiative == pair.initiative)
    with right:
        kpis = sort_kpis(own)
        words = {code: name_moved_part(view.kpi(code), view.language) for code in kpis}
        pick(view, key=KPI, label=view.say("column.kpi"), options=kpis, chosen=pair.kpi, names=words)


def _draw_why(view: View, all_evidence: Evidence, pair: Pair) -> None:
    """The effect where live, the goal, the data, the conditions and the trials."""
    names = names_of(view, all_evidence)
    st.markdown(pair_sentence(pair, names, view.currency, view.language))
    notes = (goal_sentence(pair, view.language), design_sentence(pair, view.language))
    st.caption(" ".join(note for note in notes if note))
    _draw_gates(view, pair, names)
    units = unit_names(view, all_evidence)
    own_units = units.get(pair.design.unit_kind, {}) if pair.design else {}
    lines = trial_sentences(pair, own_units, view.currency, view.language)
    if warning := two_way_warning(pair, view.currency, view.language):
        lines = (*lines, warning)
    if lines:
        st.markdown(f"**{view.say('trial.title')}**\n\n" + "\n".join(f"- {line}" for line in lines))


def _draw_gates(view: View, pair: Pair, names: Names) -> None:
    """A line per condition: passed, failed or not testable."""
    if not pair.gates:
        return
    st.markdown(f"**{gates_title(pair, view.language)}**")
    st.markdown("  \n".join(gate_lines(pair, names, view.currency, view.language)))
    if pair.method == "interrupted series":
        st.caption(view.say("gate.no_control"))


def _time_block(view: View, all_evidence: Evidence, pair: Pair) -> None:
    """Draw the effect by months since go-live, or the break in a series, where there is one to draw."""
    about, title = (pair.initiative, pair.kpi), name_moved_part(view.kpi(pair.kpi), view.language)
    series = next((s for s in all_evidence.series if (s.initiative, s.kpi) == about), None)
    if series is not None and pair.method == "interrupted series":
        draw = partial(
            effects.trend_break,
            series,
            measured=pair.outcome,
            currency=view.currency,
            language=view.language,
            theme=view.theme,
        )
        rows, note = partial(series_rows, series, view.language), "figure.series_note"
    elif pair.bins:
        draw = partial(
            effects.event_study,
            pair,
            narrow=phone(),
            currency=view.currency,
            language=view.language,
            theme=view.theme,
        )
        rows, note = partial(bin_rows, pair, view.language), "figure.event_note"
    else:
        return
    initiative = names_of(view, all_evidence).get(pair.initiative, pair.initiative)
    draw_evidence(
        view,
        key="effect",
        title=f"{initiative} · {title}",
        figure=share_figure(view, "effect", about, draw),
        table=rows,
        more=[view.say(note)],
        behind=[name_measured(pair, view.language)],
    )
