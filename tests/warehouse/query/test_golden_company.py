"""A company of some thirty lines with every trap, from its files to each headline KPI, counted by hand.

Each line stands for 40 such rows, so that values rest on enough cases; every share is that of the lines drawn.
The cut-off is the end of April 2021 in Shanghai.
"""

import pytest

from analysis.results import ENDED_OTHERWISE, TOO_FEW
from tests.kit.golden import PLACE, SETTINGS, ask, contract_rows, drawn, many, month_end_rows, published, said
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.query.query import Question, answer
from warehouse.snapshot.snapshots import Snapshot

COPIES = 40
CUT_OFF = "2021-05-01T00:00:00+08:00"

# All submitted in March 2021. 7 stands in an older file, cut off on 10 March 10:00, and was still open then.
APPLICATIONS = """
application  submitted         ended             outcome    replaces  what it is a trap for
1            2021-03-01 10:00  2021-03-01 12:00  approved   –         decided after 2 h
2            2021-03-01 10:00  2021-03-01 20:00  declined   –         10 h: a refusal is a decision
3            2021-03-01 10:00  2021-03-02 10:00  approved   –         24 h to the minute is within 24 h
4            2021-03-01 10:00  2021-03-03 10:00  withdrawn  –         gave up after 48 h
5            2021-03-01 10:00  2021-03-02 10:00  withdrawn  –         resubmitted: did not give up
6            2021-03-04 10:00  2021-03-05 10:00  approved   5         96 h since 5 was submitted
7            2021-03-08 10:00  –                 –          –         open, seen for 48 h
8            2021-03-01 10:00  2021-03-11 10:00  approved   –         240 h
9            2021-03-01 10:00  2021-04-05 10:00  expired    –         gave up, but after more than 30 days
"""

# Month ends in thousands, ! bad, x charged off, r recovered.
BOOK = """
contract  customer  disbursed   Jan   Feb   Mar   Apr   ended       how            what it is a trap for
1         1         2020-12-05  100   100   100   100!  –           –              turns bad in April
2         2         2020-12-05  100   100!  x80   r10   2021-03-20  charged_off    20 paid, 80 charged off
3         3         2020-12-05  100   100!  100   100   –           –              cured in March
4         4         2020-12-05  100!  90!   r10   –     2021-02-10  transferred    sold bad, then the buyer’s
5         5         2020-12-05  100   40    –     –     2021-03-15  early_settled  leaves for good
6         6         2020-12-05  100   30    –     –     2021-03-20  early_settled  comes back within return_months
7         6         2021-04-05  –     –     –     100   –           –              with this one
8         8         2020-12-05  100   30    –     –     2021-03-31  matured        its time is up: no churn
"""
MONTHS = {"Jan": "2021-01-31", "Feb": "2021-02-28", "Mar": "2021-03-31", "Apr": "2021-04-30"}

SURVEYS = """
survey  kind  scale_max  sent              answered          score  what it is a trap for
1       csat  5          2021-03-01 10:00  2021-03-02 10:00  5      satisfied
2       csat  5          2021-03-01 10:00  2021-03-02 10:00  4      satisfied
3       csat  5          2021-03-01 10:00  2021-03-31 10:00  4      satisfied, on the thirtieth day
4       csat  5          2021-03-01 10:00  2021-03-03 10:00  3      in the middle is not satisfied
5       csat  5          2021-03-01 10:00  2021-04-05 10:00  5      too late: silent
6       csat  5          2021-03-01 10:00  –                 –      silent
7       csat  5          2021-04-15 10:00  2021-04-16 10:00  1      sent 15 days before the cut-off: too young
8       nps   10         2021-03-01 10:00  2021-03-02 10:00  10     promoter
9       nps   10         2021-03-01 10:00  2021-03-02 10:00  9      promoter
10      nps   10         2021-03-01 10:00  2021-03-02 10:00  8      neither
11      nps   10         2021-03-01 10:00  2021-03-02 10:00  0      detractor
12      nps   5          2021-03-01 10:00  2021-03-02 10:00  5      not a scale of 0 to 10
"""


