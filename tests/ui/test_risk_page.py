"""The Risk page of the simulated company as Streamlit runs it, every part of it, with filters that some do not keep."""

import pytest

from tests.kit.pages import run, said
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.contract.store import Home
from warehouse.query.query import compare
from warehouse.query.subjects.npl_split import npl_split
from warehouse.snapshot.snapshots import Snapshot
from wording.sentences.risk import npl_sentence


def test_the_page_leads_with_the_line_of_its_own_numbers(
    simulated_home: Home, simulated_snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, after = simulated_snapshot.windows
    assert before and after
    split = npl_split(simulated_snapshot, before, after, (), WHOLE_HOUSE)
    formation = compare(
        simulated_snapshot,
        kpi_code="npl_formation_same_age",
        before=before,
        after=after,
        by=(),
        where=(),
        scope=WHOLE_HOUSE,
    )
    text = said(run(simulated_home, monkeypatch, "risk"))
    assert npl_sentence(split, formation.changes[0], "en") in text
    assert "Share of contracts originated in those months" in text  # the vintages are open
    assert "Of 100 owed" not in text  # and nothing else is


@pytest.mark.parametrize(
    ("depth", "says"),
    [
        ("rolls", "月初逾期天数"),
        ("recoveries", "累计回收比例"),
        ("concentration", "集中度指数"),
    ],
)
def test_the_part_that_is_opened_is_drawn(
    simulated_home: Home, monkeypatch: pytest.MonkeyPatch, depth: str, says: str
) -> None:
    assert says in said(run(simulated_home, monkeypatch, "risk", lang="zh", depth=depth))


@pytest.mark.parametrize("depth", ["vintages", "rolls", "recoveries", "concentration"])
def test_a_filter_that_a_part_does_not_keep_is_a_state_and_not_a_failure(
    simulated_home: Home, simulated_snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch, depth: str
) -> None:
    before, after = simulated_snapshot.windows
    assert before and after
    whole = (
        compare(
            simulated_snapshot,
            kpi_code="npl_rate",
            before=before,
            after=after,
            by=(),
            where=(),
            scope=WHOLE_HOUSE,
        )
        .changes[0]
        .before.n
    )
    for dimension in ("channel", "partner"):
        chosen = {dimension: simulated_snapshot.members(dimension)[0]}
        text = said(run(simulated_home, monkeypatch, "risk", depth=depth, rate="formation", **chosen))
        assert f"(n {whole:,})" not in text  # the filter holds
