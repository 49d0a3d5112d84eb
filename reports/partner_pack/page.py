"""A pack as a page for a browser: the report, with the measures drawn against the bands of their peers."""

from html import escape

from figures.pack_bands import Strip, library, markup, pack_strips
from reports.description import Report
from reports.html import page
from reports.partner_pack.values import (
    measures_on_bands,
    name_of,
    number,
    partner_names,
    standing_words,
    value_cell,
)
from reports.pptx.layout import text_of
from warehouse.packs.records import Measure, Pack
from wording.words import Language, say


def pack_page(pack: Pack, report: Report) -> bytes:
    """Return the HTML page of a pack; `report` is the one made from it."""
    language, figure = report.language, ""
    if strips := strips_of(pack, language):
        drawn = markup(pack_strips(strips, partner_names(pack, language), language, "light"))
        note = escape(say("pack.strips_note", language))
        figure = f'<h3>{escape(say("pack.strips", language))}</h3>{drawn}<p class="note">{note}</p>'
    return page(report, {say("pack.tab_overview", language): figure}, library()).encode()


def strips_of(pack: Pack, language: Language) -> tuple[Strip, ...]:
    """Return the rows of the figure that shows the measures against the bands of their peers."""
    return tuple(_strip(pack, measure, language) for measure in measures_on_bands(pack))


def _strip(pack: Pack, measure: Measure, language: Language) -> Strip:
    before, after = pack.contents.cell(measure.code, "before"), pack.contents.cell(measure.code, "after")
    at = pack.contents.band(measure.code).at

    def words(value: float | None) -> str:
        return say("pack.none", language) if value is None else number(value, measure, language).text

    beside = "alone" if at[2] is None else "among"
    first, last = before.value if before else None, after.value if after else None
    return Strip(
        title=name_of(measure, language),
        words=say(
            f"pack.strip_{beside}",
            language,
            before=words(first),
            after=words(last)
            if after is None or last is not None
            else text_of(value_cell(after, measure, language)),
            middle=words(at[2]),
            among=standing_words(pack, measure, language),
        ),
        before=first,
        after=last,
        lower=after.lower if after else None,
        upper=after.upper if after else None,
        edges=at,
    )
