"""Meeting mode in a browser: the keys, the window, and what is out of sight."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.browser.reading import seen, settle
from ui.meetings.mode import AROUND


def pressed(page: Any, key: str, waited_for: str) -> str:
    """What is seen after a key, once it has led where it should."""
    page.keyboard.press(key)
    page.get_by_text(waited_for).first.wait_for()
    settle(page)
    return seen(page)


def test_keys_turn_the_page_and_lead_out_again(open_page: Callable[..., Any]) -> None:
    page = open_page("/scorecard?lang=en&channel=app", ready="Needs attention")
    page.get_by_role("button", name="Meeting mode").click()
    page.get_by_text("1 / 8").first.wait_for()
    settle(page)
    text = seen(page)
    assert "Channel: App" in text  # what was chosen stays, and is said
    assert "Data health" not in text and "checks passed" not in text  # neither navigation nor frame
    assert "2 / 8" in pressed(page, "ArrowRight", "2 / 8")
    assert "3 / 8" in pressed(page, "ArrowRight", "3 / 8")
    assert "2 / 8" in pressed(page, "ArrowLeft", "2 / 8")
    assert "section=approval_time_median" in page.url
    text = pressed(page, "Escape", "Needs attention")
    assert "/scorecard" in page.url and "channel=app" in page.url and "section" not in page.url
    assert "Data health" in text


def test_a_link_opens_the_section_and_the_figure_follows_the_window(open_page: Callable[..., Any]) -> None:
    page = open_page("/meeting?lang=en&section=approval_time_median", ready="2 / 8")
    page.locator(".js-plotly-plot").first.wait_for()
    settle(page)
    for width, height in ((1440, 900), (1920, 1080)):
        page.set_viewport_size({"width": width, "height": height})
        room = f"{round(height - AROUND * width)}px"  # what the words, whose type grows with the window, leave of it
        expect(page.locator(".js-plotly-plot").first).to_have_css("height", room, timeout=30_000)
    settle(page)
    assert page.evaluate("document.querySelector('[data-testid=\"stMain\"]').scrollWidth") <= 1920


def test_on_a_phone_it_does_not_scroll_sideways(open_page: Callable[..., Any]) -> None:
    agent = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"
    for section in ("answer", "approval_time_median"):
        page = open_page(f"/meeting?lang=zh&section={section}", ready="/ 8", width=390, user_agent=agent)
        assert page.evaluate("document.querySelector('[data-testid=\"stMain\"]').scrollWidth") <= 390
