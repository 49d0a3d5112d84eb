"""The Decisions page as Streamlit runs it: with none, one and twelve decisions, changed, and out of reach."""

import re
from pathlib import Path

import pytest

from analysis.results import COUNTED, Estimate
from analysis.scenario.projection import PERCENTILES
from analysis.scenario.scoring import Calibration, calibrate, score
from figures.canvas import alt_of
from state.database import state_of
from state.decisions import Decisions
from state.scenarios import SavedScenarios
from tests.kit.decisions import a_forecast, around, record
from tests.kit.pages import run, said
from tests.kit.saved_scenarios import a_scenario
from ui.decisions.charts.calibration import calibration_figure
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.contract.store import Home
from warehouse.scenarios.backtest import observe
from warehouse.snapshot.snapshots import open_current
from wording.words import LANGUAGES, Language


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MILEPOST_STATE", f"sqlite:///{tmp_path / 'state.sqlite'}")


@pytest.fixture
def kept(small_home: Home) -> Decisions:
    return Decisions(state_of(small_home))


@pytest.fixture(scope="module")
def value(small_home: Home) -> float:
    """What came of approval time in June 2025."""
    (estimate,) = observe(open_current(small_home), "approval_time_median", ("2025-06",), WHOLE_HOUSE)
    assert estimate.value is not None
    return estimate.value


def forecast_of(middle: float, spread: float) -> str:
    """Of approval time in June 2025; doing nothing was expected to take twice as long."""
    return a_forecast(
        "approval_time_median", "2025-01", "2025-06", around(middle, spread), around(2 * middle, spread)
    )


def test_without_decisions_the_page_says_how_one_is_recorded(
    small_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = said(run(small_home, monkeypatch, "decisions", lang="en"))
    assert "No decision is recorded yet" in text and "Open scenarios" in text
    assert "How good our forecasts have been" not in text


def test_one_decision_is_shown_with_its_forecast_and_changed(
    small_home: Home, kept: Decisions, value: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = SavedScenarios(state_of(small_home))
    plan = version.version(a_scenario(version, "先稳后快"))
    record(kept, "*先在华东推广*", "2025-06", plan, forecast_of(value, value / 10))
    app = run(small_home, monkeypatch, "decisions", lang="zh")
    text = said(app)
    assert "已到期 1 项：1 项落在九成区间内，1 项的预测优于维持现状" in text
    assert "目前 1 项" in text and "✓ 落在五成区间内" in text and "先稳后快（第 1 版）" in text
    assert app.table[0].value.iloc[0, 0] == r"\*先在华东推广\*"
    assert len(app.get("plotly_chart")) == 1

    app.session_state["decision_conclude"] = True
    app = app.run()
    (code,) = (decision.code for decision in kept.list_decisions())
    app.text_input(f"decide_conclude_{code}_1_reason").set_value("如期完成")
    app.text_input(f"author_conclude_{code}_1").set_value("王芳")
    (button,) = (each for each in app.button if each.label == "保存评估")
    app = button.click().run()
    assert app.success[0].value == "评估已保存。"
    assert "王芳：已评估。如期完成" in said(app)
    assert "1 项落在九成区间内" in said(app), "it is scored whatever people say of it"


def test_of_twelve_decisions_the_page_says_how_often_forecasts_held(
    small_home: Home, kept: Decisions, value: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nine hold; one is far above and two far below what came; two more are not due, and one has no plan."""
    for number, middle in enumerate([value] * 9 + [5 * value, value / 50, value / 50]):
        record(kept, f"decision {number}", "2025-06", None, forecast_of(middle, middle / 10))
    for number in (1, 2):
        later = a_forecast("approval_time_median", "2026-01", "2026-06", around(1, 1), around(1, 1))
        record(kept, f"later {number}", "2026-06", None, later)
    record(kept, "by hand", "2025-06")
    app = run(small_home, monkeypatch, "decisions", lang="en")
    text = said(app)
    assert "12 due: 9 inside the 90% range" in text and "2 not due; 1 to review by hand" in text
    assert (
        "Of 12 decisions 9 came inside the 50% range (47% … 91%) and 9 inside the 90% range (47% … 91%)"
        in re.sub(r"\s", " ", text)
    )
    assert len(app.table[0].value) == 15 and len(app.get("plotly_chart")) == 2


def test_a_state_out_of_reach_is_said(
    small_home: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "state.sqlite").write_text("this is no database" * 100)
    app = run(small_home, monkeypatch, "decisions", lang="en")
    assert "Decisions cannot be read or written now" in app.error[0].value


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_figure_shows_the_share_at_or_below_each_percentile(language: Language) -> None:
    """Of ten values from 0.5 to 9.5 held to quantiles 1, 3, 5, 7, 9; Wilson's interval of 5 of 10 is 24 to 76 %."""
    five = (1.0, 3.0, 5.0, 7.0, 9.0)
    told = calibrate([score(Estimate.bare(number + 0.5, COUNTED), five) for number in range(10)])
    assert isinstance(told, Calibration)
    figure = calibration_figure(told, language, "light")
    lines, dots = figure.data
    assert dots.x == tuple(percentile / 100 for percentile in PERCENTILES)
    assert dots.y == pytest.approx((0.1, 0.3, 0.5, 0.7, 0.9))
    assert lines.y[6:8] == pytest.approx((0.2366, 0.7634), abs=1e-4)
    assert "10" in alt_of(figure) and "50%" in alt_of(figure)
    (diagonal,) = figure.layout.shapes
    assert (diagonal.x0, diagonal.y0, diagonal.x1, diagonal.y1) == (0, 0, 1, 1)
