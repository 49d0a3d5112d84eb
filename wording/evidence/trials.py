"""How an effect stands up to being tried otherwise, in sentences (statistics §9)."""

from warehouse.effects.evidence import Pair, Range
from wording import formats
from wording.evidence.effects import Names, amount, convert_for_display, span
from wording.words import Language, say

DIFFERS = 0.05  # p below which units are said to have differed before


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
    return formats.add_interval(words, span(size, pair.scale, currency, language), language)


def p_words(p: float) -> str:
    """Format a p-value to three decimals; below 0.001 only that it is."""
    return "p < 0.001" if p < 0.001 else f"p = {p:.3f}"
