"""What it takes to reach a target, in words: one answer and one table, the same on the screen and the command line."""

from collections.abc import Mapping, Sequence
from math import isfinite

from analysis.results import Reason
from analysis.scenario.description import Target
from analysis.scenario.goal_seek import Coverage, Nearest, Sought
from wording import formats
from wording.naming import reason_words
from wording.scenarios.comparison_table import chance
from wording.scenarios.terms import series_change, series_value
from wording.words import Language, say

Names = Mapping[str, str]


def seek_answer(
    sought: Sought,
    target: Target,
    wanted: float,
    *,
    months: int,
    names: Names,
    currency: str,
    language: Language,
) -> str:
    """Return the cheapest way to a target; where there is none the nearest, and what is missing.

    wanted: the probability to reach it with; months: the plan's.
    """
    best = sought.best
    if isinstance(best, Reason):
        return reason_words(best, language)
    said = {
        "initiatives": _name_set(best.initiatives, names, language),
        "share": chance(best.probability, language),
    }
    if isinstance(best, Nearest):
        return _say_nearest(
            best,
            target,
            said | {"wanted": chance(wanted, language)},
            months,
            currency=currency,
            language=language,
        )
    if not best.initiatives:
        return say("seek.nothing", language, **said)
    return say("seek.cheapest", language, cost=formats.value(best.cost, currency, language), **said)


def _say_nearest(
    best: Nearest, target: Target, said: Mapping[str, str], months: int, *, currency: str, language: Language
) -> str:
    if not isfinite(best.reached):
        return say("seek.nearest_never", language, months=str(months), **said)
    missing = series_change(target.series, abs(target.value - best.reached), currency, language)
    return say(
        "seek.nearest",
        language,
        reached=series_value(target.series, best.reached, currency, language),
        missing=formats.strip_sign(missing),
        **said,
    )


def seek_table(
    sought: Sought, names: Names, currency: str, language: Language
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return heads and rows: as planned, each initiative alone, and the cheapest or nearest set."""
    heads = tuple(say(f"seek.{head}", language) for head in ("what", "least", "chance", "cost"))
    cost = formats.value(sought.cost, currency, language)
    rows: list[tuple[str, ...]] = [
        (say("seek.as_planned", language), "–", chance(sought.planned, language), cost)
    ]
    rows += [_coverage_row(coverage, names, language) for coverage in sought.coverage]
    best = sought.best
    if not isinstance(best, Reason):
        which = "seek.near_set" if isinstance(best, Nearest) else "seek.best_set"
        words = say(which, language, initiatives=_name_set(best.initiatives, names, language))
        cost = formats.value(best.cost, currency, language)
        rows.append((words, "–", chance(best.probability, language), cost))
    return heads, rows


def _coverage_row(coverage: Coverage, names: Names, language: Language) -> tuple[str, ...]:
    if coverage.least is None:
        least = say("seek.not_by", language)
    elif coverage.least == 0:
        least = say("seek.not_needed", language)
    else:
        least = say("seek.share", language, share=formats.plain_percent(coverage.least, language))
    name = names.get(coverage.initiative, coverage.initiative)
    return say("seek.alone", language, initiative=name), least, chance(coverage.chance, language), "–"


def _name_set(initiatives: Sequence[str], names: Names, language: Language) -> str:
    if not initiatives:
        return say("seek.none_of_them", language)
    return say("format.comma", language).join(names.get(code, code) for code in initiatives)
