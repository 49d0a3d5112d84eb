"""The pages on churn and customer value, run with the simulated company's customers."""

import pytest

from tests.kit.pages import run, said
from warehouse.contract.store import Home


def test_churn_stands_beside_the_crude_rate_and_its_tenure_part(
    simulated_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = said(run(simulated_home, monkeypatch, "churn"))
    assert "Churn rate at equal tenure, per year: " in text and "early settlement rate at equal age: " in text
    assert "from how long customers have been here" in text
    assert "the four endings add up" in text
    assert "Repeat finance over time" not in text


def test_the_decision_at_the_end_is_a_view_of_its_own_over_the_newest_months_old_enough(
    simulated_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Followed for a year: of contracts that ended up to December 2024 it is known who came back."""
    app = run(simulated_home, monkeypatch, "churn", view="decision")
    text = said(app)
    assert any("After: to Dec 2024" in element.proto.body for element in app.get("html"))
    assert "How customers leave" not in text


def test_value_says_terms_and_how_much_is_modelled(
    simulated_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = said(run(simulated_home, monkeypatch, "value"))
    assert "Customer lifetime value, observed over" in text and "modelled" in text
    assert "Horizon 60 months, discounted at 8.00% a year" in text
    assert "CNY" in text and "currency" not in text


def test_a_slice_of_young_customers_is_mostly_modelled_and_says_so(
    simulated_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = said(run(simulated_home, monkeypatch, "value", product="nev", lang="zh"))
    assert "全期限价值过半为模型推算" in text
    assert "元" in text and "CNY" not in text


def test_those_who_joined_are_a_second_view(simulated_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    text = said(run(simulated_home, monkeypatch, "value", view="joined"))
    assert "After 7 months" in text
    assert "reach the time after only in month 30" in text
    assert "What moved it" not in text
