"""The keys of the address that meeting mode alone uses."""

from ui.address import Key

AGENDA = Key("agenda")  # whose meeting it is
SECTION = Key("section")  # the section that is shown
