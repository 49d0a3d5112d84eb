"""All initiatives in one line without numbers: which are attributable, for what, and which have paid back."""

from collections.abc import Sequence

from warehouse.effects.benefits import Money
from warehouse.effects.evidence import Evidence, Pair
from warehouse.kpis import find
from wording.evidence.effects import Names, name_moved_part, quote_name
from wording.evidence.paid import find_payback_states
from wording.evidence.strongest import strongest_effects
from wording.sentences.answer import inside
from wording.words import Language, say

MOST_NAMED = 3


def initiatives_line(
    evidence: Evidence, costs: Sequence[Money], names: Names, narrowed: bool, language: Language
) -> str:
    """Return which initiatives have attributable effects and have paid back; "" where no effect was looked for.

    narrowed: the page around the line shows a part of the company; the line says then that it does not.
    """
    if not evidence.pairs:
        return ""

    def name(code: str) -> str:
        return quote_name(names.get(code, code), language)

    def name_with_kpi(pair: Pair) -> str:
        kpi = inside(name_moved_part(find(pair.kpi), language), language)
        return say("proven.line.of", language, initiative=name(pair.initiative), kpi=kpi)

    def name_all(key: str, listed: Sequence[str]) -> str:
        joined = say("format.comma", language).join(listed[:MOST_NAMED])
        if len(listed) > MOST_NAMED:
            joined = say("proven.line.more", language, names=joined)
        return say(f"proven.line.{key}", language, names=joined)

    better, worse = (
        [name_with_kpi(pair) for pair in strongest_effects(evidence, which).values()]
        for which in ("better", "worse")
    )
    states = find_payback_states(evidence, costs)
    back = [name(code) for code, state in states.items() if state == "paid back"]
    parts = [
        *([name_all("back", back) if back else say("proven.line.none_back", language)] if states else []),
        name_all("better", better) if better else say("proven.line.none", language),
        *([name_all("worse", worse)] if worse else []),
    ]
    key = "proven.line.company" if narrowed else "proven.line"
    return say(key, language, parts=say("proven.semicolon", language).join(parts))
