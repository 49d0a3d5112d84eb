"""Sparkline of a KPI by month for a card, as SVG, with both windows, the go-live and the target."""

import base64
from collections.abc import Sequence
from html import escape

from warehouse.contract.scope import Months
from warehouse.query.answers import Answer, Comparison, Value
from warehouse.query.targets import Target
from wording.theme import COLOURS, Colours, Theme, fade

WIDTH, HEIGHT, ROOM = 240, 48, 4  # units of the drawing; it stretches with the card


def sparkline(
    answer: Answer, comparison: Comparison, golive: Months | None, target: Target | None, theme: Theme
) -> str:
    """Return the SVG, "" if fewer than two months have a value; `answer` is by month.

    Months of the windows are drawn in their colours, young months are left out, the go-live period is shaded, and the
    target is a dashed tick at the right.
    """
    shown = [v for v in answer.values if v.estimate.value is not None and not v.young_months]
    if len(shown) < 2:
        return ""
    colours = COLOURS[theme]
    months = [value.members[0] for value in answer.values]
    place = {month: WIDTH * (n + 0.5) / len(months) for n, month in enumerate(months)}
    heights = _Heights([*_values(shown), *([target.value] if target else [])])
    parts = [_golive(golive, months, colours)] if golive else []
    parts.append(_line(shown, place, heights, colours.neutral, 1.2))
    for window, colour in (
        (comparison.months_before, colours.before),
        (comparison.months_after, colours.after),
    ):
        parts.append(_line([v for v in shown if v.members[0] in window], place, heights, colour, 3))
    if target:
        y = heights.at(target.value)
        parts.append(_stroke(f"M{WIDTH * 0.88:.1f},{y:.1f}L{WIDTH},{y:.1f}", colours.ink, 1.5, "4 3"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'preserveAspectRatio="none">{"".join(parts)}</svg>'
    )


def as_image(svg: str, alt: str) -> str:
    """Return the SVG as an HTML image that fills the width of its card."""
    source = base64.b64encode(svg.encode()).decode()
    return f'<img src="data:image/svg+xml;base64,{source}" alt="{escape(alt)}" style="width:100%;height:{HEIGHT}px">'


class _Heights:
    """Values → y, the largest at the top; zero is not shown, since a card shows direction and not size."""

    def __init__(self, values: Sequence[float]) -> None:
        self._low, self._high = min(values), max(values)

    def at(self, value: float) -> float:
        span = self._high - self._low or 1.0
        return HEIGHT - ROOM - (HEIGHT - 2 * ROOM) * (value - self._low) / span


def _values(shown: Sequence[Value]) -> list[float]:
    return [v.estimate.value for v in shown if v.estimate.value is not None]


def _golive(golive: Months, months: Sequence[str], colours: Colours) -> str:
    inside = [n for n, month in enumerate(months) if golive[0] <= month <= golive[1]]
    if not inside:
        return ""
    step = WIDTH / len(months)
    left, width = step * inside[0], step * len(inside)
    fill = fade(colours.neutral, 0.16)
    return f'<rect x="{left:.1f}" y="0" width="{width:.1f}" height="{HEIGHT}" fill="{fill}"/>'


def _line(
    shown: Sequence[Value], place: dict[str, float], heights: _Heights, colour: str, width: float
) -> str:
    points = [f"{place[v.members[0]]:.1f},{heights.at(v.estimate.value or 0.0):.1f}" for v in shown]
    return _stroke("M" + "L".join(points), colour, width, "") if len(points) > 1 else ""


def _stroke(path: str, colour: str, width: float, dash: str) -> str:
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width}" stroke-linejoin="round" '
        f'vector-effect="non-scaling-stroke"{dashes}/>'
    )
