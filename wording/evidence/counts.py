"""How many effects were looked for and told, and which initiatives cannot be told apart (statistics §10)."""

from warehouse.effects.evidence import Evidence
from warehouse.effects.harm import standing
from wording.evidence.effects import Names, quote_name
from wording.evidence.harm import worse_counted
from wording.evidence.proven import effect_words
from wording.evidence.strongest import strongest_effects
from wording.words import Language, say

NAMED = 2  # effects that are named for the better, and for the worse
OTHER_MEASURES = ("geometric mean", "leavers")  # than the scorecard's, of KPIs with much the same name
LESSER = ("at least", "trend break", "difference only", "cannot tell")


def count_effects(evidence: Evidence, names: Names, currency: str, language: Language) -> str:
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
    parts = [counted + worse_counted(evidence, language)]
    for which in ("better", "worse"):
        strongest = list(strongest_effects(evidence, which).values())[:NAMED]
        if strongest:
            effects = [effect_words(pair, names, currency, language) for pair in strongest]
            said = say("proven.semicolon", language).join(effects)
            parts.append(say(f"initiatives.strongest_{which}", language, effect=said))
    return "".join(parts)


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


def list_other_measures(evidence: Evidence, language: Language) -> str:
    """Return how the effects named in the verdict are measured otherwise than on the scorecard; "" where none is."""
    named = [pair for which in ("better", "worse") for pair in strongest_effects(evidence, which).values()]
    outcomes = [outcome for outcome in OTHER_MEASURES if any(pair.outcome == outcome for pair in named)]
    if not outcomes:
        return ""
    measures = [say(f"measure.here.{outcome}", language) for outcome in outcomes]
    return say("measure.differ", language, measures=say("proven.semicolon", language).join(measures))
