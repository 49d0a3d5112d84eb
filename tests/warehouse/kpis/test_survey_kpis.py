"""Satisfaction and recommendation: by hand, against raw rows of the simulated company, and on a bank's answers."""

from datetime import datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.results import NOT_DEFINED, TOO_FEW, WINDOWS_REVERSED, needs_table
from tests.kit.demo_company import Simulated, window, within
from tests.kit.facts import some_applications
from tests.kit.publishing import ask, published
from tests.kit.surveys import AS_OF, raw_share, surveys
from warehouse.contract.scope import WHOLE_HOUSE, Filters, Months
from warehouse.query.answers import Answer
from warehouse.query.query import Question, answer, compare
from warehouse.query.subjects.surveys import replies, satisfaction
from warehouse.snapshot.snapshots import Snapshot


def test_who_counts_as_asked_answering_and_satisfied(tmp_path: Path) -> None:
    """Cut-off 30 June 24:00 Shanghai, times UTC.

        sent              answered       score
        1 Mar             2 Mar            5      satisfied
        1 Mar             2 Mar            3      answered
        1 Mar             5 Apr            5      too late: sent only
        1 Mar             –                –      sent
        28 Feb 20:00      1 Mar            4      sent on 1 March in Shanghai: satisfied
        10 Jun            11 Jun           5      sent 20 days before the cut-off: does not count
        1 Mar  nps 0–10   2 Mar           10      promoter
        1 Mar  nps 1–5    2 Mar            5      not a scale of 0 to 10: no promoter
        –                 3 Mar            4      asked when answered: satisfied

    March: sent 6, answered 4, satisfied 3.
    """
    nps = {"kind": "nps", "scale_min": 0, "scale_max": 10}
    snapshot = published(
        tmp_path,
        AS_OF,
        surveys=surveys(
            ("2021-03-01", "2021-03-02", 5, {}),
            ("2021-03-01", "2021-03-02", 3, {}),
            ("2021-03-01", "2021-04-05", 5, {}),
            ("2021-03-01", None, None, {}),
            ("2021-02-28 20:00", "2021-03-01", 4, {}),
            ("2021-06-10", "2021-06-11", 5, {}),
            ("2021-03-01", "2021-03-02", 10, nps),
            ("2021-03-01", "2021-03-02", 5, {"kind": "nps"}),
            (None, "2021-03-03", 4, {}),
        ),
    )
    rows = snapshot.frame(
        "select strftime(month, '%m') as month, kind, scale, sum(sent)::int, sum(sent_30d)::int, sum(answered)::int, "
        "sum(top2)::int, sum(promoters)::int from surveys_sent group by all order by all"
    )
    assert list(rows.itertuples(index=False, name=None)) == [
        ("03", "csat", "1-5", 6, 6, 4, 3, 0),
        ("03", "nps", "0-10", 1, 1, 1, 1, 1),
        ("03", "nps", "1-5", 1, 1, 1, 1, 0),
        ("06", "csat", "1-5", 1, 0, 0, 0, 0),
    ]


def test_a_net_score_has_an_interval_from_its_answers_and_no_relative_change(tmp_path: Path) -> None:
    """40 promoters, 30 passives, 30 detractors in one region: 10 ± 1.96 × 100 × sqrt((0.7 − 0.01) ÷ 100)."""
    nps = {"kind": "nps", "scale_min": 0, "scale_max": 10}
    scores = [10] * 40 + [8] * 30 + [3] * 30
    months = ("2021-01", "2021-02", "2021-03", "2021-04")
    rows = [(f"{month}-05", f"{month}-06", score, nps) for month in months for score in scores]
    snapshot = published(tmp_path, AS_OF, surveys=surveys(*rows))
    found = ask(snapshot, "nps", ("2021-01", "2021-01")).estimate
    reach = 1.959964 * 100 * np.sqrt(0.69 / 100)
    assert (found.value, found.lower, found.upper) == pytest.approx((10, 10 - reach, 10 + reach), abs=1e-5)
    changed = compare(
        snapshot,
        kpi_code="nps",
        before=("2021-01", "2021-03"),
        after=("2021-02", "2021-04"),
        by=(),
        where=(),
        scope=WHOLE_HOUSE,
    )
    assert changed.changes[0].absolute.value == 0
    assert changed.changes[0].relative.reason == NOT_DEFINED


def test_without_surveys_the_reason_is_said(tmp_path: Path) -> None:
    snapshot = published(tmp_path, datetime(2021, 12, 31, 16), applications=some_applications(50, 1))
    assert ask(snapshot, "csat", ("2021-01", "2021-06")).estimate.reason == needs_table("surveys")


