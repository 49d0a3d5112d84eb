"""Blocks of the Partners page: the answer, the funnel, partners by volume, and one partner among its peers."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from figures import strips
from ui import address
from ui.figure import Source, draw_figure, draw_points
from ui.keys import PARTNER
from ui.pack_door import draw_pack_door
from ui.partners import keys
from ui.partners.charts import peers as peers_chart
from ui.partners.review import Review, by_partner, draw_once_for, standings_of, strip_of
from ui.partners.rows import standing_rows, strip_rows
from ui.partners.scores import read_scores
from ui.partners.table import BESIDE, NUMBERS, Listed, frame_of
from ui.view import View
from ui.viewport import phone
from warehouse.kpis.record import Kpi
from warehouse.partners import standings
from warehouse.partners.standings import RATED, Standings, Volume
from warehouse.query.answers import Passport
from warehouse.query.subjects import loan_book
from wording import formats
from wording.naming import member_name, reason_words
from wording.words import Language, say, say_member

LISTED = 50
KPIS = (
    *("originations", "approval_time_median", "decided_within_24h", "take_up_rate"),
    *("npl_formation_same_age", "first_payment_default", "delinquency_30", "fraud_rate", "csat"),
)
ON_A_PHONE = {
    "partner": 160,
    "score": 50,
    "rank": 50,
    "standing": 90,
    "share_lent": 80,
}  # columns and their pixels


def partners_answer_block(view: View, review: Review) -> None:
    """Draw how much came through partners of the kind, how many stand apart, and how concentrated the balance is."""
    peer_standings = standings_of(view, review, review.quality, "after")
    answer = view.say("partners.answer", lead=_lead(view, review), apart=_count_apart(view, peer_standings))
    st.markdown(f"## {answer.strip()}")
    st.markdown(_dependence(view, review))
    months = formats.months(peer_standings.months, view.language)
    st.caption(view.say("partners.basis", months=months, day=view.day))


def _lead(view: View, review: Review) -> str:
    many, peers = view.say(f"many_partners.{review.kind}"), review.peers
    if not peers:
        if not by_partner(view, review, "originations").passport.mart:
            return ""  # lending was not looked at; why the windows are not compared is said of the measure
        return view.say("partners.lead_none", kind=many)
    share = formats.percent(sum(volume.share for volume in peers))
    largest = formats.percent(peers[0].share)
    return view.say("partners.lead", active=str(len(peers)), kind=many, share=share, largest=largest)


def _count_apart(view: View, peer_standings: Standings) -> str:
    quality = view.say(f"quality.{peer_standings.kpi}")
    if peer_standings.reason is not None:
        why = reason_words(peer_standings.reason, view.language)
        return view.say("partners.cannot", quality=quality, reason=why)
    known = [standing for standing in peer_standings.standings if standing.p is not None]
    above, below = (
        str(
            sum(
                standing.beyond_chance and (standing.observed > standing.expected) == is_above
                for standing in known
            )
        )
        for is_above in (True, False)
    )
    if above == below == "0":
        return view.say("partners.not_apart", quality=quality, n=str(len(known)))
    return view.say("partners.apart", quality=quality, n=str(len(known)), above=above, below=below)


def _dependence(view: View, review: Review) -> str:
    """How concentrated the balance is over all partners."""
    held = view.ask.of(loan_book.concentration, "partner", None, review.choices.where)
    if not held.index or held.equal_members is None:
        reason = reason_words(held.reason, view.language) if held.reason else "–"
        return view.say("partners.depends_not", reason=reason)
    shares = [share for member, share in held.shares if member]
    largest, five, ten = (formats.percent(sum(shares[:count])) for count in (1, 5, 10))
    return view.say(
        "partners.depends",
        month=formats.month(held.month, view.language),
        largest=largest,
        five=five,
        ten=ten,
        index=formats.digits(held.index),
        equal=formats.digits(held.equal_members),
        unnamed=formats.percent(held.unnamed),
    )


def funnel_block(view: View, review: Review) -> None:
    """Draw every partner of the kind against the limits of what chance alone explains."""
    peer_standings, kpi = standings_of(view, review, review.quality, "after"), view.kpi(review.quality)
    labels = view.ask.labels("partner")
    named = frozenset(volume.partner for volume in review.peers[:LISTED])
    draw = partial(
        peers_chart.funnel,
        peer_standings,
        kpi=kpi,
        chosen=review.partner,
        named=named,
        labels=labels,
        language=view.language,
        theme=view.theme,
    )
    compared = by_partner(view, review, review.quality)
    peers = set(review.codes)
    n = [
        sum(getattr(change, side).n for change in compared.changes if change.members[0] in peers)
        for side in ("before", "after")
    ]
    methods = {standing.ratio.method for standing in peer_standings.standings if standing.ratio.method}
    source = Source(
        kpi=_about_events(kpi),
        passports=(peer_standings.passport,),
        before_n=n[0],
        after_n=n[1],
        methods=tuple(methods),
    )
    table = partial(standing_rows, peer_standings, kpi, labels, view.language)
    figure = draw_once_for(view, review, "funnel", draw)
    note = view.say("partners.funnel_note")
    draw_figure(
        view,
        choices=review.choices,
        key="partner_funnel",
        figure=figure,
        source=source,
        table=table,
        more=note,
        drill=_choose,
    )
    points = {
        volume.partner: member_name(volume.partner, labels, view.language) for volume in review.peers[:LISTED]
    }
    draw_points("partner_funnel", _choose, points, view.say("figure.open"))


def _about_events(kpi: Kpi) -> Kpi:
    """The KPI under the name and definition of its ratios by partner."""

    def name(language: Language) -> str:
        return say("partners.about_events", language, quality=say(f"quality.{kpi.code}", language))

    def text(language: Language) -> str:
        at_equal_age = kpi.code == "npl_formation_same_age"
        age = say("partners.at_equal_age", language) if at_equal_age else ""
        return say("partners.about_events_is", language, age=age)

    return replace(
        kpi, name_en=name("en"), name_zh=name("zh"), definition_en=text("en"), definition_zh=text("zh")
    )


def _about_strips(kpi: Kpi) -> Kpi:
    """The first KPI of the strips under the name and definition of them all."""
    return replace(
        kpi,
        name_en=say("partners.about_strips", "en"),
        name_zh=say("partners.about_strips", "zh"),
        definition_en=say("partners.about_strips_is", "en"),
        definition_zh=say("partners.about_strips_is", "zh"),
    )


def _choose(code: str) -> None:
    """Open one partner."""
    address.choose(PARTNER, (code,))
    address.choose(keys.PART, ("one",))


def table_block(view: View, review: Review) -> None:
    """Draw a table of the largest partners and the chosen one; selecting a row opens that partner."""
    volumes = _list_volumes(review)
    if not volumes:
        st.caption(view.say("partners.lead_none", kind=view.say(f"many_partners.{review.kind}")))
        return
    step, sign = formats.amount_step(view.language, *(volume.amount for volume in volumes))
    kpi = view.kpi(review.quality)
    beside = {code: by_partner(view, review, code) for code in BESIDE}
    peer_standings = standings_of(view, review, review.quality, "after")
    listed = Listed(
        volumes=volumes,
        standings=peer_standings,
        scored=read_scores(view, review),
        kpi=kpi,
        beside=beside,
        step=step,
    )
    codes = [volume.partner for volume in volumes]
    chosen = [codes.index(review.partner)] if review.partner in codes else []
    key = f"partner_table_{review.partner}"  # another row is marked when another partner was chosen elsewhere
    st.dataframe(
        frame_of(listed, view.ask.labels("partner"), view.language),
        hide_index=True,
        column_config=_columns(view, sign),
        column_order=tuple(ON_A_PHONE) if phone() else None,
        on_select=partial(_row_chosen, key, codes),
        selection_mode="single-row",
        selection_default={"selection": {"rows": chosen}},
        key=key,
        placeholder="–",
        alt=view.say("partners.table"),
    )
    shown = min(LISTED, len(review.peers))
    st.caption(view.say("partners.table_note", shown=str(shown), all=str(len(review.peers))))


def _columns(view: View, sign: str) -> dict[str, ColumnConfig]:
    """The columns of the table under their words; numbers stay numbers, so that readers can sort."""
    widths = ON_A_PHONE if phone() else {}
    unit = say_member("currency", view.currency, view.language)
    column = st.column_config
    words = {
        key: view.say(f"column.{key}", sign=sign, unit=unit) for key in (*NUMBERS, "partner", "standing")
    }
    return {
        key: column.NumberColumn(name, format=NUMBERS[key], width=widths.get(key))
        if key in NUMBERS
        else column.TextColumn(name, pinned=key == "partner", width=widths.get(key))
        for key, name in words.items()
    }


def _list_volumes(review: Review) -> Sequence[Volume]:
    largest = review.peers[:LISTED]
    return (*largest, *(volume for volume in review.peers[LISTED:] if volume.partner == review.partner))


def _row_chosen(key: str, codes: Sequence[str]) -> None:
    rows = st.session_state[key]["selection"]["rows"]
    if rows:
        _choose(codes[rows[0]])


def strips_block(view: View, review: Review) -> None:
    """Draw the chosen partner on the bands of its peers, before and after, and the button to its pack."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.caption(_header(view, review), width="content")
        draw_pack_door(view, review.partner)
    strips_part(view, review, KPIS)


