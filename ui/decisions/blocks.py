"""Blocks of the Decisions page: the verdict, the list, one decision with its forecast, and how good forecasts are."""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, fields
from functools import partial

import pandas as pd
import streamlit as st

from analysis.results import Reason
from ui import address
from ui.decisions import keys
from ui.decisions.changes import draw_changes
from ui.decisions.charts.calibration import calibration_figure
from ui.decisions.decide import DECISIONS, open_decisions
from ui.figure import draw_numbers, draw_plot
from ui.places import PAGES
from ui.scenarios.charts.backtest import backtest
from ui.switches import pick
from ui.view import View
from ui.viewport import phone
from ui.writing import draw_said
from warehouse.contract.errors import MilepostError
from warehouse.scenarios.decisions import (
    Judged,
    calibrate_decisions,
    judge_decisions,
    last_month_over,
    tally,
)
from warehouse.scenarios.forecast import Came, judge
from wording import formats
from wording.markup import escape_markup
from wording.scenarios.decisions import (
    NONE,
    DecisionRow,
    calibration_words,
    came_words,
    count_scored,
    decision_row,
    gain_words,
    place_words,
    range_words,
    review_words,
    verdict,
)
from wording.scenarios.terms import series_name

ORDER = ("by hand", "scored", "open", "reviewed")  # of the list
SERIES_COLUMNS = ("kpi", "forecast", "do_nothing", "came", "outcome", "against_nothing")


def read_judged(view: View) -> tuple[Judged, ...] | None:
    """Read the decisions and what became of them; None, with a message, where the state cannot be read."""
    draw_said(DECISIONS)
    try:
        decisions = open_decisions().list_decisions()
    except MilepostError:
        st.error(view.say("decisions.unreachable"))
        return None
    judged = judge_decisions(decisions, partial(view.ask.of, judge), last_month_over(view.snapshot))
    return tuple(sorted(judged, key=lambda each: ORDER.index(each.status)))


def decisions_answer_block(view: View, judged: Sequence[Judged]) -> None:
    """Draw the verdict in one line; where nothing is recorded, how it is done."""
    if judged:
        st.markdown(f"## {verdict(tally(judged), view.language)}")
        return
    st.markdown(view.say("decisions.none"))
    st.page_link(
        PAGES / "scenarios.py", label=view.say("decisions.to_scenarios"), icon=":material/arrow_forward:"
    )


def list_block(view: View, judged: Sequence[Judged]) -> None:
    """Draw a row per decision: what was expected, what the data show, the verdict; on a phone a list."""
    rows = [decision_row(each, view.currency, view.language) for each in judged]
    if phone():
        for row in rows:
            st.markdown(_in_lines(view, row))
        return
    names = [field.name for field in fields(DecisionRow)]
    frame = pd.DataFrame(
        [[escape_markup(cell) for cell in astuple(row)] for row in rows],
        columns=[view.say(f"column.{name}") for name in names],
    )
    st.table(frame, hide_index=True, border="horizontal", alt=view.say("decisions.list"))


def _in_lines(view: View, row: DecisionRow) -> str:
    """A decision, its verdict, and what both rest on, each on a line of its own."""
    gain = _line(view, view.say("column.against_nothing"), row.against_nothing)
    told = (row.outcome, "" if row.against_nothing == NONE else gain)
    about = (row.owner, row.review, "" if row.judged_by == NONE else row.judged_by)
    numbers = () if row.forecast == NONE else (f"{row.forecast} → {row.came}",)
    lines = (_join(told), _join(about), *numbers)
    return "  \n".join((f"**{escape_markup(row.decision)}**", *map(escape_markup, lines)))


def _join(parts: Iterable[str]) -> str:
    return " · ".join(part for part in parts if part)


def _line(view: View, head: str, text: str) -> str:
    return view.say("decision.line", head=head, text=text)


