"""Weights that a reader sets, held in the address as `code:number`; a code not named weighs 1."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from ui import address
from ui.address import Key
from ui.view import View
from wording import formats

USUAL = 1.0


@dataclass(frozen=True, kw_only=True)
class Weights:
    """Weights in the order of their codes, none below 0 and not all 0.

    `wrong`: what is invalid in the address, "" where all is valid.
    """

    values: tuple[float, ...]
    wrong: str


def read_weights(entries: Sequence[str], codes: Sequence[str]) -> Weights:
    """Return the weights in entries `code:number`; equal ones where any entry is invalid."""
    weights: dict[str, float] = {}
    for entry in entries:
        code, _, text = entry.partition(":")
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if code not in codes or code in weights or not math.isfinite(number) or number < 0:
            return Weights(values=(USUAL,) * len(codes), wrong=entry)
        weights[code] = number
    values = tuple(weights.get(code, USUAL) for code in codes)
    if not any(values):
        return Weights(values=(USUAL,) * len(codes), wrong=", ".join(entries))
    return Weights(values=values, wrong="")


def weights_of(key: Key, codes: Sequence[str]) -> Weights:
    """Return the weights in the address under a key."""
    return read_weights(address.read_codes(key), codes)


def draw_weights(view: View, key: Key, names: Mapping[str, str], now: Weights) -> None:
    """Draw the weights in percent, the form that sets them behind a button, and a line about an invalid entry."""
    if now.wrong:
        st.caption(f":red[▲ {view.say('weights.wrong', entry=now.wrong)}]")
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.caption(weights_words(view, names, now.values), width="content")
        with (
            st.popover(view.say("weights.set"), type="tertiary", key=f"{key}_set", icon=":material/tune:"),
            st.form(f"{key}_form", border=False),
        ):
            for (code, name), weight in zip(names.items(), now.values, strict=True):
                st.number_input(
                    name, min_value=0.0, value=weight, step=1.0, format="%g", key=_widget(key, code, now)
                )
            st.caption(view.say("weights.help"))
            st.form_submit_button(
                view.say("weights.apply"),
                type=view.main_button,
                on_click=_take,
                args=(key, tuple(names), now),
            )
        if any(weight != now.values[0] for weight in now.values):
            st.button(
                view.say("weights.equal"),
                type="tertiary",
                key=f"{key}_equal",
                on_click=address.choose,
                args=(key, ()),
            )


def weights_words(view: View, names: Mapping[str, str], values: Sequence[float]) -> str:
    """Return the weights as shares of their sum in words, or that they are equal."""
    if all(weight == values[0] for weight in values):
        return view.say("weights.are_equal", n=str(len(values)))
    parts = [
        view.say("weights.one", name=name, share=formats.percent(weight / sum(values)))
        for name, weight in zip(names.values(), values, strict=True)
    ]
    return view.say("weights.are", weights=" · ".join(parts))


def _widget(key: Key, code: str, now: Weights) -> str:
    """The key of a field, another one for other weights, so that it shows those of the address."""
    return f"{key}_{code}_{'_'.join(f'{weight:g}' for weight in now.values)}"


def _take(key: Key, codes: tuple[str, ...], now: Weights) -> None:
    values = {code: float(st.session_state[_widget(key, code, now)] or 0.0) for code in codes}
    usual = len(set(values.values())) == 1 and any(values.values())
    address.choose(
        key, () if usual else (f"{code}:{value:g}" for code, value in values.items() if value != USUAL)
    )
