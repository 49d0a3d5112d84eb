"""Sentences on the evidence about initiatives, generated from its records (statistics §10).

"Attributable" only where the record says so; a trend break and a difference are called that, and what cannot be told
is given with the range that is still possible.
"""

from collections.abc import Sequence
from math import log1p

from warehouse.effects.evidence import Evidence, Pair, Range
from warehouse.effects.harm import CERTAIN, lies_worse, standing
from warehouse.kpis import find
from wording import formats
from wording.evidence.effects import (
    Names,
    amount,
    choose_meaning,
    convert_for_display,
    headline_of,
    name_moved_part,
    quote_name,
    span,
    verb,
    why,
)
from wording.evidence.harm import choose_known_size, describe_hidden, side_words, worse_counted
from wording.sentences.answer import inside
from wording.words import Language, say, say_member

NAMED = 2  # effects that the answer names for the better, and for the worse
DIFFERS = 0.05  # p below which units are said to have differed before
LESSER = ("at least", "trend break", "difference only", "cannot tell")


def answer(evidence: Evidence, names: Names, currency: str, language: Language) -> str:
    """Return how many effects are attributable and how many on the worse side, with the strongest in each direction."""
    sure = [pair for pair in evidence.pairs if pair.grade == "attributable"]
    goals = sum(pair.stated for pair in evidence.pairs)
    reached = sum(pair.stated for pair in sure)
    counted = say(
        "initiatives.counted",
        language,
        n=str(reached),
        all=str(goals),
        more=str(len(sure) - reached),
        others=str(len(evidence.pairs) - goals),
    )
    counted += say("initiatives.stop", language) + worse_counted(evidence, language)
    certain = [pair for pair in evidence.pairs if standing(pair) in CERTAIN]
    strongest = [
        say(f"initiatives.strongest_{key}", language, effect=_effects(best, names, currency, language))
        for key in ("better", "worse")
        if (best := _strongest(certain, key))
    ]
    return "".join((counted, *strongest))


def limits(evidence: Evidence, names: Names, language: Language) -> str:
    """Return which initiatives cannot be separated, and the grades of goals that are not attributable.

    "" where there are neither.
    """
    parts, pairs = [], evidence.pairs
    couples = {
        frozenset((pair.initiative, pair.reason.about))
        for pair in pairs
        if pair.reason and pair.reason.code == "not separable from"
    }
    for couple in sorted(couples, key=sorted):
        both = [quote_name(names.get(code, code), language) for code in sorted(couple)]
        parts.append(say("initiatives.not_separable", language, first=both[0], second=both[-1]))
    counts = {grade: sum(pair.stated and standing(pair) == grade for pair in pairs) for grade in LESSER}
    others = [
        say("initiatives.other", language, grade=say(f"grade.{grade}", language), n=str(n))
        for grade, n in counts.items()
        if n
    ]
    if others:
        grades = say("format.comma", language).join(others)
        parts.append(say("initiatives.others", language, grades=grades))
    return "".join(parts) if language == "zh" else " ".join(parts)


def _strongest(pairs: Sequence[Pair], which: str) -> list[Pair]:
    """The two certain effects that are largest for the better or for the worse, doubling like halving."""

    def size(pair: Pair) -> float:
        return abs(log1p(max(choose_known_size(pair, pair.relative), -0.999))) if pair.relative else 0.0

    of_kind = [pair for pair in pairs if pair.relative and choose_meaning(pair, find(pair.kpi)) == which]
    return sorted(of_kind, key=size, reverse=True)[:NAMED]


def _effects(pairs: Sequence[Pair], names: Names, currency: str, language: Language) -> str:
    """The sizes of effects under the names of their initiatives."""
    return say("initiatives.and", language).join(
        say(
            "initiatives.short",
            language,
            initiative=names.get(code, code),
            effects=say("format.comma", language).join(
                _short(pair, currency, language) for pair in pairs if pair.initiative == code
            ),
        )
        for code in dict.fromkeys(pair.initiative for pair in pairs)
    )


