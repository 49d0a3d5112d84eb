"""The change of a card as SVG: a bar from zero, the whisker of its 95% interval, and a tick where the target lies."""

from wording.cards.cards import Drawn
from wording.judgement import Tone
from wording.status import colour_of
from wording.theme import COLOURS, Theme

WIDTH, HEIGHT, ROOM = 240, 28, 6  # units of the drawing; it stretches with the card
BAR, CAP = 12, 8  # heights of the bar and of the ends of the whisker


def change_bar(drawn: Drawn, tone: Tone, theme: Theme) -> str:
    """Return the SVG; zero and everything drawn are within it."""
    colours = COLOURS[theme]
    colour = colour_of(tone, colours)
    ends = [0.0, drawn.change, drawn.lower, drawn.upper]
    if drawn.target is not None:
        ends.append(drawn.target)
    low, high = min(ends), max(ends)
    span = high - low or 1.0

    def at(value: float) -> float:
        return ROOM + (WIDTH - 2 * ROOM) * (value - low) / span

    middle = HEIGHT / 2
    left, right = sorted((at(0.0), at(drawn.change)))
    parts = [
        f'<rect x="{left:.1f}" y="{middle - BAR / 2}" width="{right - left:.1f}" height="{BAR}" '
        f'fill="{colour}" fill-opacity="0.45"/>',
        _upright(at(0.0), HEIGHT, colours.quiet, ""),
        _stroke(f"M{at(drawn.lower):.1f},{middle}L{at(drawn.upper):.1f},{middle}", colours.ink, ""),
        *(_upright(at(end), CAP, colours.ink, "") for end in (drawn.lower, drawn.upper)),
    ]
    if drawn.target is not None:
        parts.append(_upright(at(drawn.target), HEIGHT - 4, colours.ink, "3 2"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'preserveAspectRatio="none">{"".join(parts)}</svg>'
    )


def _upright(x: float, height: float, colour: str, dash: str) -> str:
    return _stroke(f"M{x:.1f},{(HEIGHT - height) / 2}L{x:.1f},{(HEIGHT + height) / 2}", colour, dash)


def _stroke(path: str, colour: str, dash: str) -> str:
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="2" '
        f'vector-effect="non-scaling-stroke"{dashes}/>'
    )
