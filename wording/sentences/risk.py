"""What happened to the NPL rate, in one sentence that depends on its parts (statistics §4, §10 rule 4).

The stock never stands alone: what goes bad at equal age comes first unless it clearly moved the same way as the
stock. The age of the book, and how long bad loans stay on it, are presented as the arithmetic that they are.
"""

from typing import Literal

from analysis.equal_age import AGE, GOING_BAD, STAYING, Part
from analysis.results import NO_ROWS, Estimate
from warehouse.kpis import find
from warehouse.query.answers import Change, NplSplit
from warehouse.query.judged import LEADS_STOCKS, STOCK, choose_estimate, classify_change
from wording import formats
from wording.naming import reason_words
from wording.sentences.lead import size_of, span_of
from wording.theme import Colours
from wording.words import Language, say

Length = Literal["long", "short"]
NAMES = {"staying": STAYING, "age": AGE}  # of the parts in the catalogue
OF = {"formation": LEADS_STOCKS, "stock": STOCK}  # the KPIs that the sentence speaks of


def npl_sentence(split: NplSplit, formation: Change, language: Language) -> str:
    """Return the whole answer; `formation` is the change of `npl_formation_same_age` for the same slice."""
    return _sentence(split, formation, "long", language)


def npl_short(split: NplSplit, formation: Change, language: Language) -> str:
    """Return the answer in one line, at most 180 letters or 88 Chinese characters, in the units of the cards."""
    return _sentence(split, formation, "short", language)


def describe_led(split: NplSplit, formation: Change, n: int, language: Language) -> str:
    """Return why the stock fell although no less goes bad, for the n published figures below it; "" elsewhere."""
    formed = classify_change(choose_estimate(formation, find(LEADS_STOCKS)))
    if split.split is None or formed not in ("unclear", "rose"):
        return ""
    fell = {part.name for part in split.split.parts if classify_change(part.relative) == "fell"}
    causes = [say(f"claims.led_{name}", language) for name in (STAYING, AGE) if name in fell]
    if not causes:
        return ""
    joined = say("claims.led_and", language).join(causes)
    words = say(f"claims.led_{formed}", language)
    return say("claims.led", language, n=str(n), causes=joined, formation=words)


def name_part(part: Part, language: Language) -> str:
    """Return the name of a part of the NPL rate's change, and which way it went."""
    meaning = say(f"split.{part.name}.{classify_change(part.relative)}", language)
    return say("split.part", language, part=say(f"split.{part.name}", language), meaning=meaning)


def colour_part(part: Part, colours: Colours) -> str:
    """Return the colour of such a part: only what goes bad is credit quality, and less of it is better."""
    if part.name != GOING_BAD:
        return colours.neutral
    return {"fell": colours.better, "rose": colours.worse}.get(
        classify_change(part.relative), colours.neutral
    )


def _part_words(part: Part, length: Length, language: Language) -> str:
    """What a part did: dilution where the book is younger, seasoning where it is older, sooner or longer on it."""
    points = part.points
    return say(
        f"npl.{length}.{part.name}.{classify_change(part.relative)}",
        language,
        points="–" if points is None else formats.short_points(points, language),
        number="–" if points is None else formats.number_of_points(points),
        **_ends(part.relative, language, relative=True),
    )


def _sentence(split: NplSplit, formation: Change, length: Length, language: Language) -> str:
    formed = _change_words("formation", formation, length, language)
    if split.split is None:
        reason = reason_words(split.reason or NO_ROWS, language)
        return formats.capitalise(say(f"npl.{length}.nothing", language, formation=formed, reason=reason))
    parts = {part.name: part for part in split.split.parts}
    order = _order(formation, split.stock)
    stock = _change_words("stock", split.stock, length, language)
    words = {
        "staying": _part_words(parts[STAYING], length, language),
        "age": _part_words(parts[AGE], length, language),
    }
    if length == "short":
        # What is known comes first.
        clear_first = sorted(words, key=lambda name: not parts[NAMES[name]].relative.clear)
        words = {place: words[name] for place, name in zip(("first", "second"), clear_first, strict=True)}
        if _is_rest_unclear(formation, *(parts[NAMES[name]] for name in clear_first)):
            words["second"] = say("npl.short.rest", language)
        stock = formats.capitalise(stock) if order == "apart" else stock
    text = say(f"npl.{length}.{order}", language, formation=formed, stock=stock, **words)
    return formats.capitalise(text)


def _is_rest_unclear(formation: Change, first: Part, second: Part) -> bool:
    """Whether one part is known and nothing of what is left, which is what goes bad and the other part."""
    formed = classify_change(choose_estimate(formation, find(LEADS_STOCKS)))
    known, other = (classify_change(part.relative) for part in (first, second))
    return known != "unclear" and other == "unclear" and formed == "unclear"


def _order(formation: Change, stock: Change) -> Literal["agree", "but", "apart"]:
    """The stock leads only where what goes bad clearly moved the same way."""
    formed, stood = (
        classify_change(choose_estimate(change, find(OF[name])))
        for name, change in (("formation", formation), ("stock", stock))
    )
    if not {formed, stood} <= {"fell", "rose"}:
        return "apart"
    return "agree" if formed == stood else "but"


def _change_words(name: str, change: Change, length: Length, language: Language) -> str:
    kpi = find(OF[name])
    decides = choose_estimate(change, kpi)
    says, relative = classify_change(decides), decides is change.relative
    if length == "short" and says in ("fell", "rose"):
        return say(f"npl.short.{name}.{says}", language, size=size_of(change, kpi, language))
    if length == "short" and says == "unclear":
        return say(f"npl.short.{name}.unclear", language, span=span_of(change, kpi, language))
    sides = (change.before.estimate.value, change.after.estimate.value)
    before, after = ("–" if side is None else formats.percent(side) for side in sides)
    return say(
        f"npl.{length}.{name}.{says}",
        language,
        before=before,
        after=after,
        size=_size(change, name == "stock", language),
        **_ends(decides, language, relative),
    )


def _size(change: Change, both: bool, language: Language) -> str:
    """How far: relative where it can be said, with the points behind it where both are wanted."""
    absolute, relative = change.absolute.value, change.relative.value
    if absolute is None:
        return "–"
    kind = "points" if relative is None else "both" if both else "relative"
    return say(
        f"npl.{'rose' if absolute > 0 else 'fell'}.{kind}",
        language,
        share="–" if relative is None else formats.strip_sign(formats.relative_change(relative)),
        points=formats.strip_sign(formats.points(absolute, language)),
    )


def _ends(estimate: Estimate, language: Language, relative: bool) -> dict[str, str]:
    """The ends of an interval in words, and why there is none."""
    numbers = (estimate.lower, estimate.upper, estimate.value)
    ends = [
        "–"
        if number is None
        else formats.relative_change(number)
        if relative
        else formats.short_points(number, language)
        for number in numbers
    ]
    reason = estimate.reason or estimate.interval_reason
    words = reason_words(reason, language) if reason else ""
    return {"span": formats.span(ends[0], ends[1], language), "change": ends[2], "reason": words}
