"""Figures on answers and service: what is drawn where, and that nothing is lost."""

import pytest

from analysis.results import TOO_FEW
from figures.canvas import Figure, alt_of
from tests.kit.records import PASSPORT, a_change, no_change
from ui.satisfaction.charts.answers import answers, make_up
from ui.satisfaction.charts.contact_waits import share_at, waits
from ui.satisfaction.rows import reply_rows, wait_rows
from warehouse.query.answers import Distribution
from warehouse.query.subjects.surveys import Replies
from wording.theme import COLOURS
from wording.words import LANGUAGES, Language

SENT = Replies(
    parts=(("satisfied", 300, 450), ("other", 100, 50), ("silent", 600, 500)), reason=None, passport=PASSPORT
)
SCORED = Replies(
    parts=(("promoters", 50, 60), ("passives", 30, 30), ("detractors", 20, 10)),
    reason=None,
    passport=PASSPORT,
)
UNSAYABLE = Replies(parts=(), reason=TOO_FEW, passport=PASSPORT)
SCORE = a_change(30.0, 50.0, None)


def curve(*shares: float) -> Distribution:
    return Distribution(
        months=("2025-01",),
        to_minutes=(1.0, 5.0, 60.0, float("inf")),
        shares=(("responded", shares),),
        n=100,
        reason=None,
        passport=PASSPORT,
    )


def words(figure: Figure) -> str:
    return " | ".join(str(annotation.text) for annotation in figure.layout.annotations)


def extent(figure: Figure, place: int) -> list[tuple[float, float]]:
    bars = [bar for bar in figure.data if bar.y[0] == place]
    return [(round(bar.base[0], 9), round(bar.base[0] + bar.x[0], 9)) for bar in bars]


def test_answers_and_silence_fill_the_whole_bar_without_gaps() -> None:
    figure = answers(SENT, "en", "light")
    assert extent(figure, 0) == [(0.0, 0.3), (0.3, 0.4), (0.4, 1.0)]
    assert extent(figure, 1) == [(0.0, 0.45), (0.45, 0.5), (0.5, 1.0)]
    assert "before · 1,000 sent" in words(figure)
    assert "no answer<br><b>60.0%</b>" in words(figure)


def test_the_silent_are_hollow_and_windows_keep_their_colours() -> None:
    figure, light = answers(SENT, "en", "light"), COLOURS["light"]
    for place, colour in ((0, light.before), (1, light.after)):
        satisfied, _, silent = (bar.marker for bar in figure.data if bar.y[0] == place)
        assert (satisfied.color, silent.color, silent.line.color) == (colour, light.paper, colour)


def test_passives_lie_around_zero_so_that_the_ends_balance_to_the_score() -> None:
    """50 − 20 = 30: the bar reaches from −35 to +65, whose sum is 30."""
    figure = make_up(SCORED, SCORE, "en", "light")
    assert extent(figure, 0) == [(-0.35, -0.15), (-0.15, 0.15), (0.15, 0.65)]
    assert extent(figure, 1)[0][0] + extent(figure, 1)[-1][1] == pytest.approx(0.5)
    patterns = [bar.marker.pattern.shape for bar in figure.data if bar.y[0] == 0]
    assert patterns == ["/", None, None]
    assert "NPS <b>+30.0</b>" in words(figure)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_said_is_a_reason(language: Language) -> None:
    reason = {"en": "too few cases", "zh": "样本过少"}[language]
    assert reason in words(answers(UNSAYABLE, language, "light"))
    assert reason in words(make_up(UNSAYABLE, no_change(TOO_FEW), language, "dark"))
    nothing = Distribution(months=(), to_minutes=(1.0,), shares=(), n=0, reason=TOO_FEW, passport=PASSPORT)
    assert reason in words(waits(nothing, nothing, "responded", language, "light"))


def test_waits_name_both_shares_at_the_service_time() -> None:
    figure = waits(curve(0.2, 0.5, 0.9, 1.0), curve(0.4, 0.7, 0.95, 1.0), "responded", "en", "light")
    assert "within 5 min" in words(figure)
    assert "50.0%" in words(figure) and "70.0%" in words(figure)
    assert "within 5 min 50.0% before, 70.0% after" in alt_of(figure)
    lines = [trace for trace in figure.data if trace.mode == "lines"]
    assert all(min(line.x) == 1.0 for line in lines)  # nothing is drawn below a minute
    assert share_at(curve(0.2, 0.5, 0.9, 1.0), "responded", 59.0) == 0.5


def test_the_rows_are_those_drawn() -> None:
    assert reply_rows(SENT, "en").rows == (
        ("satisfied", 300, 450),
        ("other answers", 100, 50),
        ("no answer", 600, 500),
    )
    none = Distribution(
        months=(),
        to_minutes=(1.0, 5.0, 60.0, float("inf")),
        shares=(),
        n=0,
        reason=TOO_FEW,
        passport=PASSPORT,
    )
    table = wait_rows(none, curve(0.4, 0.7, 0.95, 1.0), "responded", "zh")
    assert table.rows[:2] == ((1.0, None, 0.4), (5.0, None, 0.7))