def applications() -> list[dict[str, str]]:
    return [
        PLACE
        | {
            "application_id": row["application"],
            "submitted_at": row["submitted"],
            "decided_at": row["ended"],
            "outcome": row["outcome"],
            "resubmission_of": row["replaces"],
        }
        for row in drawn(APPLICATIONS)
    ]


def surveys() -> list[dict[str, str]]:
    return [
        PLACE
        | {
            "survey_id": row["survey"],
            "kind": row["kind"],
            "scale_min": "0" if row["scale_max"] == "10" else "1",
            "scale_max": row["scale_max"],
            "sent_at": row["sent"],
            "answered_at": row["answered"],
            "score": row["score"],
        }
        for row in drawn(SURVEYS)
    ]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    asked = many(applications(), COPIES, "application_id", "resubmission_of")
    old = asked.application_id.str.startswith("7c")
    files = {
        "applications": ("applications", CUT_OFF, asked[~old]),
        "older": ("applications", "2021-03-10T10:00:00+08:00", asked[old]),
        "loans": ("loans", CUT_OFF, many(contract_rows(drawn(BOOK)), COPIES, "loan_id", "customer_id")),
        "month_ends": (
            "loan_months",
            CUT_OFF,
            many(month_end_rows(drawn(BOOK), MONTHS), COPIES, "loan_id"),
        ),
        "surveys": ("surveys", CUT_OFF, many(surveys(), COPIES, "survey_id")),
    }
    return published(tmp_path_factory.mktemp("golden"), SETTINGS, files)


def sums(snapshot: Snapshot, mart: str, *measures: str, by: str = "month") -> dict[str, list[float]]:
    """Each measure per line drawn, by month (or another key)."""
    columns = ", ".join(f"sum({measure})::double / {COPIES} as m{n}" for n, measure in enumerate(measures))
    key = "strftime(month, '%b')" if by == "month" else by
    frame = snapshot.frame(f"select {key} as key, {columns} from {mart} group by all")
    return {str(key): row for key, *row in frame.itertuples(index=False, name=None)}


def test_applications_are_counted_as_drawn(snapshot: Snapshot) -> None:
    """8 cases, since 6 continues 5; all are seen for a day, all but 7 for thirty.

    within a day 1, 2, 3; gave up 4 (5 came back, 9 waited longer than 30 days).
    """
    found = sums(
        snapshot,
        "approval_counts",
        *("submitted", "old_1440", "within_1440", "old_30d", "withdrawn_30d", "expired_30d"),
    )
    assert found == {"Mar": [8, 8, 3, 7, 1, 0]}
    assert said(snapshot, "decided_within_24h", "2021-03", "2021-03") == pytest.approx(3 / 8)
    assert said(snapshot, "gave_up_30d", "2021-03", "2021-03") == pytest.approx(1 / 7)


def test_approval_time_is_that_of_who_stays(snapshot: Snapshot) -> None:
    """
    after    2 h   10 h  24 h  48 h         96 h               240 h                35 days
    at risk  8     7     6     5            3                  2                    1
    leaves   1     2     3     4 and 7      5–6                8                    9
    S        7/8   6/8   5/8   5/8          5/8 × 2/3 = 5/12   5/12 × 1/2 = 5/24    5/24

    S falls to 1/2 at 96 h. (Among the five decided the median is 24 h.) A tenth is never left.
    """
    median = said(snapshot, "approval_time_median", "2021-03", "2021-03")
    assert 0.98 * 96 * 60 < median <= 96 * 60
    p90 = ask(snapshot, "approval_time_p90", "2021-03", "2021-03").estimate
    assert (p90.value, p90.reason) == (None, ENDED_OTHERWISE)


