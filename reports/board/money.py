"""The slide on money: which initiative has paid back, the scenarios chosen, and the decision asked for."""

from collections.abc import Sequence
from dataclasses import astuple, replace

from reports.description import BoardPart, BoardSlide, Column, Grid, Notes, Page, Table
from reports.measure import shorten
from warehouse.effects.benefits import Money, benefits
from warehouse.effects.evidence import Evidence, evidence
from wording.evidence.names import names_of
from wording.evidence.paid import count_back, list_uncounted, list_unproven, payback_rows
from wording.reader import Reader

COLUMNS = (("initiative", 1.4), ("proven", 1.7), ("back", 2.4), ("left", 2.2), ("once", 1.3))
PLAN_ROWS = 2  # of the table of scenarios: net present value, and how often it is above zero


def money_slide(reader: Reader, plans: Sequence[Page], decided: str) -> BoardSlide | None:
    """Return the slide; None where neither costs nor scenarios are known.

    decided: how earlier decisions stand, in a line, "" for none.
    """
    known: Evidence = reader.ask.of(evidence)
    costs: tuple[Money, ...] = reader.ask.of(benefits)
    if not costs and not plans:
        return None
    names, language = names_of(reader, known), reader.language
    rows = payback_rows(known, costs, names, reader.currency, language)
    parts: list[BoardPart] = []
    if rows:
        table = Table(
            title="",
            columns=tuple(
                Column(title=reader.say(f"paid.{name}"), ranged=False, share=share) for name, share in COLUMNS
            ),
            rows=tuple(astuple(row) for row in rows),
            called=("", "", ""),
        )
        parts.append(Grid(table=table, colours=()))
    lines = (list_uncounted(known, costs, names, language), list_unproven(costs, names, language))
    told = tuple(line for line in lines if line)
    if plans:
        parts += _plans(plans[0], reader)
    elif told:
        parts.append(Notes(title="", lines=told))
    if decided:
        parts.append(Notes(title=reader.say("board.decided"), lines=(decided,)))
    counted = count_back(known, costs, language) or reader.say("paid.none" if costs else "money.none")
    return BoardSlide(
        title=counted,
        kicker="",
        lead="",
        columns=(tuple(parts),),
        remarks=(),
        reference="",
        notes=(reader.say("paid.how"), *(told if plans else ())),
    )


def _plans(page: Page, reader: Reader) -> list[BoardPart]:
    """What the scenarios would bring, and the decision between them that is asked for."""
    grids = [_measures(part, reader) for part in page.parts if isinstance(part, Table)][:1]
    return [*grids, Notes(title=reader.say("board.decision"), lines=(page.answer,))]


def _measures(table: Table, reader: Reader) -> Grid:
    """The first rows of the comparison without the column that says what kind of number each is."""
    first, _, *scenarios = table.columns
    columns = (first, *(replace(column, title=shorten(column.title)) for column in scenarios))
    rows = tuple((row[0], *row[2:]) for row in table.rows[:PLAN_ROWS])
    title = reader.say("executive.title_scenarios")
    return Grid(table=Table(title=title, columns=columns, rows=rows, called=table.called), colours=())


def name_plans(plans: Sequence[Page], reader: Reader) -> str:
    """Return the names of the scenarios compared, "" where none is."""
    tables = [part for page in plans[:1] for part in page.parts if isinstance(part, Table)][:1]
    return reader.say("format.comma").join(
        shorten(column.title) for table in tables for column in table.columns[2:]
    )
