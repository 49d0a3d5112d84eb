"""What axe-core finds on the pages, in both languages and themes, on a laptop and on a phone."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

# Streamlit's own: the sidebar puts other elements than list items into its list.
STREAMLIT = {"list", "listitem"}
GRAVE = {"serious", "critical"}
OURS = {"heading-order"}  # not grave, but of our own making
PHONE = {"width": 390, "is_mobile": True, "has_touch": True}
LAPTOP = {"width": 1440}
# Each page once, so that every language, theme and width comes together with the others.
SEEN = [
    ("/approval?lang=zh", "时间花在哪里", "light", LAPTOP),
    ("/scorecard?lang=en", "Needs attention", "dark", PHONE),
    ("/scorecard?lang=zh&product=used", "不良贷款率", "light", LAPTOP),
    ("/risk?lang=en", "Where it changed", "light", PHONE),
    ("/satisfaction?lang=zh", "变化来自哪里", "dark", LAPTOP),
    ("/churn?lang=en", "Where it changed", "dark", LAPTOP),
    ("/value?lang=zh", "变化来自哪里", "light", PHONE),
    ("/growth?lang=en", "Growth, year on year", "light", LAPTOP),
    ("/definitions?lang=zh", "指标口径", "dark", PHONE),
    ("/data-health?lang=en", "Checks of the published", "dark", LAPTOP),
    ("/meeting?lang=zh", "/ 8", "dark", LAPTOP),
    ("/initiatives?lang=en", "Where each initiative went live", "dark", PHONE),
    ("/claims?lang=zh", "与实测值并列", "light", PHONE),
    ("/scenarios?lang=en", "No scenario can start here", "light", LAPTOP),
    ("/decisions?lang=en", "No decision is recorded yet", "light", PHONE),
    ("/partners?lang=zh", "综合评分排名", "dark", PHONE),
    ("/reports?lang=en", "Make the report", "dark", LAPTOP),
]


@pytest.mark.parametrize(("path", "ready", "theme", "window"), SEEN, ids=[f"{p} {t}" for p, _, t, _ in SEEN])
def test_nothing_grave_is_found_but_streamlit_s_own_list(
    open_page: Callable[..., Any], path: str, ready: str, theme: str, window: dict[str, Any]
) -> None:
    page = open_page(path, ready=ready, color_scheme=theme, **window)
    violations = Axe().run(page).response["violations"]
    told = [
        f"{violation['id']}: {node['failureSummary']} {node['html'][:200]}"
        for violation in violations
        if (violation["impact"] in GRAVE and violation["id"] not in STREAMLIT) or violation["id"] in OURS
        for node in violation["nodes"]
    ]
    assert told == []
