"""How relationships last: who is still a customer by months since the start, and how the other relationships ended."""

from collections.abc import Sequence

from analysis.results import TOO_FEW
from figures.canvas import Figure, canvas, empty, label
from warehouse.query.answers import Curve, LifeTable
from wording import formats
from wording.naming import reason_words
from wording.theme import COLOURS, Colours, Theme, fade
from wording.words import Language, say

MARKS = (12, 36)  # the months at which the curves are read in words
YEAR = 12
PANELS = (("left_early", "matured"), ("credit_loss", "total_loss"))
_ROOM = 1.25  # of the highest share of a row of panels
Sides = tuple[tuple[str, LifeTable], ...]


def select_marks(table: LifeTable) -> tuple[int, ...]:
    """Return those of MARKS that the curves reach: the months whose values are given in words."""
    return tuple(month for month in MARKS if month <= len(table.at_risk))


def retention(before: LifeTable, after: LifeTable, language: Language, theme: Theme) -> Figure:
    """Return a figure with the share still customers before and after, with intervals, labelled at MARKS."""
    if before.survival is None or after.survival is None:
        return _nothing(before, after, language, theme)
    colours = COLOURS[theme]
    curves = (("before", before.survival), ("after", after.survival))
    figure = canvas(theme, 400, _alt_retention(before.survival, after.survival, language))
    for month in select_marks(after):
        figure.add_vline(x=month, line={"color": colours.quiet, "width": 1, "dash": "dot"})
        words = say("churn.month", language, month=str(month))
        label(figure, words, month, 1, colours.quiet, yref="paper", yanchor="bottom")
    for window, curve in curves:
        band(figure, curve, 100, 0, fade(colours.of_window(window), 2 * colours.tint))
    for (window, curve), table in zip(curves, (before, after), strict=True):
        texts = [_hover_here(window, table, curve, k, language) for k in range(len(curve.at))]
        _line(figure, window, curve, texts, colours)
    for month in select_marks(after):
        _labels(figure, curves, month, colours, language)
    _months(figure, len(before.survival.at) - 1, say("churn.tenure", language), colours)
    figure.update_yaxes(ticksuffix="%", range=[0, 108], showgrid=True, dtick=25)
    return figure


def _hover_here(window: str, table: LifeTable, curve: Curve, month: int, language: Language) -> str:
    return say(
        "figure.still_here",
        language,
        window=say(f"window.{window}", language),
        month=str(month),
        value=formats.percent(curve.at[month]),
        interval=formats.interval(curve.lower[month], curve.upper[month], "fraction", language),
        n=formats.count(table.at_risk[min(month, len(table.at_risk) - 1)], language),
    )


def _alt_retention(before: Curve, after: Curve, language: Language) -> str:
    month = min(MARKS[0], len(after.at) - 1)
    said = [formats.percent(curve.at[month]) for curve in (before, after)]
    return say("alt.retention", language, before=said[0], after=said[1], month=str(month))


def band(figure: Figure, curve: Curve, times: float, shift: float, fill: str) -> None:
    """Draw the interval of a curve as a band, where it has one.

    times: factor on the values. shift: tenure k is drawn at k + shift.
    """
    known = [
        (k + shift, low * times, high * times)
        for k, (low, high) in enumerate(zip(curve.lower, curve.upper, strict=True))
        if low is not None and high is not None
    ]
    figure.add_scatter(
        x=[x for x, _, _ in known] + [x for x, _, _ in reversed(known)],
        y=[high for _, _, high in known] + [low for _, low, _ in reversed(known)],
        fill="toself",
        fillcolor=fill,
        line={"width": 0},
        mode="lines",
        hoverinfo="skip",
    )


def _line(
    figure: Figure, window: str, curve: Curve, texts: Sequence[str], colours: Colours, panel: int = 1
) -> None:
    figure.add_scatter(
        x=list(range(len(curve.at))),
        y=[100 * share for share in curve.at],
        mode="lines",
        line={"color": colours.of_window(window), "width": 3 if panel == 1 else 2.5},
        text=texts,
        hovertemplate="%{text}<extra></extra>",
        **_axes(panel),
    )


def _labels(
    figure: Figure, curves: Sequence[tuple[str, Curve]], month: int, colours: Colours, language: Language
) -> None:
    """Name the lines at a month, with their shares, where nothing is drawn: above them, at their right."""
    falling = sorted(((window, curve.at[month]) for window, curve in curves), key=lambda pair: -pair[1])
    words = []
    for window, share in falling:
        figure.add_scatter(
            x=[month],
            y=[100 * share],
            mode="markers",
            hoverinfo="skip",
            marker={"size": 9, "color": colours.of_window(window)},
        )
        text = f"<b>{say(f'window.{window}', language)} {formats.percent(share)}</b>"
        words.append(f"<span style='color:{colours.words_of_window(window)}'>{text}</span>")
    label(
        figure,
        "<br>".join(words),
        month,
        100 * falling[0][1],
        colours.ink,
        xanchor="left",
        yanchor="bottom",
        xshift=6,
        yshift=-8,
        align="left",
    )