def test_the_book_is_that_of_the_table(snapshot: Snapshot) -> None:
    """
    month  balance                                  bad        opening performing           formed
    Jan    7 × 100 = 700                            4: 100     unknown                      4: 100, one month old
    Feb    100 + 100! + 100! + 40 + 30 + 30 = 400   2, 3: 200  1, 2, 3, 5, 6, 8: 600        2, 3: 200
    Mar    100 + 100 = 200                          –          100 + 40 + 30 + 30 = 200     –
    Apr    100! + 100 + 100 = 300                   1: 100     100 + 100 = 200              1: 100
    """
    measures = ("contracts", "balance / 1000", "npl_balance / 1000")
    formation = ("opening_performing / 1000", "formed / 1000", "formed_contracts")
    assert sums(snapshot, "book", *measures, *formation) == {
        "Jan": [7, 700, 100, 0, 100, 1],
        "Feb": [6, 400, 200, 600, 200, 2],
        "Mar": [2, 200, 0, 200, 0, 0],
        "Apr": [3, 300, 100, 200, 100, 1],
    }
    assert said(snapshot, "npl_rate", "2021-01", "2021-01") == pytest.approx(1 / 7)
    assert said(snapshot, "npl_rate", "2021-02", "2021-02") == pytest.approx(1 / 2)
    assert said(snapshot, "npl_rate", "2021-01", "2021-04") == pytest.approx(1 / 4)


def test_what_becomes_of_the_bad_balance(snapshot: Snapshot) -> None:
    """4 is sold in February, 3 cured in March, of 2 then 80 charged off and 20 paid; 10 recovered in April."""
    measures = ("transferred_bad", "cured", "charged_off_bad", "repaid_bad")
    found = sums(snapshot, "book", *(f"{measure} / 1000" for measure in measures))
    assert found == {
        "Jan": [0, 0, 0, 0],
        "Feb": [100, 0, 0, 0],
        "Mar": [0, 100, 80, 20],
        "Apr": [0, 0, 0, 0],
    }
    cash = sums(snapshot, "book_money", "recovered / 1000")
    assert {month: came_in for month, (came_in,) in cash.items() if came_in} == {"Apr": 10}


def test_what_a_sold_contract_brings_in_is_the_buyers(snapshot: Snapshot) -> None:
    """4 got 90 days late in January, 2 and 3 in February, 1 in April: of them 10 of 2 came in, two months later."""
    found = snapshot.frame(
        f"select strftime(month, '%b') as month, since, sum(recovered)::double / {COPIES} / 1000 as cash"
        " from overdue_spells where threshold = 90 group by all having cash > 0"
    )
    assert list(found.itertuples(index=False, name=None)) == [("Feb", 2, 10)]


def test_npl_at_equal_age(snapshot: Snapshot) -> None:
    """Without windows the reference is all four months. 40 × 1 contract at age 0 is joined to age 1; ages 3 and 4,
    together 160 contract-months, to age 2.

    age     balance                        bad    r
    0, 1    7 of April 100 + January 700   100    1/8
    2 – 4   400 + 200 + 200                300    3/8        R_ref = 400 ÷ 1,600 = 1/4

    January   E = 700 × 1/8 = 87.5                            1/4 × 100 ÷ 87.5 = 2/7
    February  E = 400 × 3/8 = 150                             1/4 × 200 ÷ 150  = 1/3
    April     E = 200 × 3/8 + 100 × 1/8 = 87.5                1/4 × 100 ÷ 87.5 = 2/7
    """
    expected = {"2021-01": 2 / 7, "2021-02": 1 / 3, "2021-03": 0, "2021-04": 2 / 7}
    for month, value in expected.items():
        assert said(snapshot, "npl_rate_same_age", month, month) == pytest.approx(value, rel=1e-6)
    assert said(snapshot, "npl_rate_same_age", "2021-01", "2021-04") == pytest.approx(1 / 4, rel=1e-6)


