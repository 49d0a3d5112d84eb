"""What is served before anything is published, and when something new is."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.reading import READY, first_card, seen, settle
from tests.kit.serving import Served, by_streamlit, by_uvicorn, serving
from tests.kit.small_company import publish_small_company
from warehouse.contract.store import Home
from warehouse.snapshot import snapshots


def test_health_answers_snapshot_cut_off_and_failed_checks(served: Served) -> None:
    status, body = served.json("/health/data")
    assert status == 200
    assert body["snapshot"] == snapshots.current_id(served.home)
    assert body["as_of"] == "2025-12-31T16:00:00Z"
    assert body["failed_checks"] == []


@pytest.mark.parametrize("command", [by_streamlit, by_uvicorn])
def test_before_anything_is_published_it_says_what_to_do(
    browser: Any, tmp_path: Path, command: Callable[[int], list[str]]
) -> None:
    with serving(Home(root=tmp_path), command) as empty:
        status, body = empty.json("/health/data")
        assert (status, body["snapshot"]) == (503, None)
        page = browser.new_page()
        page.goto(f"{empty.url}/approval")
        page.get_by_text("Nothing published yet").wait_for(timeout=60_000)
        # Once something is published, the same page shows it without a restart.
        publish_small_company(Home(root=tmp_path), count=3_000)
        page.reload()
        page.get_by_text(READY).first.wait_for(timeout=60_000)
        page.close()


def test_a_new_snapshot_is_picked_up_by_open_pages_without_an_error(browser: Any, tmp_path: Path) -> None:
    home = Home(root=tmp_path)
    first = publish_small_company(home, count=3_000)
    with serving(home, by_streamlit) as found:
        pages = [browser.new_page() for _ in range(2)]
        for page in pages:
            page.set_default_timeout(60_000)
            page.goto(f"{found.url}/approval")
            page.get_by_text(READY).first.wait_for()
            settle(page)
        old = first_card(pages[0])
        home.facts.unlink()
        second = publish_small_company(home, count=3_000, seed=11)
        assert second != first
        for page in pages:
            page.get_by_text("Business hours").first.click()
            settle(page)
            page.get_by_text("Calendar time").first.click()
            settle(page)
            assert first_card(page) != old
            assert page.locator("[data-testid='stException']").count() == 0
            assert "cannot be shown" not in seen(page)
        assert found.json("/health/data")[1]["snapshot"] == second
        for page in pages:
            page.close()
