"""One effect of an initiative in sentences, generated from its record (statistics §10).

"Attributable" only where the record says so; a trend break and a difference are called that, and what cannot be told
is given with the range that is still possible.
"""

from warehouse.effects.evidence import Pair, Range
from warehouse.effects.harm import lies_worse, standing
from warehouse.kpis import find
from wording import formats
from wording.evidence.effects import (
    Names,
    amount,
    company_effect,
    convert_for_display,
    name_moved_part,
    quote_name,
    span,
    verb,
    why,
)
from wording.evidence.harm import choose_known_size, describe_hidden, side_words
from wording.sentences.answer import inside
from wording.words import Language, say, say_member


def brief_sentence(pair: Pair, names: Names, currency: str, language: Language) -> str:
    """Return the one number that stands for a pair with its interval, what it is called, and why it is no more."""
    size, scale = company_effect(pair)
    reason = describe_hidden(pair, language) if standing(pair) == "at least" else why(pair, names, language)
    said = {
        "initiative": quote_name(names.get(pair.initiative, pair.initiative), language),
        "kpi": inside(name_moved_part(find(pair.kpi), language), language),
        "grade": say(f"grade.{standing(pair)}", language),
    }
    if size is None:
        text = say("pair.brief_unsized", language, **said)
    else:
        known = amount(choose_known_size(pair, size), scale, currency, language)
        interval = span(size, scale, currency, language)
        key = "pair.brief_least" if standing(pair) == "at least" else "pair.brief"
        text = say(key, language, size=known, interval=interval, **said)
    return text if not reason else say("pair.brief_reason", language, text=text, reason=reason)


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
    if pair.effect is None:
        unsized = "pair.difference_unsized" if pair.grade == "difference only" else "pair.nothing"
        return say(unsized, language, **said)
    own = convert_for_display(pair.effect, pair.scale)
    said |= {
        "size": _size(pair, currency, language),
        "verb": verb(pair, own.value, language),
        "span": formats.span(
            _own_amount(pair, own.lower, currency, language),
            _own_amount(pair, own.upper, currency, language),
            language,
        ),
    }
    if standing(pair) == "at least":
        low = formats.strip_sign(_own_amount(pair, own.least, currency, language))
        said |= {"least": low, "hidden": describe_hidden(pair, language)}
    return say(f"pair.{_claim(pair, pair.effect)}", language, **said) + side_words(pair, language)


def _claim(pair: Pair, effect: Range) -> str:
    """Which sentence a pair with an effect earns."""
    if pair.grade == "attributable":
        return "attributable" if pair.gates else "attributable_value"
    if standing(pair) == "at least":
        return "at_least"
    if pair.grade == "trend break":
        return "break"
    if pair.grade == "difference only":
        return "difference" if effect.clear else "difference_unclear"
    if not effect.clear:
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
    goal = say("pair.goal", language, change=formats.relative_change(pair.expected_change))
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
