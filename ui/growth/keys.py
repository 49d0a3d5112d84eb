"""The keys of the address that the Growth page alone uses."""

from ui.address import Key

SERIES = Key("series")  # the KPI shown month by month
GROWTH = Key("growth")  # the growth rate shown month by month
BASE = Key("base")  # what costs are related to: revenue or contracts
SHARE = Key("share")  # the KPI of lending shown by a dimension
