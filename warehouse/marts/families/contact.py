"""Contacts with customer service: who answers, how long it takes, and whether it settles the matter."""

from warehouse.marts.mart import Family, Mart, Variant

_DIMENSIONS = ("contact_channel", "handled_by", "topic", "region")

_UNTIL = ("response", "resolution")


def _waits(until: str) -> Mart:
    """The waits of contacts until the first response or the last resolution."""
    return Mart(
        name=f"contact_{until}_waits",
        month_of="contact",
        by_cell=False,
        dimensions=_DIMENSIONS,
        keys=("ending", "bin"),
        flows=("n",),
        stocks=(),
        cohorts=(),
        counted="n",
        needs=("service_contacts",),
    )


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
        *(_waits(until) for until in _UNTIL),
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
    variants={
        f"contact_{until}_waits": Variant(template="contact_waits", parameters={"until": until})
        for until in _UNTIL
    },
    references=(),
    rules={},
    findings={},
    totals={
        "contacts: contacts": ("select sum(contacts) from contacts", "select count(*) from service_contacts"),
        **{
            f"contact_{until}_waits: contacts": (
                f"select sum(n) from contact_{until}_waits",
                "select count(*) from service_contacts",
            )
            for until in _UNTIL
        },
        "contacts: complaints": (
            "select sum(complaints) from contacts",
            "select count(*) from service_contacts where is_complaint",
        ),
    },
)
