"""Windows in the wrong order: every page says so, compares nothing, and swaps them."""

import pytest

from tests.kit.pages import run, said
from warehouse.contract.store import Home

PAGES = ("scorecard", "approval", "risk", "satisfaction", "churn", "value", "growth")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_that_the_windows_are_swapped(
    simulated_home: Home, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    app = run(
        simulated_home, monkeypatch, page, before="2024-12..2025-11", after="2021-07..2022-06", lang="en"
    )
    text = "\n".join((said(app), *(warning.value for warning in app.warning)))
    assert "swap them" in text or "请调换" in text
    assert "overlap" not in text and "重叠" not in text
    assert ":red" not in text
    # Whatever compares would call the later months "before": nothing of it is drawn, and one press mends it.
    assert not app.get("plotly_chart") and not app.subheader
    app.button(key="swap_windows").click().run()
    assert not app.warning and said(app)
    assert app.subheader
