"""Blocks of the Initiatives page: the answer, the roll-out, all effects at a glance, one effect in detail, money."""

from functools import partial

import pandas as pd
import streamlit as st

from figures.canvas import Figure
from ui import address
from ui.filters import phone
from ui.initiatives import keys
from ui.initiatives.charts import benefits as benefits_chart
from ui.initiatives.charts import dots, effect_matrix, effects, roll_out
from ui.initiatives.charts import ledger as ledger_chart
from ui.initiatives.evidence_notes import draw_evidence, windows
from ui.initiatives.gates import draw_gates
from ui.initiatives.money import draw_money
from ui.keys import INITIATIVE, KPI, LEDGER
from ui.switches import pick, switch
from ui.view import View
from warehouse.effects.benefits import benefits
from warehouse.effects.coverage import courses
from warehouse.effects.evidence import Evidence, Ledger, Pair, evidence
from warehouse.effects.harm import lies_worse
from wording.evidence.effects import Names, by_go_live, name_moved_part, sort_kpis
from wording.evidence.harm import ledger_harm
from wording.evidence.initiatives import (
    answer,
    design_sentence,
    goal_sentence,
    limits,
    name_measured,
    pair_sentence,
    trial_sentences,
    two_way_warning,
)
from wording.evidence.ledger import ledger_sentence, without_parts
from wording.evidence.names import names_of, unit_names
from wording.evidence.rows import (
    bin_rows,
    course_rows,
    ledger_rows,
    money_rows,
    pair_rows,
    series_rows,
    wave_rows,
)


def read_evidence(view: View) -> Evidence:
    """Return the snapshot's evidence on initiatives, limited to what this reader may see."""
    all_evidence: Evidence = view.ask.of(evidence)
    return all_evidence


def has_pairs(view: View) -> bool:
    """Whether the evidence holds any pair of initiative and KPI."""
    return bool(read_evidence(view).pairs)


def _draw_once(view: View, name: str, about: tuple[str, ...], draw: partial[Figure]) -> Figure:
    """A figure that all readers with the same language, theme and kind of screen share."""
    return view.figure((name, about, view.language, view.theme, phone()), draw)


def initiatives_sentence(view: View) -> str:
    """Return the page's answer in words, or that there is nothing to answer from."""
    all_evidence = read_evidence(view)
    if not all_evidence.pairs:
        return view.say("initiatives.no_pairs" if all_evidence.initiatives else "initiatives.none_title")
    return answer(all_evidence, names_of(view, all_evidence), view.currency, view.language)


def answer_block(view: View) -> bool:
    """Draw the answer, its limits and the windows; return False where there are no initiatives to show."""
    all_evidence = read_evidence(view)
    if not all_evidence.initiatives:
        with st.container(border=True):
            st.subheader(view.say("initiatives.none_title"))
            st.markdown(view.say("initiatives.none"))
        return False
    st.markdown(f"##### {initiatives_sentence(view)}")
    if not all_evidence.pairs:
        return True
    if rest := limits(all_evidence, names_of(view, all_evidence), view.language):
        st.markdown(rest)
    st.caption(f"{windows(view)} {view.say('initiatives.whole')}")
    return True


def calendar_block(view: View) -> None:
    """Draw when each initiative went live, and in how many of its units."""
    all_evidence = read_evidence(view)
    names, units = names_of(view, all_evidence), unit_names(view, all_evidence)
    seen = view.ask.of(courses)
    if not seen:
        st.caption(view.say("rollout.none"))
        return
    draw = partial(
        roll_out.calendar,
        seen,
        names=names,
        units=units,
        narrow=phone(),
        language=view.language,
        theme=view.theme,
    )
    figure = _draw_once(view, "roll-out", (), draw)
    table = partial(course_rows, seen, names, view.language)
    title = view.say("initiatives.calendar")
    draw_evidence(
        view, key="roll_out", title=title, figure=figure, table=table, more=[view.say("rollout.note")]
    )
    with st.expander(view.say("rollout.table")):
        _draw_waves(view, all_evidence, names, units)


def _draw_waves(view: View, all_evidence: Evidence, names: Names, units: dict[str, Names]) -> None:
    """A row per initiative and day of go-live, with the units by name."""
    most = roll_out.NAMED
    rows = []
    for initiative in all_evidence.initiatives:
        for day in dict.fromkeys(wave.live_on for wave in initiative.waves):
            wave = [w for w in initiative.waves if w.live_on == day]
            reached = tuple(w.unit for w in wave)
            gone = tuple(w.unit for w in wave if w.ended_on)
            own = units.get(wave[0].unit_kind, {})
            words = roll_out.unit_list(reached, own, 4 * most, view.language)
            if gone:
                left = roll_out.unit_list(gone, own, most, view.language)
                words = view.say("rollout.but", units=words, gone=left)
            rows.append((names[initiative.code], day, len(reached), words))
    keys = ("initiative", "live_on", "units", "which")
    frame = pd.DataFrame(rows, columns=[view.say(f"column.{key}") for key in keys])
    st.dataframe(frame, hide_index=True, height=280, alt=view.say("rollout.table"))
    waves = wave_rows(all_evidence, names, units, view.language)
    st.caption(view.say("rollout.waves", n=str(len(waves.rows))))


