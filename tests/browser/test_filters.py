"""The filters by mouse and by keyboard, and what stands on the page while they are computed."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.browser.reading import first_card, press_until, seen, settle

PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"


def test_two_clicks_change_the_numbers_and_the_address_by_code(open_page: Callable[..., Any]) -> None:
    page = open_page("/approval")
    before = first_card(page)
    page.get_by_role("combobox", name="Channel").click()
    page.get_by_role("option", name="App").click()
    page.wait_for_url("**/approval?channel=app")
    settle(page)
    assert first_card(page) != before
    page.keyboard.press("Escape")
    assert "Updating" not in seen(page)
    page.go_back()
    page.wait_for_url("**/approval")
    settle(page)
    assert first_card(page) == before


def test_partners_are_searched_for_by_keyboard_and_never_sent_as_a_list(
    open_page: Callable[..., Any],
) -> None:
    page = open_page("/approval")
    box = page.get_by_role("combobox", name="Search partner")
    box.focus()
    page.keyboard.type("众诚042")
    page.get_by_role("option", name="众诚042店").wait_for()
    assert "众诚001店" not in page.content()
    page.keyboard.press("Enter")
    page.wait_for_url("**/approval?partner=D042")
    settle(page)
    page.get_by_role("button", name="众诚042店").click()  # takes it off again
    page.wait_for_url("**/approval")


def test_a_panel_takes_the_keyboard_and_gives_it_back(open_page: Callable[..., Any]) -> None:
    page = open_page("/approval")
    opener = page.get_by_role("button", name="2021").first
    panel = page.locator("[role=dialog]:focus-within")
    press_until(page, "Enter", panel, focus=opener)
    page.keyboard.press("Escape")
    panel.wait_for(state="detached")
    page.locator("button:focus", has_text="2021").wait_for()


def test_the_filters_stay_in_sight(open_page: Callable[..., Any]) -> None:
    page = open_page("/approval")
    page.locator(".js-plotly-plot").last.scroll_into_view_if_needed()
    expect(page.locator("h1").first).not_to_be_in_viewport()
    box = page.get_by_role("combobox", name="Channel").bounding_box()
    assert 0 <= box["y"] < 60


def test_numbers_of_other_filters_are_dimmed_at_once(open_page: Callable[..., Any]) -> None:
    page = open_page("/approval")
    card = page.locator("[data-testid=stElementContainer]", has=page.locator(".mp-values")).first
    expect(card).to_have_css("opacity", "1")
    card.evaluate("card => card.dataset.stale = 'true'")  # as Streamlit marks what a run has not drawn yet
    expect(card).to_have_css("opacity", "0.35")


def test_the_width_of_the_window_decides_not_the_browser(open_page: Callable[..., Any]) -> None:
    page = open_page("/approval?channel=app", width=390)
    page.get_by_role("button", name="Filters (1)").wait_for()
    page = open_page("/approval?channel=app", width=1440, user_agent=PHONE)
    page.get_by_role("combobox", name="Channel").wait_for()


def test_a_member_of_a_figure_is_reached_without_pointing(open_page: Callable[..., Any]) -> None:
    page = open_page("/approval")
    members = page.get_by_role("combobox", name="Narrow to")
    press_until(page, "ArrowDown", page.get_by_role("option"), focus=members)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/approval?region=*")
