"""All effects at a glance: a matrix of initiatives and KPIs, or a list where the window is narrow."""

from functools import partial

import streamlit as st

from ui import address
from ui.initiatives import keys
from ui.initiatives.charts import dots, effect_matrix
from ui.initiatives.evidence_notes import draw_evidence, read_evidence, share_figure
from ui.initiatives.headline import SHOWN
from ui.keys import INITIATIVE, KPI
from ui.switches import now
from ui.view import View
from ui.viewport import phone
from warehouse.effects.evidence import Evidence, Pair
from warehouse.effects.harm import find_worse_effects, lies_worse
from wording.evidence.effects import Names, by_go_live, name_moved_part, sort_kpis
from wording.evidence.names import names_of
from wording.evidence.rows import pair_rows


def matrix_block(view: View) -> None:
    """Draw the effect of each initiative on each KPI; clicking a dot chooses the pair shown in detail."""
    all_evidence = read_evidence(view)
    names, which = names_of(view, all_evidence), now(keys.PAIRS, SHOWN)
    pairs = _select(all_evidence, which)
    if not pairs:
        st.caption(view.say("initiatives.no_goals"))
        return
    kpis, chosen = sort_kpis(pairs), dots.code_of(choose_pair(all_evidence))
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
    notes = []
    if hidden := len(all_evidence.pairs) - len(pairs) if which == "all" else 0:
        notes = [view.say("initiatives.hidden", n=str(hidden), all=str(len(all_evidence.pairs)))]
    draw_evidence(
        view,
        key="effects",
        title=view.say("initiatives.matrix"),
        figure=share_figure(view, "matrix", (which, chosen), draw),
        table=partial(pair_rows, all_evidence.pairs, names, view.currency, view.language),
        more=[view.say("initiatives.key")],
        behind=[view.say("initiatives.legend"), *notes],
        drill=_open,
        points={dots.code_of(pair): _name_effect(view, pair, names) for pair in pairs},
    )


def _name_effect(view: View, pair: Pair, names: Names) -> str:
    kpi = name_moved_part(view.kpi(pair.kpi), view.language)
    return f"{names.get(pair.initiative, pair.initiative)} · {kpi}"


def _select(all_evidence: Evidence, which: str) -> tuple[Pair, ...]:
    """The goals with whatever may do harm, or all that is no noise."""
    if which == "stated":
        harm = find_worse_effects(all_evidence)
        return tuple(pair for pair in all_evidence.pairs if pair.stated or pair in harm)
    return tuple(pair for pair in all_evidence.pairs if not _is_noise(pair))


def _is_noise(pair: Pair) -> bool:
    """Whether a pair was no goal, its effect cannot be determined, and it does not lie on the worse side."""
    untold = pair.grade == "cannot tell" or pair.effect is None
    return not pair.stated and untold and not lies_worse(pair)


def _open(code: str) -> None:
    initiative, _, kpi = code.rpartition(" ")
    address.choose(INITIATIVE, (initiative,))
    address.choose(KPI, (kpi,))


def choose_pair(all_evidence: Evidence) -> Pair:
    """Return the pair in the address, else the first of its initiative, else the first attributable, else the first."""
    order = by_go_live(all_evidence)
    ranked = sorted(all_evidence.pairs, key=lambda pair: (not pair.stated, order.index(pair.initiative)))
    initiative, kpi = (next(iter(address.read_codes(key)), "") for key in (INITIATIVE, KPI))
    own = [pair for pair in ranked if pair.initiative == initiative]
    fitting = [pair for pair in own if pair.kpi == kpi] or own
    fitting = fitting or [pair for pair in ranked if pair.grade == "attributable"] or ranked
    return fitting[0]
