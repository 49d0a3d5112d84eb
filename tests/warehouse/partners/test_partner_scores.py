"""Scores of the partners of the simulated company, against its raw rows."""

import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.composite import composite
from analysis.results import NO_ROWS, Estimate
from tests.kit.demo_company import Simulated, window, within
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.partners.scores import EQUAL, MEASURES, WAIT, Scored, _measure, scores
from warehouse.partners.standings import standings
from warehouse.snapshot.snapshots import Snapshot

KIND = "oem"


def scored(snapshot: Snapshot, kind: str, **weights: float) -> Scored:
    before, after = snapshot.windows
    assert before is not None and after is not None
    asked = tuple(weights.get(code, 0.0) for code in MEASURES) if weights else EQUAL
    return scores(snapshot, kind=kind, weights=asked, before=before, after=after, where=(), scope=WHOLE_HOUSE)


def test_by_what_was_lent_alone_partners_rank_as_their_loans_do(
    simulated_snapshot: Snapshot, simulated: Simulated
) -> None:
    rows, partners = simulated.loaded("loans"), simulated.true("partners")
    rows = rows[within(rows["disbursed_on"], window(simulated, "after"))]
    kind = partners.set_index("partner_id")["kind"]
    lent = rows.groupby("partner_id")["principal"].sum()
    lent = lent[kind.reindex(lent.index) == KIND]
    found = scored(simulated_snapshot, KIND, originations=1)
    ranks = lent.rank(ascending=False).to_dict()
    assert {
        code: one.rank for code, one in zip(found.partners, found.scores, strict=True) if one.rank
    } == ranks
    known = {
        code: one.value
        for code, one in zip(found.partners, found.scores, strict=True)
        if one.value is not None
    }
    assert known == pytest.approx((100 * (lent.rank() - 1) / (len(lent) - 1)).to_dict())
    assert all(one.rank_interval == (one.rank, one.rank) for one in found.scores if one.rank)


def test_a_score_is_the_weighted_mean_of_what_is_known(simulated_snapshot: Snapshot) -> None:
    found = scored(
        simulated_snapshot, "dealer", originations=3, decided_within_24h=2, npl_formation_same_age=1
    )
    assert sum(found.weights) == pytest.approx(1)
    weights = np.array(found.weights)
    known = [one for one in found.scores if one.value is not None]
    assert known and found.ranked == len(known)
    for one in known:
        parts = np.array([np.nan if z is None else z for z in one.percentiles])
        has = ~np.isnan(parts)
        assert one.value == pytest.approx((weights * np.where(has, parts, 0)).sum() / weights[has].sum())
        assert one.rank is not None and one.rank_interval is not None and one.rank_by_weights is not None
        assert one.rank_interval[0] <= one.rank <= one.rank_interval[1]


def test_who_decides_half_of_its_cases_at_once_is_the_fastest_and_spoils_no_score() -> None:
    """Its interval begins at 0 minutes; the five others wait 10 to 50 hours, each known to a tenth."""
    hours = [
        Estimate(
            value=60.0 * h,
            lower=54.0 * h,
            upper=66.0 * h,
            method="jackknife",
            reason=None,
            interval_reason=None,
        )
        for h in (10, 20, 30, 40, 50)
    ]
    at_once = Estimate(
        value=1.0,
        lower=0.0,
        upper=7.1,
        method="cases taken as independent",
        reason=None,
        interval_reason=None,
    )
    measure = _measure("approval_time_median", WAIT, [at_once, *hours])
    found = composite([measure], np.array([1.0]), "any")
    assert [score.rank for score in found] == [1, 2, 3, 4, 5, 6]
    assert all(score.value is not None and 0 <= score.value <= 100 for score in found)


def test_fewer_loans_going_bad_than_the_peers_is_better(simulated_snapshot: Snapshot) -> None:
    """The order of the shrunk ratios of carmakers, turned round but where two are not equally sure."""
    found = scored(simulated_snapshot, KIND, npl_formation_same_age=1)
    before, after = simulated_snapshot.windows
    assert before is not None and after is not None
    code = "npl_formation_same_age"
    ratios = standings(
        simulated_snapshot,
        code=code,
        kind=KIND,
        side="after",
        before=before,
        after=after,
        where=(),
        scope=WHOLE_HOUSE,
    ).standings
    shrunk = {one.partner: one.ratio.value for one in ratios if one.ratio.value is not None}
    place = list(MEASURES).index(code)
    z = {partner: one.percentiles[place] for partner, one in zip(found.partners, found.scores, strict=True)}
    both = pd.DataFrame({"shrunk": pd.Series(shrunk), "z": pd.Series(z, dtype=float)}).dropna()
    assert len(both) == 12
    assert both["shrunk"].corr(both["z"], method="spearman") < -0.8


def test_the_same_question_has_the_same_answer_and_no_partners_have_no_score(
    simulated_snapshot: Snapshot,
) -> None:
    once, again = scored(simulated_snapshot, KIND), scored(simulated_snapshot, KIND)
    assert once == again and once.reason is None
    nobody = scored(simulated_snapshot, "no such kind")
    assert (nobody.scores, nobody.reason, nobody.ranked) == ((), NO_ROWS, 0)


def test_ranks_are_drawn_alike_whatever_the_snapshot_is_called(
    simulated_snapshot: Snapshot, tmp_path: Path
) -> None:
    """As where other code published the same facts: the id is another, the seed is not."""
    path = tmp_path / "20251231-0000000000.duckdb"
    shutil.copy(simulated_snapshot.path, path)
    copy = Snapshot(path)
    assert copy.id != simulated_snapshot.id
    assert scored(copy, KIND).scores == scored(simulated_snapshot, KIND).scores
    assert any(one.rank_interval != (one.rank, one.rank) for one in scored(copy, KIND).scores if one.rank)
