"""The page on decisions: what was expected of each, what the data show, and how good forecasts have been."""

from collections.abc import Sequence
from dataclasses import replace

from reports.description import Cell, Column, Notes, Page, Table
from reports.numbers import level_range
from warehouse.scenarios.decisions import (
    Decision,
    Judged,
    calibrate_decisions,
    judge_decisions,
    last_month_over,
    tally,
)
from warehouse.scenarios.forecast import Came, judge
from wording.reader import Reader
from wording.scenarios.decisions import (
    NONE,
    calibration_words,
    came_words,
    count_scored,
    decision_row,
    verdict,
)

# Their widths on a slide, and whether they hold ranges.
COLUMNS = (
    ("decision", 2.6, False),
    ("owner", 0.9, False),
    ("review", 1.0, False),
    ("judged_by", 1.3, False),
    ("forecast", 1.7, True),
    ("came", 1.7, True),
    ("outcome", 1.6, False),
    ("against_nothing", 1.1, False),
)


def read_judged(reader: Reader, decisions: Sequence[Decision]) -> tuple[Judged, ...]:
    """Return what became of decisions in the reader's snapshot."""
    return judge_decisions(
        decisions, lambda forecast: reader.ask.of(judge, forecast), last_month_over(reader.snapshot)
    )


def decisions_page(reader: Reader, decisions: Sequence[Decision]) -> Page:
    """Return the page, with a row per decision."""
    judged, language = read_judged(reader, decisions), reader.language
    table = Table(
        title=reader.say("decisions.list"),
        columns=tuple(
            Column(title=reader.say(f"column.{name}"), ranged=ranged, share=share)
            for name, share, ranged in COLUMNS
        ),
        rows=tuple(_row(each, reader) for each in judged),
        called=(
            reader.say("executive.value"),
            reader.say("executive.lower"),
            reader.say("executive.upper"),
        ),
    )
    told = calibration_words(calibrate_decisions(judged), count_scored(judged), language)
    return Page(
        name=reader.say("executive.tab_decisions"),
        title=reader.say("decisions.title"),
        answer=verdict(tally(judged), language),
        parts=(table, Notes(title="", lines=(told, reader.say("decisions.note")))),
        foot="",
    )


def _row(judged: Judged, reader: Reader) -> tuple[Cell, ...]:
    row = decision_row(judged, reader.currency, reader.language)
    main = None if judged.judgement is None else judged.judgement.main
    expected: Cell = NONE
    if main is not None:
        expected = level_range(main.series, main.plan[-1], reader.currency, reader.language)
    about = (row.decision, row.owner, row.review, row.judged_by)
    return (*about, expected, _came(main, reader), row.outcome, row.against_nothing)


def _came(came: Came | None, reader: Reader) -> Cell:
    """The value in the month of the review with its interval, – without one."""
    if came is None or came.value.value is None:
        return NONE
    value, lower, upper = came.value.value, came.value.lower, came.value.upper
    words = came_words(came, reader.currency, reader.language)
    if lower is None or upper is None:
        return words
    five = (lower, lower, value, upper, upper)
    return replace(level_range(came.series, five, reader.currency, reader.language), text=words)
