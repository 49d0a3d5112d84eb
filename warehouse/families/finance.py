"""The monthly accounts. Rows of one account and month sum to the company; no unit means not allocated."""

from warehouse.families.record import Family, Mart

FAMILY = Family(
    preparations=(),
    calendars=("finance",),
    tables=(),
    rated=(),
    marts=(
        Mart(
            name="accounts",
            month_of="finance",
            by_cell=False,
            dimensions=(),
            keys=(),
            flows=(
                "entries",
                "revenue",
                "operating_cost",
                "it_cost",
                "marketing_cost",
                "commission",
                "origination_cost",
                "servicing_cost",
                "funding_cost",
                "credit_cost",
                "profit",
                "applications",
            ),
            stocks=(),
            cohorts=(),
            counted="entries",
            needs=("finance_months",),
        ),
        Mart(
            name="accounts_by_region",
            month_of="finance",
            by_cell=False,
            dimensions=("region",),
            keys=(),
            flows=("entries", "revenue", "funding_cost", "credit_cost", "servicing_cost"),
            stocks=(),
            cohorts=(),
            counted="entries",
            needs=("finance_months",),
        ),
    ),
    references=(),
    rules={},
    totals={
        "accounts_by_region: the same revenue as accounts": (
            "select sum(revenue) from accounts_by_region",
            "select sum(revenue) from accounts",
        ),
        "accounts: operating cost": (
            "select sum(operating_cost) from accounts",
            "select sum(amount) from finance_months where account = 'operating_cost'",
        ),
    },
)
