"""Non-response weighting by hand, against raw rows, and against a population of which the truth is known."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.intervals import INDEPENDENT
from analysis.nonresponse import break_even, weighted_change, weighted_share
from analysis.results import FEWER_THAN_THREE_MONTHS
from tests.kit.publishing import published
from tests.kit.surveys import AS_OF, surveys
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.query.subjects.surveys import satisfaction

CELLS = np.array([[0, 0, 0], [0, 1, 0], [1, 0, 0], [1, 0, 1]])


def test_weights_are_those_of_everyone_asked() -> None:
    """
    cell   sent  answered  top2   rate
    a       100        50    40    0.8
    b       300        30    12    0.4      raw 52 ÷ 80 = 0.65; weighted (100 × 0.8 + 300 × 0.4) ÷ 400 = 0.5
    """
    sums = np.array([[100, 50, 40], [300, 30, 12]], dtype=float)
    assert weighted_share(CELLS[:2], sums) == pytest.approx(0.5)


def test_thin_cells_are_joined_upwards() -> None:
    """
    channel region segment   sent  answered  top2
    0       0      0          100        50    40
    0       1      0           20         4     1     alone in its channel and region, then the rest of channel 0
    1       0      0           40         6     3     joined with the next: 12 answers, rate 6 ÷ 12
    1       0      1           40         6     3

    The second cell stays under 10 at every level: it takes the rate of everybody, 47 ÷ 66.
    """
    sums = np.array([[100, 50, 40], [20, 4, 1], [40, 6, 3], [40, 6, 3]], dtype=float)
    expected = (100 * 0.8 + 80 * 0.5 + 20 * 47 / 66) / 200
    assert weighted_share(CELLS, sums) == pytest.approx(expected)


def test_a_cell_that_nobody_answered_does_not_break_it() -> None:
    sums = np.array([[100, 50, 40], [20, 0, 0]], dtype=float)
    assert weighted_share(CELLS[:2], sums) == pytest.approx(0.8)
    assert np.isnan(weighted_share(CELLS[:2], np.array([[5, 0, 0], [5, 0, 0]], dtype=float)))


def test_break_even_undoes_the_change() -> None:
    """Δ = 0.06, response 0.25 → 0.31: the silent 1.0 less satisfied would leave nothing of it."""
    gap, growth = break_even(0.06, 0.25, 0.31)
    assert gap is not None and growth is not None
    assert 0.06 + gap * (0.31 - 0.25) == pytest.approx(0)
    assert growth == pytest.approx(0.06 / 0.72)
    assert break_even(0.06, 0.3, 0.3)[0] is None


def test_weighting_finds_the_truth_where_answering_depends_on_the_cell_only() -> None:
    """Everyone is as satisfied as before, but digital customers, who are happier, answer more often after."""
    random = np.random.default_rng(8)
    codes = np.array([[channel, region, 0] for region in range(20) for channel in range(2)])
    happy = np.array([0.6, 0.9])[codes[:, 0]]
    sides = []
    for digital_answers in (0.3, 0.6):
        sent = random.integers(2_000, 6_000, len(codes))
        answered = random.binomial(sent, np.array([0.3, digital_answers])[codes[:, 0]])
        sides.append(np.column_stack((sent, answered, random.binomial(answered, happy))).astype(float))
    found = weighted_change(codes, codes[:, 1], sides[0], sides[1])
    truth = [float((side[:, 0] * happy).sum() / side[:, 0].sum()) for side in sides]
    raw = [side[:, 2].sum() / side[:, 1].sum() for side in sides]
    assert raw[1] - raw[0] > 0.04
    assert found.absolute.value == pytest.approx(truth[1] - truth[0], abs=0.006)
    assert found.absolute.lower is not None and found.absolute.upper is not None
    assert found.absolute.lower < truth[1] - truth[0] < found.absolute.upper
    for estimate, true in zip((found.before, found.after), truth, strict=True):
        assert estimate.value == pytest.approx(true, abs=0.006)


def test_answers_of_one_unit_are_taken_as_independent() -> None:
    """
    cell   sent  answered  weight of an answer
    a       100        50    2      weighted 0.5 as above; worth (50 × 2 + 30 × 10)² ÷ (50 × 4 + 30 × 100) = 50 answers
    b       300        30   10

    Wilson's interval of 25 in 50; in the change both sides' limits join (before all of 100 are satisfied).
    """
    after = np.array([[100, 50, 40], [300, 30, 12]], dtype=float)
    before = np.array([[100, 50, 50], [100, 50, 50]], dtype=float)
    found = weighted_change(CELLS[:2], np.zeros(2, dtype=int), before, after)
    few = stats.binomtest(25, 50).proportion_ci(method="wilson")
    every = stats.binomtest(100, 100).proportion_ci(method="wilson")
    assert (found.after.lower, found.after.upper) == pytest.approx((few.low, few.high))
    assert (found.before.lower, found.before.upper) == pytest.approx((every.low, 1))
    assert found.absolute.lower == pytest.approx(-0.5 - (0.5 - few.low))
    assert found.absolute.upper == pytest.approx(-0.5 + np.hypot(few.high - 0.5, 1 - every.low))
    assert found.absolute.method == INDEPENDENT


def test_a_snapshot_is_weighted_as_its_rows(tmp_path: Path) -> None:
    """Random surveys of three channels and eight regions, half a year, weighted by pandas cell by cell."""
    random = np.random.default_rng(3)
    size = 6_000
    sent = pd.Timestamp("2021-01-02") + pd.to_timedelta(random.uniform(0, 118, size), unit="D")
    rows = surveys(*[(str(at), None, None, {}) for at in sent])
    rows["channel"] = random.choice(["app", "web", "dealer"], size)
    rows["region"] = random.choice([f"R{n}" for n in range(8)], size)
    answers = random.random(size) < np.where(rows["channel"] == "app", 0.6, 0.3)
    rows["answered_at"] = (rows["sent_at"] + pd.Timedelta(days=2)).where(answers)
    given = (rows["channel"] == "app") + random.choice([3, 4], size, p=[0.3, 0.7])
    rows["score"] = given.where(answers, np.nan)
    snapshot = published(tmp_path, AS_OF, surveys=rows)
    found = satisfaction(snapshot, ("2021-01", "2021-01"), ("2021-02", "2021-04"), (), WHOLE_HOUSE)
    assert (found.reason, found.weighted) == (FEWER_THAN_THREE_MONTHS, None)
    more = rows.assign(sent_at=rows["sent_at"] - pd.DateOffset(years=1), survey_id=rows.index + size)
    more["answered_at"] = more["answered_at"] - pd.DateOffset(years=1)
    both = published(tmp_path / "again", AS_OF, surveys=pd.concat([rows, more]))
    found = satisfaction(both, ("2020-01", "2020-04"), ("2021-01", "2021-04"), (), WHOLE_HOUSE)
    cells = rows.assign(answered=answers, top2=answers & (rows["score"] >= 4)).groupby(["channel", "region"])
    table = cells.agg(sent=("kind", "size"), answered=("answered", "sum"), top2=("top2", "sum"))
    assert table["answered"].min() >= 10
    expected = (table["sent"] * table["top2"] / table["answered"]).sum() / size
    assert found.weighted is not None
    assert found.weighted.after.value == pytest.approx(expected, rel=1e-9)
    assert found.raw.after.estimate.value == pytest.approx(table["top2"].sum() / answers.sum(), rel=1e-12)
    assert found.weighted.response_after == pytest.approx(answers.mean())
