"""What a change would be at the same mix, in one sentence (statistics §7, §10): arithmetic, never "not real"."""

from collections.abc import Sequence

from analysis.mix_estimates import Mixed
from analysis.results import TOO_FEW, Estimate
from warehouse.kpis.record import Kpi
from warehouse.query.judged import choose_estimate_of, classify_change
from wording import formats
from wording.naming import name_dimension, name_of, reason_words
from wording.words import Language, say


def same_mix(mixed: Mixed, kpi: Kpi, language: Language) -> str:
    """Return the change at the same mix and as it was, and a reversal within the groups where there is one."""
    if not mixed.parts:
        key = "mix.thin" if mixed.left_out else "mix.no_dimension"
        return say(key, language, dims=dimensions(mixed.left_out, language))
    text = say(
        "mix.sentence",
        language,
        name=name_of(kpi, language),
        dims=dimensions([name for name, _ in mixed.parts], language),
        within=_change(mixed.within, mixed.relative_within, kpi, language),
        total=_change(mixed.total, mixed.relative_total, kpi, language),
    )
    if mixed.reversed_by and mixed.total_is_clear:
        turned = say("mix.reversed", language, dims=dimensions(mixed.reversed_by, language))
        text += turned if language == "zh" else f" {turned}"
    return text


def dimensions(names: Sequence[str], language: Language) -> str:
    """Return the names of dimensions as they appear inside a sentence."""
    words = [name_dimension(name, language) for name in names]
    return say("format.comma", language).join(words)


def _change(absolute: Estimate, relative: Estimate, kpi: Kpi, language: Language) -> str:
    """A fall or a rise where the interval is clear, the range where it is not."""
    assert absolute.value is not None
    points = formats.absolute_change(absolute.value, kpi.unit, language)
    decides = choose_estimate_of(absolute, relative, kpi)
    says = classify_change(decides)
    if says == "not judged":
        reason = reason_words(decides.interval_reason or TOO_FEW, language)
        return say("mix.no_interval", language, change=points, reason=reason)
    if says == "unclear":
        ends = (decides.lower, decides.upper)
        lower, upper = (
            _format_change(end, decides is relative, kpi, language) for end in ends if end is not None
        )
        return say("mix.unclear", language, span=formats.span(lower, upper, language))
    size = formats.strip_sign(points)
    if relative.value is None:
        return say(f"mix.{says}_absolute", language, absolute=size)
    share = formats.strip_sign(formats.relative_change(relative.value))
    return say(f"mix.{says}", language, relative=share, absolute=size)


def _format_change(end: float, relative: bool, kpi: Kpi, language: Language) -> str:
    if relative:
        return formats.relative_change(end)
    return formats.absolute_change(end, kpi.unit, language)
