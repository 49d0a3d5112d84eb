"""A service that is faster only because bots take more of it is not told as faster handling."""

from dataclasses import replace

from tests.kit.records import a_change, a_comparison
from warehouse.kpis import find
from warehouse.query.answers import Change
from wording.sentences.service import handlers

MEDIAN = find("resolution_median")
FASTER, SAME = (-0.5, -0.2), (-0.1, 0.1)


def change(handler: str, before_n: int, after_n: int, relative: tuple[float, float]) -> Change:
    found = a_change(20.0, 14.0, relative, (-8.0, -4.0), (handler,) if handler else ())
    return replace(found, before=replace(found.before, n=before_n), after=replace(found.after, n=after_n))


WHOLE = a_comparison(change("", 200, 400, FASTER))


def test_faster_overall_and_nowhere_within_is_said_with_the_share_of_bots() -> None:
    """Bots began (20 + 30) ÷ 200 = 25 % of contacts before and (160 + 40) ÷ 400 = 50 % after."""
    by = a_comparison(
        change("agent", 150, 200, SAME),
        change("bot", 20, 160, SAME),
        change("bot_then_agent", 30, 40, SAME),
        by=("handled_by",),
    )
    text = handlers(WHOLE, by, MEDIAN, "en")
    assert "began with a bot went from 25.0% to 50.0%" in text
    assert "25.0% 变为 50.0%" in handlers(WHOLE, by, MEDIAN, "zh")


def test_where_somebody_became_faster_or_nothing_is_clear_nothing_is_added() -> None:
    by = a_comparison(change("agent", 150, 200, FASTER), change("bot", 50, 200, SAME), by=("handled_by",))
    assert handlers(WHOLE, by, MEDIAN, "en") == ""
    unclear = a_comparison(change("", 200, 400, SAME))
    slower = a_comparison(change("agent", 150, 200, SAME), by=("handled_by",))
    assert handlers(unclear, slower, MEDIAN, "en") == ""
