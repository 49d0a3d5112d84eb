"""The Initiatives page in one line: how many initiatives are proven and which, which cover their cost, and any harm."""

from collections.abc import Sequence, Set

from warehouse.effects.benefits import Money, covers_running_cost
from warehouse.effects.evidence import Evidence, Pair
from warehouse.effects.harm import find_worse_effects, standing
from warehouse.kpis import find
from wording import formats
from wording.evidence.effects import (
    Names,
    amount,
    company_effect,
    name_moved_part,
    quote_name,
)
from wording.evidence.harm import choose_known_size
from wording.evidence.strongest import strongest_effects
from wording.sentences.answer import inside
from wording.words import Language, say

LONGEST = {"en": 212, "zh": 108}  # signs, which is two lines of a laptop
MOST_NAMED = 3  # initiatives that are named for the better, and for the worse


def verdict_of_initiatives(
    evidence: Evidence, costs: Sequence[Money], names: Names, currency: str, language: Language
) -> str:
    """Return the verdict on all initiatives in two lines of a laptop."""
    longest = LONGEST[language]
    return verdict_within(longest, evidence, costs, names, currency=currency, language=language)


def verdict_within(
    longest: int,
    evidence: Evidence,
    costs: Sequence[Money],
    names: Names,
    currency: str,
    language: Language,
) -> str:
    """Return how many initiatives are proven, how many are not, which cover their cost, and who does harm.

    Proven: at least one effect for the better is attributable. As many are named with their largest effect as `longest`
    signs hold, and the cost gives way to a name; harm is counted even where none can be named.
    """
    better, worse = (strongest_effects(evidence, which) for which in ("better", "worse"))
    possible = {pair.initiative for pair in find_worse_effects(evidence)} - set(worse)
    everything = len(list_initiatives(evidence))
    texts = []
    for most in range(MOST_NAMED, -1, -1):
        proven = _say_proven(better, everything, names, most, currency=currency, language=language)
        harm = _say_harm(worse, possible, names, most, currency=currency, language=language)
        unproven = _say_open(everything - len(better), everything, language)
        if unproven and possible and not worse and not possible & set(better):
            harm, unproven = "", _say_open_harm(everything - len(better), possible, names, most, language)
        for paying in (_say_paying(better, costs, names, language), ""):
            sentences = [text for text in (proven, paying, harm, unproven) if text]
            texts.append(("" if language == "zh" else " ").join(sentences))
    return next((text for text in texts if len(text) <= longest), texts[-1])


def list_initiatives(evidence: Evidence) -> tuple[str, ...]:
    """Return the codes of all initiatives, also of those that no effect was looked for."""
    delivered = (initiative.code for initiative in evidence.initiatives)
    return tuple(dict.fromkeys((*delivered, *(pair.initiative for pair in evidence.pairs))))


def _say_proven(
    better: dict[str, Pair], everything: int, names: Names, most: int, currency: str, language: Language
) -> str:
    if not better:
        return say("proven.none", language, all=str(everything))
    counted = say("proven.counted", language, n=str(len(better)), all=str(everything))
    return _end(counted, list(better.values()), names, most, currency=currency, language=language)


def _say_harm(
    worse: dict[str, Pair], possible: Set[str], names: Names, most: int, currency: str, language: Language
) -> str:
    """Certain harm, and whose effects lie on the worse side with their whole interval though nothing is proven."""
    more = _say_possible(possible, names, most, language) if possible else ""
    if not worse:
        return more or say("proven.no_harm", language)
    counted = say("proven.harm", language, n=str(len(worse)))
    certain = _end(counted, list(worse.values()), names, most, currency=currency, language=language)
    return ("" if language == "zh" else " ").join(text for text in (certain, more) if text)


def _say_possible(possible: Set[str], names: Names, most: int, language: Language) -> str:
    """Named, so that they are not added to those proven and unproven, which they are among."""
    if len(possible) > min(most, 2):
        return say("proven.harm_possible_many", language, n=str(len(possible)))
    words = [quote_name(names.get(code, code), language) for code in sorted(possible)]
    return say("proven.harm_possible", language, names=say("format.comma", language).join(words))


def _say_open_harm(n: int, possible: Set[str], names: Names, most: int, language: Language) -> str:
    """How many are not proven, and which of them may do harm: in two sentences a reader would add them up."""
    if len(possible) > min(most, 2):
        return say("proven.open_harm_many", language, n=str(n), harm=str(len(possible)))
    words = [quote_name(names.get(code, code), language) for code in sorted(possible)]
    return say("proven.open_harm", language, n=str(n), names=say("format.comma", language).join(words))


def _end(
    counted: str, pairs: Sequence[Pair], names: Names, most: int, currency: str, language: Language
) -> str:
    """A count, and after a colon the first effects."""
    named = say("proven.semicolon", language).join(
        effect_words(pair, names, currency, language) for pair in pairs[:most]
    )
    if not named:
        return say("proven.sentence", language, text=counted)
    return say("proven.named", language, text=counted, named=named)


def effect_words(pair: Pair, names: Names, currency: str, language: Language) -> str:
    """Return whose effect it is, on what and how large: AI approval cut approval time by 54.0%."""
    size, scale = company_effect(pair)
    sized = size is not None and size.clear
    said = {
        "initiative": quote_name(names.get(pair.initiative, pair.initiative), language),
        "kpi": inside(name_moved_part(find(pair.kpi), language), language),
        "size": amount(choose_known_size(pair, size), scale, currency, language) if size else "",
    }
    if not sized:
        return say("proven.unsized", language, **said)
    at_least = "_least" if standing(pair) == "at least" else ""
    said["size"] = formats.strip_sign(said["size"])
    way = "rose" if size is not None and size.value > 0 else "fell"
    return say(f"proven.{way}{at_least}", language, **said)


def _say_paying(better: dict[str, Pair], costs: Sequence[Money], names: Names, language: Language) -> str:
    """Whose benefit is clearly above the running cost; "" where no money is known of what is proven."""
    known = [money for money in costs if any(goal.implied is not None for goal in money.goals)]
    if not better or not known:
        return ""
    paying = [money.initiative for money in known if covers_running_cost(money)]
    if not paying:
        return say("proven.none_pays", language)
    if set(paying) == set(better):
        return say("proven.all_pay", language)
    words = [quote_name(names.get(code, code), language) for code in paying]
    return say("proven.paying", language, names=say("format.comma", language).join(words))


def _say_open(n: int, everything: int, language: Language) -> str:
    """How many are not proven; "" where all are or none is, which has been said."""
    if n in (0, everything):
        return ""
    return say("proven.open", language, n=str(n))
