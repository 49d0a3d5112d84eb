"""Contacts with customer service: who answers, how long it takes, and whether it settles the matter."""

from warehouse.families.record import Family, Mart

_DIMENSIONS = ("contact_channel", "handled_by", "topic", "region")

FAMILY = Family(
    preparations=("touches",),
    calendars=("contact",),
    tables=(),
    rated=(),
    marts=(
        Mart(
            name="contacts",
            month_of="contact",
            by_cell=False,
            dimensions=_DIMENSIONS,
            keys=(),
            flows=(
                "contacts",
                "abandoned",
                "ended",
                "issues",
                "issues_repeated_7d",
                "issues_once_7d",
                "bot_7d",
                "bot_contained_7d",
                "agent_contacts",
                "handling_minutes",
                "complaints",
                "complaints_due",
                "complaints_in_time",
            ),
            stocks=(),
            cohorts=(),
            counted="contacts",
            needs=("service_contacts",),
        ),
        Mart(
            name="contact_waits",
            month_of="contact",
            by_cell=False,
            dimensions=_DIMENSIONS,
            keys=("wait", "ending", "bin"),
            flows=("n",),
            stocks=(),
            cohorts=(),
            counted="n",
            needs=("service_contacts",),
        ),
        Mart(
            name="service_load",
            month_of="service_load",
            by_cell=False,
            dimensions=("region",),
            keys=(),
            flows=("complaints", "agent_contacts", "handling_minutes"),
            stocks=("contracts",),
            cohorts=(),
            counted="contracts",
            needs=("service_contacts", "loan_months"),
        ),
    ),
    references=(),
    rules={},
    totals={
        "contacts: contacts": ("select sum(contacts) from contacts", "select count(*) from service_contacts"),
        "contact_waits: contacts, each wait": (
            "select sum(n) from contact_waits",
            "select 2 * count(*) from service_contacts",
        ),
        "contacts: complaints": (
            "select sum(complaints) from contacts",
            "select count(*) from service_contacts where is_complaint",
        ),
    },
)
