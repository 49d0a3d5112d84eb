"""Meeting mode: one section at a time as large as the window, with keyboard shortcuts and a way back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from ui import address
from ui.meetings import keys
from ui.places import PAGES
from ui.view import View
from ui.viewport import measure_viewport, phone, viewport
from wording.choices import Choices

EXECUTIVE, PARTNER = "executive", "partner"
ORIGINS = {EXECUTIVE: "scorecard", PARTNER: "partners"}  # the page one came from
AROUND = 0.28  # of the width of a window: the height that words and buttons take, whose type grows with it
MARGIN = 80  # left and right of everything
# The root's size, of which all others are parts; the smallest type is 0.8 of it. Cards of the first screen fill it.
ROOM_STYLE = """<style>
@media (min-width: 900px) {
html { font-size: 1.6vw !important; }
[data-testid="stMainBlockContainer"] { padding: .5rem 2rem; }
[data-testid="stMainBlockContainer"] [data-testid="stVerticalBlock"] { gap: .5rem; }
[data-testid="stHeading"] h1 { font-size: 1.35rem; line-height: 1.25; padding: 0 0 .9rem; }
[class*="st-key-points_"] { display: none; }
[class*="st-key-card_"] { min-height: 46vh; justify-content: space-between; padding: .8rem; }
[class*="st-key-card_"] .mp-card > div:first-child { min-height: 7rem; }
[class*="st-key-card_"] .mp-status { font-size: .85rem; }
[class*="st-key-card_"] .mp-bar { height: 1.8rem; }
[class*="st-key-card_"] .mp-change { flex-direction: column; align-items: stretch; height: auto; }
[class*="st-key-card_"] .mp-spark { height: 2.1rem; }
}
</style>"""


@dataclass(frozen=True, kw_only=True)
class Section:
    """One screen: its code in the address, its name, and the function that draws it."""

    code: str
    name: str
    draw: Callable[[], None]


def draw_title(view: View, agenda: str) -> None:
    """Draw the title of the page where a meeting begins, and the button that opens meeting mode from it."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.title(view.say(f"{ORIGINS[agenda]}.title"), width="content")
        _draw_door(view, agenda)


def _draw_door(view: View, agenda: str) -> None:
    if st.button(view.say("meeting.open"), key="meeting_open", icon=":material/slideshow:"):
        address.choose(keys.SECTION, ())
        st.switch_page(PAGES / "meeting.py", query_params=address.with_choices({keys.AGENDA: agenda}))


def agenda_of() -> str:
    """Return whose meeting it is: EXECUTIVE or PARTNER."""
    return PARTNER if PARTNER in address.read_codes(keys.AGENDA) else EXECUTIVE


def for_the_room(view: View) -> View:
    """Return the view with figures as large as the window allows; on a phone, the view unchanged."""
    if phone():
        return view
    window = viewport()
    return replace(view, room=(window.width - MARGIN, round(window.height - AROUND * window.width)))


def section_now(sections: Sequence[Section]) -> int:
    """Return the position of the section shown, the first where none was chosen."""
    chosen = address.read_codes(keys.SECTION)
    return next((place for place, section in enumerate(sections) if section.code in chosen), 0)


def draw_large() -> None:
    """Set all type in proportion to the window, so that a room can read it: 24 px and more at 1920 px."""
    st.html(ROOM_STYLE)


def draw_position(view: View, sections: Sequence[Section], place: int) -> None:
    """Draw the position in the agenda, and the buttons back, on and out, each with its keyboard shortcut."""
    count = view.say("meeting.position", place=str(place + 1), all=str(len(sections)))
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(f"**{sections[place].name}** · {count}", width="content")
        with st.container(horizontal=True, width="content", gap="small"):
            _turn(view, "previous", "Left", sections[max(place - 1, 0)], place == 0)
            _turn(
                view, "next", "Right", sections[min(place + 1, len(sections) - 1)], place == len(sections) - 1
            )
            if st.button(view.say("meeting.close"), key="meeting_close", shortcut="Esc"):
                _leave()


def _turn(view: View, way: str, key: str, to: Section, is_end: bool) -> None:
    st.button(
        view.say(f"meeting.{way}"),
        key=f"meeting_{way}",
        shortcut=key,
        disabled=is_end,
        on_click=address.choose,
        args=(keys.SECTION, (to.code,)),
    )


def _leave() -> None:
    origin = ORIGINS[agenda_of()]
    for key in (keys.AGENDA, keys.SECTION):
        address.choose(key, ())
    st.switch_page(PAGES / f"{origin}.py", query_params=address.with_choices({}))


def draw_foot(view: View, choices: Choices | None) -> None:
    """Draw the company, windows, filters, date and snapshot behind the numbers, and measure the window.

    choices: None where the screens do not depend on any, as a partner's.
    """
    parts = (
        view.snapshot.company.name_in(view.language),
        choices.windows_text(view) if choices else view.say("meeting.as_in_pack"),
        choices.filters_text(view) if choices and choices.where else "",
        view.say("frame.as_of", day=view.day),
        view.snapshot.id,
        "" if phone() else view.say("meeting.keys"),
    )
    st.caption(" · ".join(part for part in parts if part))
    measure_viewport()
