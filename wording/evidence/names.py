"""Names of initiatives and of the units they reach."""

from warehouse.effects.evidence import Evidence
from wording.evidence.effects import Names
from wording.reader import Reader


def names_of(reader: Reader, evidence: Evidence) -> Names:
    """Return code → name of the initiatives: the company's own label, else the name delivered."""
    labels = reader.ask.labels("initiative")
    return {
        initiative.code: labels.get(initiative.code, {}).get(reader.language) or initiative.name
        for initiative in evidence.initiatives
    }


def unit_names(reader: Reader, evidence: Evidence) -> dict[str, Names]:
    """Return kind of unit → code → name, for each kind that occurs."""
    kinds = {wave.unit_kind for initiative in evidence.initiatives for wave in initiative.waves}
    return {
        kind: {code: words[reader.language] for code, words in reader.ask.labels(kind).items()}
        for kind in kinds
    }
