"""Terms with partners: how the benefit is shared, what the shared risk means, and which terms are due for review."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from ui.figure import Source, draw_figure
from ui.partners import keys
from ui.partners.charts import shares
from ui.partners.review import Review, contracts_of, draw_once_for
from ui.partners.rows import sharing_rows
from ui.partners.sharing_table import draw_shares
from ui.partners.supposing import draw_supposing, read_supposing
from ui.partners.weights import draw_weights, weights_of
from ui.view import View
from warehouse.kpis.record import Kpi
from warehouse.partners import terms
from warehouse.partners.sharing import BASES, Sharing, sharing
from warehouse.partners.terms import Term
from wording import formats
from wording.naming import member_name, reason_words
from wording.words import say, say_member

DUE = 12  # terms listed at once
LEFT_OUT = 3  # named at once


def sharing_of(view: View, review: Review) -> Sharing:
    """Return how the benefit is shared among the kind, by the weights and assumed amounts in the address."""
    about = (
        review.kind,
        weights_of(keys.BASES, BASES).values,
        review.choices.after,
        read_supposing(review).entries,
    )
    return view.ask.of(sharing, *about)


def sharing_answer_block(view: View, review: Review) -> None:
    """Draw the share paid to the chosen partner beside the share computed from the weights, in one sentence."""
    benefit_shares = sharing_of(view, review)
    name = member_name(review.partner, view.ask.labels("partner"), view.language)
    own = benefit_shares.of(review.partner)
    if own is None:
        reason = dict(benefit_shares.left_out).get(review.partner) or benefit_shares.reason
        why = reason_words(reason, view.language) if reason else "–"
        st.markdown(f"## {view.say('sharing.none', name=name, reason=why)}")
        return
    sentence = view.say(
        "sharing.line",
        name=name,
        n=str(len(benefit_shares.shared)),
        kind=view.say(f"many_partners.{review.kind}"),
        paid=formats.percent(own.paid_share),
        computed=formats.percent(own.computed),
        points=formats.points(own.gap, view.language),
        money=formats.absolute_change(own.gap_amount, view.currency, view.language),
    )
    st.markdown(f"## {sentence}")
    st.caption(
        view.say(
            "sharing.range",
            low=formats.percent(own.lowest),
            high=formats.percent(own.highest),
            day=f"{view.ask.of(terms.terms).day:%Y-%m-%d}",
            months=formats.months(benefit_shares.months, view.language),
        )
    )


def sharing_block(view: View, review: Review) -> None:
    """Draw the weights, the assumed amounts, and the figure of the chosen partner and the largest gaps."""
    st.subheader(view.say("sharing.title"))
    weights, supposed, benefit_shares = (
        weights_of(keys.BASES, BASES),
        read_supposing(review),
        sharing_of(view, review),
    )
    draw_weights(view, keys.BASES, {base: view.say(f"base.{base}") for base in BASES}, weights)
    draw_supposing(view, review, benefit_shares, supposed)
    labels, currency = view.ask.labels("partner"), view.currency
    draw = partial(
        shares.sharing,
        benefit_shares,
        chosen=review.partner,
        currency=currency,
        labels=labels,
        language=view.language,
        theme=view.theme,
    )
    figure = draw_once_for(view, review, f"sharing {benefit_shares.weights} {supposed.entries}", draw)
    n = contracts_of(view, review)
    source = Source(
        kpi=_about_sharing(view.kpi("net_loss_rate")),
        passports=(benefit_shares.passport,),
        before_n=n[0],
        after_n=n[1],
        methods=(),
    )
    table = partial(sharing_rows, benefit_shares, labels, view.language)
    whole = replace(review.choices, where=())  # terms are of the whole partner
    draw_figure(
        view,
        choices=whole,
        key="partner_sharing",
        figure=figure,
        source=source,
        table=table,
        more=_note(view, review, benefit_shares),
    )


def shares_block(view: View, review: Review) -> None:
    """Draw the shares as a table."""
    st.subheader(view.say("sharing.table"))
    draw_shares(view, sharing_of(view, review), review.partner)


def _note(view: View, review: Review, benefit_shares: Sharing) -> str:
    """How to read the figure, and who was left out and why."""
    shown = min(shares.ROWS, len(benefit_shares.shared))
    parts = [
        view.say("sharing.note", shown=str(shown), all=str(len(benefit_shares.shared))),
    ]
    if benefit_shares.left_out:
        labels = view.ask.labels("partner")
        named = [
            f"{member_name(code, labels, view.language)} ({reason_words(why, view.language)})"
            for code, why in benefit_shares.left_out[:LEFT_OUT]
        ]
        names = view.say("format.comma").join(named)
        more = len(benefit_shares.left_out) > LEFT_OUT
        n = str(len(benefit_shares.left_out))
        parts.append(view.say("sharing.left_out_more" if more else "sharing.left_out", n=n, names=names))
    return " · ".join(parts)


def _about_sharing(kpi: Kpi) -> Kpi:
    """The KPI of the margin's mart under the name and definition of the shares."""
    return replace(
        kpi,
        unit="fraction",
        name_en=say("sharing.about", "en"),
        name_zh=say("sharing.about", "zh"),
        definition_en=say("sharing.about_is", "en"),
        definition_zh=say("sharing.about_is", "zh"),
        pitfalls_en=say("sharing.care", "en"),
        pitfalls_zh=say("sharing.care", "zh"),
    )


