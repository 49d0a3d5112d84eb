"""Benefit and risk sharing, terms and joint targets: by hand, and against raw rows of the simulated company."""

from datetime import date, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.results import BELOW_ZERO, NOT_RECORDED, needs_column, needs_table
from analysis.sharing import shares
from tests.kit.demo_company import Simulated
from tests.kit.loans import loans
from tests.kit.publishing import published
from warehouse.contract.scope import WHOLE_HOUSE, Months, Scope
from warehouse.partners.sharing import EQUAL, Sharing, Supposed, sharing
from warehouse.partners.terms import find_targeted_kpis, last_day, risk_share, terms
from warehouse.snapshot.snapshots import Snapshot

CUT_OFF = datetime(2021, 6, 30, 16)  # midnight in Shanghai
WINDOW = ("2021-02", "2021-06")
INVESTMENT_ONLY = (1.0, 0.0, 0.0)


def agreed(
    *rows: tuple[str, str, float | None, float | None, float | None, dict[str, object]],
) -> pd.DataFrame:
    """(partner, valid from, invested, potential, paid, more)."""
    names = ("partner_id", "valid_from", "investment_amount", "market_potential", "benefit_paid")
    frame = pd.DataFrame([dict(zip(names, row[:5], strict=True)) | row[5] for row in rows])
    for column in ("valid_from", "review_due_on"):
        if column in frame:
            frame[column] = pd.to_datetime(frame[column])
    return frame


def three_dealers(
    folder: Path, *rows: tuple[str, str, float | None, float | None, float | None, dict[str, object]]
) -> Snapshot:
    partners = pd.DataFrame({"partner_id": list("ABC"), "name": list("ABC"), "kind": ["dealer"] * 3})
    lent = loans(("2021-02-05", 100, {"partner_id": "A"}), ("2021-03-05", 100, {"partner_id": "B"}))
    return published(folder, CUT_OFF, loans=lent, partners=partners, partner_terms=agreed(*rows))


def shared(snapshot: Snapshot, weights: tuple[float, ...], supposed: Supposed = ()) -> Sharing:
    return sharing(
        snapshot, kind="dealer", weights=weights, after=WINDOW, supposed=supposed, scope=WHOLE_HOUSE
    )


def test_shares_by_hand() -> None:
    """Of two partners one invested 30 of 100 and has 60 of 100 of the market; weights 3 : 1.

    (3 × 0.30 + 1 × 0.60) ÷ 4 = 0.375
    """
    found = shares(np.array([[30.0, 70.0], [6.0, 4.0]]), np.array([3.0, 1.0]))
    assert found.computed == pytest.approx([0.375, 0.625])
    assert found.lowest == pytest.approx([0.3, 0.4]) and found.highest == pytest.approx([0.6, 0.7])


AMOUNTS = st.lists(st.floats(0.01, 1e9), min_size=3, max_size=3)


@given(st.lists(AMOUNTS, min_size=1, max_size=8), st.lists(st.floats(0.01, 100), min_size=3, max_size=3))
def test_shares_sum_to_one_within_the_range_of_all_weights(
    partners: list[list[float]], weights: list[float]
) -> None:
    found = shares(np.array(partners).T, np.array(weights))
    assert found.computed.sum() == pytest.approx(1)
    assert np.all(found.lowest <= found.computed + 1e-12) and np.all(found.computed <= found.highest + 1e-12)


def test_the_gap_is_what_was_paid_less_what_the_bases_make(tmp_path: Path) -> None:
    """In force at the end of June: A's second terms, not the third; by investment alone.

    partner   valid from   invested   paid     computed   paid share   gap     of 200 paid
    A         2021-03-01   60         150      0.60       0.75         +0.15   +30
    B         2021-01-01   40         50       0.40       0.25         −0.15   −30
    """
    snapshot = three_dealers(
        tmp_path,
        ("A", "2021-01-01", 10, 1, 1, {}),
        ("A", "2021-03-01", 60, 1, 150, {}),
        ("A", "2021-07-01", 99, 1, 99, {}),
        ("B", "2021-01-01", 40, 1, 50, {}),
    )
    found = shared(snapshot, INVESTMENT_ONLY)
    assert [one.partner for one in found.shared] == ["A", "B"]
    assert [one.computed for one in found.shared] == pytest.approx([0.6, 0.4])
    assert [one.gap for one in found.shared] == pytest.approx([0.15, -0.15])
    assert [one.gap_amount for one in found.shared] == pytest.approx([30, -30])
    assert found.left_out == (("C", needs_table("partner_terms")),)


def test_who_lacks_a_base_is_named_and_not_taken_as_nothing(tmp_path: Path) -> None:
    snapshot = three_dealers(
        tmp_path,
        ("A", "2021-01-01", 60.0, 5.0, 50.0, {}),
        ("B", "2021-01-01", None, 5.0, 50.0, {}),
        ("C", "2021-01-01", -1.0, 5.0, None, {}),
    )
    found = shared(snapshot, INVESTMENT_ONLY)
    assert [one.computed for one in found.shared] == [1.0] and found.paid == 50
    assert found.left_out == (("B", needs_column("partner_terms.investment_amount")), ("C", BELOW_ZERO))
    by_potential = shared(snapshot, (0.0, 0.0, 1.0))
    assert [one.computed for one in by_potential.shared] == [0.5, 0.5]
    assert by_potential.shared[1].bases[0] is None
    assert by_potential.left_out == (("C", needs_column("partner_terms.benefit_paid")),)
    supposed = shared(snapshot, INVESTMENT_ONLY, (("B", "investment", 20.0),))
    assert [one.computed for one in supposed.shared] == pytest.approx([0.75, 0.25])
    # Nothing says what the contracts earned, and three equal weights rest on that, too.
    assert shared(snapshot, EQUAL).reason == needs_table("loan_months")


