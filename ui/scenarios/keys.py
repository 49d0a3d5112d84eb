"""The keys of the address that the Scenarios page alone uses."""

from ui.address import Key

PLANS = Key("plans")  # codes of the scenarios that lie side by side
EDIT = Key("edit")  # the code of the one that is open in the form
TRUST = Key("trust")  # whether only proven effects count, or all
AGAINST = Key("against")  # whether levels are shown or differences to doing nothing
PATH = Key("path")  # the outcome or sum drawn through time
HANGS = Key("hangs")  # whether bars are about the order or about the open scenario
DEEP = Key("deep")  # the view of the open scenario in depth
TARGET = Key(
    "target"
)  # what is sought: series, side, value, month and probability, as npv,at_least,500000,,0.8
PATH_CAME = Key("path_came")  # the outcome whose forecast is compared with what came
