"""Figures of customer value: how it builds up by tenure, what changed it, and the change by horizon."""

from collections.abc import Sequence

from analysis.results import TOO_FEW, Estimate, Reason
from figures.canvas import Axis, Figure, canvas, empty, label
from figures.lifetimes import band
from warehouse.query.answers import CohortValue, Curve, CustomerValue, Horizon, ValueByTenure
from wording import formats
from wording.naming import reason_words
from wording.theme import COLOURS, ROW_HEIGHT, Colours, Theme, fade
from wording.words import Language, say

YEAR = 12
WORDS_FROM = 0.62  # of the width: from there on a row's amount stands in words, on a phone, too
Part = tuple[str, Estimate]  # words, and what it adds to the change


def build_up(value: ValueByTenure, currency: str, language: Language, theme: Theme) -> Figure:
    """Draw cumulative value by tenure, solid where both windows observe it, dotted and hatched where it is modelled."""
    if value.before is None or value.after is None:
        return _nothing(value.reason, language, theme)
    return _margin_curves((value.before, value.after), value.terms.span, currency, language, theme)


def cohort_margin(value: CohortValue, currency: str, language: Language, theme: Theme) -> Figure:
    """Draw cumulative margin per customer who joined; a line marks where the before cohort reaches the after window."""
    if value.before is None or value.after is None:
        return _nothing(value.reason, language, theme)
    figure = _margin_curves((value.before, value.after), len(value.after.at), currency, language, theme)
    if value.lived_on < len(value.after.at):
        figure.add_vline(x=value.lived_on, line={"color": COLOURS[theme].quiet, "width": 1, "dash": "dot"})
    return figure


def _margin_curves(
    curves: tuple[Curve, Curve], span: int, currency: str, language: Language, theme: Theme
) -> Figure:
    """Two rising lines, observed up to `span`; value k is that by the end of k + 1 months."""
    colours = COLOURS[theme]
    sides = tuple(zip(("before", "after"), curves, strict=True))
    months = len(curves[0].at)
    ends = [formats.value(curve.at[-1], currency, language) for curve in curves]
    alt = say("alt.grown", language, before=ends[0], after=ends[1], months=str(months))
    figure = canvas(theme, 400, alt)
    reached = [e for curve in curves for e in (*curve.at, *curve.lower, *curve.upper) if e is not None]
    axis = Axis(currency, language, *reached)
    for window, curve in sides:
        band(figure, curve, 1 / axis.scale, 1, fade(colours.of_window(window), 1.4 * colours.tint))
    for window, curve in sides:
        if span < months:
            _hatch(figure, curve, span, axis, colours.of_window(window))
        _add_curve(
            figure,
            window=window,
            curve=curve,
            span=span,
            currency=currency,
            axis=axis,
            colours=colours,
            language=language,
        )
    if span < months:
        _border(figure, span, months, colours, language)
    _ends(figure, sides=sides, axis=axis, ends=ends, colours=colours, language=language)
    low, high = min(0.0, *reached), max(reached)
    figure.update_xaxes(
        range=[0, months * 1.01],
        tickvals=list(range(0, months + 1, YEAR if months > YEAR else 1)),
        showline=True,
        title={"text": say("value.months", language), "font": {"color": colours.quiet}},
    )
    figure.update_yaxes(
        range=[low / axis.scale, 1.12 * high / axis.scale], showgrid=True, nticks=6,
        **axis.ticks,
    )  # fmt: skip
    return figure


def _border(figure: Figure, span: int, months: int, colours: Colours, language: Language) -> None:
    """Mark where observation ends; with little room behind it, a label with an arrow points at the modelled part."""
    figure.add_vline(x=span, line={"color": colours.quiet, "width": 1, "dash": "dot"})
    above = {"yref": "paper", "yanchor": "bottom"}
    if months - span < YEAR:
        words = say("value.modelled_beyond", language)
        label(figure, words, span, 1, colours.quiet, xanchor="right", **above)
        return
    label(
        figure, say("value.observed", language), span, 1, colours.quiet, xanchor="right", xshift=-4, **above
    )
    label(figure, say("value.modelled", language), span, 1, colours.quiet, xanchor="left", xshift=4, **above)


