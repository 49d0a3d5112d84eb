"""What a reader waits for: the approval page in a real browser, loaded and with other filters.

Run: `MILEPOST_HOME=… python -m benchmarks.browser` on a published company; needs chromium and playwright.
"""

import os
import statistics
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.kit.serving import ARGUMENTS, CHROMIUM, by_streamlit, serving
from warehouse.contract.store import Home

LOADS = 5
REGIONS = 5
FIGURES = 5
# Milliseconds from `start` until the page changed for the last time: the script is done and nothing moves for a second.
STILL = """(start) => new Promise(done => {
    let last = performance.now();
    const seen = new MutationObserver(found => {
        // What comes and goes at the edge (menus, the running sign) is not what the reader waits for.
        if (found.some(one => one.target.closest?.('[data-testid="stMain"]'))) last = performance.now();
    });
    const all = {subtree: true, childList: true, characterData: true, attributes: true};
    seen.observe(document.querySelector('[data-testid="stApp"]'), all);
    const wait = () => {
        const signs = ['[data-test-script-state="running"]', '[data-stale="true"]', '[data-testid="stSpinner"]'];
        const busy = document.querySelector(signs.join());
        const drawn = document.querySelectorAll('.js-plotly-plot .main-svg').length >= FIGURES;
        if (!busy && drawn && performance.now() - last > 1000) { seen.disconnect(); done(last - start); }
        else setTimeout(wait, 20);
    };
    wait();
})""".replace("FIGURES", str(FIGURES))


def main(home: Home) -> None:
    """Print milliseconds of loads, and of changes of a filter that were asked for before and that were not."""
    if not Path(CHROMIUM).exists():
        print("no chromium on this machine: nothing is measured in a browser")
        return
    print(
        f"milliseconds in a browser, approval page, median and range; load average {os.getloadavg()[0]:.1f}"
    )
    with serving(home, by_streamlit) as served, sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        first, *loads = [_load(chromium, served.url) for _ in range(LOADS + 1)]
        print(f"  first load after the server's start {first:8.0f}")
        print(f"  load with an empty browser          {_line(loads)}")
        page = chromium.new_context(viewport={"width": 1440, "height": 900}).new_page()
        page.goto(f"{served.url}/approval")
        page.evaluate(STILL, 0)
        asked = [_choose(page, name) for name in _regions(page)]
        again = [_take_back(page) for _ in asked[1:]]
        print(f"  other filter, not asked before      {_line(asked)}")
        print(f"  other filter, asked before          {_line(again)}")
        chromium.close()


def _line(times: list[float]) -> str:
    return f"{statistics.median(times):8.0f}   {min(times):.0f} – {max(times):.0f}"


def _load(chromium: Browser, url: str) -> float:
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(f"{url}/approval", wait_until="commit")
    page.wait_for_selector('[data-testid="stMain"]')
    taken: float = page.evaluate(STILL, 0)  # the clock of a page starts with its navigation
    context.close()
    return taken


def _regions(page: Page) -> list[str]:
    page.get_by_role("button", name="Region").first.click()
    page.get_by_role("combobox", name="Region").click()
    return [option.inner_text() for option in page.get_by_role("option").all()[:REGIONS]]


def _choose(page: Page, name: str) -> float:
    """One region more; the first answers to these regions together."""
    page.get_by_role("combobox", name="Region").fill(name)
    option = page.get_by_role("option", name=name, exact=True)
    option.wait_for()
    return _after(page, option.click)


def _take_back(page: Page) -> float:
    """One region less: answered before."""
    box = page.get_by_role("combobox", name="Region")
    box.focus()
    return _after(page, lambda: box.press("Backspace"))


def _after(page: Page, act: Callable[[], Any]) -> float:
    start = page.evaluate("performance.now()")
    address = page.url
    act()
    page.wait_for_url(lambda url: url != address)
    taken: float = page.evaluate(STILL, start)
    return taken


if __name__ == "__main__":
    main(Home.from_environment())
