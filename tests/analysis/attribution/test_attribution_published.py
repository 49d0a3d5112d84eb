"""The plain function against published figures, and what it says of columns it cannot use."""

import doctest
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis import attribution
from analysis.attribution.design import Rules
from analysis.attribution.imputation import Effect
from analysis.attribution.plain import PlainEffect, estimate_staggered_effect
from analysis.results import HISTORY_TOO_SHORT, NOT_OLD_ENOUGH, TOO_FEW

ALL_PERIODS = Rules(choosing_periods=0, fewest_before=1, fewest_waiting=1)


def found_in(frame: pd.DataFrame, treated_from: dict[str, object], rules: Rules) -> PlainEffect:
    """The effect on columns unit, period, outcome, all rows weighing the same."""
    found = estimate_staggered_effect(
        frame["unit"],
        period=frame["period"],
        treated_from=frame["unit"].map(treated_from),
        outcome=frame["outcome"],
        weight=np.ones(len(frame)),
        model="linear",
        rules=rules,
    )
    assert isinstance(found, PlainEffect)
    return found


def test_the_example_in_the_docstring() -> None:
    assert doctest.testmod(attribution).failed == 0


def test_minimum_wage_of_new_jersey(shared_data: Path) -> None:
    """Card and Krueger (1994), table 3: 2.76 full-time equivalents a restaurant; of the rows at hand

                 1991    1993
    New Jersey   20.44   21.03   +0.59
    Pennsylvania 23.33   21.17   −2.17     difference 2.75
    """
    raw = pd.read_csv(shared_data / "causal" / "minimum_wage.csv").dropna(subset=["fte"])
    frame = raw.rename(columns={"state": "unit", "year": "period", "fte": "outcome"})
    found = found_in(frame, {"New Jersey": 1992}, ALL_PERIODS)
    means = frame.groupby(["unit", "period"])["outcome"].mean().unstack()
    change = means[1993] - means[1991]
    assert found.value == pytest.approx(change["New Jersey"] - change["Pennsylvania"], abs=1e-6)
    assert round(found.value, 2) == 2.75
    assert found.detail == TOO_FEW  # two units: no interval, and none made up


def test_cigarettes_in_california(shared_data: Path) -> None:
    """Arkhangelsky et al. (2021), table 1: difference in differences −27.3 packs a head."""
    wide = pd.read_csv(shared_data / "causal" / "california_prop99.csv", index_col="Year")
    frame = wide.melt(ignore_index=False, var_name="unit", value_name="outcome").reset_index(names="period")
    found = found_in(frame, {"California": 1989}, ALL_PERIODS)
    change = wide.loc[1989:].mean() - wide.loc[:1988].mean()
    assert found.value == pytest.approx(change["California"] - change.drop("California").mean(), abs=1e-6)
    assert found.value == pytest.approx(-27.35, abs=0.005)
    assert found.detail == TOO_FEW  # without California there is nothing treated


def staggered(noise: float) -> pd.DataFrame:
    """Twelve units over twenty months: live from 2022-08, 2022-11 or never, by +0.5 ."""
    random = np.random.default_rng(3)
    months = pd.period_range("2022-01", periods=20, freq="M").to_timestamp()
    frame = pd.MultiIndex.from_product([list("abcdefghijkl"), months], names=["unit", "period"]).to_frame(
        index=False
    )
    starts = dict.fromkeys("abcd", months[7]) | dict.fromkeys("efgh", months[10])
    frame["from"] = frame["unit"].map(starts)
    live = frame["period"] >= frame["from"]
    of_unit = frame["unit"].map(dict(zip("abcdefghijkl", random.normal(0, 1, 12), strict=True)))
    of_month = frame["period"].map(dict(zip(months, random.normal(0, 1, 20), strict=True)))
    frame["outcome"] = of_unit + of_month + 0.5 * live + random.normal(0, noise, len(frame))
    return frame


RULES = Rules(choosing_periods=3, fewest_before=2, fewest_waiting=3)


def test_never_treated_may_be_written_in_any_way_and_labels_may_be_of_any_kind() -> None:
    """Dates with NaT, then numbers with infinity, NaN and None, rows in another order: one effect."""
    frame = staggered(0.3)
    columns = (frame["unit"], frame["period"], frame["from"], frame["outcome"], np.ones(len(frame)))
    dated = estimate_staggered_effect(*columns, "linear", RULES)
    assert isinstance(dated, PlainEffect) and isinstance(dated.detail, Effect)
    number = dict(zip(np.sort(frame["period"].unique()), range(100, 120), strict=True))
    shuffled = frame.sample(frac=1, random_state=1)
    for never in (np.inf, np.nan, None):
        found = estimate_staggered_effect(
            shuffled["unit"].map(ord).tolist(),
            period=shuffled["period"].map(number).tolist(),
            treated_from=[never if pd.isna(start) else number[start] for start in shuffled["from"]],
            outcome=shuffled["outcome"].tolist(),
            weight=[2.0] * len(frame),
            model="linear",
            rules=RULES,
        )
        assert isinstance(found, PlainEffect) and isinstance(found.detail, Effect)
        assert found.value == pytest.approx(dated.value, abs=1e-6)
        assert found.detail.effect.error == pytest.approx(dated.detail.effect.error, abs=1e-6)
    assert abs(dated.value - 0.5) < 0.15
    assert dated.detail.effect.value == pytest.approx(dated.value)


def test_columns_that_cannot_be_used_are_named() -> None:
    frame = staggered(0.0)
    good = {name: frame[name].copy() for name in ("unit", "period", "from", "outcome")}
    turned, missing = good["from"].copy(), good["outcome"].copy()
    turned[0], missing[3] = pd.NaT, np.nan
    ones = np.ones(len(frame))
    with pytest.raises(ValueError, match="treated_from of unit a"):
        estimate_staggered_effect(
            good["unit"],
            period=good["period"],
            treated_from=turned,
            outcome=good["outcome"],
            weight=ones,
            model="linear",
            rules=RULES,
        )
    with pytest.raises(ValueError, match="outcome is missing in 1 rows"):
        estimate_staggered_effect(
            good["unit"],
            period=good["period"],
            treated_from=good["from"],
            outcome=missing,
            weight=ones,
            model="linear",
            rules=RULES,
        )
    with pytest.raises(ValueError, match="different lengths"):
        estimate_staggered_effect(
            good["unit"],
            period=good["period"],
            treated_from=good["from"],
            outcome=missing,
            weight=ones[1:],
            model="linear",
            rules=RULES,
        )


def test_nobody_treated_or_all_of_them_before_the_first_period() -> None:
    frame = staggered(0.0)
    ones = np.ones(len(frame))
    first, last = frame["period"].min(), frame["period"].max()
    for start, reason in (
        (None, TOO_FEW),
        (first, HISTORY_TOO_SHORT),
        (last + (last - first), NOT_OLD_ENOUGH),
    ):
        treated = [start] * len(frame)
        found = estimate_staggered_effect(
            frame["unit"],
            period=frame["period"],
            treated_from=treated,
            outcome=frame["outcome"],
            weight=ones,
            model="linear",
            rules=RULES,
        )
        assert found == reason
