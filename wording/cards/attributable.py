"""The attributable part of a KPI's change, for its card: only for the whole company and its own windows."""

from dataclasses import dataclass

from warehouse.effects.attributed import find_attributed, is_covered, largest_mover
from warehouse.effects.evidence import Evidence, evidence
from wording.choices import Choices
from wording.evidence.effects import quote_name
from wording.evidence.ledger import part_words
from wording.evidence.names import names_of
from wording.reader import Reader
from wording.words import say


@dataclass(frozen=True, kw_only=True)
class AttributablePart:
    """The attributable part of a change: initiatives by name, the amounts in words, and an initiative's code.

    initiative: the one with the largest part.
    """

    movers: str
    words: str
    initiative: str


def attributable_part(reader: Reader, choices: Choices, code: str) -> AttributablePart | None:
    """Return the attributable part of a KPI's change.

    None where there is no such part, and for filters or for windows other than the company's.
    """
    if not is_covered(reader.snapshot, choices.before, choices.after, choices.where):
        return None
    initiative_evidence: Evidence = reader.ask.of(evidence)
    ledger = find_attributed(initiative_evidence, code)
    if ledger is None:
        return None
    names = names_of(reader, initiative_evidence)
    movers = [
        quote_name(names.get(initiative, initiative), reader.language) for initiative, _ in ledger.parts
    ]
    return AttributablePart(
        movers=say("format.comma", reader.language).join(movers),
        words=part_words(
            ledger, initiative_evidence.find_outcome(code), names, reader.currency, reader.language
        ),
        initiative=largest_mover(ledger),
    )
