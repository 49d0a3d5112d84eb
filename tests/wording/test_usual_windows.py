"""The windows that a panel offers: the company's own, and the newest months against the same ones a year before."""

import pytest

from warehouse.contract.scope import Months
from warehouse.contract.windows import months_between
from wording.usual_windows import usual_windows

OWN = (("2021-07", "2022-06"), ("2024-12", "2025-11"))


def test_the_newest_year_and_half_year_end_where_the_company_s_own_window_does() -> None:
    assert usual_windows(months_between("2021-01", "2025-12"), OWN) == {
        "usual": OWN,
        "last_year": (("2023-12", "2024-11"), ("2024-12", "2025-11")),
        "last_half": (("2024-06", "2024-11"), ("2025-06", "2025-11")),
    }


@pytest.mark.parametrize(
    ("first", "offered"),
    [
        ("2023-12", ["usual", "last_year", "last_half"]),
        ("2024-01", ["usual", "last_half"]),
        ("2024-07", ["usual"]),
    ],
)
def test_only_windows_within_the_data_are_offered(first: str, offered: list[str]) -> None:
    assert list(usual_windows(months_between(first, "2025-12"), OWN)) == offered


def test_without_own_windows_the_newest_month_is_the_last_there_is() -> None:
    nothing: tuple[Months | None, Months | None] = (None, None)
    windows = usual_windows(months_between("2021-01", "2025-12"), nothing)
    assert windows["last_half"] == (("2024-07", "2024-12"), ("2025-07", "2025-12"))
