"""Where each initiative went live, and when: by month, and on request by name."""

from functools import partial

import pandas as pd
import streamlit as st

from ui.initiatives.charts import roll_out
from ui.initiatives.evidence_notes import draw_evidence, read_evidence, share_figure
from ui.view import View
from ui.viewport import phone
from warehouse.effects.coverage import courses
from warehouse.effects.evidence import Evidence
from wording.evidence.effects import Names
from wording.evidence.names import names_of, unit_names
from wording.evidence.rows import course_rows, wave_rows


def live_block(view: View) -> None:
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
    draw_evidence(
        view,
        key="roll_out",
        title=view.say("initiatives.calendar"),
        figure=share_figure(view, "roll-out", (), draw),
        table=partial(course_rows, seen, names, view.language),
        more=[view.say("rollout.note")],
        behind=[],
    )
    with st.expander(view.say("rollout.table"), key="rollout_table", on_change="rerun") as folded:
        if folded.open:
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
