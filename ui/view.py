"""What a page knows of its reader: language, theme, scope, snapshot and choices."""

import logging
import uuid
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal, NoReturn

import streamlit as st

from figures.canvas import Figure
from figures.enlarged import enlarge
from ui import address
from ui.keys import LANGUAGE
from ui.memory import ask_of, memory_of, open_served
from ui.updating import is_updating
from warehouse.contract.errors import Damaged, MilepostError
from warehouse.contract.scope import WHOLE_HOUSE, Scope
from warehouse.contract.store import Home
from wording.reader import Reader
from wording.theme import Theme
from wording.words import LANGUAGES, Language, say

log = logging.getLogger(__name__)

# Load logs and refused rows; what the whole company plans and decides; all partners beside each other; packs.
HOUSE_ONLY = ("data-health", "scenarios", "decisions", "partners", "reports")


class PageEnded(Exception):
    """A page has said why nothing follows; its frame is finished all the same."""


@dataclass(frozen=True, kw_only=True)
class View(Reader):
    """One reader on one page.

    `room`: width and height in pixels to enlarge figures to; None leaves them as they are.
    """

    page: str
    theme: Theme
    room: tuple[int, int] | None

    @property
    def main_button(self) -> Literal["primary", "secondary"]:
        """The kind of a main button: Streamlit writes white on the primary colour, which is pale in the dark theme."""
        return "primary" if self.theme == "light" else "secondary"

    def figure(self, key: tuple[Hashable, ...], draw: Callable[[], Figure]) -> Figure:
        """Return the figure for a key, drawn once per key and room.

        The key holds values only: the figure's name, KPI, choices, language, theme …
        """
        whole_key = (self.ask.scope.partners, *key, *(self.room or ()))
        return memory_of(self.snapshot.id).figure(
            whole_key, lambda: enlarge(draw(), *self.room) if self.room else draw()
        )


def language() -> Language:
    """Return the language chosen, else the browser's, else English."""
    asked = (
        address.read_codes(LANGUAGE) if address.has_started() else tuple(st.query_params.get_all(LANGUAGE))
    )
    codes = (*asked, (st.context.locale or "")[:2])
    return next((known for code in codes for known in LANGUAGES if code == known), "en")


def theme() -> Theme:
    """Return the theme that the browser shows, light or dark."""
    return "dark" if st.context.theme.type == "dark" else "light"


def scope_of_reader() -> Scope | None:
    """Return the rows this reader may see, None for none; at present every reader sees the whole house."""
    return WHOLE_HOUSE


def may_see(page: str, scope: Scope | None) -> bool:
    """Return whether a scope gives access to a page; some pages need the scope of the whole house."""
    return scope is not None and (page not in HOUSE_ONLY or scope.partners is None)


def open_view(page: str) -> View:
    """Return the view of a page, or say why there is nothing to show and end the page.

    Every page opens its own view, so that none is drawn without the access check.
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
    """Tell the reader that the published data cannot be read, log where and why, and end the page."""
    log.error("%s", error)
    _say_state("damaged", tongue)
    st.stop()


def _say_state(state: str, tongue: Language) -> None:
    with st.container(border=True):
        st.header(say(f"absent.{state}_title", tongue), anchor=False)
        st.markdown(say(f"absent.{state}", tongue))


@contextmanager
def part(view: View) -> Iterator[None]:
    """Draw one part of a page; if it fails, log the error and show its event number, and keep the other parts.

    Damaged data ends the whole page. Under new filters a part is drawn on clean paper: Streamlit would replace its
    elements one by one, so that old and new numbers stood under each other.
    """
    try:
        # The spinner is shown only when the answer takes a moment.
        with (
            st.empty().container() if is_updating() else st.container(),
            st.spinner(view.say("state.loading")),
        ):
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
