"""Figures of survey replies: answers and non-answers adding up to 100%, and the make-up of a net promoter score."""

from dataclasses import dataclass
from typing import Literal

import plotly.graph_objects as go

from analysis.results import NO_ROWS, Estimate
from figures.canvas import canvas, empty, label
from warehouse.query.answers import Change
from warehouse.query.subjects.surveys import Replies
from wording import formats
from wording.naming import reason_words
from wording.theme import COLOURS, Colours, Theme, fade
from wording.words import Language, say

Look = Literal["full", "faded", "hollow", "striped"]
LOOKS: dict[str, Look] = {
    "satisfied": "full",
    "other": "faded",
    "silent": "hollow",
    "promoters": "full",
    "passives": "faded",
    "detractors": "striped",
}
HEIGHT, BAR = 270, 0.26
APART = 0.24  # of the width: as close as two labels may begin on a phone
FARTHEST = 0.5  # to the left of zero, so that the words there have room


@dataclass(frozen=True, kw_only=True)
class _Piece:
    """One part of a bar: where it begins and how much of the whole it is."""

    part: str
    start: float
    share: float
    n: int


def answers(replies: Replies, language: Language, theme: Theme) -> go.Figure:
    """Draw all surveys sent, before and after: satisfied, other answers, no answer; each bar is 100%."""
    if not replies.parts:
        return _nothing(replies, language, theme)
    colours = COLOURS[theme]
    sides = [_pieces(replies, side, 0.0) for side in (1, 2)]
    figure = canvas(theme, HEIGHT, _alt("alt.answers", sides, language))
    for place, (window, pieces) in enumerate(zip(("before", "after"), sides, strict=True)):
        for piece in pieces:
            _bar(figure, place=place, piece=piece, window=window, colours=colours, language=language)
        n = formats.count(sum(piece.n for piece in pieces), language)
        heading = say("answers.sent", language, window=say(f"window.{window}", language), n=n)
        _heading(figure, place=place, words=heading, x=0.0, window=window, colours=colours)
        satisfied, other, silent = pieces
        _words(
            figure,
            place=place,
            piece=satisfied,
            x=satisfied.start,
            anchor="left",
            colours=colours,
            language=language,
        )
        _words(
            figure,
            place=place,
            piece=other,
            x=max(other.start, satisfied.start + APART),
            anchor="left",
            colours=colours,
            language=language,
        )
        _words(figure, place=place, piece=silent, x=1.0, anchor="right", colours=colours, language=language)
    return _lay_out(figure, (0.0, 1.0))


def make_up(replies: Replies, change: Change, language: Language, theme: Theme) -> go.Figure:
    """Draw detractors, passives and promoters around zero, before and after.

    Passives are centred on zero, so the bar that lies further right has the higher score.
    """
    if not replies.parts:
        return _nothing(replies, language, theme)
    colours = COLOURS[theme]
    sides = [_balance(_pieces(replies, side, 0.0)) for side in (1, 2)]
    figure = canvas(theme, HEIGHT, _alt("alt.make_up", sides, language))
    low = min(-FARTHEST, *(pieces[0].start for pieces in sides))
    high = max(1.0, *(pieces[-1].start + pieces[-1].share for pieces in sides))
    scores = (change.before.estimate, change.after.estimate)
    for place, (window, pieces, score) in enumerate(zip(("before", "after"), sides, scores, strict=True)):
        for piece in pieces:
            _bar(figure, place=place, piece=piece, window=window, colours=colours, language=language)
        n = formats.count(sum(piece.n for piece in pieces), language)
        heading = say(
            "answers.score",
            language,
            window=say(f"window.{window}", language),
            score=_score(score, language),
            n=n,
        )
        _heading(figure, place=place, words=heading, x=low, window=window, colours=colours)
        _zero(figure, place, colours)
        detractors, passives, promoters = pieces
        _words(
            figure, place=place, piece=detractors, x=low, anchor="left", colours=colours, language=language
        )
        _words(
            figure, place=place, piece=passives, x=0.0, anchor="center", colours=colours, language=language
        )
        _words(
            figure, place=place, piece=promoters, x=high, anchor="right", colours=colours, language=language
        )
    return _lay_out(figure, (low, high))


