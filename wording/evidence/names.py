"""What initiatives and the units they reach are called."""

from warehouse.effects.evidence import Evidence
from wording.evidence.effects import Names
from wording.reader import Reader


def names_of(reader: Reader, evidence: Evidence) -> Names:
    """What the initiatives are called: the company's own words, else the name that was delivered."""
    labels = reader.ask.labels("initiative")
    return {
        initiative.code: labels.get(initiative.code, {}).get(reader.language) or initiative.name
        for initiative in evidence.initiatives
    }


def unit_names(reader: Reader, evidence: Evidence) -> dict[str, Names]:
    """Names of the units of every kind that occurs."""
    kinds = {wave.unit_kind for initiative in evidence.initiatives for wave in initiative.waves}
    return {
        kind: {code: words[reader.language] for code, words in reader.ask.labels(kind).items()}
        for kind in kinds
    }
