"""The monthly accounts. Rows of one account and month sum to the company; no unit means not allocated."""

from warehouse.marts.mart import Family, Mart

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
                "origination_cost_applied",
                "operating_cost_on_book",
                "it_cost_on_book",
            ),
            stocks=("contracts",),
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
    variants={},
    references=(),
    rules={},
    findings={},
    totals={
        "accounts: contracts": (
            "select sum(contracts) from accounts",
            "select sum(contracts) from book where month in (select month from finance_months)",
        ),
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
