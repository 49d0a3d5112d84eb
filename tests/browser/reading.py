"""What stands on a page in the browser."""

from typing import Any

from playwright.sync_api import TimeoutError as NotInTime

TRIES = 5  # of a key
WAIT_MS = 4_000  # for what a key does

READY = "Where the time goes"  # a heading of the page on approval time


def settle(page: Any) -> None:
    """Wait until the script has run to its end and what it drew stands still.

    Locators only: the dashboard's policy forbids the browser to evaluate text, as `wait_for_function` does.
    """
    for busy in ('[data-test-script-state="running"]', '[data-testid="stSpinner"], [data-stale="true"]'):
        page.locator(busy).first.wait_for(state="detached")
    page.wait_for_timeout(600)


def press_until(page: Any, key: str, wanted: Any, focus: Any = None) -> None:
    """Press a key, on the element `focus` if given, until the locator `wanted` is visible.

    A page that is still being drawn anew may close what was opened: a reader presses the key again.
    """
    for _ in range(TRIES):
        if focus is not None:
            focus.focus()
        page.keyboard.press(key)
        try:
            wanted.first.wait_for(timeout=WAIT_MS)
        except NotInTime:
            continue
        return
    wanted.first.wait_for()


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
    text: str = page.locator(".mp-values").first.inner_text()
    return text
