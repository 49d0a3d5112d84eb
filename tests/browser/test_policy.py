"""What the dashboard's own pages need is allowed, and nothing else: no page breaks the policy sent with it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.browser.reading import READY, settle
from tests.kit.serving import Served

POLICY = "Content Security Policy"
# Its heading, and whether figures are drawn on it.
PAGES = {
    "/scorecard": ("NPL rate", False),
    "/approval": (READY, True),
    "/risk": ("Where it changed", True),
    "/satisfaction": ("Where it changed", True),
    "/churn": ("Where it changed", True),
    "/value": ("Where it changed", True),
    "/growth": ("Growth, year on year", True),
    "/initiatives": ("Initiatives", False),
    "/claims": ("Published claims", False),
    "/scenarios": ("No scenario can start here", False),
    "/partners": ("Partners", False),
    "/reports": ("Reports", False),
    "/definitions": ("Definitions", False),
    "/data-health": ("Checks of the published", False),
    "/meeting": ("1 / 8", False),
    "/meeting?section=approval_time_median": ("2 / 8", True),
}


@pytest.fixture
def watched(browser: Any, served: Served) -> Iterator[Callable[[str, str], tuple[Any, list[str]]]]:
    """Opens a page; with it comes what the browser says of the policy, as it says it."""
    contexts = []

    def go(path: str, ready: str) -> tuple[Any, list[str]]:
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-US")
        contexts.append(context)
        page, said = context.new_page(), []
        page.on("console", lambda line: said.append(line.text) if POLICY in line.text else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.set_default_timeout(60_000)
        page.goto(f"{served.url}{path}")
        page.get_by_text(ready).first.wait_for()
        settle(page)
        return page, said

    yield go
    for context in contexts:
        context.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_keeps_to_the_policy(watched: Callable[[str, str], tuple[Any, list[str]]], path: str) -> None:
    heading, has_figures = PAGES[path]
    page, said = watched(path, heading)
    if has_figures:
        page.locator(".js-plotly-plot .main-svg").first.wait_for()
    page.wait_for_timeout(500)
    assert said == []


def test_downloads_and_the_theme_keep_to_it_too(watched: Callable[[str, str], tuple[Any, list[str]]]) -> None:
    page, said = watched("/approval", READY)
    page.get_by_role("button", name="Method and data").first.click()
    with page.expect_download():
        page.get_by_role("button", name="Data as CSV").first.click()
    page.get_by_role("button", name="Dark").click()
    page.get_by_role("button", name="Light").wait_for()
    page.locator(".js-plotly-plot .main-svg").first.wait_for()
    assert said == []


@pytest.mark.parametrize(
    "attempt",
    [
        "fetch('https://elsewhere.example/', {mode: 'no-cors'}).catch(() => 0)",
        "document.body.append(Object.assign(new Image(), {src: 'https://elsewhere.example/a.png'}))",
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = 1'}))",
        "document.body.append(Object.assign(document.createElement('iframe'), {src: 'https://elsewhere.example/'}))",
    ],
)
def test_what_is_not_the_dashboard_s_own_is_stopped(
    watched: Callable[[str, str], tuple[Any, list[str]]], attempt: str
) -> None:
    page, _ = watched("/definitions", "Definitions")
    with page.expect_console_message(lambda line: POLICY in line.text):
        page.evaluate(attempt)
    assert page.evaluate("window.ran") is None


def test_no_other_page_can_hold_it_in_a_frame(browser: Any, served: Served) -> None:
    page = browser.new_page()
    page.set_content(f'<iframe src="{served.url}/definitions"></iframe>')
    page.wait_for_timeout(2_000)
    assert all(frame.locator("[data-testid='stApp']").count() == 0 for frame in page.frames)
    page.close()
