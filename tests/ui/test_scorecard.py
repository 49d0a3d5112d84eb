"""The scorecard's own parts: the small line of a card, and the table of all other KPIs."""

import re

import pytest

from analysis.results import TOO_FEW
from tests.kit.cards import entry_for
from tests.kit.records import (
    MONTHS_AFTER,
    MONTHS_BEFORE,
    a_change,
    a_comparison,
    no_change,
)
from ui.cards.change_bar import change_bar
from ui.cards.sparkline import HEIGHT, WIDTH, as_image, sparkline
from ui.places import page_of
from warehouse.kpis import KPIS, find
from warehouse.query.series import Point
from warehouse.query.targets import Target
from wording.cards.cards import Drawn
from wording.scorecard.kpi_table import Entry, exact_rows, frame_of, sort_entries
from wording.theme import COLOURS, Theme

DOWN = a_comparison(a_change(0.2, 0.1, (-0.6, -0.4), (-0.12, -0.08)))
UP = a_change(0.1, 0.2, (0.6, 1.4), (0.08, 0.12))
COLOUR = COLOURS["light"]
BY_MONTH = (
    *(Point(month=month, value=0.2, is_young=False) for month in MONTHS_BEFORE),
    *(Point(month=month, value=0.1, is_young=False) for month in MONTHS_AFTER),
    Point(month="2025-12", value=9.0, is_young=True),
)


def lines(svg: str, colour: str) -> list[list[tuple[float, float]]]:
    """Points of every line of a colour."""
    found = re.findall(rf'd="M([^"]*)" fill="none" stroke="{colour}"', svg)
    return [[(float(x), float(y)) for x, y in (p.split(",") for p in path.split("L"))] for path in found]


def test_a_sparkline_draws_each_window_in_its_colour_and_leaves_young_months_out() -> None:
    """Before in the middle (0.2), after at the bottom (half of it); the young month of 9.0 would press both flat."""
    svg = sparkline(BY_MONTH, DOWN, ("2022-01", "2022-06"), None, "light")
    (before,), (after,) = lines(svg, COLOUR.before), lines(svg, COLOUR.after)
    assert (len(before), len(after)) == (12, 12)
    assert {y for _, y in before} == {HEIGHT / 2}
    assert {y for _, y in after} == {HEIGHT - 4.0}
    assert max(x for x, _ in before) < min(x for x, _ in after) < WIDTH
    assert svg.count("<rect") == 1


def test_a_target_is_a_tick_at_its_height() -> None:
    svg = sparkline(
        BY_MONTH,
        DOWN,
        None,
        Target(first="2024-01", last=None, value=0.15, tolerance=None, owner=""),
        "light",
    )
    (tick,) = lines(svg, COLOUR.ink)
    assert {y for _, y in tick} == {HEIGHT / 2 + (HEIGHT / 2 - 4) / 2}


def test_fewer_than_two_months_are_a_dotted_line_of_the_same_size() -> None:
    nothing = (Point(month="2025-01", value=None, is_young=False),)
    empty, full = (sparkline(points, DOWN, None, None, "light") for points in (nothing, BY_MONTH))
    (line,) = lines(empty, COLOUR.line)
    assert {y for _, y in line} == {HEIGHT / 2} and "stroke-dasharray" in empty
    assert empty.partition(">")[0] == full.partition(">")[0]


def test_noise_looks_smaller_than_a_change() -> None:
    """±2 % around the level before takes a twenty-fifth of the height that ±50 % takes."""
    noisy = [
        Point(month=month, value=0.2 + 0.004 * (-1) ** n, is_young=False)
        for n, month in enumerate(MONTHS_BEFORE)
    ]
    (line,) = lines(sparkline(noisy, DOWN, None, None, "light"), COLOUR.before)
    ys = [y for _, y in line]
    assert max(ys) - min(ys) == pytest.approx((HEIGHT - 8) / 25, abs=0.15)


def test_the_image_carries_its_words_and_cannot_break_out_of_them() -> None:
    assert 'alt="a &quot;b&quot; &lt;c&gt;"' in as_image("<svg/>", 'a "b" <c>', "k")


def entry(code: str, formation: tuple[float, float]) -> Entry:
    return entry_for(DOWN.changes[0], code, a_change(0.03, 0.02, formation), BY_MONTH)


def test_a_row_says_before_after_change_and_what_it_shows() -> None:
    (row,) = frame_of([entry_for(DOWN.changes[0], "gave_up_30d", points=BY_MONTH)], "en").to_dict("records")
    assert (row["before"], row["after"]) == ("20.0%", "10.0%")
    assert row["change"] == "▼ −10.0 pp"
    assert row["interval"] == "(−12.0\u00a0…\u00a0−8.00)"
    assert row["status"] == "○ Improved, before–after only"
    assert row["trend"] == [0.2] * 12 + [0.1] * 12


def test_a_stock_of_late_loans_is_called_better_only_where_fewer_go_bad() -> None:
    rows = frame_of([entry("delinquency_30", (-0.5, -0.1)), entry("delinquency_30", (-0.5, 0.2))], "en")
    assert rows.status.tolist() == ["○ Improved, before–after only", "↕ Moved, not judged"]


def test_a_row_that_cannot_say_gives_no_number_and_the_csv_its_reason() -> None:
    unsayable = entry_for(no_change(TOO_FEW), "csat", points=BY_MONTH)
    (row,) = frame_of([unsayable], "zh").to_dict("records")
    assert (row["before"], row["after"], row["status"], row["interval"]) == ("–", "–", "? 无法判断", "")
    (cells,) = exact_rows([(unsayable.kpi, unsayable.compared)], "zh").rows
    assert cells[2:8] == (None,) * 6
    assert cells[-2:] == ("样本过少", unsayable.compared.passport.number)


def test_every_kpi_leads_to_a_page() -> None:
    for kpi in KPIS.values():
        assert page_of(kpi).is_file(), kpi.code


def test_one_family_does_not_fill_the_head_of_the_table() -> None:
    """Worse first; then a KPI of each family in turn."""
    improved = ("approval_time_p90", "decided_within_24h", "gave_up_30d", "revenue")
    rows = [
        *(entry_for(DOWN.changes[0] if find(code).better == "lower" else UP, code) for code in improved),
        entry_for(UP, "contact_abandonment_rate"),
    ]
    assert [row.kpi.code for row in sort_entries(rows)] == [
        "contact_abandonment_rate",
        "approval_time_p90",
        "revenue",
        "decided_within_24h",
        "gave_up_30d",
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_bar_of_a_change_runs_from_zero_with_its_interval_and_the_target(theme: Theme) -> None:
    """−0.5 (−0.6 … −0.4), target −0.55, so that 1 of the scale is 380 units; its tone is that of the status."""
    drawn = Drawn(change=-0.5, lower=-0.6, upper=-0.4, target=-0.55)
    svg = change_bar(drawn, "better", theme)
    (bar,) = re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', svg)
    assert [float(number) for number in bar] == pytest.approx([6 + 38, 190], abs=0.1)
    assert COLOURS[theme].better in svg and COLOURS[theme].worse not in svg
    uprights = [float(x) for x in re.findall(r'd="M([\d.]+),[\d.]+L\1,', svg)]
    assert uprights == pytest.approx([234, 6, 82, 25], abs=0.1)
