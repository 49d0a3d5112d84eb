"""Scenarios side by side as a table: a row per amount or outcome, a column per scenario, with 90% intervals."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from analysis.results import Reason
from analysis.scenario.comparison import Ranking
from analysis.scenario.description import OUTCOMES
from analysis.scenario.money import MONEY
from analysis.scenario.projection import FIVE, RELATIONSHIPS, Fan, Of, Result
from warehouse.contract.windows import distance, shift
from warehouse.scenarios.sides import Side
from wording import formats
from wording.downloads import Cell, Rows
from wording.estimates import write_change, write_level
from wording.scenarios.terms import estimate_unit, nothing, series_name, series_value, target_words
from wording.words import Language, say

# Of sums of money: whether more is better. Originations and balance are neither by themselves.
BETTER = {
    "net": 1,
    "income": 1,
    "funding_cost": -1,
    "credit_cost": -1,
    "operating_cost": -1,
    "initiative_cost": -1,
    "active_months": 1,
    "customer_value": 1,
    "npv": 1,
}


BREAK = "  \n"  # of a line, in a cell
# In the table; all others are in the figures and the CSV.
SHOWN = ("net", *OUTCOMES, "customer_value")


def chance(share: float, language: Language) -> str:
    """Format a share of the draws in whole percent; more digits would be luck."""
    if 0 < share < 0.005:
        return say("compare.under", language)
    if 0.995 <= share < 1:
        return say("compare.over", language)
    return formats.plain_percent(round(share, 2), language)


def fan_of(result: Result, series: str, of: Of) -> Fan | None:
    """Return a fan of a result, None where it has none."""
    return next((fan for fan in result.fans if (fan.series, fan.of) == (series, of)), None)


def find_moved_series(sides: Sequence[Side]) -> tuple[str, ...]:
    """Return the outcomes and amounts that any scenario moves, in the order of the driver tree; net is first."""
    moved = {
        fan.series
        for side in sides
        for fan in side.result.fans
        if fan.of == "difference" and any(map(any, fan.by_month))
    }
    order = ("net", *OUTCOMES, *RELATIONSHIPS, *MONEY)
    return tuple(dict.fromkeys(series for series in order if series in moved or series == "net"))


def align(sides: Sequence[Side]) -> tuple[str, list[tuple[str, Result]]]:
    """Return the first month in which all scenarios run, and each result under its name from that month on.

    A locked scenario runs on the data it was saved with, and so may start earlier than the others.
    """
    starts = [shift(side.assembled.scenario.baseline.last_month, 1) for side in sides]
    first = max(starts)
    return first, [
        (side.plan.name, _from(side.result, distance(start, first)))
        for side, start in zip(sides, starts, strict=True)
    ]


def _from(result: Result, place: int) -> Result:
    """Month by month from a place on; what is of all months stays."""
    fans = tuple(replace(fan, by_month=fan.by_month[place:]) for fan in result.fans)
    return replace(result, fans=fans, so_far=result.so_far[place:])


def _find_last_common_month(sides: Sequence[Side]) -> str:
    """The last month that all of them reach."""
    return min(shift(side.assembled.scenario.baseline.last_month, side.plan.months) for side in sides)


def _in_month(side: Side, fan: Fan, month: str) -> FIVE | None:
    """What a fan holds in a month, None where it starts later."""
    place = distance(side.assembled.scenario.baseline.last_month, month) - 1
    return fan.by_month[place] if place >= 0 else None


def comparison_frame(
    sides: Sequence[Side], ranking: Ranking | Reason, of: Of, currency: str, language: Language
) -> pd.DataFrame:
    """Return the table in words.

    of: "difference" from the baseline (doing nothing), or "scenario" for levels with the baseline in a column of
    its own.
    """
    names = [side.plan.name for side in sides]
    month = _find_last_common_month(sides)
    heads = [
        say("compare.at_end", language, month=formats.month(month, language)),
        *((nothing(language),) if of == "scenario" else ()),
        *_make_distinct(names),
    ]
    extra = ("–",) if of == "scenario" else ()
    rows = [
        (
            series_name("npv", language),
            *extra,
            *(_spread("npv", side.result.npv, currency, language) for side in sides),
        ),
        (
            say("compare.positive", language),
            *extra,
            *(chance(side.result.positive, language) for side in sides),
        ),
    ]
    if isinstance(ranking, Ranking) and len(sides) > 1:
        *chances, still = (chance(share, language) for share in ranking.best)
        words = say("compare.best" if extra else "compare.best_still", language, share=still)
        rows.append((words, *((still,) if extra else ()), *chances))
    rows.append((series_name("payback", language), *extra, *(_payback(side, language) for side in sides)))
    for series in (moved for moved in find_moved_series(sides) if moved in SHOWN):
        first = [_level(sides, series, month, currency, language)] if extra else []
        cells = (
            _cell(side, series=series, of=of, month=month, currency=currency, language=language)
            for side in sides
        )
        rows.append((series_name(series, language), *first, *cells))
    rows += _targets(sides, len(extra), currency, language)
    return pd.DataFrame(rows, columns=heads)


def comparison_lists(frame: pd.DataFrame, language: Language) -> str:
    """Return the table as a list per column, for where columns have no room; its first column names the rows."""
    month, *columns = frame.columns
    blocks = []
    for column in columns:
        cells = zip(frame[month], frame[column], strict=True)
        lines = [
            f"- {say('compare.cell', language, row=row, cell=_in_one_line(cell))}" for row, cell in cells
        ]
        blocks.append("\n".join((f"**{column}** · {month}", "", *lines)))
    return "\n\n".join(blocks)


def _make_distinct(names: Sequence[str]) -> list[str]:
    """Names of columns, which must differ."""
    return [name if names.index(name) == n else f"{name} ({n + 1})" for n, name in enumerate(names)]


def _spread(series: str, five: FIVE, currency: str, language: Language) -> str:
    """A difference, below it its interval; in colour where that leaves out zero and one way is better."""
    if not any(five):
        return "–"
    # Durations in hours whatever their size, so that cells of a row compare.
    unit, scale = estimate_unit(series, currency), formats.HOUR
    written = write_change(five[2], five[0], five[4], unit, language, scale=scale)
    sign = BETTER.get(series) or (OUTCOMES[series].better if series in OUTCOMES else 0)
    if not sign or five[0] <= 0 <= five[4]:
        return _on_two_lines(written.value, written.interval)
    colour, mark = ("green", "✓") if (five[2] > 0) == (sign > 0) else ("red", "▲")
    return _on_two_lines(f":{colour}[{written.value} {mark}]", written.interval)


def _on_two_lines(value: str, interval: str) -> str:
    """A value, and below it in small type its interval."""
    return f"{value}{BREAK}:small[{interval}]"


def _in_one_line(cell: str) -> str:
    return cell.replace(BREAK, " ")


def _cell(side: Side, series: str, of: Of, month: str, currency: str, language: Language) -> str:
    fan = fan_of(side.result, series, of)
    last = None if fan is None else _in_month(side, fan, month)
    if last is None:
        return "–"
    if of == "difference":
        return _spread(series, last, currency, language)
    written = write_level(last[2], last[0], last[4], estimate_unit(series, currency), language)
    return _on_two_lines(written.value, written.interval)


def _level(sides: Sequence[Side], series: str, month: str, currency: str, language: Language) -> str:
    """The level of doing nothing; several where sides rest on other data or assume other things."""
    fans = ((side, fan_of(side.result, series, "baseline")) for side in sides)
    levels = (_in_month(side, fan, month) for side, fan in fans if fan is not None)
    words = (series_value(series, five[2], currency, language) for five in levels if five is not None)
    return " / ".join(dict.fromkeys(words)) or "–"


def _payback(side: Side, language: Language) -> str:
    """The middle month, and in how many of the draws it is paid back at all."""
    if not side.assembled.scenario.initiatives:
        return "–"
    middle = side.result.payback[2]
    months, share = str(side.plan.months), chance(side.result.paid_back, language)
    within = say("compare.within", language, share=share, months=months)
    if middle is None:
        return within
    after = say("planned.at_once", language) if middle == 0 else series_value("payback", middle, "", language)
    return say("compare.payback", language, after=after, within=within)


def _targets(sides: Sequence[Side], blank: int, currency: str, language: Language) -> list[tuple[str, ...]]:
    """A row per target that any of them states, with the probability where it is stated."""
    reached = [
        {
            target_words(
                goal.target, side.assembled.scenario.baseline.last_month, currency, language
            ): goal.probability
            for goal in side.result.reached
        }
        for side in sides
    ]
    rows = []
    for words in dict.fromkeys(words for probabilities in reached for words in probabilities):
        cells = (
            chance(probabilities[words], language) if words in probabilities else "–"
            for probabilities in reached
        )
        rows.append((words, *(("–",) * blank), *cells))
    return rows


def comparison_rows(sides: Sequence[Side], language: Language) -> Rows:
    """Return every month of every fan as numbers, for CSV."""
    heads = ("scenario", "series", "compared", "month", "p5", "p25", "p50", "p75", "p95")
    cells: list[tuple[Cell, ...]] = []
    for side in sides:
        for fan in side.result.fans:
            of = say(f"against.{fan.of}", language)
            for place, five in enumerate(fan.by_month, 1):
                cells.append((side.plan.name, series_name(fan.series, language), of, place, *five))
    return Rows(columns=tuple(say(f"column.{head}", language) for head in heads), rows=tuple(cells))
