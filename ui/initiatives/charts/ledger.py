"""A KPI's change as bars that add up to it: the attributable parts and everything else."""

from dataclasses import dataclass

import plotly.graph_objects as go

from figures.canvas import canvas, label
from warehouse.effects.evidence import Ledger, Range
from warehouse.kpis import find
from wording import formats
from wording.evidence.effects import Names, amount, convert_for_display, meaning, name_moved_part, span
from wording.theme import COLOURS, Colours, Theme, fade
from wording.words import Language, say

ROW, BAR = 44, 0.5  # pixels; of a row
WORDS_FROM = 0.5  # of the width, so that both lines of words fit on a phone


@dataclass(frozen=True, kw_only=True)
class Line:
    """A row of a ledger. start: where its bar begins, as parts follow one another; kind: part, rest or observed."""

    name: str
    start: float
    size: Range
    kind: str  # part, rest, observed

    @property
    def end(self) -> float:
        """Where the bar ends."""
        return self.start + self.size.value


def lines(kpi_ledger: Ledger, names: Names, language: Language) -> tuple[Line, ...]:
    """Return the attributable parts, everything else, and their sum, which is the change observed."""
    rows: list[Line] = []
    for code, part in kpi_ledger.parts:
        rows.append(
            Line(name=names.get(code, code), start=rows[-1].end if rows else 0.0, size=part, kind="part")
        )
    rows.append(
        Line(
            name=say("ledger.rest", language),
            start=rows[-1].end if rows else 0.0,
            size=kpi_ledger.rest,
            kind="rest",
        )
    )
    rows.append(
        Line(name=say("ledger.observed", language), start=0.0, size=kpi_ledger.observed, kind="observed")
    )
    return tuple(rows)


def ledger(kpi_ledger: Ledger, names: Names, currency: str, language: Language, theme: Theme) -> go.Figure:
    """Plot a bar per part, on the scale on which parts add up, with its size and interval in words."""
    colours, rows = COLOURS[theme], lines(kpi_ledger, names, language)
    figure = canvas(theme, 36 + ROW * len(rows), _alt(kpi_ledger, rows, currency, language))
    for y, row in enumerate(rows):
        _bar(
            figure, y=y, row=row, kpi_ledger=kpi_ledger, currency=currency, colours=colours, language=language
        )
        if row.kind != "observed":
            figure.add_shape(
                type="line", x0=row.end, x1=row.end, y0=y, y1=y + 1, layer="below",
                line={"color": colours.quiet, "width": 1, "dash": "dot"},
            )  # fmt: skip
    figure.add_shape(
        type="line", x0=0, x1=0, y0=-0.5, y1=len(rows) - 0.5, line={"color": colours.neutral, "width": 1}
    )
    figure.update_yaxes(
        range=[len(rows) - 0.4, -0.6], tickvals=list(range(len(rows))), ticktext=[row.name for row in rows],
        tickfont={"color": colours.ink},
    )  # fmt: skip
    reach = [0.0, *(row.start + end for row in rows for end in (row.size.lower, row.size.upper))]
    room = 0.05 * (max(reach) - min(reach))
    figure.update_xaxes(visible=False, domain=[0, WORDS_FROM], range=[min(reach) - room, max(reach) + room])
    figure.update_layout(margin={"t": 4})
    return figure


def _bar(
    figure: go.Figure,
    y: int,
    row: Line,
    kpi_ledger: Ledger,
    currency: str,
    colours: Colours,
    language: Language,
) -> None:
    way = meaning(row.size.value, find(kpi_ledger.kpi))
    colour = colours.ink if way == "neither" else getattr(colours, way)
    if row.kind != "part":
        colour = colours.neutral if row.kind == "rest" else colours.ink
    size = convert_for_display(row.size, kpi_ledger.scale)
    words = amount(size.value, kpi_ledger.scale, currency, language)
    interval = span(size, kpi_ledger.scale, currency, language)
    figure.add_bar(
        x=[row.size.value],
        base=[row.start],
        y=[y],
        orientation="h",
        width=BAR,
        marker={
            "color": colour if row.kind == "part" else fade(colour, 0.25),
            "line": {"color": colour, "width": 1},
        },
        text=[f"{row.name}: {formats.add_interval(words, interval, language)}"],
        textposition="none",
        hovertemplate="%{text}<extra></extra>",
    )
    figure.add_scatter(
        x=[row.start + row.size.lower, row.start + row.size.upper], y=[y, y], mode="lines",
        line={"color": colours.ink, "width": 1}, hoverinfo="skip",
    )  # fmt: skip
    small = f"<br><span style='color:{colours.quiet}'>{interval}</span>"
    label(figure, f"<b>{words}</b>{small}", 1, y, colour, xref="paper", xanchor="right", align="right")


def _alt(kpi_ledger: Ledger, rows: tuple[Line, ...], currency: str, language: Language) -> str:
    parts = [
        f"{row.name} "
        f"{amount(convert_for_display(row.size, kpi_ledger.scale).value, kpi_ledger.scale, currency, language)}"
        for row in rows
    ]
    return say(
        "alt.ledger",
        language,
        name=name_moved_part(find(kpi_ledger.kpi), language),
        parts=say("format.comma", language).join(parts),
    )
