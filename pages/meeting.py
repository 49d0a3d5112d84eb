"""Meeting mode: one section at a time, as large as the window, for executives or for a meeting with one partner."""

from ui.filters import choices
from ui.meetings.mode import (
    PARTNER,
    agenda_of,
    draw_foot,
    draw_large,
    draw_position,
    for_the_room,
    section_now,
)
from ui.meetings.partner_screens import partner_sections
from ui.meetings.sections import executive_sections
from ui.partners.review import read_review
from ui.view import may_see, open_view, part

view = for_the_room(open_view("meeting"))
is_partner = agenda_of() == PARTNER and may_see("partners", view.ask.scope)
chosen = choices(view, ("product", "channel", "partner" if is_partner else "region"))
review = read_review(view, chosen, of_all=False) if is_partner else None
sections = executive_sections(view, chosen) if review is None else partner_sections(view, review)
place = section_now(sections)

draw_large()
draw_position(view, sections, place)
with part(view):
    sections[place].draw()
draw_foot(view, chosen if review is None else None)
