"""The address: one entry of the browser's history a visit, and nothing of the reader's taste in it."""

from collections.abc import Callable
from typing import Any

from tests.browser.reading import seen, settle

DARK = "rgb(20, 24, 29)"  # the paper of the dark theme


def visit(page: Any, link: str, heading: str) -> None:
    page.get_by_role("link", name=link, exact=True).click()
    page.get_by_role("heading", name=heading).first.wait_for()
    settle(page)


def entries(page: Any) -> int:
    count: int = page.evaluate("history.length")
    return count


def paper(page: Any) -> str:
    colour: str = page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    return colour


def test_a_visit_is_one_entry_and_back_keeps_the_filters(open_page: Callable[..., Any]) -> None:
    page = open_page("/approval?channel=app&product=new&lang=en")
    first = entries(page)
    visit(page, "Definitions", "Definitions")
    visit(page, "Data health", "Data health")
    assert entries(page) == first + 2
    for name in ("definitions", "approval"):
        page.go_back()
        settle(page)
        path, _, query = page.url.rpartition("/")[2].partition("?")
        assert path == name
        assert set(query.split("&")) == {"channel=app", "product=new", "lang=en"}
    assert "App" in seen(page) and "New car" in seen(page)


def test_the_bare_address_leads_in_without_an_entry_of_its_own(open_page: Callable[..., Any]) -> None:
    page = open_page("/?product=used", ready="NPL rate")
    assert page.url.endswith("/scorecard?product=used")
    assert "Used car" in seen(page)
    assert entries(page) == 2  # the empty page that the browser opened with, and this one


def test_the_theme_changes_without_loading_and_stays_out_of_the_address(
    open_page: Callable[..., Any],
) -> None:
    page = open_page("/approval?channel=app")
    page.evaluate("window.loadedOnce = true")
    page.get_by_role("button", name="Dark").click()
    page.get_by_role("button", name="Light").wait_for()
    settle(page)
    assert page.evaluate("window.loadedOnce") and page.url.endswith("/approval?channel=app")
    assert paper(page) == DARK
    ink = page.evaluate("getComputedStyle(document.querySelector('.js-plotly-plot .ytick text')).fill")
    assert ink == "rgb(167, 177, 190)"  # the figures follow
    page.goto(page.url.replace("approval", "definitions"))
    page.get_by_role("button", name="Light").wait_for()  # chosen once for all pages
    assert paper(page) == DARK


def test_the_page_names_its_language(open_page: Callable[..., Any]) -> None:
    page = open_page("/approval?lang=en", locale="zh-CN")
    lang = "document.documentElement.lang"
    assert page.evaluate(lang) == "en"
    page.get_by_role("radio", name="中文").click()
    page.get_by_text("时间花在哪里").first.wait_for()
    settle(page)
    assert page.evaluate(lang) == "zh-CN"