def test_the_banks_net_promoter_score_is_the_published_one(tmp_path: Path, shared_data: Path) -> None:
    """5,000 answers of 2021 in three markets: 11.80; by quarter 14.12, 11.52, 9.90, 11.80."""
    raw = pd.read_csv(shared_data / "bank_nps" / "NPStimeseries.csv")
    raw.columns = raw.columns.str.strip()
    day = pd.to_datetime(raw["Survey date"], format="%d/%m/%y")
    rows = pd.DataFrame(
        {
            "survey_id": raw.index,
            "kind": "nps",
            "scale_min": 0,
            "scale_max": 10,
            "region": raw["Market"],
            "sent_at": day,
            "answered_at": day,
            "score": raw["NPS"],
        }
    )
    snapshot = published(tmp_path, datetime(2022, 3, 1), surveys=rows)
    year = ask(snapshot, "nps", ("2021-01", "2021-12"))
    assert (year.n, round(year.estimate.value or 0, 2)) == (5000, 11.80)
    quarters = [(f"2021-{3 * q + 1:02d}", f"2021-{3 * q + 3:02d}") for q in range(4)]
    found = [round(ask(snapshot, "nps", months).estimate.value or 0, 2) for months in quarters]
    assert found == [14.12, 11.52, 9.90, 11.80]
    made_up = replies(
        snapshot, kpi="nps", before=quarters[0], after=quarters[3], where=(), scope=WHOLE_HOUSE
    ).parts
    for side, quarter in ((1, 1), (2, 4)):
        answers = raw.loc[day.dt.quarter == quarter, "NPS"]
        assert {part[0]: part[side] for part in made_up} == {
            "promoters": (answers >= 9).sum(),
            "passives": answers.isin([7, 8]).sum(),
            "detractors": (answers <= 6).sum(),
        }


@pytest.fixture(scope="module")
def asked(simulated: Simulated) -> pd.DataFrame:
    """The surveys of the simulated company, times local."""
    rows = simulated.loaded("surveys")
    segments = simulated.true("customers").set_index("customer_id")["segment"]
    return rows.assign(segment=rows["customer_id"].map(segments))


def test_satisfaction_by_segment_and_touchpoint(
    simulated: Simulated, asked: pd.DataFrame, simulated_snapshot: Snapshot
) -> None:
    months: Months = tuple(simulated.truth["after"])
    rows = asked[(asked["kind"] == "csat") & within(asked["sent_at"], window(simulated, "after"))]
    for dimension in ("segment", "touchpoint", "product"):
        found: Answer = answer(
            simulated_snapshot, Question(kpi="csat", by=(dimension,), where=(), months=months), WHOLE_HOUSE
        )
        expected = {name: raw_share(part) for name, part in rows.groupby(dimension)}
        assert {v.members[0]: (v.events, v.n) for v in found.values if v.members[0]} == expected


@pytest.fixture(scope="module")
def windows(simulated: Simulated) -> tuple[Months, Months]:
    before, after = (tuple(simulated.truth[name]) for name in ("before", "after"))
    return before, after


def test_parts_of_what_was_sent_are_those_of_the_rows(
    simulated: Simulated, asked: pd.DataFrame, simulated_snapshot: Snapshot, windows: tuple[Months, Months]
) -> None:
    before, after = windows
    app: Filters = (("channel", ("app",)),)
    found = replies(
        simulated_snapshot, kpi="csat", before=before, after=after, where=app, scope=WHOLE_HOUSE
    ).parts
    for side, name in ((1, "before"), (2, "after")):
        rows = asked[(asked["kind"] == "csat") & within(asked["sent_at"], window(simulated, name))]
        rows = rows[rows["channel"] == "app"]
        satisfied, answered = raw_share(rows)
        counts = {part[0]: part[side] for part in found}
        assert counts == {
            "satisfied": satisfied,
            "other": answered - satisfied,
            "silent": len(rows) - answered,
        }


def test_parts_too_few_to_be_told_have_a_reason(
    simulated_snapshot: Snapshot, windows: tuple[Months, Months]
) -> None:
    before, after = windows
    found = replies(
        simulated_snapshot,
        kpi="nps",
        before=before,
        after=after,
        where=(("region", ("CN-44",)),),
        scope=WHOLE_HOUSE,
    )
    assert (found.parts, found.reason) == ((), TOO_FEW)


def test_windows_in_the_wrong_order_are_not_compared(
    simulated_snapshot: Snapshot, windows: tuple[Months, Months]
) -> None:
    before, after = windows
    found = satisfaction(simulated_snapshot, after, before, (), WHOLE_HOUSE)
    assert (found.weighted, found.reason, found.raw.absolute.value) == (None, WINDOWS_REVERSED, None)
