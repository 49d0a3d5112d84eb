"""The SQL of ten KPIs is the text kept, and the sums it brings are those of the raw rows, counted by pandas."""

from collections.abc import Callable, Iterator

import pandas as pd
import pytest

from tests.golden_sql import (
    AFTER,
    BEFORE,
    CUTS,
    FOLDER,
    GOLDEN,
    Listening,
    golden_path,
    statements_of,
    text_of,
)
from tests.golden_sql.company import PARTNERS, REGIONS, publish_company, tables
from warehouse.kpis import find
from warehouse.query.query import kpi_marts

WRITE_ANEW = "the SQL changed: read what `python -m tests.golden_sql` makes of it, and commit that"


Tables = dict[str, pd.DataFrame]


def fraction(rows: pd.DataFrame, moments: pd.Series, above: object, below: object) -> pd.DataFrame:
    """What each raw row adds to a KPI: month, region (none of the whole company), numerator, denominator."""
    added = {"month": moments.dt.strftime("%Y-%m"), "numerator": above, "denominator": below}
    return rows.reindex(columns=["region"]).assign(**added)


def approvals(raw: Tables) -> pd.DataFrame:
    rows = raw["applications"]
    return fraction(rows, rows.submitted_at, rows.outcome == "approved", 1)


def bad_balances(raw: Tables) -> pd.DataFrame:
    rows = raw["loan_months"].merge(raw["loans"], on="loan_id")
    return fraction(rows, rows.month_end, rows.balance.where(rows.days_past_due >= 90, 0), rows.balance)


def satisfied(raw: Tables) -> pd.DataFrame:
    rows = raw["surveys"].dropna(subset="score")
    return fraction(rows, rows.sent_at, rows.score >= 4, 1)


def lent(raw: Tables) -> pd.DataFrame:
    rows = raw["loans"]
    return fraction(rows, rows.disbursed_on, rows.principal, 0)


def cost_and_income(raw: Tables) -> pd.DataFrame:
    rows = raw["finance_months"]
    cost, income = (rows.amount.where(rows.account == name, 0) for name in ("operating_cost", "revenue"))
    return fraction(rows, rows.month, cost, income)


def up_and_agreed(raw: Tables) -> pd.DataFrame:
    rows = raw["incidents"]
    agreed = rows.started_at.dt.days_in_month * 1_440
    down = (rows.restored_at - rows.started_at).dt.total_seconds() / 60
    return fraction(rows, rows.started_at, agreed - down, agreed)


COUNTED: dict[str, Callable[[Tables], pd.DataFrame]] = {
    "approval_rate": approvals,
    "npl_rate": bad_balances,
    "csat": satisfied,
    "originations": lent,
    "cost_income_ratio": cost_and_income,
    "availability": up_and_agreed,
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Listening]:
    snapshot = Listening(publish_company(tmp_path_factory.mktemp("golden_sql")))
    yield snapshot
    snapshot.close()


@pytest.mark.parametrize(("kpi", "cut"), GOLDEN)
def test_a_question_sends_the_sql_that_is_kept(snapshot: Listening, kpi: str, cut: str) -> None:
    statements = statements_of(snapshot, kpi, cut)
    text = text_of(statements)
    assert " ".join(text.split()) == " ".join(f"{statement};" for statement in statements), (
        "laid out, not changed"
    )
    assert golden_path(kpi, cut).read_text(encoding="utf-8") == text, WRITE_ANEW


def test_no_text_is_kept_that_no_question_sends() -> None:
    assert {path.name for path in FOLDER.glob("*.sql")} == {golden_path(*golden).name for golden in GOLDEN}


def test_what_is_not_kept_by_region_cannot_be_asked_by_region(snapshot: Listening) -> None:
    kept = {kpi for kpi, cut in GOLDEN if cut == "by_region"}
    for kpi in {kpi for kpi, _ in GOLDEN}:
        assert (kpi in kept) == any("region" in mart.dimensions for mart in kpi_marts(find(kpi)))


@pytest.mark.parametrize(("kpi", "cut"), [golden for golden in GOLDEN if golden[0] in COUNTED])
def test_the_sql_that_is_kept_brings_the_sums_of_the_raw_rows(
    snapshot: Listening, kpi: str, cut: str
) -> None:
    (statement,) = golden_path(kpi, cut).read_text(encoding="utf-8").split(";")[:-1]
    rows = snapshot.frame(statement)
    rows = rows if "side" in rows else rows.assign(side=0)
    rows = rows.astype({"region": "str"} if "region" in CUTS[cut] else {})
    keys, sums = ["side", *CUTS[cut]], ["numerator", "denominator"]
    summed = rows.groupby(keys)[sums].sum().astype(float)

    raw = COUNTED[kpi](tables())
    windows = (AFTER,) if cut == "by_month" else (BEFORE, AFTER)
    sides = [raw[raw.month.between(*window)].assign(side=side) for side, window in enumerate(windows)]
    raw = pd.concat(sides).assign(month=lambda rows: pd.to_datetime(rows.month))
    expected = raw.groupby(keys)[sums].sum().astype(float)
    assert len(expected) == len(windows) * {"total": 1, "by_month": 6, "by_region": 6}[cut]
    pd.testing.assert_frame_equal(summed, expected, check_index_type=False, rtol=1e-12)


@pytest.mark.parametrize(("kpi", "cut"), [golden for golden in GOLDEN if golden[0] not in COUNTED])
def test_the_other_sql_that_is_kept_brings_rows(snapshot: Listening, kpi: str, cut: str) -> None:
    """Their sums are counted in tests/kit/second_routes."""
    for statement in golden_path(kpi, cut).read_text(encoding="utf-8").split(";")[:-1]:
        rows = snapshot.frame(statement)
        assert set(rows.unit) == set(REGIONS if "region as unit" in statement else PARTNERS)
