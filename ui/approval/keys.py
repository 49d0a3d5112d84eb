"""The keys of the address that the Approval page alone uses."""

from ui.address import Key

CLOCK = Key("clock")  # from which moment to which the time to a decision is measured
ENDING = Key("ending")  # which ending of the wait is drawn