def _pieces(replies: Replies, side: int, start: float) -> list[_Piece]:
    counts = [(str(part[0]), int(part[side])) for part in replies.parts]
    whole = sum(n for _, n in counts)
    pieces = []
    for part, n in counts:
        pieces.append(_Piece(part=part, start=start, share=n / whole, n=n))
        start += n / whole
    return pieces


def _balance(pieces: list[_Piece]) -> list[_Piece]:
    """Promoters, passives, detractors turned round and moved so that the passives lie around zero."""
    promoters, passives, detractors = pieces
    edge = passives.share / 2
    return [
        _Piece(part=detractors.part, start=-edge - detractors.share, share=detractors.share, n=detractors.n),
        _Piece(part=passives.part, start=-edge, share=passives.share, n=passives.n),
        _Piece(part=promoters.part, start=edge, share=promoters.share, n=promoters.n),
    ]


def _bar(
    figure: go.Figure, place: int, piece: _Piece, window: str, colours: Colours, language: Language
) -> None:
    colour, look = colours.of_window(window), LOOKS[piece.part]
    fill = {"full": colour, "faded": fade(colour, 0.4), "hollow": colours.paper, "striped": colours.paper}[
        look
    ]
    marker: dict[str, object] = {"color": fill, "line": {"color": colour, "width": 1.5}}
    if look == "striped":
        marker["pattern"] = {"shape": "/", "fgcolor": colour, "bgcolor": colours.paper, "size": 6}
    hover = say(
        "answers.hover",
        language,
        part=say(f"part.{piece.part}", language),
        share=formats.percent(piece.share),
        n=formats.count(piece.n, language),
    )
    figure.add_bar(
        y=[place],
        x=[piece.share],
        base=[piece.start],
        width=BAR,
        orientation="h",
        marker=marker,
        hovertemplate=f"{hover}<extra></extra>",
    )


def _zero(figure: go.Figure, place: int, colours: Colours) -> None:
    """The zero that a bar lies around, no longer than the bar is high, so that it crosses no words."""
    line = {"color": colours.ink, "width": 1.5}
    figure.add_shape(type="line", x0=0, x1=0, y0=place - BAR / 2, y1=place + BAR / 2, line=line)


def _heading(figure: go.Figure, place: int, words: str, x: float, window: str, colours: Colours) -> None:
    label(figure, words, x, place - 0.17, colours.words_of_window(window), xanchor="left", yanchor="bottom")


def _words(
    figure: go.Figure, place: int, piece: _Piece, x: float, anchor: str, colours: Colours, language: Language
) -> None:
    """The name of a part and its share, on two lines under the bar."""
    text = say(f"part.{piece.part}", language), formats.percent(piece.share)
    label(
        figure,
        f"{text[0]}<br><b>{text[1]}</b>",
        x,
        place + 0.16,
        colours.ink,
        xanchor=anchor,
        yanchor="top",
        align=anchor,
    )


def _score(score: Estimate, language: Language) -> str:
    if score.value is None:
        return reason_words(score.reason or NO_ROWS, language)
    reach = formats.interval(score.lower, score.upper, "net_score", language)
    return f"<b>{formats.add_sign(formats.digits(score.value), score.value)}</b> {reach}".strip()


def _lay_out(figure: go.Figure, span: tuple[float, float]) -> go.Figure:
    figure.update_layout(barmode="overlay", margin={"l": 2, "r": 2, "t": 4, "b": 4})
    figure.update_xaxes(visible=False, range=list(span))
    figure.update_yaxes(visible=False, range=[1.6, -0.45])
    return figure


def _nothing(replies: Replies, language: Language, theme: Theme) -> go.Figure:
    why = reason_words(replies.reason or NO_ROWS, language)
    return empty(theme, say("figure.no_data", language, reason=why))


def _alt(key: str, sides: list[list[_Piece]], language: Language) -> str:
    shares = [
        say("format.comma", language).join(
            f"{say(f'part.{piece.part}', language)} {formats.percent(piece.share)}" for piece in pieces
        )
        for pieces in sides
    ]
    return say(key, language, before=shares[0], after=shares[1])
