"""The keys of the address that the Decisions page alone uses."""

from ui.address import Key

DECISION = Key("decision")  # the decision that is open
