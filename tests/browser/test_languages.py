"""Every page in both languages."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.reading import READY, seen, settle
from warehouse.contract.columns import COLUMNS
from warehouse.contract.schema import TABLES

# Words that are the same in Chinese: codes, units, names of things typed as they are.
SAME_IN_CHINESE = {"EN", "IT", "P90", "SQL", "CSV", "AI", "CSAT", "NPS", "n"}


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
        ("/scenarios", "No scenario can start here", "暂无法开展情景测算"),
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
