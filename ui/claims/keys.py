"""The keys of the address that the Claims page alone uses."""

from ui.address import Key

MATCH = Key("match")  # why the listed claims do not match
