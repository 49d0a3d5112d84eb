"""Figures enlarged for a large screen: text, marks and margins grow with the figure."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import plotly.graph_objects as go

USUAL_WIDTH = 920  # pixels of a row of figures in which their text, 12 pixels, can be read at a desk
SQUEEZED = 0.65  # of its own height, enlarged: what a figure needs at least
OF_FONTS = ("font", "tickfont", "textfont", "marker")  # whose `size` is pixels
PIXELS = ("standoff", "xshift", "yshift", "ticklen", "arrowwidth")


def enlarge(figure: go.Figure, width: float, height: float) -> go.Figure:
    """Return the figure at least `height` pixels high, with text and marks as much larger as the row is wider.

    width: pixels of the row of figures in which it stands. A figure of many rows becomes higher than `height`.
    """
    own = float(figure.layout.height)
    by = max(1.0, width / USUAL_WIDTH)
    drawn = _scale(figure.to_dict(), "", by)
    drawn["layout"]["height"] = max(height, own, SQUEEZED * own * by)
    return go.Figure(drawn)


def _scale(part: Any, name: str, by: float) -> Any:
    """A part of a figure under its name, with all that is pixels and no data times `by`."""
    if isinstance(part, Mapping):
        return {key: _value(part, key, value, name, by) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return [_scale(item, name, by) for item in part]
    return part


def _value(whole: Mapping[str, Any], key: str, value: Any, name: str, by: float) -> Any:
    is_pixels = (
        key in PIXELS
        or (key == "size" and name in OF_FONTS)
        or (key == "width" and name == "line")
        or name == "margin"
        or (key in ("ax", "ay") and whole.get(f"{key}ref", "pixel") == "pixel")
    )
    if is_pixels and not isinstance(value, bool | str | None):
        return (np.asarray(value, dtype=float) * by).tolist()
    return _scale(value, key, by)