def _hatch(figure: Figure, curve: Curve, span: int, axis: Axis, colour: str) -> None:
    """The area between what was observed and the modelled line above it."""
    months = list(range(span, len(curve.at) + 1))
    seen = curve.at[span - 1] / axis.scale
    figure.add_scatter(
        x=months + months[::-1],
        y=[at / axis.scale for at in curve.at[span - 1 :]] + [seen] * len(months),
        fill="toself",
        fillcolor="rgba(0,0,0,0)",
        fillpattern={"shape": "/", "fgcolor": fade(colour, 0.6), "size": 7, "solidity": 0.2},
        line={"width": 0},
        mode="lines",
        hoverinfo="skip",
    )


def _add_curve(
    figure: Figure,
    window: str,
    curve: Curve,
    span: int,
    currency: str,
    axis: Axis,
    colours: Colours,
    language: Language,
) -> None:
    """One line, solid then dotted."""
    texts = [
        _hover(window, curve=curve, k=k, span=span, currency=currency, language=language)
        for k in range(len(curve.at))
    ]
    for dash, places in (("solid", range(span)), ("dot", range(span - 1, len(curve.at)))):
        if len(places) < 2:
            continue
        figure.add_scatter(
            x=[k + 1 for k in places],
            y=[curve.at[k] / axis.scale for k in places],
            mode="lines",
            line={"color": colours.of_window(window), "width": 3, "dash": dash},
            text=[texts[k] for k in places],
            hovertemplate="%{text}<extra></extra>",
        )


def _hover(window: str, curve: Curve, k: int, span: int, currency: str, language: Language) -> str:
    return say(
        "figure.grown",
        language,
        window=say(f"window.{window}", language),
        months=str(k + 1),
        value=formats.value(curve.at[k], currency, language),
        interval=formats.interval(curve.lower[k], curve.upper[k], currency, language),
        kind=say("value.observed" if k < span else "value.modelled", language),
    )


def _ends(
    figure: Figure,
    sides: Sequence[tuple[str, Curve]],
    axis: Axis,
    ends: Sequence[str],
    colours: Colours,
    language: Language,
) -> None:
    """Name each line at its end, with what it comes to: the higher above, the lower below."""
    highest = max(curve.at[-1] for _, curve in sides)
    for (window, curve), end in zip(sides, ends, strict=True):
        label(
            figure,
            f"<b>{say(f'window.{window}', language)} {end}</b>",
            len(curve.at),
            curve.at[-1] / axis.scale,
            colours.words_of_window(window),
            xanchor="right",
            yanchor="bottom" if curve.at[-1] == highest else "top",
            yshift=4 if curve.at[-1] == highest else -6,
            bgcolor=fade(colours.paper, 0.7),
        )


def waterfall(
    value: CustomerValue, total: Estimate, currency: str, language: Language, theme: Theme
) -> Figure:
    """Draw the parts of the change in observed value from zero, one per row; hollow where a part is not clear."""
    if not value.margin or total.value is None:
        return _nothing(value.reason or total.reason, language, theme)
    colours = COLOURS[theme]
    parts: list[Part] = [
        (say(f"driver.{name}", language), part) for name, part in (*value.margin, *value.staying)
    ]
    rows = [*parts, (f"<b>{say('value.change', language)}</b>", total)]
    words = [_amount(part, currency, language) for _, part in rows]
    said = [f"{name} {amount}" for (name, _), amount in zip(parts, words, strict=False)]
    alt = say("alt.drivers", language, total=words[-1], words=say("format.comma", language).join(said))
    figure = canvas(theme, 50 + ROW_HEIGHT * len(rows), alt)
    starts, reached = [], 0.0
    for _, part in parts:
        starts.append(reached)
        reached += part.value or 0.0
    starts.append(0.0)
    texts = [_hover_part(name, part, currency, language) for name, part in rows]
    _bars(figure, rows, starts, texts, colours)
    for place, ((_, part), amount) in enumerate(zip(rows, words, strict=True)):
        label(figure, amount, 1, place, _colour(part, colours), xref="paper", xanchor="right")
        if place > 0:
            at = starts[place] if place < len(parts) else reached
            figure.add_shape(
                type="line", x0=at, x1=at, y0=place - 1, y1=place, line={"color": colours.line, "width": 1}
            )
    _rows_of(figure, [name for name, _ in rows], colours)
    figure.add_vline(x=0, line={"color": colours.quiet, "width": 1})
    figure.update_xaxes(visible=False, domain=[0, WORDS_FROM])
    return figure


