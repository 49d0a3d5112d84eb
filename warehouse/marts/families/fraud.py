"""Fraud: how much gets through, how much is stopped, how often it happens."""

from warehouse.marts.mart import CELL, Family, Mart

_NEEDS = ("applications", "fraud_cases")

FAMILY = Family(
    preparations=("fraud", "fraud_checked"),
    calendars=("fraud",),
    tables=(),
    rated=(),
    marts=(
        Mart(
            name="fraud_funding",
            month_of="fraud_funding",
            by_cell=True,
            dimensions=CELL,
            keys=(),
            flows=("funded", "funded_6m", "confirmed_6m"),
            stocks=(),
            cohorts=(),
            counted="funded",
            needs=_NEEDS,
        ),
        Mart(
            name="fraud_detection",
            month_of="fraud_submission",
            by_cell=True,
            dimensions=CELL,
            keys=(),
            flows=("submitted_7m", "stopped", "missed_6m", "fraud_7m"),
            stocks=(),
            cohorts=(),
            counted="submitted_7m",
            needs=_NEEDS,
        ),
        Mart(
            name="fraud_incidents",
            month_of="fraud_submission",
            by_cell=True,
            dimensions=CELL,
            keys=(),
            flows=("confirmed", "applications"),
            stocks=(),
            cohorts=(),
            counted="applications",
            needs=_NEEDS,
        ),
    ),
    variants={},
    references=(),
    rules={},
    findings={},
    totals={
        "fraud_incidents: confirmed cases": (
            "select sum(confirmed) from fraud_incidents",
            "select count(*) from fraud_cases where confirmed_at is not null and case_id in"
            " (select case_id from fraud where product is not null)",
        ),
        "fraud_funding: funded applications": (
            "select sum(funded) from fraud_funding",
            "select count(*) from applications where funded_at is not null and submitted_at is not null"
            " and (select count(*) from fraud_cases) > 0",
        ),
    },
)
