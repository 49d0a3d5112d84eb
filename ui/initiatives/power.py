"""The smallest effect that a planned roll-out could detect, and how soon: the plan, the answer, and the figure."""

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
# Shares of the units; without some that wait there is nothing to compare.
REACHES = ("0.5", "0.65", "0.8", "0.9")


def has_plans(view: View) -> bool:
    """Whether there is a KPI that a plan could be rehearsed on."""
    return bool(view.ask.of(list_plannable))


def power_block(view: View) -> None:
    """Draw the plan's four choices, and the smallest effect it could detect by months since go-live."""
    kpis = view.ask.of(list_plannable)
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
    plan_power: Power = view.ask.of(power, kpi, plan)
    if plan_power.reason is not None:
        st.markdown(reason_words(plan_power.reason, view.language))
        return
    kind = view.snapshot.company.statistics_unit
    sentence = power_sentence(
        plan_power,
        kpi=names[kpi],
        waves=plan.waves,
        gap=plan.gap,
        unit_kind=kind,
        currency=view.currency,
        language=view.language,
    )
    st.markdown(f"### {sentence}", anchors=False)
    draw = partial(
        smallest_effect.smallest_effects,
        plan_power,
        kpi=names[kpi],
        currency=view.currency,
        language=view.language,
        theme=view.theme,
    )
    figure = view.figure(("power", *chosen, view.language, view.theme), draw)
    table = partial(power_rows, view, plan_power)
    draw_evidence(
        view,
        key="power",
        title=view.say("power.title"),
        figure=figure,
        table=table,
        more=[],
        behind=[view.say("power.note")],
    )


def _choose(
    view: View, key: Key, label: str, options: Sequence[str], usual: str, names: Mapping[str, str]
) -> str:
    """One of the plan's choices, the usual one unless the reader chose another."""
    now = next((code for code in address.read_codes(key) if code in options), usual)
    pick(view, key=key, label=label, options=options, chosen=now, names=names)
    return now


def power_rows(view: View, plan_power: Power) -> Rows:
    """Return a row per horizon: months, the smallest effect in words and as a number, and its scale."""
    return Rows(
        columns=tuple(view.say(f"column.{key}") for key in ("months_since", "smallest", "effect", "scale")),
        rows=tuple(
            (
                months,
                None if value is None else size_words(plan_power, place, view.currency, view.language),
                plan_power.smallest[place],
                plan_power.scale,
            )
            for place, (months, value) in enumerate(zip(plan_power.horizons, plan_power.shown, strict=True))
        ),
    )
