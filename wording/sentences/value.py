"""What happened to churn and to customer lifetime value, a generated sentence each.

The verb follows the interval; churn at equal tenure states how much of the crude change is tenure; a lifetime value
states how much of it is modelled, and is judged by its absolute change (statistics §5, §6, §10).
"""

import math
from collections.abc import Sequence

from analysis.life_table import tenure_split
from analysis.results import TOO_FEW, Estimate, Reason
from warehouse.query.answers import Change, CohortValue, CustomerValue, LifeTable
from warehouse.query.judged import classify_change
from wording import formats
from wording.naming import reason_words
from wording.words import Language, say

MOSTLY = 0.5  # more than this share modelled: a difference only, at most


def churn_short(rate: Change, crude: Change, language: Language) -> str:
    """Return churn at equal tenure and the tenure part of the crude change, for reports and meetings."""
    text = _churn(rate, language)
    parts = _split(rate, crude)
    if parts is None or rate.absolute.value is None:
        return text
    change, tenure, equal = (formats.short_points(points, language) for points in (sum(parts), *parts))
    return text + say("churn.short_crude", language, change=change, tenure=tenure, equal=equal)


def _churn(rate: Change, language: Language) -> str:
    before, after = rate.before.estimate.value, rate.after.estimate.value
    relative, absolute = rate.relative, rate.absolute.value
    if before is None or after is None or absolute is None or relative.value is None:
        return say("churn.short_cannot", language, reason=_why(rate, language))
    says = classify_change(relative)
    if says == "not judged":
        words = {"reason": reason_words(relative.interval_reason or TOO_FEW, language)}
        sides = [formats.percent(side) for side in (before, after)]
        return say("churn.short_no_interval", language, before=sides[0], after=sides[1], **words)
    if says == "unclear":
        ends = (relative.lower, relative.upper)
        low, high = (formats.relative_change(e) for e in ends if e is not None)
        return say("churn.short_unclear", language, span=formats.span(low, high, language))
    return say(
        "churn.short_clear",
        language,
        verb=say(f"short.{says}", language),
        relative=formats.strip_sign(formats.relative_change(relative.value)),
        absolute=formats.strip_sign(formats.short_points(absolute, language)),
        after=formats.percent(after),
    )


def churn_split(rate: Change, crude: Change, language: Language) -> str:
    """Return the crude rates and their change, split into tenure and equal tenure; "" where there are no rates."""
    before, after = crude.before.estimate.value, crude.after.estimate.value
    if before is None or after is None:
        return ""
    sides = {"before": formats.percent(before), "after": formats.percent(after)}
    parts = _split(rate, crude)
    if parts is None:
        return say("churn.no_split", language, **sides)
    tenure, equal = (formats.points(part, language) for part in parts)
    change = formats.points(after - before, language)
    return say("churn.split", language, change=change, tenure=tenure, equal=equal, **sides)


def _split(rate: Change, crude: Change) -> tuple[float, float] | None:
    """Points of the crude change by tenure and at equal tenure, None where a rate is missing or zero."""
    rates = [side.estimate.value for change in (crude, rate) for side in (change.before, change.after)]
    known = [each for each in rates if each is not None]
    if len(known) < len(rates):
        return None
    split = tenure_split((known[0], known[1]), (known[2], known[3]))
    return None if math.isnan(split.tenure) else (split.tenure, split.equal_tenure)


def causes_add_up(
    before: LifeTable, after: LifeTable, causes: Sequence[str], month: int, language: Language
) -> str:
    """Return that the shares gone by a month, by cause, add up to all who have gone, before and after."""
    words = {}
    for window, table in (("before", before), ("after", after)):
        curves = dict(table.incidence)
        shares = [curves[cause].at[month] for cause in causes]
        words[f"{window}_sum"] = " + ".join(formats.percent(share) for share in shares)
        words[f"{window}_gone"] = formats.percent(sum(shares))
    return say("churn.adds_up", language, month=str(month), **words)


def clv_short(value: CustomerValue, change: Change, currency: str, language: Language) -> str:
    """Return the observed part and how much of the whole is modelled, for reports and meetings."""
    text = _describe_observed("value.short_", value, change, currency, language)
    if value.after is None or change.absolute.value is None:
        return text
    if not value.after[1]:
        return text + say("value.short_observed", language)
    total = formats.value(sum(value.after), currency, language)
    modelled = formats.percent(share_modelled(value.after))
    return text + say("value.short_modelled", language, total=total, modelled=modelled)


