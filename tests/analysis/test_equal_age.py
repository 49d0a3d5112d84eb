"""The exact split of a change of the NPL rate, by hand and by its properties."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.equal_age import PARTS, Split, split
from analysis.results import ONE_UNIT, TOO_FEW

positive = st.floats(1, 20)
side = st.tuples(positive, positive, positive, positive, positive)


def of(before: tuple[float, ...], after: tuple[float, ...]) -> Split:
    return split(np.array([before]), np.array([after]), np.array([100.0]))


def factors(found: Split) -> dict[str, float]:
    values = {part.name: part.relative.value for part in found.parts}
    return {name: value + 1 for name, value in values.items() if value is not None}


def test_worse_loans_hidden_by_charge_off_and_growth() -> None:
    """
              N   B      E    F    G       N/B     E/B    F/G   N/E
    before    20  1,000  20   10   10      2.0 %   2.0 %  1.00  1.00
    after     12  1,500  24   18   15      0.8 %   1.6 %  1.20  0.50

    age 0.8, going bad 1.2, staying 0.5 / 1.2 = 0.41667; 0.8 x 1.2 x 0.41667 = 0.4 = 0.8 % / 2.0 %
    """
    found = of((20, 1_000, 20, 10, 10), (12, 1_500, 24, 18, 15))
    assert (found.before, found.after) == pytest.approx((0.02, 0.008))
    assert factors(found) == pytest.approx({"age": 0.8, "going_bad": 1.2, "staying": 0.5 / 1.2})
    # L = (0.008 - 0.02) / ln 0.4 = 0.0130963
    points = [part.points for part in found.parts]
    assert points == pytest.approx([-0.0029224, 0.0023877, -0.0114653], abs=1e-7)
    assert sum(p for p in points if p is not None) == pytest.approx(-0.012, abs=1e-15)
    assert all(part.relative.interval_reason == ONE_UNIT for part in found.parts)


def test_a_zero_makes_every_part_too_few() -> None:
    """Nothing turned bad afterwards: the rates stand, their split does not."""
    found = of((20, 1_000, 20, 10, 10), (12, 1_500, 24, 0, 15))
    assert (found.before, found.after) == (0.02, 0.008)
    assert [(part.name, part.relative.reason, part.points) for part in found.parts] == [
        (name, TOO_FEW, None) for name in PARTS
    ]


def test_no_change_has_no_parts() -> None:
    found = of((20, 1_000, 20, 10, 10), (40, 2_000, 40, 20, 20))
    assert [part.points for part in found.parts] == [0, 0, 0]


@given(side, side)
def test_parts_multiply_and_add_up_exactly(before: tuple[float, ...], after: tuple[float, ...]) -> None:
    found = of(before, after)
    assert found.before is not None
    assert found.after is not None
    assert np.prod(list(factors(found).values())) == pytest.approx(found.after / found.before, rel=1e-9)
    points = [part.points for part in found.parts if part.points is not None]
    rounding = 1e-9 * max(*map(abs, points), found.before, found.after)
    assert sum(points) == pytest.approx(found.after - found.before, abs=rounding)


@given(side, side)
def test_swapping_the_windows_flips_every_sign(before: tuple[float, ...], after: tuple[float, ...]) -> None:
    for there, back in zip(of(before, after).parts, of(after, before).parts, strict=True):
        assert back.points is not None
        assert there.points == pytest.approx(-back.points, rel=1e-6, abs=1e-9)


def test_interval_of_a_factor_is_the_jackknife_over_units() -> None:
    random = np.random.default_rng(3)
    before, after = random.uniform(50, 150, (2, 12, 5))
    cases = np.full(12, 10.0)
    found = split(before, after, cases)
    whole = np.log((after.sum(axis=0) / before.sum(axis=0))[3] / (after.sum(axis=0) / before.sum(axis=0))[4])
    out = []
    for unit in range(12):
        b, a = (np.delete(rows, unit, axis=0).sum(axis=0) for rows in (before, after))
        out.append(np.log((a[3] / b[3]) / (a[4] / b[4])))
    error = np.sqrt(11 / 12 * np.sum((np.array(out) - whole) ** 2))
    t = 2.200985160082949  # Student, 97.5 %, 11 degrees of freedom
    going_bad = found.parts[1].relative
    assert going_bad.lower == pytest.approx(np.exp(whole - t * error) - 1)
    assert going_bad.upper == pytest.approx(np.exp(whole + t * error) - 1)