def matrix_block(view: View) -> None:
    """Draw the effect of each initiative on each KPI; clicking a dot chooses the pair shown in detail."""
    all_evidence = read_evidence(view)
    names = names_of(view, all_evidence)
    which = switch(view, keys.PAIRS, view.say("initiatives.pairs"), ("stated", "all"), "pairs")
    pairs = all_evidence.pairs
    if which == "stated":
        pairs = tuple(pair for pair in pairs if pair.stated)
    elif hidden := sum(_is_noise(pair) for pair in pairs):
        pairs = tuple(pair for pair in pairs if not _is_noise(pair))
        st.caption(view.say("initiatives.hidden", n=str(hidden), all=str(len(all_evidence.pairs))))
    if not pairs:
        st.caption(view.say("initiatives.no_goals"))
        return
    kpis, chosen = sort_kpis(pairs), dots.code_of(_choose_pair(all_evidence))
    about = (which, chosen)
    if phone() or len(kpis) > effect_matrix.MOST_COLUMNS:
        draw = partial(effect_matrix.effect_list, pairs, kpis, phone())
    else:
        draw = partial(effect_matrix.matrix, pairs, by_go_live(all_evidence), kpis)
    draw = partial(
        draw,
        names=names,
        chosen=chosen,
        currency=view.currency,
        language=view.language,
        theme=view.theme,
    )
    figure = _draw_once(view, "matrix", about, draw)
    table = partial(pair_rows, all_evidence.pairs, names, view.currency, view.language)
    notes = [view.say("initiatives.legend"), view.say("initiatives.click")]
    draw_evidence(
        view,
        key="effects",
        title=view.say("initiatives.matrix"),
        figure=figure,
        table=table,
        more=notes,
        drill=_open,
    )


def _is_noise(pair: Pair) -> bool:
    """Whether a pair was no goal, its effect cannot be determined, and it does not lie on the worse side."""
    untold = pair.grade == "cannot tell" or pair.effect is None
    return not pair.stated and untold and not lies_worse(pair)


def _open(code: str) -> None:
    initiative, _, kpi = code.rpartition(" ")
    address.choose(INITIATIVE, (initiative,))
    address.choose(KPI, (kpi,))


def _choose_pair(all_evidence: Evidence) -> Pair:
    """The pair in the address, else the first of its initiative, else the first attributable one, else the first."""
    order = by_go_live(all_evidence)
    ranked = sorted(all_evidence.pairs, key=lambda pair: (not pair.stated, order.index(pair.initiative)))
    initiative, kpi = (next(iter(address.read_codes(key)), "") for key in (INITIATIVE, KPI))
    own = [pair for pair in ranked if pair.initiative == initiative]
    fitting = [pair for pair in own if pair.kpi == kpi] or own
    fitting = fitting or [pair for pair in ranked if pair.grade == "attributable"] or ranked
    return fitting[0]


def pair_block(view: View) -> None:
    """Draw one initiative's effect on one KPI: in words, over time, and the tests it went through."""
    all_evidence = read_evidence(view)
    names, pair = names_of(view, all_evidence), _choose_pair(all_evidence)
    left, right = st.columns(2)
    with left:
        pick(
            view,
            key=INITIATIVE,
            label=view.say("initiatives.one"),
            options=by_go_live(all_evidence),
            chosen=pair.initiative,
            names=names,
        )
    own = tuple(p for p in all_evidence.pairs if p.initiative == pair.initiative)
    with right:
        kpis = sort_kpis(own)
        words = {code: name_moved_part(view.kpi(code), view.language) for code in kpis}
        pick(view, key=KPI, label=view.say("column.kpi"), options=kpis, chosen=pair.kpi, names=words)
    st.markdown(f"##### {pair_sentence(pair, names, view.currency, view.language)}")
    notes = (goal_sentence(pair, view.language), design_sentence(pair, view.language))
    st.caption(" ".join(note for note in notes if note))
    if not pair.gates and not pair.bins:
        return
    through, tried = st.columns([3, 2], gap="large")
    with through:
        drawn = _time_block(view, all_evidence, pair)
    with tried if drawn else through:
        draw_gates(view, pair, names)
        units = unit_names(view, all_evidence)
        own_units = units.get(pair.design.unit_kind, {}) if pair.design else {}
        lines = trial_sentences(pair, own_units, view.currency, view.language)
        if warning := two_way_warning(pair, view.currency, view.language):
            lines = (*lines, warning)
        if lines:
            st.markdown(f"**{view.say('trial.title')}**\n\n" + "\n".join(f"- {line}" for line in lines))


