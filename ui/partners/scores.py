"""Partners scored by several measures together: their ranks, how certain those are, and what a score consists of."""

from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from ui import address
from ui.figure import Source, draw_figure, draw_points
from ui.keys import PARTNER
from ui.partners import keys
from ui.partners.charts import ranks as ranks_chart
from ui.partners.review import Review, by_partner, contracts_of, draw_once_for, strip_of
from ui.partners.rows import score_rows
from ui.partners.weights import Weights, draw_weights, weights_of
from ui.view import View
from warehouse.kpis.record import Kpi
from warehouse.partners import scores
from warehouse.partners.scores import MEASURES, Scored
from wording import formats
from wording.naming import member_name, name_of, reason_words
from wording.words import say

PERCENT = 100.0


def read_scores(view: View, review: Review) -> Scored:
    """Return the scores of the peers, by the weights in the address."""
    choices, weights = review.choices, weights_of(keys.WEIGHTS, tuple(MEASURES)).values
    return view.ask.of(*(scores.scores, review.kind, weights, choices.before, choices.after, choices.where))


def _draw_weights(view: View) -> None:
    """The weights of the measures, and the form that sets them."""
    draw_weights(view, keys.WEIGHTS, _names(view), _weights())


def _weights() -> Weights:
    return weights_of(keys.WEIGHTS, tuple(MEASURES))


def _names(view: View) -> dict[str, str]:
    return {code: name_of(view.kpi(code), view.language) for code in MEASURES}


def ranks_block(view: View, review: Review) -> None:
    """Draw the ranks of the first partners and the chosen one, and the weights behind them."""
    _draw_weights(view)
    scored, labels = read_scores(view, review), view.ask.labels("partner")
    draw = partial(
        ranks_chart.ranks,
        scored,
        chosen=review.partner,
        labels=labels,
        language=view.language,
        theme=view.theme,
    )
    figure = draw_once_for(view, review, f"ranks {scored.weights}", draw)
    lent = by_partner(view, review, "originations")
    about, n = _about_scores(view.kpi("originations")), contracts_of(view, review)
    source = Source(
        kpi=about, passports=(lent.passport, scored.passport), before_n=n[0], after_n=n[1], methods=()
    )
    table = partial(score_rows, scored, _names(view), labels, view.language)
    draw_figure(
        view,
        choices=review.choices,
        key="partner_ranks",
        figure=figure,
        source=source,
        table=table,
        more=_describe_left_out(view, scored),
        drill=_choose,
    )
    first = ranks_chart.select_partners(scored, review.partner)
    points = {code: member_name(code, labels, view.language) for code in first}
    draw_points("partner_ranks", _choose, points, view.say("figure.open"))


def _about_scores(kpi: Kpi) -> Kpi:
    """The first KPI of a score under the name and definition of the score."""
    return replace(
        kpi,
        name_en=say("scores.about", "en"),
        name_zh=say("scores.about", "zh"),
        definition_en=say("scores.about_is", "en"),
        definition_zh=say("scores.about_is", "zh"),
        pitfalls_en=say("scores.care", "en"),
        pitfalls_zh=say("scores.care", "zh"),
    )


def _describe_left_out(view: View, scored: Scored) -> str:
    """How to read the figure, and which measures are out because fewer than five partners have them."""
    names = [name for name, peers in zip(_names(view).values(), scored.peers, strict=True) if peers < 5]
    parts = [view.say("ranks.note")]
    if names:
        parts.append(view.say("scores.out", names=view.say("format.comma").join(names)))
    return " · ".join(parts)


def _choose(code: str) -> None:
    address.choose(PARTNER, (code,))
    address.choose(keys.PART, ("one",))


def score_answer_block(view: View, review: Review) -> None:
    """Draw the score and rank of the chosen partner and how certain they are, or why there is no score."""
    scored = read_scores(view, review)
    name = member_name(review.partner, view.ask.labels("partner"), view.language)
    st.markdown(f"## {view.say('scores.answer', name=name, score=_score_words(view, review, scored))}")
    score = scored.of(review.partner)
    if score is not None and score.rank_interval is not None and score.rank_by_weights is not None:
        st.markdown(
            view.say(
                "scores.sure",
                chance=_span(score.rank_interval),
                weights=_span(score.rank_by_weights),
                known=formats.percent(score.coverage),
            )
        )
    months = formats.months(scored.passport.months, view.language)
    st.caption(view.say("scores.basis", months=months, day=view.day))


def _span(ranks: tuple[int, int]) -> str:
    return f"{ranks[0]}–{ranks[1]}" if ranks[0] < ranks[1] else str(ranks[0])


def _score_words(view: View, review: Review, scored: Scored) -> str:
    score = scored.of(review.partner)
    if score is not None and score.value is not None:
        many = view.say(f"many_partners.{review.kind}")
        return view.say(
            "scores.line", score=f"{score.value:.0f}", rank=str(score.rank), n=str(scored.ranked), kind=many
        )
    reason = score.reason if score else scored.reason
    why = reason_words(reason, view.language) if reason else "–"
    known = formats.percent(score.coverage if score else 0.0)
    return view.say("scores.none", reason=why, known=known)


def makeup_block(view: View, review: Review) -> None:
    """Draw what the score of the chosen partner consists of, and the weights behind it."""
    _draw_weights(view)
    scored = read_scores(view, review)
    score = scored.of(review.partner)
    if score is None:
        return
    parts = list(zip(scored.weights, score.percentiles, strict=True))
    known = sum(weight for weight, z in parts if z is not None)
    rows = pd.DataFrame(
        {
            "measure": list(_names(view).values()),
            "beside": [_describe_row(view, review, code) for code in MEASURES],
            "better_than": [z for _, z in parts],
            "weight": [PERCENT * weight for weight, _ in parts],
            "adds": [None if z is None or not known else weight * z / known for weight, z in parts],
        }
    )
    column = st.column_config
    st.dataframe(
        rows,
        hide_index=True,
        column_config={
            "measure": column.TextColumn(view.say("column.measure"), pinned=True),
            "beside": column.TextColumn(view.say("column.row_beside")),
            "better_than": column.ProgressColumn(
                view.say("column.better_than"), min_value=0, max_value=100, format="%.0f"
            ),
            "weight": column.NumberColumn(view.say("column.weight"), format=formats.SHARE_COLUMN),
            "adds": column.NumberColumn(view.say("column.adds"), format=formats.NUMBER_COLUMN),
        },
        placeholder="–",
        alt=view.say("scores.makeup"),
        key="partner_makeup",
    )
    st.caption(view.say("scores.makeup_note"))


def _describe_row(view: View, review: Review, code: str) -> str:
    """The partner's value with its interval beside the middle of its peers, and whether the interval holds it."""
    strip, kpi = strip_of(view, review, code), view.kpi(code)
    own = strip.after
    if own.value is None or strip.band is None:
        return ""
    unit = "count" if strip.is_ratio else kpi.unit
    middle = strip.band[2]
    value, peers = (formats.value(each, unit, view.language) for each in (own.value, middle))
    sure = formats.interval(own.lower, own.upper, unit, view.language)
    told = view.say("scores.row", value=f"{value} {sure}".strip(), peers=peers)
    if own.lower is None or own.upper is None or not own.lower <= middle <= own.upper:
        return told
    return view.say("scores.row_open", told=told)
