"""How each KPI's change divides into the contributions of initiatives and everything else."""

from functools import partial

import streamlit as st

from ui import address
from ui.initiatives.charts import ledger as ledger_chart
from ui.initiatives.evidence_notes import draw_evidence, read_evidence, share_figure
from ui.keys import LEDGER
from ui.switches import pick
from ui.view import View
from warehouse.effects.evidence import Evidence, Ledger
from wording.evidence.effects import name_moved_part
from wording.evidence.harm import ledger_harm
from wording.evidence.initiatives import name_measured
from wording.evidence.ledger import ledger_sentence, without_parts
from wording.evidence.names import names_of
from wording.evidence.rows import ledger_rows


def contributions_block(view: View) -> None:
    """Draw the division of one KPI's change, and that of each in words."""
    all_evidence = read_evidence(view)
    goals = {pair.kpi for pair in all_evidence.pairs if pair.stated}
    with_parts = sorted(
        (ledger for ledger in all_evidence.ledgers if ledger.parts),
        key=lambda ledger: ledger.kpi not in goals,
    )
    if with_parts:
        _draw_one(view, all_evidence, with_parts)
    else:
        st.markdown(view.say("ledger.none"))
    st.markdown("\n".join(f"- {line}" for line in _lines(view, all_evidence, with_parts, goals)))


def _lines(view: View, all_evidence: Evidence, with_parts: list[Ledger], goals: set[str]) -> list[str]:
    """A line per change that has a part, per harm within everything else, and one for the goals without any part."""
    names = names_of(view, all_evidence)
    lines = [
        ledger_sentence(ledger, all_evidence.find_outcome(ledger.kpi), names, view.currency, view.language)
        for ledger in with_parts
    ]
    lines += ledger_harm(all_evidence, names, view.currency, view.language)
    left = [ledger for ledger in all_evidence.ledgers if not ledger.parts and ledger.kpi in goals]
    if with_parts and (without := without_parts(left, view.language)):
        lines.append(without)
    return lines


def _draw_one(view: View, all_evidence: Evidence, with_parts: list[Ledger]) -> None:
    """The division of the KPI chosen, as bars that add up."""
    names, wanted = names_of(view, all_evidence), next(iter(address.read_codes(LEDGER)), "")
    chosen = next((ledger for ledger in with_parts if ledger.kpi == wanted), with_parts[0])
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
    behind = [*_list_measured(view, all_evidence, chosen.kpi), view.say("ledger.note")]
    if chosen.scale == "ln":
        behind.append(view.say("ledger.logs"))
    draw_evidence(
        view,
        key="ledger",
        title=view.say("initiatives.ledger"),
        figure=share_figure(view, "ledger", (chosen.kpi,), draw),
        table=partial(ledger_rows, all_evidence.ledgers, names, view.language),
        more=[words[chosen.kpi]],
        behind=behind,
    )


def _list_measured(view: View, all_evidence: Evidence, kpi: str) -> list[str]:
    """What the ledger of a KPI measures, in words; at most one entry."""
    pairs = [pair for pair in all_evidence.pairs if pair.kpi == kpi and pair.method == "staggered roll-out"]
    return [name_measured(pair, view.language) for pair in pairs[:1]]