def clv_answer(value: CustomerValue, change: Change, currency: str, language: Language) -> str:
    """Return the observed part before and after with its interval, the whole, and how much of it is modelled."""
    text = _describe_observed("value.", value, change, currency, language)
    if value.before is None or value.after is None or change.absolute.value is None:
        return say("value.alone", language, answer=text)
    if not value.after[1]:
        return say("value.all_observed", language, answer=text)
    sides = (value.before, value.after)
    totals = [formats.value(sum(side), currency, language) for side in sides]
    shares = [formats.percent(share_modelled(side)) for side in sides]
    words = say(
        "value.total",
        language,
        answer=text,
        before=totals[0],
        after=totals[1],
        modelled_before=shares[0],
        modelled_after=shares[1],
    )
    mostly = max(map(share_modelled, sides)) > MOSTLY
    return f"{words} {say('value.mostly_modelled', language)}" if mostly else words


def share_modelled(side: tuple[float, float]) -> float:
    """Return the modelled part of a value as a fraction: |modelled| ÷ (|observed| + |modelled|).

    side: observed and modelled part.
    """
    observed, modelled = side
    return abs(modelled) / (abs(observed) + abs(modelled)) if modelled else 0.0


def clear_parts(value: CustomerValue, currency: str, language: Language) -> str:
    """Return the parts of the change that are clear by themselves, the largest first; "" where there are no parts."""
    parts = (*value.margin, *value.staying)
    clear = [(name, part.value) for name, part in parts if part.clear and part.value is not None]
    if not parts or all(part.lower is None for _, part in parts):
        return ""
    if not clear:
        return say("value.no_clear_parts", language)
    clear.sort(key=lambda part: -abs(part[1]))
    words = [
        say(
            "value.part",
            language,
            name=say(f"{'more' if amount > 0 else 'less'}.{name}", language),
            amount=formats.absolute_change(amount, currency, language),
        )
        for name, amount in clear
    ]
    listed = say("format.comma", language).join(words)
    key = "value.all_parts_clear" if len(clear) == len(parts) else "value.clear_parts"
    return say(key, language, parts=listed)


def acquisition_words(value: Change, ratio: Change, currency: str, language: Language) -> str:
    """Return what it cost to win a customer, which is a lifetime value ÷ its ratio to that cost; "" where unknown."""
    costs = [
        (worth.estimate.value, by.estimate.value)
        for worth, by in ((value.before, ratio.before), (value.after, ratio.after))
    ]
    known = [formats.value(worth / by, currency, language) for worth, by in costs if worth and by]
    if len(known) < len(costs):
        return ""
    return say("value.acquisition", language, before=known[0], after=known[1])


def value_terms(value: CustomerValue, language: Language) -> str:
    """Return horizon, discount rate and loss given default, and where the last comes from."""
    terms = value.terms
    return say(
        "value.terms",
        language,
        horizon=str(terms.horizon),
        rate=formats.percent(terms.discount_rate),
        loss=formats.percent(terms.loss_given_default),
        source=say(f"loss.{value.loss_source}", language),
    )


def cohort_sentence(cohort_value: CohortValue, currency: str, language: Language) -> str:
    """Return what those who joined have brought in by the last month that both windows have reached."""
    if cohort_value.before is None or cohort_value.after is None or cohort_value.change is None:
        return say("value.cannot", language, reason=reason_words(cohort_value.reason or TOO_FEW, language))
    sides = [
        formats.value(curve.at[-1], currency, language) for curve in (cohort_value.before, cohort_value.after)
    ]
    words = {"months": str(len(cohort_value.after.at)), "before": sides[0], "after": sides[1]}
    return _amounts("value.joined_", cohort_value.change, words, currency, language)


def _describe_observed(
    prefix: str, value: CustomerValue, change: Change, currency: str, language: Language
) -> str:
    """The change of the observed part, in the words of the keys that begin so."""
    before, after = change.before.estimate.value, change.after.estimate.value
    if before is None or after is None or change.absolute.value is None:
        return say("value.cannot", language, reason=_why(change, language))
    sides = [formats.value(side, currency, language) for side in (before, after)]
    words = {"tenures": str(value.terms.span), "before": sides[0], "after": sides[1]}
    return _amounts(prefix, change.absolute, words, currency, language)


def _amounts(prefix: str, change: Estimate, words: dict[str, str], currency: str, language: Language) -> str:
    says = classify_change(change)
    if change.value is None or says == "not judged":
        reason = reason_words(change.interval_reason or TOO_FEW, language)
        return say(f"{prefix}no_interval", language, reason=reason, **words)
    if says == "unclear":
        ends = (change.lower, change.upper)
        low, high = (formats.absolute_change(e, currency, language) for e in ends if e is not None)
        return say(f"{prefix}unclear", language, span=formats.span(low, high, language), **words)
    size = formats.strip_sign(formats.absolute_change(change.value, currency, language))
    interval = formats.interval(change.lower, change.upper, currency, language)
    return say(f"{prefix}{says}", language, absolute=size, interval=interval, **words)


def _why(change: Change, language: Language) -> str:
    estimates = (change.before.estimate, change.after.estimate, change.absolute, change.relative)
    reasons: list[Reason] = [e.reason for e in estimates if e.reason]
    return reason_words(reasons[0] if reasons else TOO_FEW, language)
