"""The dashboard in a real browser: links, filters, languages, a phone, and a new snapshot under open pages."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.small_company import publish_small_company
from warehouse import snapshots
from warehouse.columns import COLUMNS
from warehouse.schema import TABLES
from warehouse.store import Home

ROOT = Path(__file__).parents[1]
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
READY = "Where the time goes"
# Words that are the same in Chinese: codes, units, names of things typed as they are.
SAME_IN_CHINESE = {"EN", "IT", "P90", "SQL", "CSV", "AI", "CSAT", "NPS", "n"}


@dataclass(frozen=True)
class Served:
    """A running dashboard."""

    url: str
    home: Home

    def json(self, path: str) -> tuple[int, dict[str, Any]]:
        """Status and body of a JSON route."""
        try:
            with urllib.request.urlopen(f"{self.url}{path}", timeout=10) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)


@contextmanager
def serving(home: Home, command: Callable[[int], list[str]]) -> Iterator[Served]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        command(port),
        cwd=ROOT,
        env={**os.environ, "MILEPOST_HOME": str(home.root)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        found = Served(f"http://127.0.0.1:{port}", home)
        _wait_for(found, process)
        yield found
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(found: Served, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        assert process.poll() is None, "the server ended while it started"
        try:
            urllib.request.urlopen(f"{found.url}/_stcore/health", timeout=2).close()
            return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the server did not answer within a minute")


def by_streamlit(port: int) -> list[str]:
    options = ["--server.address", "127.0.0.1", "--server.port", str(port)]
    return [sys.executable, "-m", "streamlit", "run", "app.py", *options]


def by_uvicorn(port: int) -> list[str]:
    return [sys.executable, "-m", "uvicorn", "app:app", "--host", "127.0.0.1", "--port", str(port)]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    place = Home(tmp_path_factory.mktemp("home"))
    publish_small_company(place)
    return place


@pytest.fixture(scope="module")
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
        page.set_default_timeout(30_000)
        page.goto(f"{served.url}{path}")
        page.get_by_text(ready).first.wait_for()
        settle(page)
        return page

    yield go
    for context in contexts:
        context.close()


def settle(page: Any) -> None:
    """Wait until the script has run to its end and what it drew stands still."""
    page.wait_for_function("!document.querySelector('[data-test-script-state=\"running\"]')")
    page.wait_for_function('!document.querySelector(\'[data-testid="stSpinner"], [data-stale="true"]\')')
    page.wait_for_timeout(600)


def seen(page: Any) -> str:
    """All text on the page, that of the figures too.

    Left out: icons, which their font draws from words, code, and Streamlit's own link past the navigation,
    which only a keyboard reaches and nobody can translate.
    """
    text: str = page.evaluate("""() => {
        const copy = document.querySelector('[data-testid="stApp"]').cloneNode(true);
        const out = '[data-testid*="Icon"], style, script, code, a[href^="#"]';
        copy.querySelectorAll(out).forEach(e => e.remove());
        [...copy.querySelectorAll('*')].filter(e => e.textContent === 'Skip to main content')
            .forEach(e => e.remove());
        return [...copy.querySelectorAll('*')].flatMap(e => [...e.childNodes])
            .filter(n => n.nodeType === 3).map(n => n.textContent).join('\\n');
    }""")
    return text


def first_card(page: Any) -> str:
    text: str = page.locator("[data-testid='stMetricValue']").first.inner_text()
    return text


def test_a_cold_deep_link_shows_the_page_in_its_frame(open_page: Callable[..., Any]) -> None:
    page = open_page("/approval")
    text = seen(page)
    for words in ("远山汽车金融", "Data to 2025-12-31", "checks passed", "Data health", "Compared: Jul 2021"):
        assert words in text
    assert page.locator(".js-plotly-plot").count() == 6


def test_the_bare_address_leads_to_the_first_page_and_keeps_what_was_chosen(
    open_page: Callable[..., Any],
) -> None:
    page = open_page("/?product=used", ready="NPL rate")
    assert page.url.endswith("/scorecard?product=used")
    assert "Product: Used car" in seen(page)


def test_a_filter_changes_the_numbers_and_the_address_by_code(open_page: Callable[..., Any]) -> None:
    page = open_page("/approval")
    before = first_card(page), seen(page)
    page.get_by_role("button", name="Channel").first.click()
    page.get_by_role("combobox", name="Channel").click()
    page.get_by_role("option", name="App").click()
    page.wait_for_url("**/approval?channel=app")
    settle(page)
    assert first_card(page) != before[0]
    assert "Channel: App" in seen(page)
    page.go_back()
    page.wait_for_url("**/approval")
    settle(page)
    assert first_card(page) == before[0]


def test_a_link_holds_everything_that_was_chosen(open_page: Callable[..., Any]) -> None:
    link = (
        "/approval?before=2021-01..2021-12&product=new&region=BJ&region=SH&clock=business&by=channel&lang=zh"
    )
    page = open_page(link, ready="时间花在哪里")
    page.locator(".js-plotly-plot text", has_text="经销商").first.wait_for()  # figures come after the words
    text = seen(page)
    for words in ("2021-01…2021-12", "产品：新车", "北京等 2 项", "工作时间", "经销商"):
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
    assert "渠道：手机应用" in seen(page)


@pytest.mark.parametrize(
    ("path", "ready_en", "ready_zh"),
    [
        ("/approval", READY, "时间花在哪里"),
        ("/scorecard", "NPL rate", "不良贷款率"),
        ("/risk", "Where it changed", "变化来自哪里"),
        ("/satisfaction", "Where it changed", "变化来自哪里"),
        ("/churn", "Where it changed", "变化来自哪里"),
        ("/value", "Where it changed", "变化来自哪里"),
        ("/growth", "Growth, year on year", "同比增速"),
        ("/definitions", "Definitions", "指标口径"),
        ("/data-health", "Checks of the published", "发布校验"),
    ],
)
def test_after_switching_the_language_no_english_is_left(
    open_page: Callable[..., Any], path: str, ready_en: str, ready_zh: str
) -> None:
    page = open_page(path, ready=ready_en)
    page.get_by_role("radio", name="中文").or_(page.get_by_role("button", name="中文")).first.click()
    page.get_by_text(ready_zh).first.wait_for()
    settle(page)
    assert "lang=zh" in page.url
    # Codes of tables, columns, marts, files and snapshots are written as they are; x is the shape of a letter.
    codes = {*TABLES, *COLUMNS, "test"} | SAME_IN_CHINESE
    words = {
        word
        for word in re.findall(r"[A-Za-z][\w./@-]*", seen(page))
        if word not in codes and not re.search(r"[_.\d]|^x+$", word)
    }
    assert words == set()


def test_the_language_of_the_browser_comes_first(open_page: Callable[..., Any]) -> None:
    assert "审批时效" in seen(open_page("/approval", locale="zh-CN", ready="时间花在哪里"))


@pytest.mark.parametrize(
    ("path", "ready"),
    [
        ("/approval?lang=en", READY),
        ("/approval?lang=zh", "时间花在哪里"),
        ("/scorecard?lang=zh", "不良贷款率"),
        ("/risk?lang=zh", "变化来自哪里"),
        ("/satisfaction?lang=en", "Where it changed"),
        ("/churn?lang=en", "Where it changed"),
        ("/value?lang=zh", "变化来自哪里"),
        ("/growth?lang=en", "Growth, year on year"),
        ("/definitions?lang=zh&kpi=npl_rate", "不良贷款率"),
        ("/data-health?lang=en", "Checks of the published"),
        ("/data-health?lang=zh", "发布校验"),
    ],
)
def test_a_phone_never_scrolls_sideways(open_page: Callable[..., Any], path: str, ready: str) -> None:
    page = open_page(path, width=390, ready=ready)
    for element in ("document.documentElement", "document.querySelector('[data-testid=\"stMain\"]')"):
        assert page.evaluate(f"{element}.scrollWidth") <= 390


def test_on_a_phone_the_filters_fold_into_one_button(open_page: Callable[..., Any]) -> None:
    agent = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"
    page = open_page("/approval?channel=app", width=390, user_agent=agent)
    assert page.get_by_role("button", name="Filters (1)").count() == 1
    assert "Channel: App" in seen(page)


def test_partners_are_searched_for_and_never_sent_as_a_list(open_page: Callable[..., Any]) -> None:
    page = open_page("/approval")
    page.get_by_role("button", name="Partner").first.click()
    box = page.get_by_role("searchbox").or_(page.get_by_role("textbox", name="Search")).first
    box.fill("众诚042")
    box.press("Enter")
    settle(page)
    assert "众诚001店" not in page.content()
    page.get_by_role("combobox", name="Partner").click()
    page.get_by_role("option", name="众诚042店").click()
    page.wait_for_url("**/approval?partner=D042")
    settle(page)
    assert "Partner: 众诚042店" in seen(page)


def test_dark_is_a_link_and_figures_follow(open_page: Callable[..., Any]) -> None:
    page = open_page("/approval?channel=app")
    page.get_by_role("link", name="Dark").click()
    page.get_by_role("link", name="Light").wait_for()
    page.get_by_text(READY).first.wait_for()
    settle(page)
    assert "Channel: App" in seen(page)
    ink = page.evaluate("getComputedStyle(document.querySelector('.js-plotly-plot .ytick text')).fill")
    assert ink == "rgb(167, 177, 190)"


def test_a_figure_can_be_taken_away_as_csv(open_page: Callable[..., Any]) -> None:
    page = open_page("/approval?channel=app")
    page.get_by_role("button", name="Definition, data, SQL").first.click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Data as CSV").first.click()
    data = Path(waiting.value.path()).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    text = data.decode("utf-8-sig")
    assert (
        "Channel: App" in text and "2025-12-31" in text and "\r\nmonth,value,lower,upper,n,reason\r\n" in text
    )
    assert len(text.split("\r\nmonth,")[1].strip().splitlines()) == 61


def test_no_figure_offers_to_share_its_data(open_page: Callable[..., Any]) -> None:
    page = open_page("/approval")
    page.locator(".js-plotly-plot").first.hover()
    assert page.locator(".modebar-btn").count() == 0


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
    with serving(Home(tmp_path), command) as empty:
        status, body = empty.json("/health/data")
        assert (status, body["snapshot"]) == (503, None)
        page = browser.new_page()
        page.goto(f"{empty.url}/approval")
        page.get_by_text("Nothing published yet").wait_for(timeout=30_000)
        # Once something is published, the same page shows it without a restart.
        publish_small_company(Home(tmp_path), count=3_000)
        page.reload()
        page.get_by_text(READY).first.wait_for(timeout=30_000)
        page.close()


def test_a_new_snapshot_is_picked_up_by_open_pages_without_an_error(browser: Any, tmp_path: Path) -> None:
    home = Home(tmp_path)
    first = publish_small_company(home, count=3_000)
    with serving(home, by_streamlit) as found:
        pages = [browser.new_page() for _ in range(2)]
        for page in pages:
            page.set_default_timeout(30_000)
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
