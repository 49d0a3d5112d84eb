"""The attributable part of a KPI's change, for its card: only of the whole company between its own windows."""

from ui.filters import Choices
from ui.initiative_names import names_of
from ui.ledger_words import part_words
from ui.view import View
from warehouse.evidence import Evidence, evidence


def attributable_part(view: View, choices: Choices, code: str) -> str:
    """Of how much of the change what is attributable to whom, "" where there is no such part, and for slices."""
    if choices.where or (choices.before, choices.after) != view.snapshot.windows:
        return ""
    found: Evidence = view.ask.of(evidence)
    ledger = next((one for one in found.ledgers if one.kpi == code and one.parts), None)
    if ledger is None:
        return ""
    return part_words(ledger, found.measured(code), names_of(view, found), view.currency, view.language)
