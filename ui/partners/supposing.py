"""Assumed investments or potentials of partners, held in the address as `partner:base:amount`."""

import math
from dataclasses import dataclass

import streamlit as st

from ui import address
from ui.partners import keys
from ui.partners.review import Review
from ui.view import View
from warehouse.partners.sharing import BASES, Sharing, Supposed
from wording import formats
from wording.naming import member_name
from wording.words import say_member

CHANGED = ("investment", "potential")  # what can be agreed anew; the contribution is what it is


@dataclass(frozen=True, kw_only=True)
class Supposing:
    """Amounts that replace the agreed ones. `wrong`: an invalid entry of the address, "" where there is none."""

    entries: Supposed
    wrong: str


def read_supposed(entries: tuple[str, ...], partners: tuple[str, ...]) -> Supposing:
    """Return the amounts in entries `partner:base:amount`; none of them where one is invalid."""
    supposed = []
    for entry in entries:
        partner, base, text = [*entry.rsplit(":", 2), "", ""][:3]
        try:
            amount = float(text)
        except ValueError:
            amount = math.nan
        if partner not in partners or base not in CHANGED or not math.isfinite(amount) or amount < 0:
            return Supposing(entries=(), wrong=entry)
        supposed.append((partner, base, amount))
    return Supposing(entries=tuple(supposed), wrong="")


def read_supposing(review: Review) -> Supposing:
    """Return what the address assumes about partners of the kind."""
    return read_supposed(address.read_codes(keys.SUPPOSE), review.codes)


def draw_supposing(view: View, review: Review, benefit_shares: Sharing, now: Supposing) -> None:
    """Draw the assumed amounts in words, and the form that changes them for the chosen partner."""
    if now.wrong:
        st.caption(f":red[▲ {view.say('suppose.wrong', entry=now.wrong)}]")
    labels = view.ask.labels("partner")
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        for partner, base, amount in now.entries:
            words = view.say(
                "suppose.one",
                name=member_name(partner, labels, view.language),
                base=view.say(f"base.{base}"),
                amount=formats.value(amount, view.currency, view.language),
            )
            st.caption(words, width="content")
        name = view.say("suppose.set", name=member_name(review.partner, labels, view.language))
        with st.popover(name, type="tertiary", key="suppose_set", icon=":material/edit:"):
            _draw_form(view, review.partner, benefit_shares, now)
        if now.entries:
            reset = view.say("suppose.reset")
            st.button(
                reset, type="tertiary", key="suppose_reset", on_click=address.choose, args=(keys.SUPPOSE, ())
            )


def _draw_form(view: View, partner: str, benefit_shares: Sharing, now: Supposing) -> None:
    """A field per base that can be agreed anew, with its present amount, 0 where there is none."""
    own, unit = benefit_shares.of(partner), say_member("currency", view.currency, view.language)
    given = {base: (own.bases[BASES.index(base)] if own else None) or 0.0 for base in CHANGED}
    with st.form("suppose_form", border=False):
        for base, amount in given.items():
            st.number_input(
                view.say("suppose.amount", base=view.say(f"base.{base}"), unit=unit),
                min_value=0.0,
                value=amount,
                step=max(1.0, 10.0 ** (len(str(int(amount))) - 2)),
                format="%.0f",
                key=_widget(partner, base, amount),
            )
        apply = view.say("weights.apply")
        st.form_submit_button(apply, type=view.main_button, on_click=_take, args=(partner, given, now))


def _widget(partner: str, base: str, amount: float) -> str:
    return f"suppose_{partner}_{base}_{amount:.0f}"


def _take(partner: str, shown: dict[str, float], now: Supposing) -> None:
    """Assume for this partner the amounts typed that differ from those shown, and nothing for any other partner."""
    kept = {base: amount for code, base, amount in now.entries if code == partner}
    for base, amount in shown.items():
        typed = float(st.session_state[_widget(partner, base, amount)] or 0.0)
        if typed != amount:
            kept[base] = typed
    address.choose(keys.SUPPOSE, (f"{partner}:{base}:{amount:.0f}" for base, amount in kept.items()))
