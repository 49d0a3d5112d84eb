"""From approval to funding, or to giving the approval up."""

import numpy as np

from demo.applying.applications import APP, WEB, Columns
from demo.setting.initiatives import BY_CODE
from demo.setting.timeline import DAY, Array, business, wall

TAKE_UP = 0.90  # of those approved at once; every day of waiting costs some
TAKE_UP_LOST_A_DAY = 0.018
FUNDING_MINUTES, FUNDING_SPREAD = 950.0, 0.65  # working minutes, median


def fund(
    columns: Columns, approved: Array, decided: Array, contract: Array, rng: np.random.Generator
) -> tuple[Array, Array]:
    """Moments of funding and of giving up, nan where neither.

    `contract`: how far the electronic contract is built up for each application.
    """
    size = len(approved)
    waited = np.minimum((decided - columns["submitted"]) / DAY, 15)
    takes = rng.random(size) < TAKE_UP - TAKE_UP_LOST_A_DAY * waited
    digital = (columns["channel"] == APP) | (columns["channel"] == WEB)
    working = FUNDING_MINUTES * np.exp(
        FUNDING_SPREAD * rng.normal(size=size)
        - 0.25 * digital
        + BY_CODE["e_contract"].effects["funding_ln"] * contract
    )
    given_up = decided + DAY * rng.gamma(1.4, 4.0, size)
    start = np.where(approved, decided, columns["submitted"])
    funded = wall(business(start) + working)
    return np.where(approved & takes, funded, np.nan), np.where(approved & ~takes, given_up, np.nan)
