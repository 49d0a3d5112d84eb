"""The frame of every page: company, navigation, language, theme, and the age and soundness of the data.

Streamlit runs this script on every interaction; it draws the frame, then the page. It must not lie next to `pages/`,
or the first request after a start would run a page without the frame.
"""

from contextlib import suppress
from html import escape

import streamlit as st

from door.hosts import for_everyone
from ui import address
from ui.frame.browser import draw_theme_button, prepare_browser
from ui.frame.link_keys import KEYS
from ui.jumps import TOP
from ui.keys import LANGUAGE
from ui.memory import open_served
from ui.places import FIRST, PAGES
from ui.updating import clear_mark
from ui.view import PageEnded, language, may_see, scope_of_reader, stop_damaged, theme
from ui.viewport import measure_narrowness, phone
from warehouse.contract.errors import Damaged, MilepostError
from warehouse.contract.store import Home
from warehouse.contract.windows import old_enough
from warehouse.snapshot.freshness import have_ended
from warehouse.snapshot.snapshots import Snapshot
from wording import formats
from wording.sentences.freshness import age_words, deliveries_of, last_day_words
from wording.words import LANGUAGES, Language, say

SUBJECTS = ("approval", "risk", "satisfaction", "churn", "value", "growth")
MEETING = "meeting"  # the page without a frame
HOME = "home"  # the address without a page; it leads to the first page


def navigation(tongue: Language) -> tuple[st.Page, st.Page]:
    """Return the requested page and the first page; pages that the reader may not see are hidden."""
    scope = scope_of_reader()

    def page(name: str, url: str, title: str) -> st.Page:
        return st.Page(
            PAGES / f"{name}.py",
            title=say(f"{title}.title", tongue),
            url_path=url,
            visibility="visible" if url != MEETING and may_see(url, scope) else "hidden",
        )

    scorecard = page(FIRST, FIRST, FIRST)
    subjects = [page(name, name, name) for name in SUBJECTS]
    home = st.Page(lambda: None, title=HOME, url_path=HOME, default=True, visibility="hidden")
    pages = {
        say("nav.transformation", tongue): [home, scorecard, *subjects, page(MEETING, MEETING, MEETING)],
        say("nav.evidence", tongue): [
            page("initiatives", "initiatives", "initiatives"),
            page("claims", "claims", "claims"),
        ],
        say("nav.ahead", tongue): [
            page("scenarios", "scenarios", "scenarios"),
            page("decisions", "decisions", "decisions"),
        ],
        say("nav.partners", tongue): [page("partners", "partners", "partners")],
        say("nav.away", tongue): [page("reports", "reports", "reports")],
        say("nav.foundation", tongue): [
            page("definitions", "definitions", "definitions"),
            page("data_health", "data-health", "health"),
        ],
    }
    # Which page is asked for is known only afterwards; mostly it is that of the last run.
    in_meeting = address.page() == MEETING
    current = st.navigation(pages, position="hidden" if in_meeting else "sidebar")
    if (current.url_path == MEETING) != in_meeting:
        current = st.navigation(pages, position="sidebar" if in_meeting else "hidden")
    return current, scorecard


def _snapshot() -> Snapshot | None:
    """The served snapshot, None if there is none or the reader may see nothing of it."""
    try:
        return open_served(Home.from_environment()) if scope_of_reader() is not None else None
    except MilepostError:
        return None


def draw_identity(tongue: Language, snapshot: Snapshot | None) -> None:
    """Draw company, state of the data, theme and language on one line at the top."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        with st.container(horizontal=True, width="content", vertical_alignment="center", gap="small"):
            name = snapshot.company.name_in(tongue) if snapshot else say("frame.product", tongue)
            st.html(f'<strong id="{TOP}">{escape(name)}</strong>', width="content")
            if snapshot is not None:
                draw_status(tongue, snapshot)
        with st.container(horizontal=True, width="content", vertical_alignment="center", gap="small"):
            draw_theme_button(tongue, theme())
            st.session_state["language"] = tongue
            st.segmented_control(
                say("frame.language", tongue),
                LANGUAGES,
                key="language",
                required=True,
                format_func=lambda code: say(f"language.{code}", tongue),
                on_change=address.from_widget,
                args=(LANGUAGE, "language"),
                label_visibility="collapsed",
            )


def draw_status(tongue: Language, snapshot: Snapshot) -> None:
    """Draw the last day of the data, their age or end, and failed checks; the rest stands in the hint.

    Nothing is green while data are late, and nothing is ticked once they have ended: passed checks say nothing of
    days that are missing.
    """
    zone = snapshot.company.timezone
    tables = deliveries_of(snapshot)
    age = age_words(tables, tongue)
    failed = sum(not check.passed for check in snapshot.checks)
    total = str(len(snapshot.checks))
    day = last_day_words(formats.last_day(snapshot.as_of, zone), tables, tongue)
    parts = [
        f":gray[{day}]",
        *([f":orange-badge[⚠ {age}]"] if age else []),
        f":red[⚠ {say('frame.checks_failed', tongue, failed=str(failed), n=total)}]"
        if failed
        else f":gray[{'' if have_ended(tables) else '✓ '}{say('frame.checks_passed', tongue)}]",
    ]
    hint = (
        *complete_to(snapshot, tongue),
        say("frame.published", tongue, moment=formats.moment(snapshot.published_at, zone)),
        say("frame.checks", tongue, passed=str(len(snapshot.checks) - failed), n=total),
    )
    st.markdown(" · ".join(parts), width="content", help="  \n".join(hint))


def complete_to(snapshot: Snapshot, tongue: Language) -> list[str]:
    """Return words for the last month that was over at the applications' cut-off, [] if there is none."""
    zone = snapshot.company.timezone
    cutoffs = snapshot.cutoffs.get("submission", {})
    over = [month for month, cut_off in cutoffs.items() if old_enough(month, cut_off, zone, 0)]
    return [say("frame.complete", tongue, month=formats.month(max(over), tongue))] if over else []


def main() -> None:
    """Draw the frame and run the page."""
    address.carry(KEYS)
    current, first = navigation(language())
    if current.url_path == "":
        st.switch_page(first, query_params=st.query_params.to_dict())
    address.begin(current.url_path, KEYS)
    tongue = language()
    st.set_page_config(page_title=f"{current.title} · {say('frame.product', tongue)}", layout="wide")
    if for_everyone():
        st.error(say("frame.no_sign_in", tongue), icon=":material/lock_open:")
    try:
        with suppress(PageEnded):
            draw_page(current, tongue)
    except Damaged as error:
        stop_damaged(error, tongue)
    clear_mark()
    prepare_browser(tongue)
    address.end(KEYS)


def draw_page(current: st.Page, tongue: Language) -> None:
    """Draw the requested page in its frame; meeting mode has none."""
    snapshot = _snapshot()
    if current.url_path != MEETING:
        draw_identity(tongue, snapshot)
    current.run()
    if current.url_path != MEETING:  # it measures the window more closely
        measure_narrowness(phone())


main()
