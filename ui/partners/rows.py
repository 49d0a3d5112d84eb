"""The rows behind the figures about partners, for their CSV: exact values."""

from collections.abc import Mapping, Sequence

from warehouse.kpis.record import Kpi
from warehouse.partners.scores import Scored
from warehouse.partners.sharing import Sharing
from warehouse.partners.standings import Standings, Strip
from warehouse.partners.trends import PartnerTrend
from wording.downloads import Rows
from wording.judgement import standing
from wording.naming import Labels, member_name, name_columns, name_of, reason_words
from wording.words import Language, say


def standing_rows(standings: Standings, kpi: Kpi, labels: Labels, language: Language) -> Rows:
    """Return a row per partner: events, shrunk ratio with interval, standing, p, whether beyond chance, reason."""
    keys = ("partner", "observed", "expected", "ratio", "from", "to", "standing", "p", "beyond", "reason")
    return Rows(
        columns=name_columns(keys, language),
        rows=tuple(
            (
                member_name(peer.partner, labels, language),
                *(peer.observed, peer.expected, peer.ratio.value, peer.ratio.lower, peer.ratio.upper),
                say(f"standing.{standing(peer.ratio, kpi)}", language),
                peer.p,
                say("answer.yes" if peer.beyond_chance else "answer.no", language),
                reason_words(peer.ratio.reason, language) if peer.ratio.reason else "",
            )
            for peer in standings.standings
        ),
    )


def strip_rows(pairs: Sequence[tuple[Strip, Kpi]], language: Language) -> Rows:
    """Return a row per KPI: the partner before and after, its interval after, the quantiles of its peers, and cases."""
    bands = tuple(f"band_{share}" for share in (10, 25, 50, 75, 90))
    keys = (
        "kpi",
        "as",
        "unit",
        "before",
        "after",
        "lower",
        "upper",
        *bands,
        "peers",
        "before_n",
        "after_n",
        "reason",
    )
    return Rows(
        columns=name_columns(keys, language),
        rows=tuple(_strip_row(strip, kpi, language) for strip, kpi in pairs),
    )


def score_rows(scored: Scored, names: Mapping[str, str], labels: Labels, language: Language) -> Rows:
    """Return a row per partner: score, rank, both its spans, share known (%), reason, a column per measure.

    The first row holds the weights (%). names: measure → column.
    """
    keys = ("partner", "score", "rank", "best", "worst", "rank_first", "rank_last", "known", "reason")
    weights = (say("column.weight", language), *(None,) * 8, *(100 * weight for weight in scored.weights))
    return Rows(
        columns=(*name_columns(keys, language), *names.values()),
        rows=(
            weights,
            *(
                (
                    member_name(code, labels, language),
                    *(score.value, score.rank),
                    *(score.rank_interval or (None, None)),
                    *(score.rank_by_weights or (None, None)),
                    100 * score.coverage,
                    reason_words(score.reason, language) if score.reason else "",
                    *score.percentiles,
                )
                for code, score in zip(scored.partners, scored.scores, strict=True)
            ),
        ),
    )


def trend_rows(trend: PartnerTrend, kpi: Kpi, language: Language) -> Rows:
    """Return a row per period: the partner's value with interval, the quantiles of its peers, and cases."""
    bands = tuple(f"band_{share}" for share in (10, 25, 50, 75, 90))
    keys = ("first_month", "last_month", "unit", "value", "lower", "upper", *bands, "peers", "n", "reason")
    return Rows(
        columns=name_columns(keys, language),
        rows=tuple(
            (
                *(period.months[0], period.months[-1], kpi.unit),
                *(period.own.value, period.own.lower, period.own.upper),
                *(period.band or (None,) * 5),
                *(period.peers, period.n),
                reason_words(period.own.reason, language) if period.own.reason else "",
            )
            for period in trend.periods
        ),
    )


def sharing_rows(benefit_shares: Sharing, labels: Labels, language: Language) -> Rows:
    """Return a row per partner: bases, shares, gap and its amount; then those left out, with the reason.

    The first row holds the weights (%).
    """
    bases, shares = (
        ("investment", "contribution", "potential"),
        ("paid_share", "computed", "lowest", "highest"),
    )
    keys = ("partner", *bases, "paid", *shares, "gap", "gap_amount", "reason")
    weights = (
        say("column.weight", language),
        *(100 * weight for weight in benefit_shares.weights),
        *(None,) * 8,
    )
    compared = (
        (
            *(member_name(shared.partner, labels, language), *shared.bases, shared.paid, shared.paid_share),
            *(shared.computed, shared.lowest, shared.highest, shared.gap, shared.gap_amount, ""),
        )
        for shared in benefit_shares.shared
    )
    left_out = (
        (member_name(code, labels, language), *(None,) * 10, reason_words(why, language))
        for code, why in benefit_shares.left_out
    )
    return Rows(columns=name_columns(keys, language), rows=(weights, *compared, *left_out))


def _strip_row(strip: Strip, kpi: Kpi, language: Language) -> tuple[str | float | int | None, ...]:
    after, reason = strip.after, strip.after.reason or strip.before.reason or strip.after.interval_reason
    return (
        name_of(kpi, language),
        say("strip_as.ratio" if strip.is_ratio else "strip_as.value", language),
        "" if strip.is_ratio else kpi.unit,
        *(strip.before.value, after.value, after.lower, after.upper),
        *(strip.band or (None,) * 5),
        *(strip.peers, strip.change.before.n, strip.change.after.n),
        reason_words(reason, language) if reason else "",
    )