def test_without_terms_it_is_said_what_is_missing(tmp_path: Path) -> None:
    snapshot = published(tmp_path, CUT_OFF, loans=loans(("2021-02-05", 100, {"partner_id": "A"})))
    assert terms(snapshot, WHOLE_HOUSE).reason == needs_table("partner_terms")
    assert risk_share(snapshot, "A", WINDOW, WHOLE_HOUSE).would_bear.value is None


def test_terms_due_are_sorted_and_late_by_the_cut_off(tmp_path: Path) -> None:
    snapshot = three_dealers(
        tmp_path,
        ("A", "2021-01-01", 1, 1, 1, {"review_due_on": "2021-07-01"}),
        ("B", "2021-01-01", 1, 1, 1, {"review_due_on": "2021-06-30"}),
        ("C", "2021-01-01", 1, 1, 1, {"review_due_on": None}),
    )
    found = terms(snapshot, WHOLE_HOUSE)
    assert found.day == date(2021, 6, 30) == last_day(CUT_OFF, "Asia/Shanghai")
    listed = found.among(("A", "B", "C"))
    assert [(term.partner, term.is_overdue(found.day)) for term in listed] == [
        ("B", True),
        ("A", False),
        ("C", False),
    ]
    assert [term.partner for term in terms(snapshot, Scope(partners=("A",))).terms] == ["A"]


def after_of(snapshot: Snapshot) -> Months:
    assert snapshot.windows[1] is not None
    return snapshot.windows[1]


def months_of(simulated: Simulated, found: tuple[str, ...]) -> pd.DataFrame:
    """Month ends of the months, with the partner of the contract; none after it was sold."""
    rows = simulated.true("loan_months").merge(
        simulated.true("loans")[["loan_id", "partner_id", "transferred_on"]], on="loan_id"
    )
    month = rows["month_end"].dt.to_period("M")
    rows = rows[month.astype(str).isin(found) & ~(rows["transferred_on"].dt.to_period("M") < month)]
    filled: pd.DataFrame = rows.fillna(
        {c: 0 for c in rows.columns if c.endswith(("_income", "_cost", "_amount"))}
    )
    return filled


def test_shares_of_carmakers_against_the_raw_rows(simulated_snapshot: Snapshot, simulated: Simulated) -> None:
    found = sharing(
        simulated_snapshot,
        kind="oem",
        weights=(1, 2, 1),
        after=after_of(simulated_snapshot),
        supposed=(),
        scope=WHOLE_HOUSE,
    )
    rows = months_of(simulated, found.months)
    margin = rows["interest_income"] + rows["fee_income"] - rows["funding_cost"] - rows["servicing_cost"]
    partners = simulated.true("partners")
    codes = sorted(partners.loc[partners["kind"] == "oem", "partner_id"])
    table = simulated.true("partner_terms")
    table = table[table["valid_from"] == table["valid_from"].max()].set_index("partner_id").loc[codes]
    table["margin"] = margin.groupby(rows["partner_id"]).sum()
    part = {
        name: table[name].astype(float) / table[name].astype(float).sum()
        for name in table.select_dtypes("number")
    }
    computed = 0.25 * part["investment_amount"] + 0.5 * part["margin"] + 0.25 * part["market_potential"]
    assert {one.partner: one.computed for one in found.shared} == pytest.approx(computed.to_dict())
    gap = (part["benefit_paid"] - computed) * float(table["benefit_paid"].sum())
    assert {one.partner: one.gap_amount for one in found.shared} == pytest.approx(gap.to_dict())
    assert sum(one.gap for one in found.shared) == pytest.approx(0, abs=1e-12)


def test_losses_times_the_agreed_share(simulated_snapshot: Snapshot, simulated: Simulated) -> None:
    found = risk_share(simulated_snapshot, "HZF002", after_of(simulated_snapshot), WHOLE_HOUSE)
    rows = months_of(simulated, found.passport.months)
    rows = rows[rows["partner_id"] == "HZF002"]
    sold = rows["transferred_on"] <= rows["month_end"]
    lost = rows["charged_off_amount"].where(~sold, 0).sum() - rows["recovered_amount"].sum()
    assert found.net_loss.value == pytest.approx(float(lost))
    assert found.would_bear.value == pytest.approx(0.1 * float(lost))
    assert found.borne.reason == NOT_RECORDED


def test_the_kpis_with_a_target_for_one_partner(tmp_path: Path) -> None:
    targets = pd.DataFrame(
        {
            "kpi": ["csat", "npl_rate", "csat", "take_up_rate"],
            "valid_from": pd.to_datetime("2021-01-01"),
            "dimension": ["partner", "partner", None, "region"],
            "member": ["A", "B", None, "A"],
            "value": [0.8, 0.01, 0.8, 0.7],
        }
    )
    lent = loans(("2021-02-05", 100, {"partner_id": "A"}))
    snapshot = published(tmp_path, CUT_OFF, loans=lent, targets=targets)
    assert (find_targeted_kpis(snapshot, "A"), find_targeted_kpis(snapshot, "C")) == (("csat",), ())