def _time_block(view: View, all_evidence: Evidence, pair: Pair) -> bool:
    """Draw the effect by months since go-live, or the break in a series; return whether there was one to draw."""
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
        draw = partial(effects.event_study, pair, view.currency, view.language, view.theme)
        rows, note = partial(bin_rows, pair, view.language), "figure.event_note"
    else:
        return False
    figure = _draw_once(view, "effect", about, draw)
    notes = [title, name_measured(pair, view.language), view.say(note)]
    initiative = names_of(view, all_evidence).get(pair.initiative, pair.initiative)
    draw_evidence(view, key="effect", title=f"{initiative} · {title}", figure=figure, table=rows, more=notes)
    return True


def ledger_block(view: View) -> None:
    """Draw how much of each KPI's change is attributable to initiatives, and how much is everything else."""
    all_evidence = read_evidence(view)
    names = names_of(view, all_evidence)
    goals = {pair.kpi for pair in all_evidence.pairs if pair.stated}
    with_parts = sorted(
        (ledger for ledger in all_evidence.ledgers if ledger.parts),
        key=lambda ledger: ledger.kpi not in goals,
    )
    hidden = ledger_harm(all_evidence, names, view.currency, view.language)
    if not with_parts:
        st.markdown("\n".join((view.say("ledger.none"), "", *(f"- {line}" for line in hidden))))
        return
    lines = [
        ledger_sentence(ledger, all_evidence.find_outcome(ledger.kpi), names, view.currency, view.language)
        for ledger in with_parts
    ]
    lines += hidden
    left = [ledger for ledger in all_evidence.ledgers if not ledger.parts and ledger.kpi in goals]
    if without := without_parts(left, view.language):
        lines.append(without)
    st.markdown("\n".join(f"- {line}" for line in lines))
    chosen = _choose_ledger(with_parts)
    words = {ledger.kpi: name_moved_part(view.kpi(ledger.kpi), view.language) for ledger in with_parts}
    pick(view, key=LEDGER, label=view.say("column.kpi"), options=tuple(words), chosen=chosen.kpi, names=words)
    draw = partial(
        ledger_chart.ledger,
        chosen,
        names=names,
        currency=view.currency,
        language=view.language,
        theme=view.theme,
    )
    figure = _draw_once(view, "ledger", (chosen.kpi,), draw)
    table = partial(ledger_rows, all_evidence.ledgers, names, view.language)
    notes = [words[chosen.kpi], *_list_measured(view, all_evidence, chosen.kpi), view.say("ledger.note")]
    if chosen.scale == "ln":
        notes.append(view.say("ledger.logs"))
    draw_evidence(
        view, key="ledger", title=view.say("initiatives.ledger"), figure=figure, table=table, more=notes
    )


def _list_measured(view: View, all_evidence: Evidence, kpi: str) -> list[str]:
    """What the ledger of a KPI measures, in words; at most one entry."""
    pairs = [pair for pair in all_evidence.pairs if pair.kpi == kpi and pair.method == "staggered roll-out"]
    return [name_measured(pair, view.language) for pair in pairs[:1]]


def _choose_ledger(with_parts: list[Ledger]) -> Ledger:
    wanted = next(iter(address.read_codes(LEDGER)), "")
    return next((ledger for ledger in with_parts if ledger.kpi == wanted), with_parts[0])


def money_block(view: View) -> None:
    """Draw what the initiatives cost, their planned benefits, and the benefits that measured changes imply."""
    all_evidence = read_evidence(view)
    names, costs = names_of(view, all_evidence), view.ask.of(benefits)
    if not costs:
        st.caption(view.say("money.none"))
        return
    if any(goal.planned is not None for money in costs for goal in money.goals):
        draw = partial(
            benefits_chart.money,
            costs,
            names=names,
            narrow=phone(),
            currency=view.currency,
            language=view.language,
            theme=view.theme,
        )
        figure = _draw_once(view, "money", (), draw)
        table = partial(money_rows, costs, names, view.language)
        notes = [view.say("money.legend"), view.say("money.not_added")]
        draw_evidence(
            view, key="money", title=view.say("initiatives.money"), figure=figure, table=table, more=notes
        )
    draw_money(view, costs, names)
