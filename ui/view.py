"""What a page needs to know of its reader: language, theme, scope, snapshot and choices."""

import logging
import uuid
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NoReturn

import streamlit as st

from figures.canvas import Figure
from figures.enlarged import enlarge
from ui import address
from ui.keys import LANGUAGE
from ui.memory import ask_of, figure_of, open_served
from warehouse.contract.errors import Damaged, MilepostError
from warehouse.contract.scope import WHOLE_HOUSE, Scope
from warehouse.contract.store import Home
from wording.reader import Reader
from wording.theme import Theme
from wording.words import LANGUAGES, Language, say

log = logging.getLogger(__name__)

# Load logs and refused rows; what the whole company plans; all partners beside each other; packs.
HOUSE_ONLY = ("data-health", "scenarios", "partners", "reports")


@dataclass(frozen=True, kw_only=True)
class View(Reader):
    """One reader on one page; figures are enlarged to `room`, (width, height) in pixels, where there is one."""

    page: str
    theme: Theme
    room: tuple[int, int] | None

    def figure(self, key: tuple[Hashable, ...], draw: Callable[[], Figure]) -> Figure:
        """A figure drawn once per key (values only: its name, KPI, choices, language, theme …) and room."""
        whole_key = (self.snapshot.id, self.ask.scope.partners, *key, *(self.room or ()))
        return figure_of(whole_key, lambda: enlarge(draw(), *self.room) if self.room else draw())


def language() -> Language:
    """The language chosen, else the browser's, else English."""
    asked = (
        address.read_codes(LANGUAGE) if address.has_started() else tuple(st.query_params.get_all(LANGUAGE))
    )
    codes = (*asked, (st.context.locale or "")[:2])
    return next((known for code in codes for known in LANGUAGES if code == known), "en")


def theme() -> Theme:
    """Light or dark, as the browser shows it."""
    return "dark" if st.context.theme.type == "dark" else "light"


def scope_of_reader() -> Scope | None:
    """The rows this reader may see, None for none; everyone in the house sees all of it."""
    return WHOLE_HOUSE


def may_see(page: str, scope: Scope | None) -> bool:
    """Whether a page is for this reader: some are for the house only."""
    return scope is not None and (page not in HOUSE_ONLY or scope.partners is None)


def open_view(page: str) -> View:
    """The view of a page; where there is nothing to show or no right to see it, that is said and the page ends.

    Every page opens its own view, so that none is ever drawn without the check of rights.
    """
    scope = scope_of_reader()
    tongue = language()
    if scope is None or not may_see(page, scope):
        _say_state("no_right", tongue)
        st.stop()
    try:
        snapshot = open_served(Home.from_environment())
    except Damaged as error:
        stop_damaged(error, tongue)
    except MilepostError:
        _say_state("nothing", tongue)
        st.stop()
    return View(
        language=tongue,
        snapshot=snapshot,
        ask=ask_of(snapshot, scope),
        page=page,
        theme=theme(),
        room=None,
    )


def stop_damaged(error: Damaged, tongue: Language) -> NoReturn:
    """Say that what was published cannot be read, and end the page; where and why is for the log."""
    log.error("%s", error)
    _say_state("damaged", tongue)
    st.stop()


def _say_state(state: str, tongue: Language) -> None:
    with st.container(border=True):
        st.subheader(say(f"absent.{state}_title", tongue))
        st.markdown(say(f"absent.{state}", tongue))


@contextmanager
def part(view: View) -> Iterator[None]:
    """One part of a page: what breaks in it is logged under a number and said in words, the rest stays."""
    try:
        # Shown only when the answer takes a moment.
        with st.spinner(view.say("state.loading")):
            yield
    except Damaged as error:
        stop_damaged(error, view.language)
    except Exception as error:
        number = uuid.uuid4().hex[:8]
        # What a user can mend is one line; anything else is for whoever knows the program.
        trace = None if isinstance(error, MilepostError) else error
        log.error("part of page %s failed, event %s: %s", view.page, number, error, exc_info=trace)
        with st.container(border=True):
            st.markdown(f"**{view.say('state.broken_title')}**")
            st.caption(view.say("state.broken", number=number))
