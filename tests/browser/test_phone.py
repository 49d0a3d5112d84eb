"""Every page on a phone."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.reading import READY


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
        ("/scenarios?lang=zh", "暂无法开展情景测算"),
        ("/data-health?lang=en", "Checks of the published"),
        ("/data-health?lang=zh", "发布校验"),
    ],
)
def test_a_phone_never_scrolls_sideways(open_page: Callable[..., Any], path: str, ready: str) -> None:
    page = open_page(path, width=390, ready=ready)
    for element in ("document.documentElement", "document.querySelector('[data-testid=\"stMain\"]')"):
        assert page.evaluate(f"{element}.scrollWidth") <= 390
