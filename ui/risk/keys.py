"""The keys of the address that the Risk page alone uses."""

from ui.address import Key

RATE = Key("rate")  # which of the rates of bad loans is shown
DEPTH = Key("depth")  # the part that is open behind the answer
LATE = Key("late")  # from how many days past due a contract counts in the vintages
OVER = Key("over")  # the dimension over which the balance is concentrated
