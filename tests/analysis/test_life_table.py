"""The life table of a window, by hand, against lifelines, and on the customers of a telecom operator."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from lifelines import AalenJohansenFitter, KaplanMeierFitter

from analysis.life_table import (
    cumulative_incidence,
    find_last_observed_tenure,
    hazards,
    retention,
    retention_of_independent_cases,
    survival,
    tenure_split,
)


def test_by_hand() -> None:
    """tenure   at risk   left   matured      h      S
       0          100       10        0      0.1    1
       1           50        0        5      0.1    0.9
       2           40        4        4      0.2    0.81 → 0.648
    left: 0.1, 0.1, 0.1 + 0.81 × 0.1 = 0.181;   matured: 0, 0.09, 0.09 + 0.081 = 0.171;   0.648 + 0.352 = 1
    """
    at_risk = np.array([100.0, 50.0, 40.0])
    ended = np.array([[10.0, 0.0, 4.0], [0.0, 5.0, 4.0]])
    curve = survival(hazards(ended, at_risk).sum(axis=0))
    assert curve == pytest.approx([1, 0.9, 0.81, 0.648])
    gone = cumulative_incidence(ended, at_risk)
    assert gone == pytest.approx(np.array([[0, 0.1, 0.1, 0.181], [0, 0, 0.09, 0.171]]))
    assert retention(ended.sum(axis=0), at_risk, 3) == pytest.approx(0.648)
    assert np.isnan(retention(ended.sum(axis=0), at_risk * [1, 1, 0.4], 3))  # 16 are too few


def random_table(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """(ended [3 causes, 24], at risk [24]) of a window: new and old customers, not one cohort."""
    random = np.random.default_rng(seed)
    at_risk = random.integers(300, 5_000, 24)
    return np.array([random.binomial(at_risk, p) for p in (0.01, 0.03, 0.002)]), at_risk


def test_survival_and_incidence_add_up_to_one_at_every_tenure() -> None:
    ended, at_risk = random_table(1)
    curve = survival(hazards(ended, at_risk).sum(axis=0))
    assert curve + cumulative_incidence(ended, at_risk).sum(axis=0) == pytest.approx(np.ones(25), abs=1e-14)


def test_survival_of_a_window_is_lifelines_with_late_entry_and_weights() -> None:
    """Everyone at risk at tenure k is a row from k to k + 1, ended or seen to stay, with the count as weight."""
    ended, at_risk = random_table(2)
    total = ended.sum(axis=0)
    tenures = np.arange(24)
    rows = pd.DataFrame(
        {
            "entry": np.tile(tenures, 2),
            "time": np.tile(tenures, 2) + 1,
            "event": np.repeat([1, 0], 24),
            "n": np.concatenate((total, at_risk - total)),
        }
    )
    fitted = KaplanMeierFitter().fit(rows.time, rows.event, entry=rows.entry, weights=rows.n)
    expected = fitted.survival_function_at_times(range(25)).to_numpy()
    assert survival(hazards(total, at_risk)) == pytest.approx(expected, abs=1e-6)


def test_incidence_is_lifelines_aalen_johansen_on_weighted_counts() -> None:
    """A closed cohort; one cause a month and the censored half a month later, so that no times are tied."""
    random = np.random.default_rng(3)
    at_risk, ended, rows, left = np.zeros(18), np.zeros((2, 18)), [], 4_000
    for k in range(18):
        at_risk[k] = left
        ended[k % 2, k] = random.binomial(left, 0.04)
        censored = random.binomial(left, 0.02)
        rows += [(k + 1.0, 1 + k % 2, ended[k % 2, k]), (k + 1.5, 0, censored)]
        left -= int(ended[k % 2, k]) + censored
    rows.append((30.0, 0, left))
    frame = pd.DataFrame(rows, columns=["time", "cause", "n"])
    gone = cumulative_incidence(ended, at_risk)
    for cause in (1, 2):
        fitted = AalenJohansenFitter(calculate_variance=False).fit(
            frame.time, frame.cause, event_of_interest=cause, weights=frame.n
        )
        steps = fitted.cumulative_density_.iloc[:, 0]
        expected = [float(steps[steps.index <= k].iloc[-1]) for k in range(19)]
        assert gone[cause - 1] == pytest.approx(expected, abs=1e-6)


def people(seed: int, count: int) -> pd.DataFrame:
    """Customers seen from a tenure on (`entry`) up to another (`time`), and how they ended: 0 not yet, 1 or 2."""
    random = np.random.default_rng(seed)
    entry = random.choice([0, 0, 1, 5, 9], count)
    return pd.DataFrame(
        {
            "entry": entry,
            "time": entry + random.integers(1, 12, count),
            "cause": random.choice([0, 1, 2], count, p=[0.5, 0.35, 0.15]),
        }
    )


def table_of(rows: pd.DataFrame, tenures: int) -> tuple[np.ndarray, np.ndarray]:
    """(ended [2 causes, tenures], at risk [tenures]): seen in the month before `time`, in which it ended or stayed."""
    months = np.arange(tenures)
    inside = (rows.entry.to_numpy()[:, None] <= months) & (rows.time.to_numpy()[:, None] > months)
    last = rows.time.to_numpy()[:, None] == months + 1
    ended = [(last & (rows.cause == cause).to_numpy()[:, None]).sum(axis=0) for cause in (1, 2)]
    return np.array(ended, dtype=float), inside.sum(axis=0).astype(float)


@pytest.mark.parametrize("seed", range(3))
def test_survival_with_ties_censoring_and_late_entry_is_lifelines(seed: int) -> None:
    """Many end in the same month, some are censored in it, some come in later: left-truncated at their tenure."""
    rows = people(seed, 2_000)
    ended, at_risk = table_of(rows, 20)
    fitted = KaplanMeierFitter().fit(rows.time, rows.cause > 0, entry=rows.entry)
    expected = fitted.survival_function_at_times(range(21)).to_numpy()
    assert survival(hazards(ended.sum(axis=0), at_risk)) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("seed", range(3))
def test_incidence_with_ties_and_late_entry_is_that_of_the_rows(seed: int) -> None:
    """Aalen–Johansen has no late entry there: the sum over the months of S(k − 1) × d_c(k) ÷ n(k), S by lifelines."""
    rows = people(seed, 2_000)
    ended, at_risk = table_of(rows, 20)
    curve = KaplanMeierFitter().fit(rows.time, rows.cause > 0, entry=rows.entry)
    before = curve.survival_function_at_times(range(20)).to_numpy()
    found = cumulative_incidence(ended, at_risk)
    for cause in (1, 2):
        gone = 0.0
        for k in range(20):
            here = rows[(rows.entry <= k) & (rows.time > k)]
            gone += before[k] * ((here.time == k + 1) & (here.cause == cause)).mean() if len(here) else 0.0
            assert found[cause - 1, k + 1] == pytest.approx(gone, abs=1e-6)


def test_interval_of_independent_cases_is_that_of_lifelines() -> None:
    """A closed cohort of 400 of whom some end each month: Greenwood, log-log."""
    at_risk, ended = np.array([400.0, 388.0, 370.0]), np.array([12.0, 18.0, 7.0])
    rows = pd.DataFrame({"time": [1, 2, 3, 4], "event": [1, 1, 1, 0], "n": [12, 18, 7, 363]})
    fitted = KaplanMeierFitter().fit(rows.time, rows.event, weights=rows.n)
    low, high = fitted.confidence_interval_.loc[3].tolist()
    found = retention_of_independent_cases(ended, at_risk, 3)
    assert (found.lower, found.upper) == pytest.approx((low, high), abs=1e-6)


def test_observed_until() -> None:
    """Both windows need 100 at every tenure up to K: 0, 1, 2 hold, 3 does not, 4 does not count any more."""
    assert (
        find_last_observed_tenure(np.array([[500, 300, 200, 150, 300], [500, 300, 100, 99, 400]]), 100) == 2
    )
    assert find_last_observed_tenure(np.array([90, 300]), 100) == -1
    assert find_last_observed_tenure(np.array([300, 300]), 100) == 1


def test_tenure_split_adds_up_and_turns_round() -> None:
    """Crude churn unchanged at 10 % while the equal-tenure rate rose 8 → 10 %: younger customers hid it."""
    split = tenure_split((0.10, 0.10), (0.08, 0.10))
    assert split.tenure + split.equal_tenure == pytest.approx(0, abs=1e-15)
    assert split.equal_tenure == pytest.approx(0.10 * np.log(1.25))
    one, other = tenure_split((0.12, 0.09), (0.11, 0.10)), tenure_split((0.09, 0.12), (0.10, 0.11))
    assert one.tenure + one.equal_tenure == pytest.approx(-0.03)
    assert (one.tenure, one.equal_tenure) == pytest.approx((-other.tenure, -other.equal_tenure))


def test_telecom_customers(shared_data: Path) -> None:
    """7,043 customers seen once, 1,869 of them gone: 26.54 %.

    Where everyone else is taken to stay for good, the share gone by the end is just that; it is no churn rate:
    with the others censored at the tenure they had reached, more of them would have left by then.
    """
    customers = pd.read_csv(shared_data / "telco_churn" / "churn.csv")
    left = customers[customers.churn == "Yes"]
    span = int(customers.tenure.max()) + 1
    gone = np.bincount(left.tenure, minlength=span).astype(float)
    stay = len(customers) - np.concatenate(([0.0], np.cumsum(gone)[:-1]))
    share = cumulative_incidence(gone[None, :], stay)[0, -1]
    assert round(100 * float(share), 2) == 26.54
    at_risk = np.array([(customers.tenure >= k).sum() for k in range(span)], dtype=float)
    curve = survival(hazards(gone, at_risk))
    fitted = KaplanMeierFitter().fit(customers.tenure, customers.churn == "Yes")
    expected = fitted.survival_function_at_times(range(span)).to_numpy()
    assert curve[1:] == pytest.approx(expected, abs=1e-6)
    assert 1 - curve[-1] > 0.40
