"""Links, filters, and what a reader takes along."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.reading import first_card, seen, settle


def test_a_cold_deep_link_shows_the_page_in_its_frame(open_page: Callable[..., Any]) -> None:
    page = open_page("/approval")
    text = seen(page)
    for words in (
        "远山汽车金融",
        "Data to 2025-12-31",
        "checks passed",
        "Data health",
        "2021-07–2022-06 → 2024-12–2025-11",
    ):
        assert words in text
    figures = page.locator(".js-plotly-plot")
    figures.nth(5).wait_for()  # the browser fetches what draws them after the words stand
    assert figures.count() == 6


def test_a_link_holds_everything_that_was_chosen(open_page: Callable[..., Any]) -> None:
    link = (
        "/approval?before=2021-01..2021-12&product=new&region=BJ&region=SH&clock=business&by=channel&lang=zh"
    )
    page = open_page(link, ready="时间花在哪里")
    page.locator(".js-plotly-plot text", has_text="经销商").first.wait_for()  # figures come after the words
    text = seen(page)
    for words in ("2021-01 至 2021-12", "新车", "北京", "上海", "工作时间", "经销商"):
        assert words in text
    assert page.url.endswith(link.replace("?before", "?before")) or set(
        page.url.split("?")[1].split("&")
    ) == set(link.split("?")[1].split("&"))


def test_codes_that_do_not_exist_are_dropped_not_guessed(open_page: Callable[..., Any]) -> None:
    plain = first_card(open_page("/approval"))
    page = open_page("/approval?product=spaceship&before=2021-13..zzz&clock=moon&lang=fr")
    assert first_card(page) == plain


def test_choices_are_kept_from_page_to_page(open_page: Callable[..., Any]) -> None:
    page = open_page("/approval?channel=app&lang=zh", ready="时间花在哪里")
    number = first_card(page)
    page.get_by_role("link", name="数据健康").click()
    page.get_by_text("装载记录").first.wait_for()
    settle(page)
    assert "channel=app" in page.url and "lang=zh" in page.url
    page.get_by_role("link", name="审批时效").click()
    page.get_by_text("时间花在哪里").first.wait_for()
    settle(page)
    assert first_card(page) == number
    assert "手机应用" in seen(page)


@pytest.mark.parametrize(
    ("link", "filters", "column", "apart"),
    [
        ("/approval", "all", "Month", 1),
        # Few cases: single months vary by more than the change, so the figure is drawn by quarter.
        ("/approval?channel=app", "Channel: App", "First month of the quarter", 3),
    ],
)
def test_a_figure_can_be_taken_away_as_csv(
    open_page: Callable[..., Any], link: str, filters: str, column: str, apart: int
) -> None:
    page = open_page(link)
    page.get_by_role("button", name="Method and data").first.click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Data as CSV").first.click()
    data = Path(waiting.value.path()).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    head, rows = data.decode("utf-8-sig").split(f"\r\n{column},Value,Lower,Upper,n,Reason\r\n")
    assert f"Filters,{filters}\r\n" in head and "2025-12-31" in head
    months = [f"{year}-{month:02}" for year in range(2021, 2026) for month in range(1, 13, apart)]
    assert [row.split(",")[0] for row in rows.splitlines()] == months


def test_no_figure_offers_to_share_its_data(open_page: Callable[..., Any]) -> None:
    page = open_page("/approval")
    page.locator(".js-plotly-plot").first.hover()
    assert page.locator(".modebar-btn").count() == 0
