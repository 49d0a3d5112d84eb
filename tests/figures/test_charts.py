"""Figures are functions of their records: what is drawn where, in which colour, under which words."""

import pytest

from analysis.results import NO_ROWS, TOO_FEW, Estimate
from figures.canvas import CONFIG, alt_of
from figures.change import dumbbell
from figures.distribution import distribution
from figures.trend import trend
from tests.kit.records import (
    MONTHS_AFTER,
    PASSPORT,
    a_change,
    a_comparison,
    an_answer,
    no_change,
    one_value,
)
from tests.kit.trends import AROUND, BY_MONTH, FASTER, MEDIAN, words
from ui.approval.charts.stages import minutes_of, select_stages, stages
from warehouse.kpis import find
from warehouse.query.answers import Distribution, Stage, StageWork
from warehouse.query.subjects.waits import share_at
from wording.levels import ROWS
from wording.theme import COLOURS
from wording.words import LANGUAGES, Language

GAVE_UP = find("gave_up_30d")
LIGHT = COLOURS["light"]


def test_no_figure_can_send_its_data_away() -> None:
    assert CONFIG["showSendToCloud"] is False
    assert CONFIG["displaylogo"] is False


def test_there_is_one_axis_for_one_unit_in_every_figure() -> None:
    before, after = work("before"), work("after")
    for figure in (
        trend(BY_MONTH, comparison=FASTER, kpi=MEDIAN, surroundings=AROUND, language="en", theme="dark"),
        dumbbell(
            a_comparison(a_change(3, 2, (-0.5, -0.1), members=("x",)), by=("region",)),
            MEDIAN,
            {},
            "en",
            "dark",
        ),
        distribution(curve(0.2), curve(0.5), "decided_all", "en", "dark"),
        stages(before, after=after, measure="work", labels={}, language="en", theme="dark"),
    ):
        assert all(getattr(trace, "yaxis", None) in (None, "y") for trace in figure.data)


def test_a_dumbbell_puts_the_largest_contribution_first_and_what_cannot_be_said_last() -> None:
    """change × cases: A −10 × 300, B −50 × 30, C cannot be said."""
    compared = a_comparison(
        no_change(TOO_FEW, ("C",)),
        a_change(100, 50, (-0.6, -0.4), (-60, -40), ("B",), n=10),
        a_change(100, 90, (-0.2, -0.05), (-15, -5), ("A",), n=100),
        by=("region",),
    )
    figure = dumbbell(compared, MEDIAN, {"A": {"en": "Anhui", "zh": "安徽"}}, "zh", "light")
    assert list(figure.layout.yaxis.ticktext) == ["安徽", "B", "C"]
    assert "样本过少" in words(figure)


def test_only_a_clear_change_has_colour_and_arrow_and_a_filled_end() -> None:
    compared = a_comparison(
        a_change(0.10, 0.05, (-0.6, -0.4), (-0.06, -0.04), ("down",)),
        a_change(0.10, 0.14, (0.2, 0.6), (0.02, 0.06), ("up",)),
        a_change(0.10, 0.09, (-0.3, 0.1), (-0.03, 0.01), ("unclear",)),
        by=("region",),
    )
    figure = dumbbell(compared, GAVE_UP, {}, "en", "light")
    found = {a.text.replace("\u202f", ""): a.font.color for a in figure.layout.annotations if "pp" in a.text}
    assert found == {
        "▼ \u22125.00 pp": LIGHT.better,
        "▲ +4.00 pp": LIGHT.worse,
        "(\u22121.00 pp)": LIGHT.neutral,
    }
    after = [t for t in figure.data if t.mode == "markers"][1]
    assert list(after.marker.color) == [LIGHT.after, LIGHT.after, LIGHT.paper]


def test_a_dumbbell_never_sends_hundreds_of_rows() -> None:
    many = [a_change(10, 5, (-0.6, -0.4), members=(f"P{i:03d}",)) for i in range(800)]
    figure = dumbbell(a_comparison(*many, by=("partner",)), MEDIAN, {}, "en", "light")
    assert len(figure.layout.yaxis.ticktext) == ROWS


def curve(share_in_a_day: float, n: int = 100) -> Distribution:
    """Approved and declined in equal parts at 1 h and at 24 h; some withdraw at 3 days."""
    half = share_in_a_day / 2
    return Distribution(
        months=MONTHS_AFTER,
        to_minutes=(60.0, 1440.0, 4320.0),
        shares=(
            ("approved", (half / 2, half, half)),
            ("declined", (half / 2, half, half)),
            ("withdrawn", (0.0, 0.0, 0.1)),
        ),
        n=n,
        reason=None,
        passport=PASSPORT,
    )