def strips_part(view: View, review: Review, codes: Sequence[str]) -> None:
    """Draw some KPIs of the chosen partner on the bands of its peers. codes: of the KPIs, at least one."""
    pairs = tuple((strip_of(view, review, code), view.kpi(code)) for code in codes)
    name = member_name(review.partner, view.ask.labels("partner"), view.language)
    draw = partial(strips.strips, pairs, name, view.language, view.theme)
    figure = draw_once_for(view, review, f"strips {codes}", draw)
    lent = pairs[0][0].change
    methods = sorted({strip.after.method for strip, _ in pairs if strip.after.method})
    source = Source(
        kpi=_about_strips(view.kpi(codes[0])),
        passports=tuple(_passports(view, review, codes)),
        before_n=lent.before.n,
        after_n=lent.after.n,
        methods=tuple(methods),
    )
    note = view.say("strip.note", kind=view.say(f"many_partners.{review.kind}"))
    draw_figure(
        view,
        choices=review.choices,
        key=f"partner_strips_{codes[0]}",
        figure=figure,
        source=source,
        table=partial(strip_rows, pairs, view.language),
        more=note,
    )


def _passports(view: View, review: Review, codes: Sequence[str]) -> Iterator[Passport]:
    """The passports of everything the strips draw, in order."""
    for code in codes:
        yield by_partner(view, review, code).passport
        if code in RATED:
            yield from (standings_of(view, review, code, side).passport for side in ("before", "after"))


def strips_title(view: View, review: Review) -> str:
    """Return the heading that names the chosen partner."""
    name = member_name(review.partner, view.ask.labels("partner"), view.language)
    return view.say("partners.chosen", name=name)


def _header(view: View, review: Review) -> str:
    """Kind, region and tier where they are known, and a note where the reader has not chosen a partner."""
    known = next(
        partner for partner in view.ask.of(standings.roster).partners if partner.code == review.partner
    )
    parts = [
        view.say(f"partner_kind.{known.kind}"),
        member_name(known.region, view.ask.labels("region"), view.language) if known.region else "",
        say_member("tier", known.tier, view.language) if known.tier else "",
        view.say("partners.largest") if review.is_default else "",
    ]
    return " · ".join(part for part in parts if part)
