"""The effect of an initiative on a KPI as numbers and verdicts, for figures and sentences."""

from collections.abc import Mapping
from math import expm1
from typing import Literal

from analysis.attribution.grading import ANSWERS_MOVED
from warehouse.effects.evidence import Evidence, Pair, Range
from warehouse.effects.harm import CERTAIN, standing
from warehouse.effects.outcomes import Scale
from warehouse.kpis import KPIS
from warehouse.kpis.record import Kpi
from wording import formats
from wording.naming import name_of, reason_words
from wording.words import Language, say, say_member

Names = Mapping[str, str]  # code of an initiative → what it is called
Meaning = Literal["better", "worse", "neither"]


def sort_kpis(pairs: tuple[Pair, ...]) -> tuple[str, ...]:
    """Return the KPIs of these pairs: those that were goals first, each group in the order of the catalogue."""
    order = list(KPIS)
    stated = {pair.kpi for pair in pairs if pair.stated}
    return tuple(
        sorted({pair.kpi for pair in pairs}, key=lambda code: (code not in stated, order.index(code)))
    )


def by_go_live(evidence: Evidence) -> tuple[str, ...]:
    """Return the codes of the initiatives that occur in pairs, the earliest go-live first."""
    starts = {
        initiative.code: initiative.waves[0].live_on if initiative.waves else "9999"
        for initiative in evidence.initiatives
    }
    return tuple(
        sorted({pair.initiative for pair in evidence.pairs}, key=lambda code: (starts.get(code, ""), code))
    )


def meaning(value: float, kpi: Kpi) -> Meaning:
    """Return whether an effect in this direction is better or worse (statistics §10, rule 6)."""
    if kpi.better == "neither" or not value:
        return "neither"
    return "better" if (value > 0) == (kpi.better == "higher") else "worse"


def choose_meaning(pair: Pair, kpi: Kpi) -> Meaning:
    """Return the meaning that a colour may carry: "neither" unless the effect is certain."""
    return meaning(pair.effect.value, kpi) if pair.effect and standing(pair) in CERTAIN else "neither"


def grade_words(pair: Pair, currency: str, language: Language) -> str:
    """Return the grade of a pair; harm of which only a minimum is known is given by that minimum."""
    if pair.effect is None or standing(pair) != "at least":
        return say(f"grade.{pair.grade}", language)
    return say("grade.at_least_size", language, size=least(pair.effect, pair.scale, currency, language))


def least(effect: Range, scale: Scale, currency: str, language: Language) -> str:
    """Return the minimum of an effect: the end of its interval nearest to zero, without its sign."""
    return formats.strip_sign(amount(convert_for_display(effect, scale).least, scale, currency, language))


def name_moved_part(kpi: Kpi, language: Language) -> str:
    """Return what of a KPI an initiative can be seen to move: never a stock or a median (statistics §9)."""
    words = say_member("moved", kpi.code, language)
    return name_of(kpi, language) if words == kpi.code else words


def convert_for_display(effect: Range, scale: Scale) -> Range:
    """Convert an effect to the numbers that are printed: a logarithm x to the relative change e^x − 1."""
    if scale != "ln":
        return effect
    return Range(value=expm1(effect.value), lower=expm1(effect.lower), upper=expm1(effect.upper))


def amount(value: float, scale: Scale, currency: str, language: Language) -> str:
    """Format a number of `convert_for_display`: a relative change, percentage points, minutes or money."""
    if scale == "ln":
        return formats.relative_change(value)
    if scale == "points":
        return formats.short_points(value, language)
    return formats.absolute_change(value, "minutes" if scale == "minutes" else currency, language)


def span(effect: Range, scale: Scale, currency: str, language: Language) -> str:
    """Format the interval of `convert_for_display` in brackets, with its unit written once."""
    unit = {"ln": "relative", "points": "points", "minutes": "minutes"}.get(scale, currency)
    return formats.interval(effect.lower, effect.upper, unit, language)


def verb(pair: Pair, value: float, language: Language) -> str:
    """Return the verb of an effect: fell or rose, and "by" on scales other than logarithms."""
    way = "rose" if value > 0 else "fell"
    return say(f"pair.{way}" if pair.scale == "ln" else f"pair.{way}_by", language)


def company_effect(pair: Pair) -> tuple[Range | None, Scale]:
    """Return the one number that stands for a pair wherever it is first seen, as it is printed, with its scale.

    The contribution to the whole company's change between the windows. Where there is none, the effect itself: of
    what went live everywhere at once that is the whole company's, too.
    """
    size = pair.contribution if pair.contribution is not None else pair.effect
    return (None if size is None else convert_for_display(size, pair.scale)), pair.scale


def why(pair: Pair, names: Names, language: Language) -> str:
    """Return the reason of a pair that is not attributable, with another initiative in it by name; "" without a reason.

    For a simultaneous go-live without a trend break: the condition that fails, since the go-live is known before.
    For survey answers that moved: whether fewer or more people answered.
    """
    if pair.reason is None:
        return ""
    if pair.reason == ANSWERS_MOVED:
        moved = next((gate.figure for gate in pair.gates if gate.code == "answers"), None)
        return say(f"answers.{_way(moved)}", language)
    if pair.method == "interrupted series" and pair.reason.code == "not staggered":
        failed = next((gate.code for gate in pair.gates if not gate.passed), "")
        if failed:
            return say(f"break.{failed}", language)
    about = names.get(pair.reason.about)
    if about is None:
        return reason_words(pair.reason, language)
    return say_member("reason", pair.reason.code, language, about=quote_name(about, language))


def _way(moved: float | None) -> str:
    """Which way the share who answer moved; snapshots of before it was kept hold only that it did."""
    return "moved" if moved is None else "fell" if moved < 0 else "rose"


def quote_name(name: str, language: Language) -> str:
    """Return a name as it appears inside a sentence: in Chinese with quotation marks."""
    return f"“{name}”" if language == "zh" else name
