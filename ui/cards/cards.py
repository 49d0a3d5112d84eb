"""KPI cards, the same on every page: the whole card is the link to its page, everything else is behind "why?"."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

import streamlit as st

from ui import address
from ui.cards.change_bar import change_bar
from ui.cards.sparkline import as_image, sparkline
from ui.cards.style import card_style
from ui.keys import INITIATIVE, KPI, LEDGER
from ui.places import INITIATIVES, page_of
from ui.view import View
from warehouse.query.series import series
from warehouse.query.targets import target_of
from wording.cards.attributable import attributable_part
from wording.cards.cards import Card, behind_why, fact_words
from wording.cards.compared import compare_windows
from wording.cards.mix import mix_fact
from wording.choices import Choices
from wording.glossary import explain_terms
from wording.judgement import Judgement
from wording.status import SIGNS, caveat_words, colour_of, status_words
from wording.theme import COLOURS


def draw_cards(view: View, choices: Choices, cards: Sequence[Card], columns: int = 3) -> None:
    """Draw the cards in a grid that folds to one column on a phone.

    All answers are computed before anything is drawn, and every card has the same elements. Otherwise text of the
    previous choice would stay in some cards until all are computed.
    """
    bodies = [card_body(view, choices, card) for card in cards]
    st.html(card_style(view.theme))
    with st.grid(columns=columns, min_column_width=184 if columns > 3 else 270, gap="small"):
        for card, body in zip(cards, bodies, strict=True):
            with st.container(border=True, height="stretch", gap=None, key=f"card_{card.code}"):
                _draw_card(view, choices, card, body)


def _draw_card(view: View, choices: Choices, card: Card, body: str) -> None:
    page = page_of(view.kpi(card.code))
    _draw_name(card, page if page.stem != view.page else None)
    st.html(body)
    with st.popover(view.say("why.title"), type="tertiary", key=f"why_{card.code}", on_change="rerun") as why:
        lines = [fact_words(fact, view.language) for fact in behind_why(card, view.language)]
        text = "  \n".join((f"**{card.name}**", *lines))
        st.markdown(text, help=explain_terms(text, view.language) or None)
        if card.drawn is not None:
            st.caption(view.say("cards.key"))
        # Its own statement: asked only by those who open it.
        if why.open and (mix := mix_fact(view, choices, card.code)) is not None:
            st.markdown(fact_words(mix, view.language))
        part = attributable_part(view, choices, card.code)
        if part is not None:
            st.page_link(
                INITIATIVES,
                label=view.say("ledger.link"),
                icon=":material/science:",
                query_params=address.with_choices(
                    {INITIATIVE: part.initiative, KPI: card.code, LEDGER: card.code}
                ),
            )


def _draw_name(card: Card, page: Path | None) -> None:
    if page is None:
        st.markdown(f"**{card.name}**")
    else:
        st.page_link(page, label=f"**{card.name}**", query_params=address.with_choices({}))


def card_body(view: View, choices: Choices, card: Card) -> str:
    """Return the HTML of a card below its name: values, status, change and sparkline."""
    before = f"<span>{escape(card.before)}</span> → " if card.before else ""
    return (
        '<div class="mp-wide"><div class="mp-card"><div>'
        f'<div class="mp-values">{before}<b>{escape(card.after)}</b></div>{_pill(view, card)}</div>'
        f'<div><div class="mp-change"><b>{escape(card.change)}</b>{_bar(view, card)}</div>'
        f"{_spark(view, choices, card)}</div></div></div>"
    )


def _pill(view: View, card: Card) -> str:
    judgement, colours = card.judgement, COLOURS[view.theme]
    colour = colour_of(judgement.tone, colours)
    # Filled where the change is attributable, so that mere differences are told apart at a glance.
    proven = judgement.status.endswith("_attributable") and not judgement.caveat
    fill = f' style="background:{colour};border-color:{colour};color:{colours.paper}"' if proven else ""
    words = status_words(judgement.status, view.language)
    first, comma, rest = words.partition(view.say("status.comma"))
    more = " · ".join(filter(None, (caveat_words(judgement, view.language), card.beside)))
    return (
        f'<div class="mp-status" style="color:{colour}" title="{_meaning(view, judgement)}">'
        f'<span class="mp-pill"{fill}><span aria-hidden="true">{SIGNS[judgement.status]}</span> {escape(first)}'
        f'</span><span class="mp-comma">{comma}</span><span class="mp-rest">{escape(rest)}</span>'
        f'<span class="mp-beside">{escape(more)}</span></div>'
    )


def _meaning(view: View, judgement: Judgement) -> str:
    return escape(view.say(f"status.means.{judgement.status}"))


def _bar(view: View, card: Card) -> str:
    if card.drawn is None:
        return ""
    words = view.say("alt.change", change=card.change, interval=card.interval)
    if card.target:
        words = view.say("alt.change_target", change=words, target=card.target)
    return as_image(change_bar(card.drawn, card.judgement.tone, view.theme), words, "mp-bar")


def _spark(view: View, choices: Choices, card: Card) -> str:
    comparison = compare_windows(view, choices, card.code)
    points = view.ask.of(series, card.code, choices.where)
    after = comparison.months_after if comparison is not None else ()
    target = target_of(view.snapshot, card.code, choices.where, after)
    svg = sparkline(points, comparison, view.snapshot.golive, target, view.theme)
    return as_image(svg, view.say("alt.sparkline", name=card.name), "mp-spark")