def _short(pair: Pair, currency: str, language: Language) -> str:
    """Shares in percentage points, times by their relative change."""
    value = headline_of(pair)[0] if pair.scale == "ln" else pair.effect
    assert value is not None
    size = _own_amount(pair, choose_known_size(pair, value), currency, language)
    way, kind = "rose" if value.value > 0 else "fell", "relative" if pair.scale == "ln" else "by"
    return say(
        f"initiatives.{'least_' if standing(pair) == 'at least' else ''}{way}_{kind}",
        language,
        kpi=inside(name_moved_part(find(pair.kpi), language), language),
        size=size if language == "en" else formats.strip_sign(size),
    )


def _own_amount(pair: Pair, value: float, currency: str, language: Language) -> str:
    """A number on the pair's own scale, percentage points in full."""
    if pair.scale == "points":
        return formats.points(value, language)
    return amount(value, pair.scale, currency, language)


def pair_sentence(pair: Pair, names: Names, currency: str, language: Language) -> str:
    """Return what an initiative did to a KPI, and how that is known; the verb follows the interval."""
    kpi = find(pair.kpi)
    said = {
        "initiative": quote_name(names.get(pair.initiative, pair.initiative), language),
        "Kpi": name_moved_part(kpi, language),
        "kpi": inside(name_moved_part(kpi, language), language),
        "reason": why(pair, names, language),
        "n": str(len(pair.gates)),
    }
    value, _ = headline_of(pair)
    if pair.effect is None or value is None:
        unsized = "pair.difference_unsized" if pair.grade == "difference only" else "pair.nothing"
        return say(unsized, language, **said)
    own = convert_for_display(pair.effect, pair.scale)
    said |= {
        "size": _size(pair, currency, language),
        "verb": verb(pair, own.value, language),
        "lower": _own_amount(pair, own.lower, currency, language),
        "upper": _own_amount(pair, own.upper, currency, language),
    }
    if standing(pair) == "at least":
        low = formats.strip_sign(_own_amount(pair, own.least, currency, language))
        said |= {"least": low, "hidden": describe_hidden(pair, language)}
    return say(f"pair.{_claim(pair, value)}", language, **said) + side_words(pair, language)


def _claim(pair: Pair, value: Range) -> str:
    """Which sentence a pair with an effect earns."""
    if pair.grade == "attributable":
        return "attributable" if pair.gates else "attributable_value"
    if standing(pair) == "at least":
        return "at_least"
    if pair.grade == "trend break":
        return "break"
    if pair.grade == "difference only":
        return "difference" if value.clear else "difference_unclear"
    if not value.clear:
        return "cannot_tell"
    return "open_harm" if lies_worse(pair) else "does_not_stand"


def _size(pair: Pair, currency: str, language: Language) -> str:
    """The size behind a verb with its interval; for what is no logarithm the relative one as well, labelled."""
    assert pair.effect is not None
    own = convert_for_display(pair.effect, pair.scale)
    said = {
        "size": formats.strip_sign(_own_amount(pair, own.value, currency, language)),
        "interval": span(own, pair.scale, currency, language),
    }
    if pair.relative is None or pair.scale == "ln":
        return say("pair.size", language, **said)
    relative = amount(pair.relative.value, "ln", currency, language)
    return say(
        "pair.both_sizes",
        language,
        relative=relative,
        relative_interval=span(pair.relative, "ln", currency, language),
        **said,
    )


def goal_sentence(pair: Pair, language: Language) -> str:
    """Return the goal set in advance and, for an attributable effect, whether its interval meets it.

    Where no change was expected: that the KPI was no goal, or "" where it was.
    """
    if pair.expected_change is None:
        return say("pair.unstated", language) if not pair.stated else ""
    goal = say("pair.goal", language, change=formats.relative_change(pair.expected_change, language))
    if pair.relative is None or pair.grade != "attributable":
        return goal
    return goal + say(f"goal.{_judge_goal(pair.relative, pair.expected_change)}", language)


