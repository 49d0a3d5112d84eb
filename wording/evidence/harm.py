"""Effects on the worse side, in words: how many there are of each kind, and a line for each."""

from collections import Counter

from analysis.attribution.grading import WEAK_AMONG_MANY, understates
from warehouse.effects.evidence import Evidence, Pair, Range
from warehouse.effects.harm import (
    CERTAIN,
    SUREST_FIRST,
    find_sized_effects,
    find_worse_effects,
    lies_worse,
    standing,
)
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
from wording.words import Language, say

KINDS = (*SUREST_FIRST[:-1], "by chance", "cannot tell")


def worse_counted(evidence: Evidence, language: Language) -> str:
    """Return how many effects are on the worse side, of how many, and of which kinds; "" where none has a size."""
    worse, everything = find_worse_effects(evidence), find_sized_effects(evidence)
    if not everything:
        return ""
    if not worse:
        return say("harm.none", language, all=str(len(everything)))
    counts = Counter(_kind(pair) for pair in worse)
    kinds = [say(f"harm.{kind}", language, n=str(counts[kind])) for kind in KINDS if counts[kind]]
    parts = say("format.comma", language).join(kinds)
    return say("harm.counted", language, n=str(len(worse)), all=str(len(everything)), parts=parts)


def _kind(pair: Pair) -> str:
    """The standing of an effect, or "by chance" where chance among so many effects may explain it."""
    return "by chance" if pair.reason == WEAK_AMONG_MANY else standing(pair)


def harm_line(pair: Pair, names: Names, currency: str, language: Language) -> str:
    """Return an effect on the worse side with its size and its standing, or why that cannot be told.

    The pair must have an effect.
    """
    assert pair.effect is not None
    word, size = standing(pair), convert_for_display(pair.effect, pair.scale)
    known = choose_known_size(pair, size)
    said = {
        "initiative": names.get(pair.initiative, pair.initiative),
        "kpi": name_moved_part(find(pair.kpi), language),
        "verb": verb(pair, known, language),
        "size": formats.strip_sign(amount(known, pair.scale, currency, language)),
        "change": amount(known, pair.scale, currency, language),
        "interval": span(size, pair.scale, currency, language),
        "grade": say(f"grade.{word}", language),
        "reason": describe_hidden(pair, language) if word == "at least" else why(pair, names, language),
    }
    key = {"attributable": "sure", "at least": "at_least", "trend break": "break"}.get(word, "open")
    return say(f"harm.line_{key}", language, **said)


def ledger_harm(evidence: Evidence, names: Names, currency: str, language: Language) -> list[str]:
    """Return a line per effect known only as a minimum: its contribution to the change of its KPI."""
    hidden = [pair for pair in find_worse_effects(evidence) if standing(pair) == "at least"]
    return [
        say(
            "harm.ledger",
            language,
            kpi=name_moved_part(find(pair.kpi), language),
            initiative=quote_name(names.get(pair.initiative, pair.initiative), language),
            size=formats.strip_sign(
                amount(
                    convert_for_display(pair.contribution, pair.scale).least, pair.scale, currency, language
                )
            ),
        )
        for pair in hidden
        if pair.contribution is not None and pair.contribution.clear
    ]


def side_words(pair: Pair, language: Language) -> str:
    """Return that an effect is harmful or, where that cannot be told, that it is on the worse side; else ""."""
    if not lies_worse(pair):
        return ""
    known = standing(pair) in (*CERTAIN, "trend break")
    return say("pair.harmful" if known else "pair.worse_side", language)


def choose_known_size(pair: Pair, effect: Range) -> float:
    """Return the size of an effect on one of its scales; of harm known only as a minimum, that minimum."""
    return effect.least if standing(pair) == "at least" else effect.value


def size_in_a_cell(pair: Pair, currency: str, language: Language) -> str:
    """Return the size of an effect where its sign stands beside it, "" where it is not known.

    ≤ or ≥ before harm known only as a minimum, ▲ where the whole interval lies on the worse side, brackets where it
    includes zero.
    """
    value, scale = company_effect(pair)
    if value is None:
        return ""
    known = choose_known_size(pair, value)
    words = amount(known, scale, currency, language)
    if standing(pair) == "at least":
        words = f"{'≤' if known < 0 else '≥'}{words}"
    if lies_worse(pair):
        words = f"▲{words}"
    return words if standing(pair) in CERTAIN or value.clear else formats.bracket(words, language)


def describe_hidden(pair: Pair, language: Language) -> str:
    """Return what makes harm look smaller than it is, for each condition that fails in that way."""
    value = pair.effect.value if pair.effect else 0.0
    reasons = [say(f"hides.{gate.code}", language) for gate in pair.gates if understates(gate, value)]
    return say("format.semicolon", language).join(reasons)
