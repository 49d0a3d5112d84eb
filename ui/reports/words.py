"""People's words on a report: writing and withdrawing them, section by section, and signing the report off."""

import json
from functools import partial

import streamlit as st

from asking.books import Book, Remark
from reports.since.words import PLACES, tell_sign_off
from state.books import open_book, subject_of
from state.commentary import Commentary
from state.database import state_of
from state.refusals import Refusal, WrittenMeanwhile
from state.texts import REMARK_LETTERS
from ui.fold import fold
from ui.view import View
from ui.writing import attempt, author_field, author_of, draw_said
from warehouse.contract.errors import MilepostError
from warehouse.contract.store import Home
from wording import formats
from wording.choices import Choices

EXECUTIVE = "executive"
_WORDS, _SIGN = "remark", "sign_off"  # about what something is said, and places of the author's field


def book_of(view: View, choices: Choices) -> Book:
    """Return what the next executive pack carries; MilepostError where the state cannot be read."""
    return open_book(
        Home.from_environment(),
        subject_of(EXECUTIVE, choices.where),
        view.snapshot.id,
        (choices.before, choices.after),
    )


def words_block(view: View, choices: Choices) -> None:
    """Draw the fold with the words on each section and the sign-off."""
    with fold(view, "words", view.say("book.fold"), at_first=False) as is_open:
        if not is_open:
            return
        try:
            book = book_of(view, choices)
        except MilepostError:
            st.caption(view.say("book.unreachable"))
            return
        _draw_form(view, choices, book)
        _draw_sign_off(view, choices, book)


def _draw_form(view: View, choices: Choices, book: Book) -> None:
    """A section's words, to be written, replaced or withdrawn; below them what was said in the last report."""
    st.caption(view.say("book.about", n=str(REMARK_LETTERS), half=str(REMARK_LETTERS // 2)))
    if choices.where:
        st.caption(view.say("book.narrowed", filters=choices.filters_text(view)))
    place = st.selectbox(
        view.say("book.which"),
        PLACES,
        format_func=lambda code: _option(view, code, book),
        key="remark_place",
    )
    held, before = book.remarks.get(place), book.said_before.get(place)
    field = _field(place, held)
    st.session_state.setdefault(field, held.text if held is not None else "")
    st.text_area(view.say("book.text"), key=field, max_chars=REMARK_LETTERS, height=90)
    if held is not None:
        typed = str(st.session_state.get(field, held.text))
        whose = _whose(view, held)
        st.caption(whose if typed == held.text else view.say("book.held", text=held.text, whose=whose))
    if before is not None:
        st.caption(view.say("book.before", text=before.text, whose=_whose(view, before)))
    author_field(view, _WORDS)
    with st.container(horizontal=True, gap="small"):
        st.button(
            view.say("book.write"), key="remark_write", on_click=partial(_write, view, choices, place, held)
        )
        if held is not None:
            st.button(
                view.say("book.withdraw"),
                key="remark_withdraw",
                on_click=partial(_withdraw, view, choices, place, held),
            )
        elif before is not None:
            st.button(
                view.say("book.again"),
                key="remark_again",
                on_click=lambda: st.session_state.update({field: before.text}),
            )
    draw_said(_WORDS)


def _field(place: str, held: Remark | None) -> str:
    """Every section has a field of its own, and another one once somebody has written there."""
    return f"remark_{place}_{held.entry if held is not None else 0}"


def _option(view: View, place: str, book: Book) -> str:
    name = view.say(f"section.{place}")
    return view.say("book.written", name=name) if place in book.remarks else name


def _whose(view: View, remark: Remark) -> str:
    zone = view.snapshot.company.timezone
    whose = view.say("book.whose", by=remark.by, moment=formats.moment(remark.at, zone))
    if remark.snapshot == view.snapshot.id:
        return whose
    return view.say("book.whose_before", whose=whose, snapshot=remark.snapshot)


def _write(view: View, choices: Choices, place: str, held: Remark | None) -> None:
    """Where somebody was faster, what was typed stays beside their words."""
    typed = str(st.session_state.get(_field(place, held), ""))

    def act() -> str:
        _commentary().write(
            subject_of(EXECUTIVE, choices.where),
            place,
            typed,
            held.entry if held is not None else 0,
            snapshot=view.snapshot.id,
            by=author_of(_WORDS),
        )
        return view.say("book.kept")

    if not attempt(_WORDS, act, partial(_why_not, view)):
        book = book_of(view, choices)
        st.session_state[_field(place, book.remarks.get(place))] = typed


def _withdraw(view: View, choices: Choices, place: str, held: Remark) -> None:
    def act() -> str:
        _commentary().withdraw(
            subject_of(EXECUTIVE, choices.where),
            place,
            held.entry,
            snapshot=view.snapshot.id,
            by=author_of(_WORDS),
        )
        return view.say("book.gone")

    attempt(_WORDS, act, partial(_why_not, view))


def _draw_sign_off(view: View, choices: Choices, book: Book) -> None:
    st.markdown(f"**{view.say('book.sign_off')}**")
    st.caption(tell_sign_off(book.signed, view))
    if book.signed is not None and not book.signed.changed:
        draw_said(_SIGN)
        return
    author_field(view, _SIGN)

    def act() -> str:
        _commentary().sign(
            subject_of(EXECUTIVE, choices.where),
            view.snapshot.id,
            windows=json.dumps((choices.before, choices.after)),
            remarks=book.remarks,
            seen=book.seen,
            by=author_of(_SIGN),
        )
        return view.say("book.signed_now")

    def sign() -> None:
        attempt(_SIGN, act, partial(_why_not, view))

    st.button(view.say("book.sign"), key="sign_off", on_click=sign)
    st.caption(view.say("book.sign_about"))
    draw_said(_SIGN)


def _commentary() -> Commentary:
    return Commentary(state_of(Home.from_environment()))


def _why_not(view: View, refused: MilepostError) -> str:
    if isinstance(refused, WrittenMeanwhile):
        at = formats.moment(refused.at, view.snapshot.company.timezone)
        section = view.say(f"section.{refused.section}")
        return view.say("book.meanwhile", section=section, by=refused.by, at=at)
    if not isinstance(refused, Refusal):
        return view.say("book.unreachable")
    named, _, fault = refused.code.partition(" ")
    name = view.say("kept.author" if named == "author" else "book.text")
    return view.say(f"field_fault.{fault}", field=name, most=refused.about)
