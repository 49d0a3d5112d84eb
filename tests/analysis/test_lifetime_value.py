"""Customer lifetime value by hand, its drivers, and its modelled tail."""

import numpy as np
import pytest

from analysis.lifetime_value import (
    FLOWS,
    Flows,
    Terms,
    discounts,
    drivers,
    lifetime_values,
    observed_value,
    signed_terms,
    worth_by_tenure,
)


def flows(at_risk: list[float], ended: list[float], margin: list[float]) -> Flows:
    """All of the margin is interest; `margin` per head."""
    terms = np.zeros((5, len(at_risk)))
    terms[0] = np.array(margin) * at_risk
    return Flows(at_risk=np.array(at_risk), ended=np.array(ended), terms=terms)


def test_three_months_by_hand() -> None:
    """tenure  at risk  ended  margin   S      S × margin (no discount)
    0         100      0      10     1.00     10
    1         100     10      10     1.00     10
    2          80      8      20     0.90     18     38 in all
    """
    window = flows([100, 100, 80], [0, 10, 8], [10, 10, 20])
    assert observed_value(
        window, Terms(horizon=60, discount_rate=0.0, loss_given_default=0.5, observed=3)
    ) == pytest.approx(38)
    assert observed_value(
        window, Terms(horizon=2, discount_rate=0.0, loss_given_default=0.5, observed=3)
    ) == pytest.approx(20)
    yearly = observed_value(window, Terms(horizon=60, discount_rate=0.21, loss_given_default=0.5, observed=3))
    assert yearly == pytest.approx(
        10 / 1.21 ** (0.5 / 12) + 10 / 1.21 ** (1.5 / 12) + 18 / 1.21 ** (2.5 / 12)
    )


def test_nobody_at_risk_cannot_be_said() -> None:
    assert np.isnan(
        observed_value(
            flows([100, 0, 80], [0, 0, 8], [1, 1, 1]),
            Terms(horizon=60, discount_rate=0.0, loss_given_default=0.5, observed=3),
        )
    )
    assert np.isnan(
        observed_value(
            flows([100], [0], [1]), Terms(horizon=60, discount_rate=0.0, loss_given_default=0.5, observed=0)
        )
    )


def test_credit_cost_is_recognised_once() -> None:
    """A loan of 100 goes bad in month 0 (−60 at 60 % loss given default), is charged off in month 1
    (100 lost, 60 released: −40) and pays 30 back in month 2 (+30): −70, what was really lost."""
    amounts = np.zeros((len(FLOWS), 3))
    rows = {name: amounts[place] for place, name in enumerate(FLOWS)}
    rows["npl_end"][0], rows["npl_start"][1], rows["charged_off"][1], rows["recovered"][2] = 100, 100, 100, 30
    assert signed_terms(amounts, 0.6)[4] == pytest.approx([-60, -40, 30])
    assert signed_terms(amounts, 0.6).sum() == pytest.approx(-70)


def test_the_tail_is_that_of_both_windows_together() -> None:
    """Observed 2 of 4 tenures, no discount. Pooled: hazard (10 + 30) ÷ 400 = 0.1, margin (1,000 + 3,000) ÷ 400 = 10.

    Each window keeps its own S(2), 0.95² and 0.85², and shares what follows: S(2) × 10 × (1 + 0.9).
    """
    before = flows([100, 100], [5, 5], [5, 5])
    after = flows([100, 100], [15, 15], [15, 15])
    first, second = lifetime_values(
        before, after, Terms(horizon=4, discount_rate=0.0, loss_given_default=0.5, observed=2)
    )
    assert first.observed == pytest.approx(5 + 5 * 0.95)
    assert first.modelled == pytest.approx(0.95**2 * 10 * 1.9)
    assert second.modelled == pytest.approx(0.85**2 * 10 * 1.9)
    assert second.total == pytest.approx(15 + 15 * 0.85 + 0.85**2 * 19)


def test_worth_by_tenure_is_observed_then_modelled() -> None:
    """The tail above, tenure by tenure, no discount: 5, 5 × 0.95 seen; then 0.95² × 10, and 0.9 of it once more."""
    before = flows([100, 100], [5, 5], [5, 5])
    after = flows([100, 100], [15, 15], [15, 15])
    first, second = worth_by_tenure(
        before, after, Terms(horizon=4, discount_rate=0.0, loss_given_default=0.5, observed=2)
    )
    assert first == pytest.approx([5, 4.75, 9.025, 8.1225])
    assert second == pytest.approx([15, 12.75, 7.225, 6.5025])


def random_sides(
    seed: int, shape: tuple[int, ...]
) -> tuple[tuple[Flows, Flows], tuple[np.ndarray, np.ndarray]]:
    """Flows of two windows [*shape, 40 tenures], and endings by two causes [*shape, 2, 40]."""
    random = np.random.default_rng(seed)
    sides, causes = [], []
    for _ in range(2):
        at_risk = random.integers(200, 3_000, (*shape, 40)).astype(float)
        ended = random.binomial(at_risk[..., None, :].astype(int), 0.01, (*shape, 2, 40)).astype(float)
        terms = random.normal(10, 5, (*shape, 5, 40)) * at_risk[..., None, :]
        sides.append(Flows(at_risk=at_risk, ended=ended.sum(axis=-2), terms=terms))
        causes.append(ended)
    return (sides[0], sides[1]), (causes[0], causes[1])


@pytest.mark.parametrize("seed", range(5))
def test_drivers_sum_to_the_change_of_the_observed_part(seed: int) -> None:
    terms = Terms(horizon=30, discount_rate=0.08, loss_given_default=0.5, observed=24)
    sides, ended = random_sides(seed, (3,))
    parts = drivers(*sides, ended, terms)
    change = observed_value(sides[1], terms) - observed_value(sides[0], terms)
    assert parts.margin.sum(axis=-1) + parts.staying.sum(axis=-1) == pytest.approx(change, rel=1e-10)


def test_drivers_of_several_units_are_those_of_each() -> None:
    terms = Terms(horizon=30, discount_rate=0.08, loss_given_default=0.5, observed=24)
    sides, ended = random_sides(7, (3,))
    together = drivers(*sides, ended, terms)
    for unit in range(3):
        before, after = (
            Flows(at_risk=side.at_risk[unit], ended=side.ended[unit], terms=side.terms[unit])
            for side in sides
        )
        alone = drivers(before, after, (ended[0][unit], ended[1][unit]), terms)
        assert together.margin[unit] == pytest.approx(alone.margin)
        assert together.staying[unit] == pytest.approx(alone.staying)


def test_one_driver_by_hand() -> None:
    """Nobody leaves; interest rises from 10 to 12 a month over three months, undiscounted: 6, all of it interest."""
    before, after = flows([100] * 3, [0] * 3, [10] * 3), flows([100] * 3, [0] * 3, [12] * 3)
    nobody = np.zeros((1, 3))
    parts = drivers(
        before,
        after,
        (nobody, nobody),
        Terms(horizon=3, discount_rate=0.0, loss_given_default=0.5, observed=3),
    )
    assert parts.margin == pytest.approx([6, 0, 0, 0, 0])
    assert parts.staying == pytest.approx([0])


def test_discount_is_to_the_middle_of_the_month() -> None:
    assert discounts(2, 0.08) == pytest.approx([1.08 ** (-0.5 / 12), 1.08 ** (-1.5 / 12)])
