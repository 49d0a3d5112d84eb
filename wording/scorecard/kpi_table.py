"""The other KPIs as a table with a row each: before, after, and what the change shows."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.intervals import INDEPENDENT
from analysis.results import COUNTED
from warehouse.kpis.record import Kpi
from warehouse.query.answers import Comparison
from warehouse.query.judged import choose_estimate, is_judged
from warehouse.query.series import Point
from warehouse.query.targets import Target
from wording import formats
from wording.cards.cards import choose_change, target_words
from wording.downloads import Rows
from wording.judgement import Judgement
from wording.levels import change_words, level
from wording.naming import name_of, reason_words
from wording.status import SIGNS, URGENCY, status_with_sign
from wording.words import Language, say, say_member


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A KPI of the table.

    judgement: its status. points: its values by month. target: None where the company sets none.
    """

    kpi: Kpi
    compared: Comparison
    judgement: Judgement
    points: Sequence[Point]
    target: Target | None


def frame_of(entries: Sequence[Entry], language: Language) -> pd.DataFrame:
    """Return a data frame with a row per KPI, in words.

    Columns: sign (of the status, for narrow screens), family, name, trend (values of final months), before, after,
    change, interval, status, target, passport.
    """
    return pd.DataFrame([_row(entry, language) for entry in entries])


def sort_entries(entries: Iterable[Entry]) -> list[Entry]:
    """Return the rows by urgency of their status; among equals a KPI of each family first, then the next of each.

    A family with many KPIs, such as approval time with six, would fill the screen otherwise.
    """
    ranked: list[tuple[int, int, Entry]] = []
    before = Counter[tuple[int, str]]()
    for entry in entries:
        urgency = URGENCY.index(entry.judgement.status)
        ranked.append((urgency, before[urgency, entry.kpi.family], entry))
        before[urgency, entry.kpi.family] += 1
    return [entry for _, _, entry in sorted(ranked, key=lambda row: row[:2])]


def exact_rows(compared: Sequence[tuple[Kpi, Comparison]], language: Language) -> Rows:
    """Return a row per KPI with exact values, for CSV."""
    columns = (
        "kpi",
        "unit",
        "before",
        "after",
        "absolute",
        "relative",
        "lower",
        "upper",
        "limits_of",
        "before_n",
        "after_n",
        "reason",
        "passport",
    )
    return Rows(
        columns=tuple(say(f"column.{key}", language) for key in columns),
        rows=tuple(_cells(kpi, comparison, language) for kpi, comparison in compared),
    )


def _cells(kpi: Kpi, compared: Comparison, language: Language) -> tuple[str | float | int | None, ...]:
    change = compared.changes[0]
    decides = choose_estimate(change, kpi)
    reason = decides.reason or decides.interval_reason
    return (
        name_of(kpi, language),
        kpi.unit,
        change.before.estimate.value,
        change.after.estimate.value,
        change.absolute.value,
        change.relative.value,
        decides.lower,
        decides.upper,
        say("column.relative" if decides is change.relative else "column.absolute", language),
        change.before.n,
        change.after.n,
        reason_words(reason, language) if reason else "",
        compared.passport.number,
    )


def _row(entry: Entry, language: Language) -> dict[str, object]:
    kpi, change = entry.kpi, entry.compared.changes[0]
    before, after = (side.estimate.value for side in (change.before, change.after))
    scale = formats.pair_scale(before, after)
    return {
        "sign": SIGNS[entry.judgement.status],
        "family": say_member("family", kpi.family, language),
        "name": name_of(kpi, language),
        "trend": [p.value for p in entry.points if p.value is not None and not p.is_young],
        "before": _value(before, kpi, scale, language),
        "after": _value(after, kpi, scale, language),
        "change": formats.capitalise(change_words(change, kpi, language)),
        "interval": _interval(entry, language),
        "status": status_with_sign(entry.judgement.status, language),
        "target": target_words(change, entry.target, kpi, language) if entry.target else "",
        "passport": entry.compared.passport.number,
    }


def _interval(entry: Entry, language: Language) -> str:
    """The interval that decides, in points where those say the same; why there is none."""
    change, kpi = entry.compared.changes[0], entry.kpi
    use, decides = choose_change(change, kpi), choose_estimate(change, kpi)
    counted = decides.interval_reason == COUNTED
    if (counted or not is_judged(change, kpi)) and decides.value is not None and decides.interval_reason:
        return formats.capitalise(reason_words(decides.interval_reason, language))
    in_points = "points" if kpi.unit == "fraction" else kpi.unit
    words = formats.interval(
        use.lower, use.upper, "relative" if use is change.relative else in_points, language
    )
    independent = words and use.method == INDEPENDENT
    return f"{words} ({say(f'method.{INDEPENDENT}', language)})" if independent else words


def _value(value: float | None, kpi: Kpi, scale: float, language: Language) -> str:
    return "–" if value is None else level(value, kpi, language, scale)
