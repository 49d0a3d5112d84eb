"""The rows behind the figures about partners, for their CSV: exact values."""

from collections.abc import Sequence

from ui.downloads import Rows
from ui.judgement import standing
from ui.naming import Labels, member_name, name_of, reason_words
from ui.words import Language, say
from warehouse.kpis.record import Kpi
from warehouse.partners import Standings, Strip


def standing_rows(found: Standings, kpi: Kpi, labels: Labels, language: Language) -> Rows:
    """A row per partner, all of them: events, shrunk ratio with interval, standing, and whether beyond chance."""
    keys = ("partner", "observed", "expected", "ratio", "from", "to", "standing", "p", "beyond", "reason")
    return Rows(
        _columns(keys, language),
        tuple(
            (
                member_name(one.partner, labels, language),
                *(one.observed, one.expected, one.ratio.value, one.ratio.lower, one.ratio.upper),
                say(f"standing.{standing(one.ratio, kpi)}", language),
                one.p,
                say("answer.yes" if one.beyond_chance else "answer.no", language),
                reason_words(one.ratio.reason, language) if one.ratio.reason else "",
            )
            for one in found.standings
        ),
    )


def strip_rows(found: Sequence[tuple[Strip, Kpi]], language: Language) -> Rows:
    """A row per KPI: the partner before and after, its interval after, the quantiles of its peers, and cases."""
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
    return Rows(_columns(keys, language), tuple(_strip_row(strip, kpi, language) for strip, kpi in found))


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


def _columns(keys: Sequence[str], language: Language) -> tuple[str, ...]:
    return tuple(say(f"column.{key}", language) for key in keys)
