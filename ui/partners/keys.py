"""The keys of the address that the Partners page alone uses."""

from ui.address import Key

PART = Key("part")  # whether all partners are shown, one of them, or the terms
KIND = Key("kind")  # the kind of partner
QUALITY = Key("quality")  # the measure of quality
COURSE = Key("course")  # the KPI of one partner shown over time
WEIGHTS = Key("weights")  # weights of the measures of a score, code:number
BASES = Key("bases")  # weights of the bases of a fair share, code:number
SUPPOSE = Key("suppose")  # amounts that are supposed, partner:base:amount
