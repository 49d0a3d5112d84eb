"""The screens of a meeting with one partner: the pages of its pack, in the same words, and the log of meetings."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from figures.pack_bands import pack_strips
from reports.description import Notes, Page, Table
from reports.partner_pack.page import strips_of
from reports.partner_pack.report import review_pages
from reports.partner_pack.review import describe_partners
from reports.partner_pack.values import partner_names
from reports.pptx.layout import text_of
from state.dealt import read_dealings
from ui.figure import draw_plot
from ui.meetings.blocks import meetings_block
from ui.meetings.log import open_meetings
from ui.meetings.mode import Section
from ui.partners.review import Review
from ui.view import View
from warehouse.contract.errors import MilepostError
from warehouse.packs.records import Pack
from wording.markup import escape_markup

DRAWN = "stand"  # the page whose charts are drawn as one figure
ROWS = 6  # of a table that a screen has room for


def partner_sections(view: View, review: Review) -> Sequence[Section]:
    """Return the screens about one partner: each page of its pack, then the log of meetings."""
    log = Section(
        code="log", name=view.say("meetings.title"), draw=partial(meetings_block, view, review.partner)
    )
    try:
        dealt = read_dealings(open_meetings(), (review.partner,))
        pack, _ = describe_partners(view.ask, (review.partner,), "", 0, dealt)
    except MilepostError as error:
        return (
            Section(code="none", name=view.say("meeting.answer"), draw=partial(_draw_refusal, str(error))),
            log,
        )
    told = (
        Section(code=code, name=page.name, draw=partial(_draw_page, view, pack, code, page))
        for whole, content in review_pages(pack, view.language).items()
        for code, page in _screens(whole, content)
    )
    return (*told, log)


def _screens(code: str, page: Page) -> Sequence[tuple[str, Page]]:
    """The page as screens: a table that alone fills more than one goes on, on the next."""
    table = page.parts[0] if len(page.parts) == 1 else None
    if not isinstance(table, Table) or len(table.rows) <= ROWS:
        return ((code, page),)
    starts = range(0, len(table.rows), ROWS)
    return [
        (
            f"{code}-{start // ROWS + 1}",
            replace(page, parts=(replace(table, rows=table.rows[start : start + ROWS]),)),
        )
        for start in starts
    ]


def _draw_refusal(why: str) -> None:
    st.error(why)


def _draw_page(view: View, pack: Pack, code: str, page: Page) -> None:
    st.title(page.title, anchor=False)
    st.markdown(escape_markup(page.answer))
    if code == DRAWN:
        _draw_strips(view, pack)
    for part in page.parts:
        if isinstance(part, Table):
            _draw_table(part)
        elif isinstance(part, Notes):
            st.markdown("\n".join(f"- {escape_markup(line)}" for line in part.lines))


def _draw_table(table: Table) -> None:
    titles = [escape_markup(column.title) for column in table.columns]
    cells = zip(*table.rows, strict=True) if table.rows else [()] * len(titles)
    columns = {
        title: [escape_markup(text_of(cell)) for cell in column]
        for title, column in zip(titles, cells, strict=True)
    }
    st.subheader(table.title, anchor=False)
    st.table(columns, hide_index=True, border="horizontal", alt=table.title)


def _draw_strips(view: View, pack: Pack) -> None:
    if strips := strips_of(pack, view.language):
        names = partner_names(pack, view.language)
        key = ("pack strips", pack.about.number, view.language, view.theme)
        figure = view.figure(key, lambda: pack_strips(strips, names, view.language, view.theme))
        draw_plot(figure, "partner_review")
        st.caption(view.say("pack.strips_note"))
