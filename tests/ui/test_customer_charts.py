"""Figures on churn and customer value: what is drawn where, and under which words."""

from dataclasses import replace

import pytest

from analysis.lifetime_value import Terms
from analysis.results import TOO_FEW, Estimate
from figures.canvas import Figure, alt_of
from figures.lifetimes import incidence, read_at, retention
from tests.kit.records import MONTHS_AFTER, MONTHS_BEFORE, PASSPORT, sure
from ui.churn.rows import incidence_rows, retention_rows
from ui.value.charts.build_up import build_up, cohort_margin, horizons, waterfall
from ui.value.rows import curve_rows, driver_rows
from warehouse.kpis.customer import ENDINGS
from warehouse.query.answers import CohortValue, Curve, CustomerValue, Horizon, LifeTable, ValueByTenure
from wording.theme import COLOURS
from wording.words import LANGUAGES, Language

LIGHT = COLOURS["light"]


def words(figure: Figure) -> str:
    return " | ".join(str(note.text) for note in figure.layout.annotations).replace("\u202f", "")


def lines(figure: Figure, colour: str) -> list[Figure]:
    return [trace for trace in figure.data if trace.mode == "lines" and trace.line.color == colour]


def curve(at: list[float], reach: float = 0.01) -> Curve:
    """A curve with an interval of ± `reach` from its second point on."""
    return Curve(
        at=tuple(at),
        lower=(None, *(v - reach for v in at[1:])),
        upper=(None, *(v + reach for v in at[1:])),
    )


def table(left: float, months: int = 40) -> LifeTable:
    """`left` leave early each month of the start's number, half as many mature, nobody is lost."""
    gone = {"left_early": left, "matured": left / 2, "credit_loss": 0.0, "total_loss": 0.0}
    shares = {cause: [step * k for k in range(months + 1)] for cause, step in gone.items()}
    here = [1 - sum(share[k] for share in shares.values()) for k in range(months + 1)]
    causes = tuple((cause, curve(shares[cause])) for cause in ENDINGS)
    return LifeTable(
        months=MONTHS_BEFORE,
        at_risk=(100,) * months,
        survival=curve(here),
        incidence=causes,
        reason=None,
        passport=PASSPORT,
    )


BEFORE, AFTER = table(0.012), table(0.010)
NO_TABLE = LifeTable(
    months=MONTHS_BEFORE, at_risk=(), survival=None, incidence=(), reason=TOO_FEW, passport=PASSPORT
)


def test_retention_is_two_lines_with_bands_read_at_12_and_36() -> None:
    """before: 1 − 12 × 0.018 = 78.4 %, 1 − 36 × 0.018 = 35.2 %; after: 82.0 %, 46.0 %."""
    figure = retention(BEFORE, AFTER, "en", "light")
    for colour, month_12 in ((LIGHT.before, 78.4), (LIGHT.after, 82.0)):
        (line,) = lines(figure, colour)
        assert line.y[12] == pytest.approx(month_12)
    bands = [trace for trace in figure.data if trace.fill == "toself"]
    assert len(bands) == 2 and min(bands[0].x) == 1  # at the start everyone is here, without interval
    for share in ("78.4%", "82.0%", "35.2%", "46.0%", "month 12", "month 36"):
        assert share in words(figure)


def test_a_short_life_table_is_read_as_far_as_it_goes() -> None:
    short = table(0.01, 8)
    assert read_at(short) == 8
    assert "month" not in words(retention(short, short, "en", "light"))
    assert "8.00%" in words(incidence(short, short, "en", "light"))


def test_every_ending_has_a_panel_and_panels_of_a_row_one_scale() -> None:
    figure = incidence(BEFORE, AFTER, "en", "light")
    said = words(figure)
    for name in ("Left early", "Matured", "Credit loss", "Total loss of the car"):
        assert name in said
    assert "43.2%" in said and "36.0%" in said  # left early by month 36
    assert len(lines(figure, LIGHT.before)) == len(lines(figure, LIGHT.after)) == 4
    assert figure.layout.yaxis.range == figure.layout.yaxis2.range != figure.layout.yaxis3.range
    assert {trace.yaxis for trace in figure.data} == {None, "y2", "y3", "y4"}


VALUE = ValueByTenure(
    months_before=MONTHS_BEFORE,
    months_after=MONTHS_AFTER,
    before=Curve(
        at=(100.0, 200.0, 260.0, 300.0), lower=(90.0, 180.0, None, None), upper=(110.0, 220.0, None, None)
    ),
    after=Curve(
        at=(120.0, 250.0, 320.0, 370.0), lower=(110.0, 230.0, None, None), upper=(130.0, 270.0, None, None)
    ),
    horizons=(Horizon(months=2, change=sure(50, 10, 90)),),
    beyond=10.0,
    terms=Terms(horizon=4, discount_rate=0.08, loss_given_default=0.5, observed=2),
    reason=None,
    passport=PASSPORT,
)


