"""A KPI by month without intervals says what it says with them."""

from collections.abc import Iterator

import pytest

from tests.golden_sql.company import PARTNERS, REGIONS, publish_company
from warehouse.contract.errors import MilepostError
from warehouse.contract.scope import WHOLE_HOUSE, Filters, Scope
from warehouse.kpis import KPIS
from warehouse.query.query import Question, answer
from warehouse.query.series import series
from warehouse.snapshot.snapshots import Snapshot

SLICES: dict[str, tuple[Filters, Scope]] = {
    "total": ((), WHOLE_HOUSE),
    "one region": ((("region", REGIONS[:1]),), WHOLE_HOUSE),
    "one channel": ((("channel", ("app",)),), WHOLE_HOUSE),
    "some partners": ((), Scope(partners=PARTNERS[:3])),
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    snapshot = Snapshot(publish_company(tmp_path_factory.mktemp("series")))
    yield snapshot
    snapshot.close()


@pytest.mark.parametrize("chosen", SLICES)
def test_months_have_the_values_of_the_answer_by_month(snapshot: Snapshot, chosen: str) -> None:
    where, scope = SLICES[chosen]
    said = 0
    for kpi in KPIS:
        question = Question(kpi=kpi, by=("month",), where=where, months=None)
        expected = {v.members[0]: v for v in answer(snapshot, question, scope).values if v.members[0]}
        points = {point.month: point for point in series(snapshot, kpi, where, scope)}
        assert points.keys() == expected.keys()
        for month, point in points.items():
            value = expected[month].estimate.value
            assert point.value == (value if value is None else pytest.approx(value, rel=1e-12)), (kpi, month)
            assert point.is_young == bool(expected[month].young_months)
            said += value is not None
    assert said > 100


def test_a_kpi_that_cannot_be_split_by_the_filter_has_no_months(snapshot: Snapshot) -> None:
    assert series(snapshot, "revenue", (("score_band", ("A",)),), WHOLE_HOUSE) == ()
    with pytest.raises(MilepostError, match="no such dimension"):
        series(snapshot, "revenue", (("planet", ("A",)),), WHOLE_HOUSE)