def _months(figure: Figure, last: int, title: str, colours: Colours) -> None:
    figure.update_xaxes(
        range=[0, last],
        tickvals=list(range(0, last + 1, YEAR)),
        showline=True,
        title={"text": title, "font": {"color": colours.quiet}},
    )


def incidence(before: LifeTable, after: LifeTable, language: Language, theme: Theme) -> Figure:
    """Return a figure with a panel per ending: the share gone that way, before and after.

    The panels of a row share their scale.
    """
    if before.survival is None or after.survival is None:
        return _nothing(before, after, language, theme)
    colours = COLOURS[theme]
    sides: Sides = (("before", before), ("after", after))
    figure = canvas(theme, 480, _alt_incidence(sides, language))
    last = len(before.survival.at) - 1
    for row, causes in enumerate(PANELS):
        top = max(max(dict(table.incidence)[cause].at) for cause in causes for _, table in sides)
        for column, cause in enumerate(causes):
            panel = 2 * row + column + 1
            _panel(figure, panel, (row, column), 100 * _ROOM * top or 1, last)
            _cause(figure, panel=panel, cause=cause, sides=sides, colours=colours, language=language)
    return figure


def _panel(figure: Figure, panel: int, place: tuple[int, int], top: float, last: int) -> None:
    """The axes of a panel, like those of the canvas, in its quarter of the figure."""
    row, column = place
    style = {axis: getattr(figure.layout, f"{axis}axis").to_plotly_json() for axis in ("x", "y")}
    number = "" if panel == 1 else str(panel)
    across = [0.54 * column, 0.46 + 0.54 * column]
    down = [0.57 * (1 - row), 0.89 - 0.53 * row]
    x = {
        "domain": across,
        "range": [0, last],
        "tickvals": list(range(0, last + 1, 2 * YEAR)),
        "showline": True,
    }
    y = {"domain": down, "range": [0, top], "ticksuffix": "%", "nticks": 4, "showgrid": True}
    figure.update_layout(
        {
            f"xaxis{number}": {**style["x"], **x, "anchor": f"y{number}"},
            f"yaxis{number}": {**style["y"], **y, "anchor": f"x{number}"},
        }
    )


def _axes(panel: int) -> dict[str, str]:
    return {} if panel == 1 else {"xaxis": f"x{panel}", "yaxis": f"y{panel}"}


def _cause(
    figure: Figure, panel: int, cause: str, sides: Sides, colours: Colours, language: Language
) -> None:
    """Both lines of one ending, and above them its name with the shares read in words."""
    number = "" if panel == 1 else str(panel)
    month = read_at(sides[0][1])
    axis = figure.layout[f"xaxis{number}"], figure.layout[f"yaxis{number}"]
    said = []
    for window, table in sides:
        curve = dict(table.incidence)[cause]
        texts = [_hover_gone(window, curve, k, language) for k in range(len(curve.at))]
        _line(figure, window=window, curve=curve, texts=texts, colours=colours, panel=panel)
        words = f"{say(f'window.{window}', language)} {formats.percent(curve.at[month])}"
        said.append(f"<span style='color:{colours.words_of_window(window)}'>{words}</span>")
    figure.add_shape(
        type="line",
        x0=month,
        x1=month,
        y0=0,
        y1=1,
        yref=f"y{number} domain",
        xref=f"x{number}",
        line={"color": colours.quiet, "width": 1, "dash": "dot"},
    )
    text = f"<b>{say(f'gone.{cause}', language)}</b><br>{'<br>'.join(said)}"
    label(
        figure,
        text,
        axis[0].domain[0],
        axis[1].domain[1],
        colours.ink,
        xref="paper",
        yref="paper",
        xanchor="left",
        yanchor="bottom",
        align="left",
    )


def _hover_gone(window: str, curve: Curve, month: int, language: Language) -> str:
    return say(
        "figure.gone",
        language,
        window=say(f"window.{window}", language),
        month=str(month),
        value=formats.percent(curve.at[month]),
        interval=formats.interval(curve.lower[month], curve.upper[month], "fraction", language),
    )


def read_at(table: LifeTable) -> int:
    """Return the month whose shares are given in words: the last mark that the curves reach, else their last month."""
    return max(select_marks(table), default=len(table.at_risk))


def _alt_incidence(sides: Sides, language: Language) -> str:
    month = read_at(sides[0][1])
    said = []
    for cause in (cause for row in PANELS for cause in row):
        shares = [formats.percent(dict(table.incidence)[cause].at[month]) for _, table in sides]
        said.append(f"{say(f'gone.{cause}', language)} {' → '.join(shares)}")
    words = say("format.comma", language).join(said)
    return say("alt.incidence", language, month=str(month), words=words)


def _nothing(before: LifeTable, after: LifeTable, language: Language, theme: Theme) -> Figure:
    reason = reason_words(after.reason or before.reason or TOO_FEW, language)
    return empty(theme, say("figure.no_data", language, reason=reason))