def _hover_part(name: str, part: Estimate, currency: str, language: Language) -> str:
    if part.value is None:
        return name
    amount = formats.absolute_change(part.value, currency, language)
    interval = formats.interval(part.lower, part.upper, currency, language)
    return say("figure.part", language, name=name, amount=amount, interval=interval)


def _bars(
    figure: Figure, rows: Sequence[Part], starts: Sequence[float], texts: Sequence[str], colours: Colours
) -> None:
    figure.add_bar(
        y=list(range(len(rows))),
        x=[part.value or 0.0 for _, part in rows],
        base=starts,
        width=0.62,
        orientation="h",
        marker={
            "color": [_colour(part, colours) if part.clear else colours.paper for _, part in rows],
            "line": {"width": 1.5, "color": [_colour(part, colours) for _, part in rows]},
        },
        hovertext=list(texts),
        hovertemplate="%{hovertext}<extra></extra>",
    )


def horizons(value: ValueByTenure, currency: str, language: Language, theme: Theme) -> Figure:
    """Draw the change in observed value over 12, 24, … months, each with its interval, on one scale."""
    if not value.horizons:
        return _nothing(value.reason, language, theme)
    colours = COLOURS[theme]
    rows = [(_horizon_name(horizon, language), horizon.change) for horizon in value.horizons]
    words = [_amount(change, currency, language) for _, change in rows]
    said = [f"{name} {amount}" for (name, _), amount in zip(rows, words, strict=True)]
    alt = say("alt.horizons", language, words=say("format.comma", language).join(said))
    figure = canvas(theme, 70 + 36 * len(rows), alt)
    axis = Axis(currency, language, *(e for _, c in rows for e in (c.value, c.lower, c.upper)))
    figure.add_vline(x=0, line={"color": colours.quiet, "width": 1})
    for place, ((_, change), amount) in enumerate(zip(rows, words, strict=True)):
        colour = _colour(change, colours)
        figure.add_scatter(
            x=[axis.at(change.lower), axis.at(change.upper)], y=[place, place], mode="lines",
            line={"color": colour, "width": 3}, hoverinfo="skip",
        )  # fmt: skip
        figure.add_scatter(
            x=[axis.at(change.value)], y=[place], mode="markers", hoverinfo="skip",
            marker={
                "size": 11,
                "color": colour if change.clear else colours.paper,
                "line": {"width": 2, "color": colour},
            },
        )  # fmt: skip
        label(figure, amount, 1, place, colour, xref="paper", xanchor="right")
    _rows_of(figure, [name for name, _ in rows], colours)
    figure.update_xaxes(
        domain=[0, WORDS_FROM], showgrid=True, nticks=5, **axis.ticks,
    )  # fmt: skip
    return figure


def _horizon_name(horizon: Horizon, language: Language) -> str:
    return say("value.horizon_row", language, months=str(horizon.months))


def _rows_of(figure: Figure, names: Sequence[str], colours: Colours) -> None:
    figure.update_yaxes(
        tickvals=list(range(len(names))),
        ticktext=names,
        range=[len(names) - 0.4, -0.6],
        tickfont={"color": colours.ink},
    )


def _amount(part: Estimate, currency: str, language: Language) -> str:
    """▲ +1,210 CNY; in brackets where it is not clear."""
    if part.value is None:
        return reason_words(part.reason or TOO_FEW, language)
    text = formats.absolute_change(part.value, currency, language)
    return f"{'▲' if part.value > 0 else '▼'} {text}" if part.clear else formats.bracket(text, language)


def _colour(part: Estimate, colours: Colours) -> str:
    """The colour of better if value rose, even by a cost that fell, of worse if it fell, grey if it is not clear."""
    if not part.clear or part.value is None:
        return colours.neutral
    return colours.better if part.value > 0 else colours.worse


def _nothing(reason: Reason | None, language: Language, theme: Theme) -> Figure:
    return empty(theme, say("figure.no_data", language, reason=reason_words(reason or TOO_FEW, language)))
