"""The head of the Initiatives page: what is shown, the verdict in one line, and behind it how it was counted."""

import streamlit as st

from ui.initiatives import keys
from ui.initiatives.evidence_notes import read_evidence, windows
from ui.switches import switch
from ui.view import View
from warehouse.effects.benefits import benefits
from wording.evidence.counts import count_effects, limits
from wording.evidence.names import names_of
from wording.evidence.proven import verdict_of_initiatives

SHOWN = ("stated", "all")  # the goals set in advance, or everything that was looked for


def has_pairs(view: View) -> bool:
    """Whether the evidence holds any pair of initiative and KPI."""
    return bool(read_evidence(view).pairs)


def choices_block(view: View) -> None:
    """Draw the choice of the effects shown; it is read where they are drawn."""
    switch(view, keys.PAIRS, view.say("initiatives.pairs"), SHOWN, "pairs")


def initiatives_sentence(view: View) -> str:
    """Return the page's verdict in words, or that there is nothing to answer from."""
    all_evidence = read_evidence(view)
    if not all_evidence.pairs:
        return view.say("initiatives.no_pairs" if all_evidence.initiatives else "initiatives.none_title")
    names = names_of(view, all_evidence)
    return verdict_of_initiatives(
        all_evidence, view.ask.of(benefits), names, currency=view.currency, language=view.language
    )


def headline_block(view: View) -> bool:
    """Draw the verdict with its basis behind it; return False where there are no initiatives to show."""
    all_evidence = read_evidence(view)
    if not all_evidence.initiatives:
        with st.container(border=True):
            st.subheader(view.say("initiatives.none_title"))
            st.markdown(view.say("initiatives.none"))
        return False
    st.markdown(f"## {initiatives_sentence(view)}")
    if all_evidence.pairs:
        with st.popover(view.say("initiatives.basis"), type="tertiary", icon=":material/info:"):
            _draw_basis(view)
    return True


def _draw_basis(view: View) -> None:
    """Which number stands for an effect, how many effects were looked for, and the windows."""
    all_evidence = read_evidence(view)
    names = names_of(view, all_evidence)
    st.markdown(view.say("initiatives.one_number"))
    st.markdown(count_effects(all_evidence, names, view.currency, view.language))
    if rest := limits(all_evidence, names, view.language):
        st.markdown(rest)
    st.caption(f"{windows(view)} {view.say('initiatives.whole')}")
