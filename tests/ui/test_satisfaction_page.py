"""The page on satisfaction and service as Streamlit runs it on the simulated company."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from tests.kit.demo_company import Simulated
from tests.kit.pages import run, said
from tests.kit.surveys import raw_share
from ui import blocks
from ui.satisfaction import service as service_blocks
from ui.view import View
from warehouse.contract.store import Home
from warehouse.query.answers import Comparison
from wording.cards.compared import compare_windows
from wording.choices import Choices


def page(simulated_home: Home, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    return run(simulated_home, monkeypatch, "satisfaction")


def chosen(app: AppTest, key: str, code: str) -> AppTest:
    """The page after the switch was moved."""
    return app.segmented_control(key=f"switch_{key}").set_value(code).run()


def test_the_page_says_satisfaction_raw_and_weighted_with_the_silence(
    simulated_home: Home, monkeypatch: pytest.MonkeyPatch, simulated: Simulated
) -> None:
    text = said(page(simulated_home, monkeypatch))
    assert "weighted for non-response" in text
    assert "Weighting cannot detect" in text
    rows = simulated.loaded("surveys")
    first, last = simulated.truth["before"]
    sent = rows["sent_at"].dt.strftime("%Y-%m")
    rows = rows[(rows["kind"] == "csat") & (sent >= first) & (sent <= last)]
    _, answered = raw_share(rows)
    assert f"The response rate went from {100 * answered / len(rows):.1f}%" in text


def test_a_speed_that_only_bots_explain_is_said_beside_its_waits(
    simulated_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bots answer at once, and take twice as many contacts: nobody who handles them became faster."""
    assert said(page(simulated_home, monkeypatch)).count("No kind of handler shows such a change") == 2


def test_only_the_open_view_of_service_is_computed(
    simulated_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: set[str] = set()

    def noted(view: View, choices: Choices, code: str, by: tuple[str, ...] = ()) -> Comparison | None:
        asked.add(code)
        return compare_windows(view, choices, code, by)

    for module in (blocks, service_blocks):
        monkeypatch.setattr(module, "compare_windows", noted)
    app = page(simulated_home, monkeypatch)
    assert {"first_response_median", "resolution_median"} <= asked
    assert not asked & {"complaint_rate", "agent_hours", "bot_containment"}
    asked.clear()
    app = chosen(app, "service", "complaints")
    assert {"complaint_rate", "complaints_in_time"} <= asked
    assert "resolution_median" not in asked
    assert said(app)


def test_service_says_what_it_does_not_keep_and_ignores_no_filter(
    simulated_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Contacts do not know the channel in which the customer applied; surveys and regions do not care."""
    app = page(simulated_home, monkeypatch)
    assert "not available by" not in said(app)
    text = said(app.multiselect(key="members_channel").set_value(["app"]).run())
    assert "Customer service: not available by channel" in text
    assert "First response, median: " not in text
    assert "weighted for non-response" in text


@pytest.mark.parametrize("service", ["speed", "solving", "complaints", "workload"])
def test_every_view_of_service_takes_a_region(
    simulated_home: Home, monkeypatch: pytest.MonkeyPatch, service: str
) -> None:
    app = chosen(page(simulated_home, monkeypatch), "service", service)
    app = app.multiselect(key="members_region").set_value(["CN-44"]).run()
    assert "not available by" not in said(app)


def test_the_page_in_chinese_holds_no_english_sentence(
    simulated_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = page(simulated_home, monkeypatch)
    app = app.segmented_control(key="language").set_value("zh").run()
    for service in ("speed", "solving", "complaints", "workload"):
        text = said(chosen(app, "service", service))
        assert not re.search("[A-Za-z]{3,} [A-Za-z]{3,}", text), service
