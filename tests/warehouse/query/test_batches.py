"""Questions answered at once are answered as alone, to the last digit, with one statement per mart."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from tests.golden_sql import AFTER, BEFORE, Listening
from tests.golden_sql.company import PARTNERS, REGIONS, publish_company
from warehouse.contract.scope import WHOLE_HOUSE, Filters, Scope
from warehouse.kpis import KPIS
from warehouse.query.answers import Answer, Comparison
from warehouse.query.batches import Steps, finish, finish_together
from warehouse.query.query import Question, answer_in_steps, compare_in_steps
from warehouse.query.series import Point, series_in_steps
from warehouse.snapshot.snapshots import Snapshot

FILTERS: dict[str, tuple[Filters, Scope]] = {
    "total": ((), WHOLE_HOUSE),
    "one region": ((("region", REGIONS[:1]),), WHOLE_HOUSE),
    "two dimensions": ((("channel", ("app",)), ("region", REGIONS[2:5])), WHOLE_HOUSE),
    "some partners": ((), Scope(partners=PARTNERS[:3])),
}
CUTS = ((), ("month",), ("region",), ("month", "product"))

Make = Callable[[], Steps[Answer | Comparison | tuple[Point, ...]]]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Listening]:
    snapshot = Listening(publish_company(tmp_path_factory.mktemp("batches")))
    yield snapshot
    snapshot.close()


def compared(snapshot: Listening, kpi: str, by: tuple[str, ...], where: Filters, scope: Scope) -> Make:
    return partial(
        compare_in_steps,
        snapshot,
        kpi_code=kpi,
        before=BEFORE,
        after=AFTER,
        by=by,
        where=where,
        scope=scope,
    )


def questions(snapshot: Listening, where: Filters, scope: Scope) -> list[Make]:
    """Every KPI by each cut, before and after unless by month, and by month without units."""
    made: list[Make] = []
    for kpi in KPIS:
        for by in CUTS:
            question = Question(kpi=kpi, by=by, where=where, months=None)
            made.append(partial(answer_in_steps, snapshot, question, scope))
            if "month" not in by:
                made.append(compared(snapshot, kpi, by, where, scope))
        made.append(partial(series_in_steps, snapshot, kpi, where, scope))
    return made


@pytest.mark.parametrize("chosen", FILTERS)
def test_many_at_once_are_answered_as_one_by_one(snapshot: Listening, chosen: str) -> None:
    made = questions(snapshot, *FILTERS[chosen])
    alone = [finish(snapshot, make()) for make in made]
    # repr tells every digit, and is the same for values that cannot be told
    assert list(map(repr, finish_together(snapshot, [make() for make in made]))) == list(map(repr, alone))
    assert sum("value=None" not in repr(each) for each in alone) > 50


def test_a_mart_is_read_once_for_all_kpis(snapshot: Listening) -> None:
    """Once by the usual unit, once by the finer one where slices are thin, once for what depends on those."""
    made = [compared(snapshot, kpi, (), (), WHOLE_HOUSE) for kpi in KPIS]
    snapshot.statements.clear()
    for make in made:
        finish(snapshot, make())
    alone = marts_of(snapshot)
    snapshot.statements.clear()
    finish_together(snapshot, [make() for make in made])
    together = marts_of(snapshot)
    assert together.keys() == alone.keys()
    assert max(alone.values()) >= 8 and max(together.values()) <= 3


def test_months_without_units_are_read_with_the_windows(snapshot: Listening) -> None:
    made = [compared(snapshot, kpi, (), (), WHOLE_HOUSE) for kpi in KPIS]
    snapshot.statements.clear()
    finish_together(snapshot, [make() for make in made])
    windows = marts_of(snapshot)
    made += [partial(series_in_steps, snapshot, kpi, (), WHOLE_HOUSE) for kpi in KPIS]
    snapshot.statements.clear()
    finish_together(snapshot, [make() for make in made])
    assert marts_of(snapshot).total() - windows.total() <= 3


def marts_of(snapshot: Listening) -> Counter[str]:
    """How many statements read each mart."""
    return Counter(re.search(r"from (?!scan)(\w+) where", sql)[1] for sql in snapshot.statements)  # type: ignore[index]


def test_no_questions_send_nothing(snapshot: Listening) -> None:
    snapshot.statements.clear()
    assert finish_together(snapshot, []) == []
    assert snapshot.statements == []


def test_a_quantile_of_a_curve_that_was_just_read_is_not_read_again(
    snapshot: Listening, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And is what it would have been alone."""
    median, p90 = (
        compared(snapshot, f"approval_time_{quantile}", (), (), WHOLE_HOUSE) for quantile in ("median", "p90")
    )
    alone = finish(snapshot, p90())
    monkeypatch.setattr(Listening, "recent_frame", Snapshot.recent_frame)
    finish(snapshot, median())
    snapshot.statements.clear()
    assert repr(finish(snapshot, p90())) == repr(alone)
    assert not snapshot.statements