def test_build_up_is_solid_where_observed_and_dotted_over_hatching_where_modelled() -> None:
    figure = build_up(VALUE, "CNY", "en", "light")
    solid, dotted = lines(figure, LIGHT.after)
    assert (solid.line.dash, list(solid.x), list(solid.y)) == ("solid", [1, 2], [120, 250])
    assert (dotted.line.dash, list(dotted.x), list(dotted.y)) == ("dot", [2, 3, 4], [250, 320, 370])
    hatched = [trace for trace in figure.data if trace.fillpattern.shape]
    assert len(hatched) == 2
    assert "modelled" in words(figure) and "370\u00a0CNY" in words(figure)


def test_a_fully_observed_value_has_no_hatching() -> None:
    whole = replace(VALUE, terms=Terms(horizon=4, discount_rate=0.08, loss_given_default=0.5, observed=9))
    figure = build_up(whole, "CNY", "en", "light")
    assert [trace.line.dash for trace in lines(figure, LIGHT.after)] == ["solid"]
    assert not [trace for trace in figure.data if trace.fillpattern.shape]
    assert "modelled" not in words(figure)


PARTS = CustomerValue(
    months_before=MONTHS_BEFORE,
    months_after=MONTHS_AFTER,
    before=(300, 0),
    after=(350, 0),
    terms=Terms(horizon=4, discount_rate=0.08, loss_given_default=0.5, observed=4),
    loss_source="seen",
    margin=(("funding", sure(80, 60, 100)), ("credit_cost", sure(-20, -90, 50))),
    staying=(("left_early", sure(-10, -15, -5)),),
    reason=None,
    passport=PASSPORT,
)


def test_the_waterfall_starts_each_part_where_the_last_one_ended() -> None:
    """0 → 80 → 60 → 50, and the sum from 0; an unclear part is hollow, in brackets and grey."""
    figure = waterfall(PARTS, sure(50, -20, 120), "CNY", "en", "light")
    bars = next(trace for trace in figure.data if trace.type == "bar")
    assert (list(bars.base), list(bars.x)) == ([0, 80, 60, 0], [80, -20, -10, 50])
    assert list(bars.marker.color) == [LIGHT.better, LIGHT.paper, LIGHT.worse, LIGHT.paper]
    said = words(figure)
    assert "▲ +80\u00a0CNY" in said and "(\u221220\u00a0CNY)" in said and "▼ \u221210\u00a0CNY" in said
    assert "90\u00a0CNY" not in said and "(\u221290\u00a0…\u00a050" in bars.hovertext[1]


def test_horizons_show_an_interval_each() -> None:
    figure = horizons(VALUE, "CNY", "en", "light")
    line = next(trace for trace in figure.data if trace.mode == "lines")
    assert list(line.x) == [10, 90]
    assert "▲ +50\u00a0CNY" in words(figure)


def test_where_the_before_cohort_lives_in_the_after_time_is_marked() -> None:
    found = CohortValue(
        months_before=MONTHS_BEFORE,
        months_after=MONTHS_AFTER,
        before=VALUE.before,
        after=VALUE.after,
        change=sure(70, 10, 90),
        joined_before=900,
        joined_after=2000,
        lived_on=3,
        reason=None,
        passport=PASSPORT,
    )
    assert [shape.x0 for shape in cohort_margin(found, "CNY", "en", "light").layout.shapes] == [3]
    later = replace(found, lived_on=30)
    assert not cohort_margin(later, "CNY", "en", "light").layout.shapes


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_drawn_says_why(language: Language) -> None:
    nothing = Estimate.cannot_say(TOO_FEW)
    why = {"en": "too few cases", "zh": "样本过少"}[language]
    none = replace(VALUE, before=None, after=None, horizons=(), reason=TOO_FEW)
    no_cohorts = CohortValue(
        months_before=(),
        months_after=(),
        before=None,
        after=None,
        change=None,
        joined_before=0,
        joined_after=0,
        lived_on=0,
        reason=TOO_FEW,
        passport=PASSPORT,
    )
    for figure in (
        retention(NO_TABLE, NO_TABLE, language, "light"),
        incidence(NO_TABLE, NO_TABLE, language, "light"),
        build_up(none, "CNY", language, "light"),
        horizons(none, "CNY", language, "light"),
        cohort_margin(no_cohorts, "CNY", language, "light"),
        waterfall(replace(PARTS, margin=(), staying=(), reason=TOO_FEW), nothing, "CNY", language, "light"),
    ):
        assert why in words(figure) and why in alt_of(figure)


def test_rows_hold_exact_values() -> None:
    here = retention_rows(BEFORE, AFTER, "en").rows
    assert len(here) == 82 and here[1][:2] == ("before", 1) and here[1][2] == pytest.approx(0.982)
    assert here[40][-1] is None  # nobody is known to be at risk after the last tenure
    assert len(incidence_rows(BEFORE, AFTER, "en").rows) == 2 * 4 * 41
    grown = curve_rows(VALUE.before, VALUE.after, 2, "en").rows
    assert [row[-1] for row in grown[:4]] == ["observed", "observed", "modelled", "modelled"]
    parts = driver_rows(PARTS, sure(50, -20, 120), "en").rows
    amounts = [row[1] for row in parts if isinstance(row[1], int | float)]
    assert len(amounts) == len(parts) and sum(amounts[:-1]) == amounts[-1] == 50
