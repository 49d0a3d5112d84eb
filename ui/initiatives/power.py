"""What a planned roll-out could show, and by when: the plan, the answer, and the figure."""

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from analysis.attribution.power import Plan
from ui import address
from ui.address import Key
from ui.initiatives import keys
from ui.initiatives.charts import smallest_effect
from ui.initiatives.evidence_notes import draw_evidence
from ui.switches import pick
from ui.view import View
from warehouse.effects.power import Power, list_plannable, power
from wording.downloads import Rows
from wording.evidence.effects import name_moved_part
from wording.evidence.power import power_sentence, size_words
from wording.naming import reason_words

WAVES = ("1", "2", "3", "4", "6")
GAPS = ("1", "2", "3", "4", "6")  # months
REACHES = (
    "0.5",
    "0.65",
    "0.8",
    "0.9",
)  # shares of the units; without some that wait there is nothing to compare


def power_block(view: View) -> None:
    """The plan's four choices, the smallest effect it could show in words, and by months since the go-live."""
    kpis = view.ask.of(list_plannable)
    if not kpis:
        return
    st.subheader(view.say("power.title"))
    names = {code: name_moved_part(view.kpi(code), view.language) for code in kpis}
    shares = {code: view.say(f"reach.{code}") for code in REACHES}
    chosen = []
    for column, choice in zip(
        st.columns(4),
        (
            (keys.PLAN, view.say("power.kpi"), kpis, kpis[0], names),
            (keys.WAVES, view.say("power.waves"), WAVES, "4", {}),
            (keys.GAP, view.say("power.gap"), GAPS, "3", {}),
            (keys.REACH, view.say("power.reach"), REACHES, "0.8", shares),
        ),
        strict=True,
    ):
        with column:
            chosen.append(_choose(view, *choice))
    kpi, plan = chosen[0], Plan(waves=int(chosen[1]), gap=int(chosen[2]), share=float(chosen[3]))
    found: Power = view.ask.of(power, kpi, plan)
    if found.reason is not None:
        st.markdown(reason_words(found.reason, view.language))
        return
    kind = view.snapshot.company.statistics_unit
    sentence = power_sentence(
        found,
        kpi=names[kpi],
        waves=plan.waves,
        gap=plan.gap,
        unit_kind=kind,
        currency=view.currency,
        language=view.language,
    )
    st.markdown(f"##### {sentence}")
    draw = partial(
        smallest_effect.smallest_effects,
        found,
        kpi=names[kpi],
        currency=view.currency,
        language=view.language,
        theme=view.theme,
    )
    figure = view.figure(("power", *chosen, view.language, view.theme), draw)
    table = partial(power_rows, view, found)
    draw_evidence(
        view,
        key="power",
        title=view.say("power.title"),
        figure=figure,
        table=table,
        more=[view.say("power.note")],
    )


def _choose(
    view: View, key: Key, label: str, options: Sequence[str], usual: str, names: Mapping[str, str]
) -> str:
    """One of the plan's choices, the usual one unless the reader chose another."""
    now = next((code for code in address.read_codes(key) if code in options), usual)
    pick(view, key=key, label=label, options=options, chosen=now, names=names)
    return now


def power_rows(view: View, found: Power) -> Rows:
    """A row per horizon: months, the smallest effect in words and as a number on its scale."""
    return Rows(
        columns=tuple(view.say(f"column.{key}") for key in ("months_since", "smallest", "effect", "scale")),
        rows=tuple(
            (
                months,
                None if value is None else size_words(found, place, view.currency, view.language),
                found.smallest[place],
                found.scale,
            )
            for place, (months, value) in enumerate(zip(found.horizons, found.shown, strict=True))
        ),
    )
