"""What initiatives and the units they reach are called."""

from warehouse.effects.evidence import Evidence
from wording.evidence.effects import Names
from wording.reader import Reader


def names_of(reader: Reader, found: Evidence) -> Names:
    """What the initiatives are called: the company's own words, else the name that was delivered."""
    labels = reader.ask.labels("initiative")
    return {one.code: labels.get(one.code, {}).get(reader.language) or one.name for one in found.initiatives}


def unit_names(reader: Reader, found: Evidence) -> dict[str, Names]:
    """Names of the units of every kind that occurs."""
    kinds = {wave.unit_kind for one in found.initiatives for wave in one.waves}
    return {
        kind: {code: words[reader.language] for code, words in reader.ask.labels(kind).items()}
        for kind in kinds
    }