def test_npl_formation_at_equal_age(snapshot: Snapshot) -> None:
    """
    age     opening performing   formed                 f
    1, 2    February 600         January 100, Feb 200   300 ÷ 600 = 1/2
    3, 4    March 200, April 200 April 100              100 ÷ 400 = 1/4      F_ref = 12 × 400 ÷ 1,000 = 4.8 a year

    February  4.8 × 200 ÷ (600 × 1/2) = 3.2;  March 0;  April  4.8 × 100 ÷ (200 × 1/4) = 9.6
    """
    for month, value in {"2021-02": 3.2, "2021-03": 0, "2021-04": 9.6}.items():
        assert said(snapshot, "npl_formation_same_age", month, month) == pytest.approx(value, rel=1e-6)


def test_who_leaves_and_who_does_not(snapshot: Snapshot) -> None:
    """
    month  opens with                          left    other endings
    Jan    7                                   –       –
    Feb    7                                   –       4 sold: censored
    Mar    6                                   5       2 credit loss, 8 matured (6 comes back in April)
    Apr    1, 3, and 6 in its gap: 3           –       –
    """
    measures = ("at_risk", "left_early", "matured", "credit_loss", "total_loss", "censored")
    assert sums(snapshot, "relationships", *measures) == {
        "Jan": [7, 0, 0, 0, 0, 0],
        "Feb": [7, 0, 0, 0, 0, 1],
        "Mar": [6, 1, 1, 1, 0, 0],
        "Apr": [3, 0, 0, 0, 0, 0],
    }


def test_churn_and_churn_at_equal_tenure(snapshot: Snapshot) -> None:
    """Returns are known until March: the reference is 1 leaver of 7 + 7 + 6 = 20, all at tenure 3.

    crude   January to March 12 × 1/20 = 0.6;  March alone 12 × 1/6 = 2
    equal   h(3) = 1/6, H_ref = 12 × 1/20 = 0.6;  March 0.6 × 1 ÷ (6 × 1/6) = 0.6: one was to be expected
    """
    assert said(snapshot, "churn_rate_crude", "2021-01", "2021-03") == pytest.approx(0.6)
    assert said(snapshot, "churn_rate_crude", "2021-03", "2021-03") == pytest.approx(2)
    assert said(snapshot, "churn_rate", "2021-01", "2021-03") == pytest.approx(0.6)
    assert said(snapshot, "churn_rate", "2021-03", "2021-03") == pytest.approx(0.6)
    (april,) = answer(
        snapshot,
        Question(kpi="churn_rate_crude", by=("month",), where=(), months=("2021-04", "2021-04")),
        WHOLE_HOUSE,
    ).values
    assert april.young_months == ("2021-04",)


def test_retention_needs_twelve_tenures(snapshot: Snapshot) -> None:
    assert ask(snapshot, "retention_12m", "2021-01", "2021-03").estimate.reason == TOO_FEW


def test_satisfaction_counts_silence_and_not_late_answers(snapshot: Snapshot) -> None:
    """
    kind, scale  sent   old enough   answered        top     promoters − detractors
    csat 1–5     7      6            1, 2, 3, 4: 4   3       –
    nps 0–10     4      4            4               –       2 − 1
    nps 1–5      1      1            1               –       –
    """
    measures = ("sent", "sent_30d", "answered", "top2", "net_promoters")
    found = sums(snapshot, "surveys_sent", *measures, by="kind || ' ' || scale")
    assert {key: row[:3] for key, row in found.items()} == {
        "csat 1-5": [7, 6, 4],
        "nps 0-10": [4, 4, 4],
        "nps 1-5": [1, 1, 1],
    }
    assert (found["csat 1-5"][3], found["nps 0-10"][4], found["nps 1-5"][4]) == (3, 1, 0)
    assert said(snapshot, "csat", "2021-03", "2021-04") == pytest.approx(3 / 4)
    assert said(snapshot, "csat_response_rate", "2021-03", "2021-04") == pytest.approx(4 / 6)
    assert said(snapshot, "nps", "2021-03", "2021-03") == pytest.approx(25)
