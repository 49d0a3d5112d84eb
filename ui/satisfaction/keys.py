"""The keys of the address that the Satisfaction page alone uses."""

from ui.address import Key

VOICE = Key("voice")  # which survey is shown
SERVICE = Key("service")  # the view of customer service that is open
CONTACT_BY = Key("contact_by")  # the dimension by which contacts are compared
