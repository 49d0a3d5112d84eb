"""The rows behind the figures about initiatives, for their CSV: exact values, on the scale of the evidence."""

from warehouse.effects.benefits import Money
from warehouse.effects.coverage import Course
from warehouse.effects.evidence import Evidence, Ledger, Pair, Range, Series
from warehouse.effects.harm import lies_worse
from warehouse.kpis import find
from wording.downloads import Cell, Rows
from wording.evidence.effects import Names, grade_words, name_moved_part, why
from wording.naming import name_columns
from wording.words import Language, say, say_member


def _ends(found: Range | None) -> tuple[Cell, Cell, Cell]:
    return (None, None, None) if found is None else (found.value, found.lower, found.upper)


def wave_rows(found: Evidence, names: Names, units: dict[str, Names], language: Language) -> Rows:
    """A row per initiative and unit, with the days it went live and was given up."""
    return Rows(
        columns=name_columns(("initiative", "unit_kind", "roll_out_unit", "live_on", "ended_on"), language),
        rows=tuple(
            (
                names.get(one.code, one.code),
                say_member("unit_kind", wave.unit_kind, language),
                units.get(wave.unit_kind, {}).get(wave.unit, wave.unit),
                wave.live_on,
                wave.ended_on or "",
            )
            for one in found.initiatives
            for wave in one.waves
        ),
    )


def course_rows(courses: tuple[Course, ...], names: Names, language: Language) -> Rows:
    """A row per initiative and month: units live, of how many."""
    return Rows(
        columns=name_columns(("initiative", "unit_kind", "month", "live", "units"), language),
        rows=tuple(
            (
                names.get(course.initiative, course.initiative),
                say_member("unit_kind", course.unit_kind, language),
                month.month,
                month.live,
                course.units,
            )
            for course in courses
            for month in course.months
        ),
    )


def pair_rows(pairs: tuple[Pair, ...], names: Names, currency: str, language: Language) -> Rows:
    """A row per initiative and KPI, all of them, not only those drawn."""
    keys = ("initiative", "kpi", "grade", "reason", "scale", "effect", "lower", "upper")
    more = (
        "relative",
        "relative_lower",
        "relative_upper",
        "p",
        "contribution",
        "contribution_lower",
        "contribution_upper",
        "goal",
        "worse_side",
    )
    return Rows(
        columns=name_columns((*keys, *more), language),
        rows=tuple(
            (
                names.get(pair.initiative, pair.initiative),
                name_moved_part(find(pair.kpi), language),
                grade_words(pair, currency, language),
                why(pair, names, language),
                say(f"scale.{pair.scale}", language),
                *_ends(pair.effect),
                *_ends(pair.relative),
                pair.p,
                *_ends(pair.contribution),
                pair.expected_change,
                say("harm.side", language) if lies_worse(pair) else "",
            )
            for pair in pairs
        ),
    )


def bin_rows(pair: Pair, language: Language) -> Rows:
    """A row per span of months since the go-live, before it negative."""
    return Rows(
        columns=name_columns(("from_month", "to_month", "scale", "effect", "lower", "upper"), language),
        rows=tuple(
            (one.first, one.last, say(f"scale.{pair.scale}", language), *_ends(one.effect))
            for one in (*pair.leads, *pair.bins)
        ),
    )


def series_rows(series: Series, language: Language) -> Rows:
    """A row per month of a trend with a break."""
    return Rows(
        columns=name_columns(("month", "value", "fitted", "without"), language),
        rows=tuple(zip(series.months, series.outcome, series.fitted, series.without, strict=True)),
    )


def ledger_rows(ledgers: tuple[Ledger, ...], names: Names, language: Language) -> Rows:
    """A row per part of each ledger, on its scale, on which parts add up to what was observed."""
    return Rows(
        columns=name_columns(("kpi", "scale", "part", "effect", "lower", "upper"), language),
        rows=tuple(
            (
                name_moved_part(find(one.kpi), language),
                say(f"scale.{one.scale}", language),
                name,
                *_ends(size),
            )
            for one in ledgers
            for name, size in (
                *((names.get(code, code), part) for code, part in one.parts),
                (say("ledger.rest", language), one.rest),
                (say("ledger.observed", language), one.observed),
            )
        ),
    )


def money_rows(found: tuple[Money, ...], names: Names, language: Language) -> Rows:
    """A row per goal, with the costs of its initiative."""
    keys = ("initiative", "months_live", "cost_once", "cost_per_month", "cost_so_far", "kpi", "grade", "goal")
    money = ("planned", "implied", "lower", "upper", "possible_lower", "possible_upper")
    return Rows(
        columns=name_columns((*keys, *money, "payback", "soonest", "latest"), language),
        rows=tuple(
            (
                names.get(one.initiative, one.initiative),
                *(one.live_months, one.cost_once, one.cost_per_month, one.cost_so_far),
                name_moved_part(find(goal.kpi), language),
                say(f"grade.{goal.grade}", language),
                goal.expected_change,
                goal.planned,
                *_ends(goal.implied),
                *_ends(goal.possible)[1:],
                *(
                    (None, None, None)
                    if goal.payback is None
                    else (goal.payback.months, goal.payback.soonest, goal.payback.latest)
                ),
            )
            for one in found
            for goal in one.goals
        ),
    )