@pytest.mark.parametrize(
    ("minutes", "ending", "share"),
    [
        (30, "decided_all", 0.0),
        (60, "decided_all", 0.2),
        (1439, "decided_all", 0.2),
        (1440, "decided_all", 0.4),
        (1440, "approved", 0.2),
        (4320, "gave_up", 0.1),
    ],
)
def test_the_share_ended_by_then_is_a_step_function(minutes: int, ending: str, share: float) -> None:
    assert share_at(curve(0.4), ending, minutes) == pytest.approx(share)


def test_the_distribution_marks_a_quarter_an_hour_a_day_and_three_days() -> None:
    figure = distribution(curve(0.2), curve(0.5), "decided_all", "zh", "light")
    lines = sorted(shape.x0 for shape in figure.layout.shapes)
    assert lines == [15, 60, 1440, 4320]
    for text in ("15 分钟", "3 天", "转型前 20.0%", "转型后 50.0%"):
        assert text in words(figure)
    assert {"1 小时", "24 小时"} <= set(figure.layout.xaxis.ticktext)
    assert figure.layout.xaxis.type == "log"


def work(window: str) -> StageWork:
    factor = 2.0 if window == "before" else 1.0
    rows = (
        Stage(
            stage="review",
            resource_kind="human",
            visits=1.0,
            touch_minutes=10.0 * factor,
            queue_minutes=600.0 * factor,
        ),
        Stage(
            stage="papers",
            resource_kind="applicant",
            visits=1.0,
            touch_minutes=300.0 * factor,
            queue_minutes=None,
        ),
        Stage(
            stage="score", resource_kind="system", visits=1.0, touch_minutes=0.5 * factor, queue_minutes=None
        ),
    )
    return StageWork(months=MONTHS_AFTER, stages=rows, n=50, reason=None, passport=PASSPORT)


def test_what_the_applicant_does_is_waiting_not_work() -> None:
    row = Stage(
        stage="papers", resource_kind="applicant", visits=1.0, touch_minutes=300.0, queue_minutes=20.0
    )
    assert (minutes_of(row, "work"), minutes_of(row, "waiting")) == (None, 320.0)


def test_stages_show_work_and_waiting_each_in_its_own_figure_longest_first() -> None:
    assert select_stages(work("before"), work("after"), "work") == (("review", "human"), ("score", "system"))
    assert select_stages(work("before"), work("after"), "waiting") == (
        ("review", "human"),
        ("papers", "applicant"),
    )
    figure = stages(
        work("before"),
        after=work("after"),
        measure="work",
        labels={"review": {"en": "Review", "zh": "审核"}},
        language="zh",
        theme="light",
    )
    assert [bar.marker.color for bar in figure.data] == [LIGHT.before, LIGHT.after]
    assert list(figure.data[0].text) == ["20.0 分钟", "1.00 分钟"]
    assert "审核" in words(figure) and "score（系统）" in words(figure)


def test_a_pair_of_bars_has_one_unit() -> None:
    figure = stages(
        work("before"), after=work("after"), measure="waiting", labels={}, language="zh", theme="light"
    )
    assert (figure.data[0].text[0], figure.data[1].text[0]) == ("20.0 小时", "10.0 小时")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_figure_with_nothing_to_draw_says_why(language: Language) -> None:
    nothing = StageWork(months=(), stages=(), n=0, reason=NO_ROWS, passport=PASSPORT)
    empty_curve = Distribution(
        months=(), to_minutes=(1.0,), shares=(), n=0, reason=NO_ROWS, passport=PASSPORT
    )
    none_said = an_answer(one_value(Estimate.cannot_say(NO_ROWS), 0, ("",)))
    why = {"en": "no cases in this slice", "zh": "该范围内没有数据"}[language]
    for figure in (
        stages(nothing, after=nothing, measure="work", labels={}, language=language, theme="light"),
        distribution(empty_curve, empty_curve, "approved", language, "light"),
        dumbbell(a_comparison(no_change(NO_ROWS, ("",)), by=("region",)), MEDIAN, {}, language, "light"),
        trend(none_said, comparison=None, kpi=MEDIAN, surroundings=AROUND, language=language, theme="light"),
    ):
        assert not figure.data
        assert why in words(figure).replace("<br>", " " if language == "en" else "")
        assert why in alt_of(figure)


def test_every_figure_has_words_for_those_who_cannot_see_it() -> None:
    assert "50.0 小时" in alt_of(
        trend(BY_MONTH, comparison=FASTER, kpi=MEDIAN, surroundings=AROUND, language="zh", theme="dark")
    )
    assert "20.0%" in alt_of(distribution(curve(0.2), curve(0.5), "decided_all", "en", "dark"))
