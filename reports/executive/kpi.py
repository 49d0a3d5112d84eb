"""The page of a headline KPI: the KPIs it must be read with, its months and its segments."""

from collections.abc import Callable, Sequence

from analysis.results import NO_ROWS
from reports.axes import kpi_axis
from reports.description import Axis, Cell, Chart, Column, Notes, Page, Panels, Part, Series, Table
from reports.executive.mix import mix_of
from reports.executive.rows import kpi_table, name_value_columns
from reports.kpi_numbers import change_cell, level_cell
from reports.setting import LIGHT
from warehouse.kpis.record import is_booked
from warehouse.query.answers import Answer, Change, Comparison
from warehouse.query.judged import LEADS_STOCKS, is_led
from warehouse.query.targets import Target, target_of
from wording import formats
from wording.cards.compared import compare_windows
from wording.choices import Choices
from wording.judgement import judge
from wording.levels import most_changed
from wording.naming import member_name, name_of, reason_words
from wording.reader import Reader
from wording.scorecard.headlines import SENTENCES
from wording.sentences.answer import basis, no_month, notices
from wording.sentences.bulk_exits import bulk_exit_sentence
from wording.status import status_with_sign

BESIDE = {
    "approval_time_median": (
        *("approval_time_median", "approval_time_p90", "decided_within_24h", "gave_up_30d"),
        *("approval_rate", "automated_rate"),
    ),
    "npl_rate": (
        *("npl_rate", "npl_rate_same_age", "npl_formation_same_age"),
        *("delinquency_30", "net_loss_rate", "vintage_90_12m"),
    ),
    "csat": ("csat", "csat_response_rate", "nps", "first_response_median", "complaint_rate"),
    "churn_rate": (
        *("churn_rate", "churn_rate_crude", "retention_12m", "early_settlement_rate", "repeat_finance_rate"),
    ),
    "clv": ("clv", "clv_net", "clv_to_cac", "retention_12m", "churn_rate"),
}
TOGETHER = (("channel", "product"), ("region",))  # dimensions that share a table
WIDEST = 1.6  # times the largest value: intervals of small months beyond it are cut


def kpi_page(code: str, reader: Reader, choices: Choices) -> Page:
    """Return the page of a KPI; `code` is a key of BESIDE."""
    kpi, language = reader.kpi(code), reader.language
    trend, why_none = trend_of(code, reader, choices)
    mix, lines = mix_of(code, reader, choices)
    charts = tuple(chart for chart in (trend, mix) if chart is not None)
    captions = ((reader.say("executive.trend_caption"), trend), (reader.say("executive.mix_caption"), mix))
    caption = " ".join(words for words, chart in captions if chart is not None)
    comparison = compare_windows(reader, choices, code)
    if comparison is not None:
        lines = (
            *lines,
            notices(comparison, language),
            basis(comparison, kpi, reader.day, language),
        )
    left = bulk_exit_sentence(reader, choices) if is_led(kpi) else ""
    words = tuple(line for line in (left, why_none, *lines) if line)
    parts: list[Part] = [Panels(title="", caption=caption, charts=charts)] if charts else []
    if words:
        parts.append(Notes(title="", lines=words))
    beside = reader.say("executive.beside")
    parts.append(kpi_table(beside, reader, choices, BESIDE[code], guarded=False))
    segments = [_segments(code, dimensions, reader, choices) for dimensions in TOGETHER]
    unsaid = tuple(line for _, lines in segments for line in lines)
    # Above the tables: below them it may be all that is on a slide.
    parts += [Notes(title="", lines=unsaid)] if unsaid else []
    parts += [table for table, _ in segments if table is not None]
    return Page(
        name=reader.say(f"headline.{code}"),
        title=name_of(kpi, language),
        answer=_answer(code, reader, choices),
        parts=tuple(parts),
        foot="",
    )


def _answer(code: str, reader: Reader, choices: Choices) -> str:
    if choices.before is None or choices.after is None:
        return reader.say("state.no_windows")
    return SENTENCES[code](reader, choices, choices.before, choices.after)


def trend_of(code: str, reader: Reader, choices: Choices) -> tuple[Chart | None, str]:
    """Return the KPI by month with its interval, both windows in their colours, or why there is no month."""
    kpi, language = reader.kpi(code), reader.language
    answer = reader.ask.values(code, ("month",), choices.where, None)
    comparison = compare_windows(reader, choices, code)
    said = [value.estimate.value for value in answer.values if value.estimate.value is not None]
    if not said:
        return None, no_month(answer, comparison, kpi, language)
    months = comparison.months_after if comparison is not None else ()
    target = target_of(reader.snapshot, code, choices.where, months)
    known = [*said, *([target.value] if target is not None else [])]
    highest = WIDEST * max(known)
    limits = [v.estimate.upper for v in answer.values if v.estimate.upper is not None]
    sides = (
        (comparison.changes[0].before, comparison.changes[0].after)
        if comparison is not None and comparison.changes
        else ()
    )
    scale = formats.pair_scale(*(side.estimate.value for side in sides)) if sides else 0
    axis = kpi_axis(kpi, [*known, min(max(limits, default=0.0), highest)], scale, language)
    months = tuple(value.members[0] for value in answer.values)
    lines = tuple(_lines(answer, comparison, target, axis, reader))
    title = reader.say("executive.trend", name=name_of(kpi, language))
    return Chart(
        kind="lines",
        title=title,
        categories=months,
        series=lines,
        axis=axis,
        colours=(),
        drawn=len(months),
        legend=False,
        ends=("", ""),
    ), ""


