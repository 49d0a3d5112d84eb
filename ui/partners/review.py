"""The choices on the Partners page: a kind of partner, a measure of quality, and one partner."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import streamlit as st

from figures.canvas import Figure
from ui.partners import keys
from ui.switches import now, switch
from ui.view import View
from warehouse.partners import standings
from warehouse.partners.standings import Roster, Side, Standings, Strip, Volume
from warehouse.query.answers import Comparison
from wording.cards.compared import compare_windows
from wording.choices import Choices
from wording.naming import member_name


@dataclass(frozen=True, kw_only=True)
class Review:
    """What the switches choose.

    `peers`: the partners of the kind that lent anything after, largest first; `whole`: partners of any kind, "" for
    none; `codes`: all partners of the kind. `partner`: the one chosen last, else the largest. `choices`: those of the
    page without the filter by partner.
    """

    kind: str
    quality: str
    peers: tuple[Volume, ...]
    whole: tuple[Volume, ...]
    codes: tuple[str, ...]
    partner: str
    is_default: bool
    choices: Choices


def part_switch(view: View) -> str:
    """Which part of the page is shown: all partners, one of them, or the terms agreed with them."""
    return switch(view, keys.PART, view.say("partners.part"), ("all", "one", "terms"), "partner_part")


def open_review(view: View, choices: Choices, of_all: bool) -> Review | None:
    """Draw the switches and return what they choose; None, with a note, where there is nothing to compare.

    of_all: all partners are looked at, so the measure of quality can be chosen too.
    """
    known: Roster = view.ask.of(standings.roster)
    if known.kinds:
        with st.container(horizontal=True, gap="medium"):
            switch(view, keys.KIND, view.say("partners.kind"), known.kinds, "partner_kind")
            if of_all:
                switch(view, keys.QUALITY, view.say("partners.quality"), tuple(standings.RATED), "quality")
    return read_review(view, choices, of_all)


def read_review(view: View, choices: Choices, of_all: bool) -> Review | None:
    """Return what the switches choose, without drawing them; None, with a note, where nothing can be compared."""
    known: Roster = view.ask.of(standings.roster)
    if not known.kinds:
        st.markdown(view.say("partners.none"))
        return None
    asked = dict(choices.where).get("partner", ())
    choices = replace(choices, where=tuple(pair for pair in choices.where if pair[0] != "partner"))
    lent = compare_windows(view, choices, "originations", ("partner",))
    if lent is None:
        st.markdown(view.say("state.no_windows"))
        return None
    kind, rated = now(keys.KIND, known.kinds), tuple(standings.RATED)
    quality = now(keys.QUALITY, rated) if of_all else rated[0]
    whole, codes = standings.volumes(lent), known.codes(kind)
    peers = tuple(volume for volume in whole if volume.partner in set(codes))
    chosen = [code for code in asked if code in codes]
    if asked and not chosen:
        labels = view.ask.labels("partner")
        name, many = member_name(asked[0], labels, view.language), view.say(f"many_partners.{kind}")
        st.caption(view.say("partners.other_kind", name=name, kind=many))
    partner = next(iter((*reversed(chosen), *(volume.partner for volume in peers), *codes)))
    return Review(
        kind=kind,
        quality=quality,
        peers=peers,
        whole=whole,
        codes=codes,
        partner=partner,
        is_default=not chosen,
        choices=choices,
    )


def standings_of(view: View, review: Review, code: str, side: Side) -> Standings:
    """Return how the peers stand by one KPI of RATED, in the window before or after."""
    choices = review.choices
    return view.ask.of(
        *(standings.standings, code, review.kind, side, choices.before, choices.after, choices.where)
    )


def by_partner(view: View, review: Review, code: str) -> Comparison:
    """Return a KPI before and after, by partner."""
    comparison = compare_windows(view, review.choices, code, ("partner",))
    assert comparison is not None  # a review has windows
    return comparison


def strip_of(view: View, review: Review, code: str) -> Strip:
    """Return the chosen partner on the band of its peers, before and after, by one KPI."""
    compared = by_partner(view, review, code)
    if code not in standings.RATED:
        return standings.strip(compared, review.codes, review.partner)
    before, after = (standings_of(view, review, code, side) for side in ("before", "after"))
    return standings.strip_of_ratios(before, after, compared, review.partner)


def contracts_of(view: View, review: Review) -> tuple[int, int]:
    """Return the numbers of contracts that came through the peers, before and after."""
    changes = [
        change
        for change in by_partner(view, review, "originations").changes
        if change.members[0] in review.codes
    ]
    return sum(change.before.n for change in changes), sum(change.after.n for change in changes)


def draw_once_for(view: View, review: Review, name: str, draw: Callable[[], Figure]) -> Figure:
    """Return a figure about a review, drawn once for all readers who make the same choices."""
    chosen = (review.choices.before, review.choices.after, review.choices.where)
    about = (review.kind, review.quality, review.partner)
    return view.figure((f"partners {name}", about, chosen, view.language, view.theme), draw)
