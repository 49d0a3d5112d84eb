"""The rows behind the figures on initiatives, for their CSV: exact values, on the scale of the evidence."""

from warehouse.effects.benefits import Money
from warehouse.effects.coverage import Course
from warehouse.effects.evidence import Evidence, Ledger, Pair, Range, Series
from warehouse.effects.harm import lies_worse
from warehouse.kpis import find
from wording.downloads import Cell, Rows
from wording.evidence.effects import Names, grade_words, name_moved_part, why
from wording.naming import name_columns
from wording.words import Language, say, say_member


def _ends(effect: Range | None) -> tuple[Cell, Cell, Cell]:
    return (None, None, None) if effect is None else (effect.value, effect.lower, effect.upper)


def wave_rows(evidence: Evidence, names: Names, units: dict[str, Names], language: Language) -> Rows:
    """Return a row per initiative and unit, with the days on which it went live and ended."""
    return Rows(
        columns=name_columns(("initiative", "unit_kind", "roll_out_unit", "live_on", "ended_on"), language),
        rows=tuple(
            (
                names.get(initiative.code, initiative.code),
                say_member("unit_kind", wave.unit_kind, language),
                units.get(wave.unit_kind, {}).get(wave.unit, wave.unit),
                wave.live_on,
                wave.ended_on or "",
            )
            for initiative in evidence.initiatives
            for wave in initiative.waves
        ),
    )


def course_rows(courses: tuple[Course, ...], names: Names, language: Language) -> Rows:
    """Return a row per initiative and month: units live, of how many."""
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
    """Return a row per initiative and KPI, including those that are not drawn."""
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
    """Return a row per span of months since the go-live, negative before it."""
    return Rows(
        columns=name_columns(("from_month", "to_month", "scale", "effect", "lower", "upper"), language),
        rows=tuple(
            (span.first, span.last, say(f"scale.{pair.scale}", language), *_ends(span.effect))
            for span in (*pair.leads, *pair.bins)
        ),
    )


def series_rows(series: Series, language: Language) -> Rows:
    """Return a row per month of a trend with a break: value, fitted, and fitted without the break."""
    return Rows(
        columns=name_columns(("month", "value", "fitted", "without"), language),
        rows=tuple(zip(series.months, series.outcome, series.fitted, series.without, strict=True)),
    )


def ledger_rows(ledgers: tuple[Ledger, ...], names: Names, language: Language) -> Rows:
    """Return a row per part of each ledger, on the scale on which the parts add up to the observed change."""
    return Rows(
        columns=name_columns(("kpi", "scale", "part", "effect", "lower", "upper"), language),
        rows=tuple(
            (
                name_moved_part(find(ledger.kpi), language),
                say(f"scale.{ledger.scale}", language),
                name,
                *_ends(size),
            )
            for ledger in ledgers
            for name, size in (
                *((names.get(code, code), part) for code, part in ledger.parts),
                (say("ledger.rest", language), ledger.rest),
                (say("ledger.observed", language), ledger.observed),
            )
        ),
    )


def money_rows(benefits: tuple[Money, ...], names: Names, language: Language) -> Rows:
    """Return a row per goal, with the costs of its initiative."""
    keys = ("initiative", "months_live", "cost_once", "cost_per_month", "cost_so_far", "kpi", "grade", "goal")
    money = ("planned", "implied", "lower", "upper", "possible_lower", "possible_upper")
    return Rows(
        columns=name_columns((*keys, *money, "payback", "soonest", "latest"), language),
        rows=tuple(
            (
                names.get(benefit.initiative, benefit.initiative),
                *(benefit.live_months, benefit.cost_once, benefit.cost_per_month, benefit.cost_so_far),
                name_moved_part(find(goal.kpi), language),
                say(f"grade.{goal.grade}", language),
                goal.expected_change,
                goal.planned,
                *_ends(goal.implied),
                *_ends(goal.possible)[1:],
                *(
                    (None, None, None)
                    if goal.payback is None
                    else (goal.payback.month, goal.payback.soonest, goal.payback.latest)
                ),
            )
            for benefit in benefits
            for goal in benefit.goals
        ),
    )