def _judge_goal(effect: Range, goal: float) -> str:
    """met where the whole interval lies beyond the goal, missed where none of it does, else open."""
    near, far = (effect.lower, effect.upper) if goal > 0 else (-effect.upper, -effect.lower)
    if near >= abs(goal):
        return "met"
    return "missed" if far < abs(goal) else "open"


def name_measured(pair: Pair, language: Language) -> str:
    """Return what of the KPI is measured: never a stock or a median."""
    return say_member("measured", pair.outcome, language)


def design_sentence(pair: Pair, language: Language) -> str:
    """Return the units, go-lives and months that an effect rests on.

    A value that has no design rests on other effects, and that is said; "" elsewhere.
    """
    design = pair.design
    if design is None:
        inferred = pair.outcome == "value" and pair.effect is not None
        return say("pair.worth", language) if inferred else ""
    return say(
        "pair.design",
        language,
        units=str(design.units),
        kind=say_member("unit_kind", design.unit_kind, language),
        live=str(design.live_units),
        never=str(design.never_live_units),
        go_lives=str(design.go_lives),
        months=formats.months((design.first_month, design.last_month), language)
        if design.first_month == design.last_month
        else say(
            "format.span",
            language,
            first=formats.month(design.first_month, language),
            last=formats.month(design.last_month, language),
        ),
    )


def trial_sentences(pair: Pair, labels_of_unit: Names, currency: str, language: Language) -> tuple[str, ...]:
    """Return how the effect stands up: a sentence per trial with its figure.

    labels_of_unit: code of a unit → name.
    """
    trials = pair.trials
    if trials is None:
        return ()
    lines = []
    if trials.breakdown:  # 0: the effect is not clear as it is
        times = f"{trials.breakdown:.1f}"
        lines.append(
            say("trial.breakdown" if trials.breakdown >= 1 else "trial.fragile", language, times=times)
        )
    if trials.pre_trend_p is not None:
        lines.append(
            say(
                "trial.parallel" if trials.pre_trend_p >= DIFFERS else "trial.not_parallel",
                language,
                p=p_words(trials.pre_trend_p),
            )
        )
    if trials.placebo is not None:
        lines.append(
            say(
                "trial.placebo_shows" if trials.placebo.clear else "trial.placebo_quiet",
                language,
                effect=_with_span(trials.placebo, pair, currency, language),
            )
        )
    if trials.turned_by:
        unit = labels_of_unit.get(trials.turned_by, trials.turned_by)
        lines.append(say("trial.turned_by", language, unit=unit))
    return tuple(lines)


def two_way_warning(pair: Pair, currency: str, language: Language) -> str:
    """Return what a two-way regression would say where that is outside the interval; "" elsewhere."""
    value = pair.trials.two_way if pair.trials else None
    if value is None or pair.effect is None or pair.effect.lower <= value <= pair.effect.upper:
        return ""
    return say(
        "trial.two_way",
        language,
        wrong=on_scale(value, pair, currency, language),
        right=on_scale(pair.effect.value, pair, currency, language),
    )


def on_scale(value: float, pair: Pair, currency: str, language: Language) -> str:
    """Format a single number on the scale of a pair."""
    return amount(
        convert_for_display(Range(value=value, lower=value, upper=value), pair.scale).value,
        pair.scale,
        currency,
        language,
    )


def _with_span(effect: Range, pair: Pair, currency: str, language: Language) -> str:
    size = convert_for_display(effect, pair.scale)
    words = amount(size.value, pair.scale, currency, language)
    return f"{words} {span(size, pair.scale, currency, language)}"


def p_words(p: float) -> str:
    """Format a p-value to three decimals; below 0.001 only that it is."""
    return "p < 0.001" if p < 0.001 else f"p = {p:.3f}"