def risk_block(view: View, review: Review) -> None:
    """Draw the net losses on the chosen partner's contracts, and what it would bear of them by its agreed share."""
    st.subheader(view.say("risk_share.title"))
    risk_share = view.ask.of(terms.risk_share, review.partner, review.choices.after)
    if risk_share.net_loss.value is None or risk_share.would_bear.value is None or risk_share.agreed is None:
        reason = risk_share.net_loss.reason or risk_share.would_bear.reason
        why = reason_words(reason, view.language) if reason else "–"
        st.markdown(view.say("risk_share.none", reason=why))
    else:
        loss, bear = (
            formats.value(estimate.value or 0.0, view.currency, view.language)
            for estimate in (risk_share.net_loss, risk_share.would_bear)
        )
        sure = formats.interval(
            risk_share.would_bear.lower, risk_share.would_bear.upper, view.currency, view.language
        )
        st.markdown(
            view.say(
                "risk_share.line",
                months=formats.months(risk_share.passport.months, view.language),
                loss=loss,
                share=formats.percent(risk_share.agreed),
                bear=formats.add_interval(bear, sure, view.language),
            )
        )
        if risk_share.net_loss.value < 0:
            st.caption(view.say("risk_share.back"))
        if not sure and (why_not := risk_share.would_bear.interval_reason):
            st.caption(view.say("risk_share.no_interval", reason=reason_words(why_not, view.language)))
    st.caption(view.say("risk_share.borne"))


def reviews_block(view: View, review: Review) -> None:
    """Draw the terms of the kind by the day their review is due, those of the chosen partner first."""
    st.subheader(view.say("terms.title"))
    all_terms = view.ask.of(terms.terms)
    if all_terms.reason is not None:
        st.caption(view.say("terms.none", reason=reason_words(all_terms.reason, view.language)))
        return
    known = all_terms.among(review.codes)
    overdue = sum(term.is_overdue(all_terms.day) for term in known)
    soon = sum(not term.is_overdue(all_terms.day) and term.review_due is not None for term in known)
    how_many = "all" if overdue == len(known) > 1 else "some"
    told = {"overdue": str(overdue), "n": str(len(known)), "soon": str(soon)}
    st.markdown(view.say(f"terms.line_{how_many}", day=f"{all_terms.day:%Y-%m-%d}", **told))
    if without := len(review.codes) - len(known):
        st.caption(view.say("terms.without", without=str(without)))
    chosen = [term for term in known if term.partner == review.partner]
    others = [term for term in known if term.partner != review.partner]
    shown = [*chosen, *others][:DUE]
    if shown:
        _draw_terms(view, shown, len(known))


def _draw_terms(view: View, shown: Sequence[Term], many: int) -> None:
    labels, day = view.ask.labels("partner"), view.ask.of(terms.terms).day
    step, sign = formats.amount_step(view.language, *(term.paid for term in shown))
    unit = say_member("currency", view.currency, view.language)
    amounts = view.say("partners.amounts", sign=sign, unit=unit).strip()
    rows = pd.DataFrame(
        {
            "partner": [member_name(term.partner, labels, view.language) for term in shown],
            "due": [term.review_due for term in shown],
            "state": [_state(view, term, term.is_overdue(day)) for term in shown],
            "benefit_paid": [None if term.paid is None else term.paid / step for term in shown],
            "risk_share": [None if term.risk_share is None else 100 * term.risk_share for term in shown],
        }
    )
    column = st.column_config
    st.dataframe(
        rows,
        hide_index=True,
        column_config={
            "partner": column.TextColumn(view.say("column.partner"), pinned=True, width=154),
            "due": column.DateColumn(view.say("column.review_due"), format="YYYY-MM-DD"),
            "state": column.TextColumn(view.say("column.state")),
            "benefit_paid": column.NumberColumn(
                view.say("column.benefit_paid", amounts=amounts), format=formats.NUMBER_COLUMN
            ),
            "risk_share": column.NumberColumn(view.say("column.risk_share"), format=formats.SHARE_COLUMN),
        },
        placeholder="–",
        alt=view.say("terms.title"),
        key="partner_terms",
    )
    st.caption(view.say("terms.note", shown=str(len(shown)), all=str(many)))


def _state(view: View, term: Term, is_overdue: bool) -> str:
    if term.review_due is None:
        return view.say("terms.no_day")
    return view.say("terms.overdue" if is_overdue else "terms.ahead")
