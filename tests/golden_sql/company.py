"""A company without chance: six regions and eight partners, of which every month brings the same few rows.

All that happens lies in the middle of a month, so that no time zone moves it into another.
"""

from collections.abc import Hashable, Mapping
from datetime import datetime
from itertools import product
from pathlib import Path
from typing import Any

import pandas as pd

from cli.publishing import publish
from tests.kit.facts import a_company, write_facts
from warehouse.contract.store import Home
from warehouse.snapshot.snapshots import read_served_id

AS_OF = datetime(2023, 6, 30, 16)
MONTHS = pd.date_range("2021-01-01", "2022-12-01", freq="MS")
LAST_MONTH_END = pd.Timestamp("2022-12-31")
REGIONS = tuple(f"R{number}" for number in range(1, 7))
PARTNERS = tuple(f"P{number}" for number in range(1, 9))
SYSTEM = "origination"


def publish_company(folder: Path) -> Path:
    """Publish the company in the folder; the file of its snapshot."""
    home = Home(root=folder)
    company = a_company(availability={"systems": {SYSTEM: "24x7"}}, churn={"return_months": 1})
    write_facts(home, company, AS_OF, **tables())
    publish(home, lambda line: None)
    return home.snapshots / f"{read_served_id(home)}.duckdb"


def tables() -> dict[str, pd.DataFrame]:
    """The operational tables, moments in UTC."""
    loans = _loans()
    return {
        "applications": _applications(),
        "loans": loans,
        "loan_months": pd.DataFrame([row for loan in loans.to_dict("records") for row in _month_ends(loan)]),
        "surveys": _surveys(),
        "finance_months": _accounts(),
        "incidents": _incidents(),
    }


def _applications() -> pd.DataFrame:
    """One of each region and partner a month, decided after 1 to 5 days; every third is declined."""
    rows = []
    for number, (month, region, partner) in enumerate(product(MONTHS, REGIONS, PARTNERS)):
        submitted = month + pd.Timedelta(days=9, hours=2)
        rows.append(
            {
                **_place(number, region, partner),
                "application_id": number,
                "submitted_at": submitted,
                "decided_at": submitted + pd.Timedelta(days=1 + number % 5),
                "outcome": "declined" if number % 3 == 0 else "approved",
            }
        )
    return pd.DataFrame(rows)


def _loans() -> pd.DataFrame:
    """One of each region and partner a month; every fifth is settled early after half a year."""
    rows = []
    for number, (month, region, partner) in enumerate(product(MONTHS, REGIONS, PARTNERS)):
        disbursed = month + pd.Timedelta(days=14)
        closed = disbursed + pd.DateOffset(months=6)
        settled = number % 5 == 0 and closed <= LAST_MONTH_END
        rows.append(
            {
                **_place(number, region, partner),
                "loan_id": number,
                "customer_id": number,
                "disbursed_on": disbursed,
                "principal": 100_000.0 + 1_000 * (number % 7),
                "annual_rate": 0.06,
                "term_months": 36,
                "closed_on": closed if settled else None,
                "close_reason": "early_settled" if settled else None,
            }
        )
    return pd.DataFrame(rows).assign(closed_on=lambda loans: pd.to_datetime(loans.closed_on))


def _month_ends(loan: Mapping[Hashable, Any]) -> list[dict[str, object]]:
    """The month ends of a contract while it is open; every eleventh is 95 days past due from the fourth on."""
    settled = pd.notna(loan["closed_on"])
    last = loan["closed_on"] - pd.offsets.MonthEnd(1) if settled else LAST_MONTH_END
    return [
        {
            "loan_id": loan["loan_id"],
            "month_end": month_end,
            "balance": loan["principal"] - 2_000 * age,
            "days_past_due": 95 if loan["loan_id"] % 11 == 0 and age >= 3 else 0,
            "interest_income": 500.0,
            "fee_income": 20.0,
            "funding_cost": 200.0,
            "servicing_cost": 30.0,
            "charged_off_amount": 0.0,
            "recovered_amount": 0.0,
        }
        for age, month_end in enumerate(pd.date_range(loan["disbursed_on"], last, freq="ME"))
    ]


def _surveys() -> pd.DataFrame:
    """One to each region and partner a month, answered the next day with 1 to 5 but for every fourth."""
    rows = []
    for number, (month, region, partner) in enumerate(product(MONTHS, REGIONS, PARTNERS)):
        sent = month + pd.Timedelta(days=11, hours=2)
        answered = number % 4 != 0
        rows.append(
            {
                **_place(number, region, partner),
                "survey_id": number,
                "kind": "csat",
                "scale_max": 5,
                "touchpoint": "application",
                "sent_at": sent,
                "answered_at": sent + pd.Timedelta(days=1) if answered else pd.NaT,
                "score": 1.0 + number % 5 if answered else None,
            }
        )
    return pd.DataFrame(rows)


def _accounts() -> pd.DataFrame:
    """Income that grows and cost that does not, of the whole company."""
    rows = []
    for number, month in enumerate(MONTHS):
        rows.append({"month": month, "account": "revenue", "amount": 1_000_000.0 + 10_000 * number})
        rows.append({"month": month, "account": "operating_cost", "amount": 400_000.0})
    return pd.DataFrame(rows)


def _incidents() -> pd.DataFrame:
    """One outage of the system a month, half an hour longer each time."""
    started = MONTHS + pd.Timedelta(days=15, hours=2)
    restored = started + pd.to_timedelta([30 * (1 + number) for number in range(len(MONTHS))], unit="min")
    return pd.DataFrame(
        {
            "incident_id": range(len(MONTHS)),
            "kind": "availability",
            "system": SYSTEM,
            "started_at": started,
            "restored_at": restored,
        }
    )


def _place(number: int, region: str, partner: str) -> dict[str, str]:
    return {
        "product": ("new", "used")[number % 2],
        "channel": ("dealer", "app", "web")[number % 3],
        "region": region,
        "partner_id": partner,
    }
