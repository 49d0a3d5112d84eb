"""What it would be worth to know an unproven effect before deciding, and the roll-out that would show it, in words."""

from collections.abc import Mapping, Sequence

from analysis.scenario.description import Effect
from analysis.scenario.trust import Split
from analysis.scenario.worth_knowing import Worth
from warehouse.effects.power import Trial
from warehouse.scenarios.sides import Side
from wording import formats
from wording.evidence.effects import amount
from wording.scenarios.terms import effect_name, series_name
from wording.words import Language, say


def size_of(effect: Effect) -> float:
    """Return the size that a roll-out would have to show: the estimate, without sign, on the scale of the outcome."""
    return abs(effect.stated[0])


def count_planned_units(sides: Sequence[Side], effect: Effect) -> int:
    """Return the most units in which any of the plans would put the initiative live."""
    return max(
        sum(month is not None for month in initiative.go_lives)
        for side in sides
        for initiative in side.assembled.scenario.initiatives
        if initiative.code == effect.initiative
    )


def knowing_rows(
    worths: Sequence[Worth],
    trials: Sequence[Trial],
    names: Mapping[str, str],
    currency: str,
    language: Language,
) -> list[tuple[str, str, str]]:
    """Return a row per effect: what it is of, what knowing it is worth at most, and what would show it."""
    return [
        (
            effect_name(worth.effect.initiative, worth.effect.outcome, names, language),
            formats.value(worth.value, currency, language),
            say_trial(trial, currency, language),
        )
        for worth, trial in zip(worths, trials, strict=True)
    ]


def name_unproven(splits: Sequence[Split], names: Mapping[str, str], language: Language) -> str:
    """Return which effects of any of the plans are not proven, by initiative; "" without any."""
    outcomes: dict[str, list[str]] = {}
    for initiative, outcome in dict.fromkeys(effect for split in splits for effect in split.unproven_effects):
        outcomes.setdefault(initiative, []).append(series_name(outcome, language))
    if not outcomes:
        return ""
    comma = say("format.comma", language)
    named = [
        say("split.effects", language, initiative=names.get(code, code), outcomes=comma.join(moved))
        for code, moved in outcomes.items()
    ]
    return say("split.not_proven", language, effects=say("format.semicolon", language).join(named))


def say_trial(trial: Trial, currency: str, language: Language) -> str:
    """Return the smallest roll-out that shows the effect four times in five, or the smallest effect that one shows."""
    if trial.units is not None:
        return say("know.enough", language, units=str(trial.units), months=str(trial.months))
    if trial.least is None:
        return say("know.unknown", language, units=str(trial.most))
    size = formats.strip_sign(amount(trial.least, trial.scale, currency, language))
    return say("know.too_small", language, units=str(trial.most), months=str(trial.longest), size=size)
