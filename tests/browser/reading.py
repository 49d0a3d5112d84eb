"""What stands on a page in the browser."""

from typing import Any

READY = "Where the time goes"  # a heading of the page on approval time


def settle(page: Any) -> None:
    """Wait until the script has run to its end and what it drew stands still.

    Locators only: the dashboard's policy forbids the browser to evaluate text, as `wait_for_function` does.
    """
    for busy in ('[data-test-script-state="running"]', '[data-testid="stSpinner"], [data-stale="true"]'):
        page.locator(busy).first.wait_for(state="detached")
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
    text: str = page.locator(".mp-values").first.inner_text()
    return text
