"""The check of a passport number: whether its snapshot still gives the answer that was stated."""

import json
from collections.abc import Mapping
from typing import Any

import streamlit as st

from asking.numbers import read_number
from asking.statements import Stated
from asking.verification import Verification, verify
from state.database import state_of
from state.passports import Passports, Recorded
from ui.recording import record
from ui.view import View
from warehouse.contract.errors import MilepostError
from warehouse.contract.store import Home
from warehouse.kpis import KPIS
from warehouse.kpis.record import Kpi
from wording import formats
from wording.naming import name_of
from wording.words import Language, say_member

STATED = 6  # members of an answer that are shown
TONES = {"holds": "green", "differs": "red"}


def verify_block(view: View) -> None:
    """Draw a field for the number and, once asked, what was stated, when, and whether it still holds."""
    st.caption(view.say("verify.lead"))
    with st.form("verify", border=False):
        line = st.container(horizontal=True, vertical_alignment="bottom", gap="small")
        typed = line.text_input(
            view.say("verify.number"), key="verify_number", placeholder="MP-7K3Q-9XTD-2B4H", width=260
        )
        asked = line.form_submit_button(view.say("verify.ask"))
    if not asked or not typed.strip():
        return
    number, home = read_number(typed), Home.from_environment()
    if number is None:
        st.warning(view.say("verify.unreadable"))
        return
    try:
        record(home)  # what this server has stated a moment ago
        recorded = Passports(state_of(home)).find(number)
        if recorded is None:
            st.warning(view.say("verify.unknown", number=number))
            return
        _draw_verdict(view, recorded, verify(home, recorded.stated))
    except MilepostError as failed:
        st.warning(view.say("verify.failed", why=str(failed)))


def list_stated(stated: Stated, kpi: Kpi, language: Language) -> list[dict[str, str]]:
    """Return what was stated, a row of texts per member: value, or before, after and change; and n.

    At most `STATED` rows; none for answers that have neither values nor changes.
    """
    answer = json.loads(stated.answer) if stated.answer else {}
    if not isinstance(answer, dict):
        return []
    rows = []
    for entry in (*answer.get("changes", ()), *answer.get("values", ()))[:STATED]:
        sides = [entry[name] for name in ("before", "after")] if "before" in entry else [entry]
        values = [_value(side["estimate"], kpi, language) for side in sides]
        names = ("before", "after") if len(sides) == 2 else ("value",)
        row = {"member": ", ".join(entry["members"]) or "–", **dict(zip(names, values, strict=True))}
        if "absolute" in entry:
            change = entry["absolute"]["value"]
            row["absolute"] = "–" if change is None else formats.absolute_change(change, kpi.unit, language)
        row["n"] = " → ".join(formats.count(side["n"], language) for side in sides)
        rows.append(row)
    return rows


def _value(estimate: Mapping[str, Any], kpi: Kpi, language: Language) -> str:
    value = estimate["value"]
    return "–" if value is None else formats.value(value, kpi.unit, language)


def _draw_verdict(view: View, recorded: Recorded, checked: Verification) -> None:
    stated = recorded.stated
    kpi = KPIS.get(stated.kpi)
    what = name_of(kpi, view.language) if kpi else say_member("asked", stated.name, view.language)
    colour = TONES.get(checked.verdict, "orange")
    verdict = say_member("verdict", checked.verdict, view.language)
    st.markdown(f"`{stated.number}` · **{what}** · :{colour}[{verdict}]")
    lines = [
        view.say("verify.snapshot", snapshot=stated.snapshot),
        view.say("verify.stated", moment=formats.moment(recorded.stated_at, view.snapshot.company.timezone)),
    ]
    if stated.version:
        lines.append(view.say("verify.versions", then=stated.version, now=checked.version or "–"))
    st.caption("  \n".join(lines))
    if kpi is not None and (rows := list_stated(stated, view.kpi(stated.kpi), view.language)):
        heads = [view.say(f"column.{name}") for name in rows[0]]
        cells = [[row[name] for row in rows] for name in rows[0]]
        st.table(dict(zip(heads, cells, strict=True)), hide_index=True)
    if checked.differences:
        st.dataframe(
            {
                view.say("verify.place"): [difference.place or "–" for difference in checked.differences],
                view.say("verify.then"): [difference.then for difference in checked.differences],
                view.say("verify.now"): [difference.now for difference in checked.differences],
            },
            hide_index=True,
            alt=view.say("verify.title"),
        )
    st.code(stated.question, language=None, wrap_lines=True)
