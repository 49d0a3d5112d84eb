"""Sparkline of a KPI by month for a card, as SVG, with both windows, the go-live and the target.

Every sparkline has the level before at half its height and the same least scale, so that noise looks like noise beside
a real change.
"""

import base64
from collections.abc import Sequence
from html import escape

from warehouse.contract.scope import Months
from warehouse.query.answers import Comparison
from warehouse.query.series import Point
from warehouse.query.targets import Target
from wording.theme import COLOURS, Colours, Theme, fade

WIDTH, HEIGHT, ROOM = 240, 40, 4  # units of the drawing; it stretches with the card
LEAST_SCALE = 0.5  # of the level before, to either side of it


def sparkline(
    points: Sequence[Point],
    comparison: Comparison | None,
    golive: Months | None,
    target: Target | None,
    theme: Theme,
) -> str:
    """Return the SVG.

    Months of the windows are drawn in their colours, young months are left out, the go-live period is shaded, and the
    target is a dashed tick at the right. With fewer than two months it is a dotted line.
    """
    shown = [(p.month, p.value) for p in points if p.value is not None and not p.is_young]
    colours = COLOURS[theme]
    if len(shown) < 2:
        return _svg([_stroke(f"M0,{HEIGHT / 2}L{WIDTH},{HEIGHT / 2}", colours.line, 1.5, "2 5")])
    months = [point.month for point in points]
    place = {month: WIDTH * (n + 0.5) / len(months) for n, month in enumerate(months)}
    changes = comparison.changes if comparison is not None else ()
    level = changes[0].before.estimate.value if changes else None
    heights = _Heights([*(value for _, value in shown), *([target.value] if target else [])], level)
    parts = [_golive(golive, months, colours)] if golive else []
    parts.append(_stroke(f"M0,{HEIGHT / 2}L{WIDTH},{HEIGHT / 2}", colours.line, 1, ""))
    parts.append(_line(shown, place, heights, colours.neutral, 1.2))
    if comparison is not None:
        for window, colour in (
            (comparison.months_before, colours.before),
            (comparison.months_after, colours.after),
        ):
            parts.append(
                _line(
                    [(month, value) for month, value in shown if month in window], place, heights, colour, 3
                )
            )
    if target:
        y = heights.at(target.value)
        parts.append(_stroke(f"M{WIDTH * 0.88:.1f},{y:.1f}L{WIDTH},{y:.1f}", colours.ink, 1.5, "4 3"))
    return _svg(parts)


def _svg(parts: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'preserveAspectRatio="none">{"".join(parts)}</svg>'
    )


def as_image(svg: str, alt: str, kind: str) -> str:
    """Return the SVG as an HTML image of a class `kind`."""
    source = base64.b64encode(svg.encode()).decode()
    return f'<img class="{kind}" src="data:image/svg+xml;base64,{source}" alt="{escape(alt)}">'


class _Heights:
    """Values → y: the level before at half the height; without one, the middle of the values."""

    def __init__(self, values: Sequence[float], level: float | None) -> None:
        self._middle = (min(values) + max(values)) / 2 if level is None else level
        least = LEAST_SCALE * abs(self._middle) or 1.0
        self._reach = max(least, *(abs(value - self._middle) for value in values))

    def at(self, value: float) -> float:
        return HEIGHT / 2 - (HEIGHT / 2 - ROOM) * (value - self._middle) / self._reach


def _golive(golive: Months, months: Sequence[str], colours: Colours) -> str:
    inside = [n for n, month in enumerate(months) if golive[0] <= month <= golive[1]]
    if not inside:
        return ""
    step = WIDTH / len(months)
    left, width = step * inside[0], step * len(inside)
    fill = fade(colours.neutral, 0.16)
    return f'<rect x="{left:.1f}" y="0" width="{width:.1f}" height="{HEIGHT}" fill="{fill}"/>'


def _line(
    shown: Sequence[tuple[str, float]],
    place: dict[str, float],
    heights: _Heights,
    colour: str,
    width: float,
) -> str:
    points = [f"{place[month]:.1f},{heights.at(value):.1f}" for month, value in shown]
    return _stroke("M" + "L".join(points), colour, width, "") if len(points) > 1 else ""


def _stroke(path: str, colour: str, width: float, dash: str) -> str:
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width}" stroke-linejoin="round" '
        f'vector-effect="non-scaling-stroke"{dashes}/>'
    )