def one_block(view: View, judged: Sequence[Judged]) -> None:
    """Draw one decision: its forecast and the data since, all KPIs, its changes, and the forms that change it."""
    by_code = {each.decision.code: each for each in judged}
    first = next((each for each in judged if each.status == "scored"), judged[0]).decision.code
    now = next((code for code in address.read_codes(keys.DECISION) if code in by_code), first)
    names = {code: each.decision.text for code, each in by_code.items()}
    pick(
        view,
        key=keys.DECISION,
        label=view.say("decisions.choose"),
        options=list(names),
        chosen=now,
        names=names,
    )
    shown = by_code[now]
    row = decision_row(shown, view.currency, view.language)
    st.markdown(f"**{escape_markup(formats.capitalise(row.outcome))}**")
    st.caption(" · ".join(_describe(view, shown)))
    if shown.judgement is not None:
        _draw_forecast(view, shown, shown.judgement.main)
        _draw_series(view, shown.judgement.series)
        _draw_note(view, shown)
    draw_changes(view, shown.decision)


def _describe(view: View, judged: Judged) -> list[str]:
    """What a decision rests on."""
    decision, words = judged.decision, view.say("decision.no_plan")
    if decision.plan is not None and decision.plan_name is not None:
        number = decision.plan.rpartition(".")[2]
        words = view.say("decision.plan", name=escape_markup(decision.plan_name), n=number)
    about = view.say(
        "decision.about",
        day=str(decision.decided_on),
        owner=escape_markup(decision.last.owner),
        snapshot=decision.snapshot,
    )
    meeting = [view.say("decision.meeting")] if decision.meeting is not None else []
    review = _line(view, view.say("decide.review"), review_words(decision, view.language))
    return [words, about, *meeting, review]


def _draw_forecast(view: View, judged: Judged, came: Came) -> None:
    """The plan's forecast of the KPI that decides, with the months since."""
    draw = partial(
        backtest,
        judged.decision.plan_name or "",
        by_month=came.plan,
        observed=[None if estimate.value is None else estimate for estimate in came.seen],
        series=came.series,
        first_month=came.months[0],
        currency=view.currency,
        language=view.language,
        theme=view.theme,
        do_nothing=came.do_nothing,
    )
    key = ("decision", judged.decision.code, view.snapshot.id, phone(), view.language, view.theme)
    draw_plot(view.figure(key, draw), "decision")


def _draw_note(view: View, judged: Judged) -> None:
    """One button, and behind it how to read the forecast, and the number of the comparison."""
    assert judged.decision.forecast is not None
    with st.popover(
        view.say("note.open"), type="tertiary", key="note_decision", icon=":material/info:", width="content"
    ):
        st.markdown(view.say("decisions.note"))
        draw_numbers(view, (view.ask.state(judge, judged.decision.forecast).number,))


def _draw_series(view: View, series: Sequence[Came]) -> None:
    """All KPIs in the month of the review."""
    rows = [
        (
            series_name(came.series, view.language),
            range_words(came.series, came.plan[-1], view.currency, view.language),
            range_words(came.series, came.do_nothing[-1], view.currency, view.language),
            came_words(came, view.currency, view.language),
            place_words(came, view.language),
            gain_words(came, view.language),
        )
        for came in series
    ]
    heads = [view.say(f"column.{name}") for name in SERIES_COLUMNS]
    title = view.say("decisions.all_series", month=formats.month(series[0].months[-1], view.language))
    st.markdown(f"**{title}**")
    if phone():
        for name, *cells in rows:
            lines = (_line(view, head, cell) for head, cell in zip(heads[1:], cells, strict=True))
            st.markdown("\n".join((name, "", *(f"- {line}" for line in lines))))
    else:
        st.table(pd.DataFrame(rows, columns=heads), hide_index=True, border="horizontal", alt=title)


def calibration_block(view: View, judged: Sequence[Judged]) -> None:
    """Draw how often the forecasts held, once there are enough of them."""
    told = calibrate_decisions(judged)
    words = calibration_words(told, count_scored(judged), view.language)
    if isinstance(told, Reason):
        st.markdown(words)
        return
    codes = tuple(each.decision.code for each in judged)
    draw = partial(calibration_figure, told, view.language, view.theme)
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown(f"**{words}**")
        st.caption(view.say("calibration.note"))
    with right:
        key = ("calibration", codes, view.snapshot.id, view.language, view.theme)
        draw_plot(view.figure(key, draw), "held")
