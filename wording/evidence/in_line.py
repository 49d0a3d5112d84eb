"""All initiatives in one line without numbers: which are proven, which do proven harm, and which have paid back."""

from collections.abc import Iterable, Sequence
from itertools import islice

from warehouse.effects.benefits import Money
from warehouse.effects.evidence import Evidence
from wording.evidence.effects import Names, quote_name
from wording.evidence.paid import find_payback_states
from wording.evidence.strongest import strongest_effects
from wording.words import Language, say

MOST_NAMED = 3


def initiatives_line(
    evidence: Evidence, costs: Sequence[Money], names: Names, narrowed: bool, language: Language
) -> str:
    """Return which initiatives are proven and whether they have paid back; "" where no effect was looked for.

    narrowed: the page around the line shows a part of the company; the line says then that it does not.
    """
    if not evidence.pairs:
        return ""

    def name_all(key: str, codes: Iterable[str]) -> str:
        listed = list(codes)
        words = [quote_name(names.get(code, code), language) for code in islice(listed, MOST_NAMED)]
        joined = say("format.comma", language).join(words)
        if len(listed) > MOST_NAMED:
            joined = say("proven.line.more", language, names=joined)
        return say(f"proven.line.{key}", language, names=joined)

    better, worse = (strongest_effects(evidence, which) for which in ("better", "worse"))
    states = find_payback_states(evidence, costs)
    back = [code for code, state in states.items() if state == "paid back"]
    parts = [
        *([name_all("back", back) if back else say("proven.line.none_back", language)] if states else []),
        name_all("better", better) if better else say("proven.line.none", language),
        *([name_all("worse", worse)] if worse else []),
    ]
    key = "proven.line.company" if narrowed else "proven.line"
    return say(key, language, parts=say("proven.semicolon", language).join(parts))
