"""Blocks of the Definitions page: the list of KPIs, and the selected one in full."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from ui import address
from ui.definitions.lineage import diagram, in_one_line
from ui.keys import KPI
from ui.view import View
from ui.viewport import phone
from warehouse.claims.published import claims
from warehouse.kpis import KPIS
from warehouse.kpis.record import Kpi
from warehouse.query.lineage import Provenance, availability, provenance, tables_of
from wording.claims.published import entry
from wording.judgement import STATUSES
from wording.naming import definition_of, name_of, reason_words, sound_of
from wording.sentences.definitions import (
    Fact,
    formula_facts,
    grain_facts,
    guard_words,
    matches,
    setting_facts,
    use_facts,
)
from wording.status import status_with_sign
from wording.words import Language, say_member

ALL = "all"
ORDERS = ("family", "name")
LACKING = "▲ "  # before the name of a KPI that lacks data
_ELSEWHERE = "kpi_chosen_elsewhere"  # session: the KPI last chosen by its link and not in the list


def read_kpi_code() -> str | None:
    """Return the KPI in the address, None if there is none or the catalogue does not know it."""
    return next((code for code in address.read_codes(KPI) if code in KPIS), None)


def list_block(view: View) -> None:
    """Draw the search, the families, and a table of matching KPIs in which the reader selects one."""
    families = (ALL, *dict.fromkeys(kpi.family for kpi in KPIS.values()))
    text = st.text_input(
        view.say("definitions.search"),
        key="kpi_search",
        type="search",
        placeholder=view.say("definitions.example"),
        persist_state="session",
    )
    wanted = st.selectbox(
        view.say("definitions.family"),
        families,
        key="kpi_family",
        format_func=lambda code: view.say(f"subject.{code}"),
        persist_state="session",
    )
    order = st.segmented_control(
        view.say("definitions.order"),
        ORDERS,
        key="kpi_order",
        default=ORDERS[0],
        required=True,
        format_func=lambda code: view.say(f"order.{code}"),
        persist_state="session",
        label_visibility="collapsed",
    )
    kpis = [
        view.kpi(code)
        for code in _sort(list(KPIS), order, families, view.language)
        if wanted in (ALL, KPIS[code].family) and matches(KPIS[code], text or "")
    ]
    if not kpis:
        st.caption(view.say("definitions.nothing", text=text or ""))
        return
    # Rows have other places once the list is another one, and a table keeps its mark when the choice is made elsewhere:
    # each list, and each choice made elsewhere, has a table of its own.
    _draw_table(view, kpis, f"kpis {wanted} {text} {order} {st.session_state.get(_ELSEWHERE, '')}")
    lines = [view.say("definitions.found", n=str(len(kpis)), all=str(len(KPIS)))]
    reasons = dict(view.ask.of(availability))
    if any(reasons[kpi.code] is not None for kpi in kpis):
        lines.append(f"{LACKING}{view.say('definitions.lacking')}")
    st.caption("  \n".join(lines))


def _sort(codes: Sequence[str], order: str, families: Sequence[str], language: Language) -> list[str]:
    """The codes by family, or by name."""
    if order == "name":
        return sorted(codes, key=lambda code: sound_of(name_of(KPIS[code], language)))
    return sorted(codes, key=lambda code: families.index(KPIS[code].family))


def _draw_table(view: View, kpis: Sequence[Kpi], key: str) -> None:
    codes = [kpi.code for kpi in kpis]
    now = read_kpi_code()
    rows = [codes.index(now)] if now in codes else []
    st.dataframe(
        _table(view, kpis),
        hide_index=True,
        height=260 if phone() else 500,
        alt=view.say("definitions.title"),
        key=key,
        selection_mode="single-row",
        selection_default={"selection": {"rows": rows, "columns": [], "cells": []}},
        on_select=lambda: _choose(key, codes),
    )


def _table(view: View, kpis: Sequence[Kpi]) -> pd.DataFrame:
    reasons = dict(view.ask.of(availability))
    names = ("name", "family")
    rows = [
        (
            f"{'' if reasons[kpi.code] is None else LACKING}{name_of(kpi, view.language)}",
            view.say(f"subject.{kpi.family}"),
        )
        for kpi in kpis
    ]
    return pd.DataFrame(rows, columns=[view.say(f"definitions.{name}") for name in names])


def _choose(key: str, codes: Sequence[str]) -> None:
    rows = st.session_state[key].selection.rows
    address.choose(KPI, [codes[row] for row in rows])


def _follow(code: str) -> None:
    st.session_state[_ELSEWHERE] = code
    address.choose(KPI, (code,))


def status_block(view: View) -> None:
    """Draw what each status of a KPI means, with its sign."""
    lines = (
        f"- **{status_with_sign(status, view.language)}** {view.say(f'status.means.{status}')}"
        for status in STATUSES
    )
    st.markdown("\n".join(lines))


def definition_block(view: View) -> None:
    """Draw everything about the selected KPI."""
    code = read_kpi_code()
    if code is None:
        return
    kpi, lineage = view.kpi(code), view.ask.of(provenance, code)
    language, company = view.language, view.snapshot.company
    st.header(name_of(kpi, language), anchor=code)
    family = view.say(f"subject.{kpi.family}")
    st.caption(
        view.say(
            "definitions.codes", code=code, catalogue=kpi.catalogue_code, version=kpi.version, family=family
        )
    )
    st.markdown(definition_of(kpi, language))
    if lineage.reason is not None:
        st.warning(reason_words(lineage.reason, language), icon=":material/block:")
    how, use = st.columns(2, gap="large")
    with how:
        _draw_facts(formula_facts(kpi, company, language))
        _draw_facts(grain_facts(kpi, language))
    with use:
        _draw_facts(use_facts(kpi, language))
        _draw_guard(view, kpi)
        _draw_facts(setting_facts(kpi, company, view.snapshot.value_terms.loss_given_default, language))
    caveats = kpi.pitfalls_zh if language == "zh" else kpi.pitfalls_en
    st.info(f"**{view.say('definitions.caveats')}** {caveats}", icon=":material/info:")
    _draw_claims(view, code)
    _draw_sources(view, kpi, lineage)


def _draw_facts(facts: Sequence[Fact]) -> None:
    for fact in facts:
        st.markdown(f"**{fact.label}**  \n{fact.text}")


def _draw_claims(view: View, code: str) -> None:
    """The published figures about the KPI, including those that are not comparable."""
    about = [f"- {entry(claim, view.language)}" for claim in claims() if claim.kpi == code]
    if about:
        st.markdown(f"**{view.say('claims.about')}**\n" + "\n".join(about))


def _draw_guard(view: View, kpi: Kpi) -> None:
    guard = view.kpi(kpi.guard) if kpi.guard else None
    words = guard_words(kpi, guard, view.language)
    st.markdown(f"**{view.say('definitions.guard')}**" + ("" if guard else f"  \n{words}"))
    if guard is not None:
        st.button(
            words,
            key="guard",
            type="tertiary",
            icon=":material/arrow_forward:",
            on_click=_follow,
            args=(guard.code,),
        )


def _draw_sources(view: View, kpi: Kpi, lineage: Provenance) -> None:
    """The way from the files to the KPI, and which of its inputs the company delivers."""
    st.markdown(f"**{view.say('definitions.lineage')}**")
    st.mermaid_chart(
        diagram(kpi, lineage, phone(), view.language),
        width="stretch",
        alt=in_one_line(kpi, lineage, view.language),
    )
    lines = [
        f"{_mark(view, need not in lineage.missing)} {need}"
        for need in dict.fromkeys((*tables_of(kpi), *kpi.needs))
    ]
    st.caption(f"{view.say('definitions.needs')}  \n" + "  \n".join(lines))


def _mark(view: View, delivered: bool) -> str:
    return say_member("delivered", "yes" if delivered else "no", view.language)
