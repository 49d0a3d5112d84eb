"""A small company served, and a browser that opens its pages."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.reading import READY, settle
from tests.kit.serving import ARGUMENTS, CHROMIUM, Served, by_streamlit, serving
from tests.kit.small_company import publish_small_company
from warehouse.contract.store import Home


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    place = Home(root=tmp_path_factory.mktemp("home"))
    publish_small_company(place)
    return place


@pytest.fixture(scope="session")
def served(home: Home) -> Iterator[Served]:
    with serving(home, by_streamlit) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not Path(CHROMIUM).exists():
        pytest.skip("no chromium on this machine: the pages are not tested in a browser")
    with playwright.sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield found
        found.close()


@pytest.fixture
def open_page(browser: Any, served: Served) -> Iterator[Callable[..., Any]]:
    contexts = []

    def go(path: str, width: int = 1440, locale: str = "en-US", ready: str = READY, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 900}, locale=locale, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.goto(f"{served.url}{path}")
        page.get_by_text(ready).first.wait_for()
        settle(page)
        return page

    yield go
    for context in contexts:
        context.close()
