"""Customers at every tenure of their first year, from files to retention and lifetime value, counted by hand."""

import pandas as pd
import pytest

from tests.kit.golden import SETTINGS, contract_rows, drawn, many, month_end_rows, published, said
from warehouse.snapshot.snapshots import Snapshot

# Customers by the tenure they have in February 2021; each line is 100 of them, and each brings in 12 of interest for
# 4 of funding and 2 of servicing a month.
LIFE = """
tenure  January  February  ended       how
0       –        100       –           –
1       100      100       –           –
2       100      100       –           –
3       100      100       –           –
3       100      0         2021-02-20  early_settled
4       100      100       –           –
5       100      100       –           –
5       100!     –         2021-02-10  transferred
6       100      100       –           –
7       100      100       –           –
8       100      100       –           –
8       100!     x100      2021-02-20  charged_off
9       100      100       –           –
10      100      100       –           –
11      100      100       –           –
"""
LIFE_SETTINGS = SETTINGS + "[clv]\nhorizon_months = 12\nannual_discount_rate = 0\nloss_given_default = 0.5\n"


@pytest.fixture(scope="module")
def lives(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """Month ends of January and February; contracts are seen until March, so that returns are known."""
    february = pd.Period("2021-02", "M")
    rows = [
        row | {"contract": str(n), "customer": str(n), "disbursed": f"{february - int(row['tenure'])}-05"}
        for n, row in enumerate(drawn(LIFE))
    ]
    ends = many(month_end_rows(rows, {"January": "2021-01-31", "February": "2021-02-28"}), 100, "loan_id")
    paying = ends.charged_off_amount == 0
    ends = ends.assign(
        interest_income=12_000 * paying,
        fee_income=0,
        funding_cost=4_000 * paying,
        servicing_cost=2_000 * paying,
    )
    files = {
        "loans": (
            "loans",
            "2021-04-01T00:00:00+08:00",
            many(contract_rows(rows), 100, "loan_id", "customer_id"),
        ),
        "month_ends": ("loan_months", "2021-03-01T00:00:00+08:00", ends),
    }
    return published(tmp_path_factory.mktemp("lives"), LIFE_SETTINGS, files)


def test_retention_of_a_month_by_tenure(lives: Snapshot) -> None:
    """Half of those at tenure 3 leave, half of those at tenure 8 default: S(12) = 1/2 × 1/2."""
    assert said(lives, "retention_12m", "2021-02", "2021-02") == pytest.approx(1 / 4)


def test_lifetime_value_by_tenure(lives: Snapshot) -> None:
    """In thousands a customer, without discount; tenure 11 has just the 100 at risk that it needs.

    margin    12 − 4 − 2 = 6;  at tenure 5 half of it, since who was sold brings in nothing (nor was he cured);
              at tenure 8 half of 6 − (100 charged off + 0.5 × (0 − 100)) = half of −44 = −22
    S         1 up to tenure 3, 1/2 up to 8, 1/4 up to 11 (a sale is no ending)
    CLV       4 × 6 + 1/2 × (6 + 3 + 6 + 6) − 1/2 × 22 + 3 × 1/4 × 6 = 24 + 10.5 − 11 + 4.5 = 28
    """
    assert said(lives, "clv", "2021-02", "2021-02") == pytest.approx(28_000)
