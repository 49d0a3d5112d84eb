"""What initiatives and the units they reach are called."""

from ui.effects import Names
from ui.view import View
from warehouse.evidence import Evidence


def names_of(view: View, found: Evidence) -> Names:
    """What the initiatives are called: the company's own words, else the name that was delivered."""
    labels = view.ask.labels("initiative")
    return {one.code: labels.get(one.code, {}).get(view.language) or one.name for one in found.initiatives}


def unit_names(view: View, found: Evidence) -> dict[str, Names]:
    """Names of the units of every kind that occurs."""
    kinds = {wave.unit_kind for one in found.initiatives for wave in one.waves}
    return {
        kind: {code: words[view.language] for code, words in view.ask.labels(kind).items()} for kind in kinds
    }
