"""The page on costs and growth as Streamlit runs it on the simulated company, and the structure of its costs."""

from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest

from analysis.results import not_kept_by
from tests.kit.demo_company import ACCOUNTS, Simulated, window, within
from tests.kit.pages import run, said
from tests.kit.publishing import published
from ui.growth.charts.costs import bar_words, structure
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.contract.store import Home
from warehouse.query.subjects.costs import CostLine, cost_structure
from warehouse.snapshot.snapshots import Snapshot
from wording.words import LANGUAGES, Language


def windows(simulated: Simulated) -> tuple[tuple[str, str], tuple[str, str]]:
    return tuple(simulated.truth["before"]), tuple(simulated.truth["after"])


def test_the_shares_of_revenue_are_those_of_the_sheet_and_sum_to_it(
    simulated_snapshot: Snapshot, simulated: Simulated
) -> None:
    found = cost_structure(simulated_snapshot, "revenue", *windows(simulated), (), WHOLE_HOUSE)
    sheet = simulated.raw("finance_months")
    months = pd.to_datetime(sheet["月份"])
    for name in ("before", "after"):
        rows = sheet[within(months, window(simulated, name))]
        total = rows[list(ACCOUNTS)].apply(pd.to_numeric).sum().rename(ACCOUNTS) / 1.0
        parts = total[["it_cost", "marketing_cost", "commission"]]
        spent = {**parts, "other_operating": total["operating_cost"] - parts.sum()}
        spent |= {"funding_cost": total["funding_cost"], "credit_cost": total["credit_cost"]}
        spent["profit"] = total["revenue"] - sum(spent.values())
        told = {line.account: getattr(line, name) for line in found.lines}
        assert told == pytest.approx({k: v / total["revenue"] for k, v in spent.items()}, rel=1e-9)
        assert sum(told.values()) == pytest.approx(1.0)


def test_per_contract_a_year_has_twelve_months(simulated_snapshot: Snapshot, simulated: Simulated) -> None:
    """A year's revenue ÷ the mean number of contracts on the book at its twelve month ends."""
    found = cost_structure(simulated_snapshot, "contract", *windows(simulated), (), WHOLE_HOUSE)
    ends = simulated.true("loan_months").merge(simulated.true("loans")[["loan_id", "transferred_on"]])
    ends = ends[(ends["balance"] > 0) & ~(ends["transferred_on"] <= ends["month_end"])]
    contracts = ends[within(ends["month_end"], window(simulated, "after"))].groupby("month_end").size().mean()
    sheet = simulated.raw("finance_months")
    rows = within(pd.to_datetime(sheet["月份"]), window(simulated, "after"))
    revenue = pd.to_numeric(sheet["营业收入"])[rows].sum()
    assert {line.account: line.after for line in found.lines}["revenue"] == pytest.approx(revenue / contracts)


def test_a_slice_of_the_accounts_cannot_be_said(simulated_snapshot: Snapshot, simulated: Simulated) -> None:
    where = (("region", ("CN-44",)),)
    found = cost_structure(simulated_snapshot, "revenue", *windows(simulated), where, WHOLE_HOUSE)
    assert (found.lines, found.reason) == ((), not_kept_by("region"))


def test_accounts_never_booked_are_no_line_of_zero(tmp_path: Path) -> None:
    """Revenue 100 and operating cost 40 a month, nothing else: no parts, no funding, and nothing said to be left."""
    months = [datetime(year, month, 1) for year in (2021, 2022) for month in range(1, 13)]
    rows = pd.concat(
        pd.DataFrame({"month": months, "account": account, "amount": float(amount)})
        for account, amount in (("revenue", 100), ("operating_cost", 40))
    )
    snapshot = published(tmp_path, datetime(2022, 12, 31, 16), finance_months=rows)
    year = ("2021-01", "2021-12"), ("2022-01", "2022-12")
    found = cost_structure(snapshot, "revenue", *year, (), WHOLE_HOUSE)
    assert found.lines == (CostLine(account="operating_cost", before=0.4, after=0.4),)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_loss_lies_left_of_zero_and_its_words_right_of_it(
    simulated_snapshot: Snapshot, simulated: Simulated, language: Language
) -> None:
    found = cost_structure(simulated_snapshot, "revenue", *windows(simulated), (), WHOLE_HOUSE)
    figure = structure(found, "revenue", "fraction", language, "light")
    bars = [list(trace.x) for trace in figure.data]
    assert [bars[0][-1], bars[1][-1]] == [found.lines[-1].before, found.lines[-1].after]
    assert bars[0][-1] < 0 and figure.layout.xaxis.range[0] <= bars[0][-1]
    assert bar_words(found.lines[-1], 0, "fraction", "en").startswith("\u2212")
    assert min(note.x for note in figure.layout.annotations) == 0


def test_the_page_leads_with_the_ratio_and_says_once_that_accounts_are_counted(
    simulated_home: Home, simulated: Simulated, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = said(run(simulated_home, monkeypatch, "growth"))
    sheet = simulated.raw("finance_months")
    months, names = pd.to_datetime(sheet["月份"]), {ours: theirs for theirs, ours in ACCOUNTS.items()}
    spent, income = (pd.to_numeric(sheet[names[name]]) for name in ("operating_cost", "revenue"))
    before, after = (
        spent[within(months, bounds)].sum() / income[within(months, bounds)].sum()
        for bounds in (window(simulated, name) for name in ("before", "after"))
    )
    assert after < before
    assert f"Cost-income ratio: fell {100 * (before - after):.1f}" in text
    assert "; revenue: rose" in text
    assert text.count("counted, not sampled") == 1
    assert "only one unit" not in text


@pytest.mark.parametrize(
    ("switch", "code"),
    [
        ("series", "outstanding_balance"),
        ("growth", "revenue_growth"),
        ("base", "contract"),
        ("share", "nev_share"),
    ],
)
def test_every_switch_of_the_page_draws(
    simulated_home: Home, monkeypatch: pytest.MonkeyPatch, switch: str, code: str
) -> None:
    app = run(simulated_home, monkeypatch, "growth")
    assert said(app.segmented_control(key=f"switch_{switch}").set_value(code).run())


def test_with_a_filter_that_accounts_do_not_take_what_can_answer_comes_first(
    simulated_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = run(simulated_home, monkeypatch, "growth", product="nev")
    text = said(app)
    assert text.index("Originations") < text.index("Cost-income ratio")
    assert app.segmented_control(key="switch_series").value == "originations"
