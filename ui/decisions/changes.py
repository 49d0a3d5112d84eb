"""The changes of a decision, and the forms that add to them: owner or review, how it went, withdrawal."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from state.records import Key
from ui.decisions.decide import DECISIONS, field, open_decisions, read_field, why_not
from ui.view import View
from ui.writing import attempt, author_field, author_of
from warehouse.contract.windows import shift
from warehouse.scenarios.decisions import Change, Decision
from wording import formats
from wording.markup import escape_markup

AROUND = 24  # months of review offered, from the first one on


def draw_changes(view: View, decision: Decision) -> None:
    """Draw what has changed since the decision was recorded, and a button per form."""
    for change in decision.changes[1:]:
        st.caption(_describe(view, change))
    forms: dict[str, tuple[str, Callable[[View, Decision], None]]] = {
        "amend": (":material/edit_calendar:", _draw_amend_form),
        "conclude": (":material/rate_review:", _draw_conclude_form),
        "withdraw": (":material/undo:", _draw_withdraw_form),
    }
    with st.container(horizontal=True, gap="small"):
        for name, (icon, draw) in forms.items():
            box = st.popover(view.say(f"decide.{name}"), key=f"decision_{name}", icon=icon, on_change="rerun")
            if box.open:
                with box:
                    draw(view, decision)


def _describe(view: View, change: Change) -> str:
    at = formats.moment(change.at, view.snapshot.company.timezone)
    by, reason = escape_markup(change.by), escape_markup(change.reason)
    if change.state == "reviewed":
        return view.say("decision.found", at=at, by=by, reason=reason)
    review = formats.month(change.review, view.language)
    return view.say(
        "decision.changed", at=at, by=by, owner=escape_markup(change.owner), review=review, reason=reason
    )


def _draw_amend_form(view: View, decision: Decision) -> None:
    form, last = _form_of("amend", decision), decision.last
    months = [shift(decision.first_review, place) for place in range(AROUND)]
    with st.form("decision_amend_form", border=False, enter_to_submit=False):
        st.text_input(view.say("decide.owner"), value=last.owner, key=field(form, "owner"), max_chars=60)
        st.selectbox(
            view.say("decide.review"),
            months,
            index=months.index(last.review) if last.review in months else 0,
            key=field(form, "review"),
            format_func=lambda code: formats.month(code, view.language),
        )
        _draw_end(view, form, "reason")
        st.form_submit_button(
            view.say("decide.amend_now"), type=view.main_button, on_click=partial(_amend, view, decision)
        )


def _draw_conclude_form(view: View, decision: Decision) -> None:
    with st.form("decision_conclude_form", border=False, enter_to_submit=False):
        _draw_end(view, _form_of("conclude", decision), "finding")
        st.form_submit_button(
            view.say("decide.conclude_now"),
            type=view.main_button,
            on_click=partial(_conclude, view, decision),
        )


def _draw_withdraw_form(view: View, decision: Decision) -> None:
    with st.form("decision_withdraw_form", border=False, enter_to_submit=False):
        author_field(view, _form_of("withdraw", decision))
        st.caption(view.say("decide.withdraw_help"))
        st.form_submit_button(view.say("decide.withdraw_now"), on_click=partial(_withdraw, view, decision))


def _draw_end(view: View, form: str, reason: str) -> None:
    """A line in the person's words, and their name."""
    st.text_input(view.say(f"decide.{reason}"), key=field(form, "reason"), max_chars=300)
    author_field(view, form)


def _form_of(name: str, decision: Decision) -> str:
    """The form for a decision as it is now, so that no field keeps what belongs to another."""
    return f"{name}_{decision.code}_{decision.last.number}"


def _key(decision: Decision) -> Key:
    return Key(code=decision.code, number=decision.last.number)


def _amend(view: View, decision: Decision) -> None:
    def act() -> str:
        form = _form_of("amend", decision)
        open_decisions().amend(
            _key(decision),
            owner=read_field(form, "owner"),
            review=read_field(form, "review"),
            reason=read_field(form, "reason"),
            by=author_of(form),
        )
        return view.say("decide.amended")

    attempt(DECISIONS, act, partial(why_not, view))


def _conclude(view: View, decision: Decision) -> None:
    def act() -> str:
        form = _form_of("conclude", decision)
        open_decisions().review(_key(decision), read_field(form, "reason"), author_of(form))
        return view.say("decide.concluded")

    attempt(DECISIONS, act, partial(why_not, view))


def _withdraw(view: View, decision: Decision) -> None:
    def act() -> str:
        open_decisions().withdraw(_key(decision), author_of(_form_of("withdraw", decision)))
        return view.say("decide.withdrawn")

    attempt(DECISIONS, act, partial(why_not, view))
