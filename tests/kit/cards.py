"""Cards and rows of the table of KPIs, from changes written by hand."""

from collections.abc import Sequence

from tests.kit.records import a_comparison
from warehouse.kpis import find
from warehouse.query.answers import Change
from warehouse.query.series import Point
from warehouse.query.targets import Target
from wording.cards.cards import Card, card
from wording.judgement import judge
from wording.scorecard.kpi_table import Entry
from wording.words import Language


def card_for(
    change: Change,
    code: str,
    language: Language,
    guard: tuple[Change, str] | None = None,
    target: Target | None = None,
) -> Card:
    """The card of a change; nothing is attributed."""
    return card(
        a_comparison(change),
        kpi=find(code),
        guard=(guard[0], find(guard[1])) if guard is not None else None,
        target=target,
        judgement=judge(change, find(code), guard[0] if guard is not None else None, None),
        language=language,
    )


def entry_for(change: Change, code: str, guard: Change | None = None, points: Sequence[Point] = ()) -> Entry:
    """The row of a change in the table, without a target; nothing is attributed."""
    return Entry(
        kpi=find(code),
        compared=a_comparison(change),
        judgement=judge(change, find(code), guard, None),
        points=points,
        target=None,
    )
