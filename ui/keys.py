"""The keys of the address that several pages share."""

from ui.address import Key

LANGUAGE = Key("lang")  # the language
BEFORE = Key("before")  # the window before, YYYY-MM..YYYY-MM
AFTER = Key("after")  # the window after, YYYY-MM..YYYY-MM
PRODUCT = Key("product")  # members of the dimension that the page is narrowed down to
CHANNEL = Key("channel")  # the same
REGION = Key("region")  # the same
PARTNER = Key("partner")  # the same; the pages on partners look at the first of them
SEGMENT = Key("segment")  # the same
BY = Key("by")  # the dimension of a figure that compares members
VIEW = Key("view")  # which of its two views of customers a page shows
KPI = Key("kpi")  # the KPI that is defined, or that an initiative moved
INITIATIVE = Key("initiative")  # the initiative whose effects are shown
LEDGER = Key("ledger")  # the KPI whose change is divided among initiatives
PACK = Key("pack")  # which report is made

WINDOWS = (BEFORE, AFTER)
DIMENSIONS: dict[str, Key] = {key: key for key in (PRODUCT, CHANNEL, REGION, PARTNER, SEGMENT)}
