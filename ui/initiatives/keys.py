"""The keys of the address that the Initiatives page alone uses."""

from ui.address import Key

PAIRS = Key("pairs")  # whether only the stated goals are shown or all pairs
PLAN = Key("plan")  # the KPI that a planned roll-out is to move
WAVES = Key("waves")  # in how many waves it goes live
GAP = Key("gap")  # months between two waves
REACH = Key("reach")  # the share of the units that it reaches
