"""Contracts and month ends: what is on the book, how old it is, and what goes bad."""

from warehouse.families.record import Family

FAMILY = Family(
    preparations=(),
    calendars=(),
    tables=(),
    rated=(),
    marts=(),
    references=(),
    rules={
        "loans: closed not before disbursed": "from loans where closed_on < disbursed_on",
        "loan_months: no negative balance": "from loan_months where balance < 0",
        "loan_months: no negative days past due": "from loan_months where days_past_due < 0",
    },
    totals={},
)