def _lines(
    answer: Answer, comparison: Comparison | None, target: Target | None, axis: Axis, reader: Reader
) -> list[Series]:
    def line(name: str, colour: str, dashed: bool, value: Callable[[int], float | None]) -> Series:
        values = (value(place) for place in range(len(answer.values)))
        drawn = tuple(None if number is None else number / axis.divisor for number in values)
        return Series(name=name, values=drawn, colour=colour, dashed=dashed, ends=())

    months = [value.members[0] for value in answer.values]
    estimates = [value.estimate for value in answer.values]

    def within(window: tuple[str, ...]) -> Callable[[int], float | None]:
        return lambda place: estimates[place].value if months[place] in window else None

    series = [
        line(reader.say("executive.upper"), LIGHT.neutral, True, lambda place: estimates[place].upper),
        line(reader.say("executive.lower"), LIGHT.neutral, True, lambda place: estimates[place].lower),
        line(reader.say("executive.month"), LIGHT.neutral, False, lambda place: estimates[place].value),
    ]
    if comparison is not None:
        series.append(
            line(reader.say("window.before"), LIGHT.before, False, within(comparison.months_before))
        )
        series.append(line(reader.say("window.after"), LIGHT.after, False, within(comparison.months_after)))
    if target is not None:
        first, last = target.first, target.last or months[-1]
        series.append(
            line(
                reader.say("executive.target"),
                LIGHT.ink,
                True,
                lambda place: target.value if first <= months[place] <= last else None,
            )
        )
    return series


def _segments(
    code: str, dimensions: Sequence[str], reader: Reader, choices: Choices
) -> tuple[Table | None, tuple[str, ...]]:
    """Before and after by each dimension that tells something apart, of many members those that contribute most; and
    of which dimensions nothing can be said."""
    rows: list[tuple[Cell, ...]] = []
    cut, unsaid = [], []
    for dimension in dimensions:
        narrowed = len(dict(choices.where).get(dimension, ())) == 1
        comparison = compare_windows(reader, choices, code, (dimension,))
        if comparison is None or narrowed or len(reader.ask.members(dimension)) < 2:
            continue
        name, drawn = reader.say(f"dimension.{dimension}"), most_changed(comparison)
        if all(
            change.before.estimate.value is None and change.after.estimate.value is None for change in drawn
        ):
            reason = next((change.absolute.reason for change in drawn if change.absolute.reason), NO_ROWS)
            unsaid.append(
                reader.say("executive.by_unsaid", name=name, reason=reason_words(reason, reader.language))
            )
            continue
        if len(drawn) < len(comparison.changes):
            counts = {"n": str(len(drawn)), "all": str(len(comparison.changes))}
            cut.append(reader.say("executive.by_most", dimension=name, **counts))
        leading = _leading(code, dimension, reader, choices)
        for place, change in enumerate(drawn):
            cells = _segment(change, leading.get(change.members), code, dimension, reader)
            rows.append((name if place == 0 else "", *cells))
    if not rows:
        return None, tuple(unsaid)
    columns = (
        Column(title=reader.say("executive.dimension"), ranged=False, share=1.0),
        Column(title=reader.say("executive.segment"), ranged=False, share=1.6),
        Column(title=reader.say("window.before"), ranged=False, share=1.1),
        Column(title=reader.say("window.after"), ranged=False, share=1.1),
        Column(title=reader.say("executive.change"), ranged=True, share=2.3),
        Column(title=reader.say("column.status"), ranged=False, share=1.6),
        Column(title=reader.say("executive.n"), ranged=False, share=1.5),
    )
    title = reader.say("format.comma").join([reader.say("executive.by_segment"), *cut])
    return Table(
        title=title, columns=columns, rows=tuple(rows), called=name_value_columns(reader.language)
    ), tuple(unsaid)


def _leading(code: str, dimension: str, reader: Reader, choices: Choices) -> dict[tuple[str, ...], Change]:
    """By member what decides what a stock of late loans is called: its formation at equal age; else nothing."""
    if not is_led(reader.kpi(code)):
        return {}
    comparison = compare_windows(reader, choices, LEADS_STOCKS, (dimension,))
    return {change.members: change for change in comparison.changes} if comparison is not None else {}


def _segment(
    change: Change, leading: Change | None, code: str, dimension: str, reader: Reader
) -> tuple[Cell, ...]:
    kpi, language = reader.kpi(code), reader.language
    sides = (change.before, change.after)
    scale = formats.pair_scale(*(side.estimate.value for side in sides))
    judgement = judge(change, kpi, leading, None)
    cases = " → ".join(formats.count(side.n, language) for side in sides)
    return (
        member_name(change.members[0], reader.ask.labels(dimension), language),
        *(level_cell(side.estimate, kpi, language, scale) for side in sides),
        change_cell(change, kpi, language),
        status_with_sign(judgement.status, language),
        reader.say("report.none") if is_booked(kpi) else cases,
    )
