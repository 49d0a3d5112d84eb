"""Recording decisions: the fields shared by all forms, what they save, and why something was refused.

Used by the pages on which one decides, Scenarios and Partners, and by the page that lists decisions.
"""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from state.database import state_of
from state.decisions import Decisions
from state.records import Version
from state.refusals import FIELDS, ChangedMeanwhile, Refusal
from ui.view import View
from ui.writing import attempt, author_field, author_of, today_of
from warehouse.contract.errors import MilepostError
from warehouse.contract.store import Home
from warehouse.contract.windows import month_of, shift
from warehouse.scenarios.forecast import freeze, list_moved, list_review_months, read_forecast
from warehouse.scenarios.sides import Side
from wording import formats
from wording.scenarios.decisions import range_words
from wording.scenarios.terms import series_name
from wording.words import say_member

DECISIONS = "decisions"  # about what something is said
USUAL, OFFERED = 6, 24  # months until the review that is chosen at first, and months offered


def open_decisions() -> Decisions:
    """Return the store of the company's decisions."""
    return Decisions(state_of(Home.from_environment()))


def field(form: str, name: str) -> str:
    """Return the key of a field."""
    return f"decide_{form}_{name}"


def draw_promise(view: View, form: str, side: Side) -> bool:
    """Draw the choice of KPI and month by which a plan is judged, and the forecast that is kept.

    Returns whether there is a month left to forecast.
    """
    last = shift(side.assembled.scenario.baseline.last_month, side.plan.months)
    series = st.selectbox(
        view.say("decide.judged_by"),
        list_moved(side, last),
        key=field(form, "judged_by"),
        format_func=lambda code: series_name(code, view.language),
    )
    months = list_review_months(view.snapshot, side, series)
    if not months:
        st.markdown(view.say("decide.no_month"))
        return False
    month = _draw_month(view, form, months)
    kept = read_forecast(freeze(view.snapshot, side, series, month))
    assert kept is not None
    plan, nothing = (
        range_words(series, fans[series][-1], view.currency, view.language)
        for fans in (kept.plan, kept.nothing)
    )
    st.caption(view.say("decide.kept", month=formats.month(month, view.language), plan=plan, nothing=nothing))
    return True


def draw_month(view: View, form: str) -> None:
    """Draw the choice of the month in which a decision without a plan is reviewed by hand."""
    first = shift(month_of(today_of(view)), 1)
    _draw_month(view, form, tuple(shift(first, place) for place in range(OFFERED)))


def _draw_month(view: View, form: str, months: Sequence[str]) -> str:
    return str(
        st.selectbox(
            view.say("decide.review"),
            months,
            index=min(USUAL, len(months)) - 1,
            key=field(form, "review"),
            format_func=lambda code: formats.month(code, view.language),
        )
    )


def draw_words(view: View, form: str) -> None:
    """Draw the fields for what was decided and for who answers for it."""
    st.text_input(view.say("decide.text"), key=field(form, "text"), max_chars=300)
    st.text_input(view.say("decide.owner"), key=field(form, "owner"), max_chars=60)
    author_field(view, field(form, "by"))


def record(
    view: View, form: str, about: str, box: str, plan: tuple[Version, Side] | None, meeting: str | None
) -> None:
    """Save the decision in a form, with the forecast of its plan.

    about: what the message is about. box: the key of the popover, which is closed once it is saved.
    """

    def act() -> str:
        by, held = author_of(field(form, "by")), partial(read_field, form)
        forecast = None if plan is None else freeze(view.snapshot, plan[1], held("judged_by"), held("review"))
        open_decisions().record(
            held("text"),
            owner=held("owner"),
            review=held("review"),
            plan=None if plan is None else plan[0],
            forecast=forecast,
            meeting=meeting,
            snapshot=view.snapshot.id,
            by=by,
            today=today_of(view),
        )
        for name in ("text", "owner"):
            st.session_state[field(form, name)] = ""
        st.session_state[box] = False
        return view.say("decide.recorded")

    attempt(about, act, partial(why_not, view))


def read_field(form: str, name: str) -> str:
    """Return what a field holds, "" for nothing."""
    return str(st.session_state.get(field(form, name)) or "")


def why_not(view: View, refused: MilepostError) -> str:
    """Return why something could not be saved, in words."""
    if isinstance(refused, ChangedMeanwhile):
        at = formats.moment(refused.at, view.snapshot.company.timezone)
        return view.say("decision_refused.changed meanwhile", by=refused.by, at=at)
    if not isinstance(refused, Refusal):
        return view.say("decisions.unreachable")
    named, _, fault = refused.code.partition(" ")
    if named in FIELDS:
        words = view.say(f"decided_field.{named}")
        return view.say(f"field_fault.{fault}", field=words, most=refused.about)
    return say_member("decision_refused", refused.code, view.language, about=refused.about)
