"""Books of contracts of 100,000, of all ages alike, that turn bad and leave by a plan: every rate is a count."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pandas as pd

from cli.publishing import publish
from tests.kit.facts import a_company, write_facts
from warehouse.contract.store import Home
from warehouse.contract.windows import months_between, shift
from warehouse.snapshot.snapshots import Snapshot, open_current

AS_OF = datetime(2022, 6, 30, 16)
FIRST, LAST = "2020-12", "2022-06"
BEFORE, AFTER = ("2021-01", "2021-06"), ("2022-01", "2022-06")
WINDOWS = {"before": list(BEFORE), "after": list(AFTER)}
BALANCE = 100_000


@dataclass(frozen=True, kw_only=True)
class Group:
    """So many contracts alike: when they turn bad and leave ("": never) and how; where they are, and by whom."""

    count: int
    bad_from: str
    left: str
    how: str
    region: str
    partner: str


def steady(
    each_month: int, bad_at_first: int, contracts: int, region: str, left: dict[str, str]
) -> list[Group]:
    """A book of which so many turn bad each month; `left`: month in which all that were bad before it leave → how."""
    months = months_between(FIRST, LAST)
    counts = {month: bad_at_first if month == FIRST else each_month for month in months}
    groups = []
    for month, count in counts.items():
        gone = next((one for one in sorted(left) if one > month), "")
        groups.append(
            Group(count=count, bad_from=month, left=gone, how=left.get(gone, ""), region=region, partner="P0")
        )
    return [
        *groups,
        Group(
            count=contracts - sum(counts.values()), bad_from="", left="", how="", region=region, partner="P0"
        ),
    ]


def published(folder: Path, groups: list[Group], **more: pd.DataFrame) -> Snapshot:
    """The snapshot of such a book; `more`: other tables."""
    home = Home(root=folder)
    contracts = [
        (f"{place}-{copy}", group) for place, group in enumerate(groups) for copy in range(group.count)
    ]
    company = a_company(npl={"basis": "days", "days": 90}, transformation=WINDOWS)
    rows = [row for loan, group in contracts for row in _month_ends(loan, group)]
    write_facts(
        home,
        company,
        AS_OF,
        loans=pd.DataFrame([_loan(*one) for one in contracts]),
        loan_months=pd.DataFrame(rows).assign(recovered_amount=0),
        **more,
    )
    publish(home, lambda line: None)
    return open_current(home)


def _loan(loan: str, group: Group) -> dict[str, object]:
    left = pd.Timestamp(f"{group.left}-15") if group.left else None
    return {
        "loan_id": _number(loan),
        "customer_id": _number(loan),
        "product": "new",
        "channel": "dealer",
        "region": group.region,
        "partner_id": group.partner,
        "disbursed_on": pd.Timestamp(f"{shift('2018-01', _number(loan) % 24)}-05"),
        "principal": BALANCE,
        "annual_rate": 0.06,
        "term_months": 60,
        "transferred_on": left if group.how == "transferred" else None,
        "closed_on": left,
        "close_reason": group.how or None,
    }


def _month_ends(loan: str, group: Group) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for month in months_between(FIRST, LAST):
        if (group.left and month > group.left) or (month == group.left and group.how == "transferred"):
            break
        gone = month == group.left
        bad = bool(group.bad_from) and month >= group.bad_from
        found.append(
            {
                "loan_id": _number(loan),
                "month_end": pd.Timestamp(f"{shift(month, 1)}-01") - pd.Timedelta(days=1),
                "balance": 0 if gone else BALANCE,
                "days_past_due": 120 if bad else 0,
                "charged_off_amount": BALANCE if gone else 0,
            }
        )
    return found


def _number(loan: str) -> int:
    place, copy = loan.split("-")
    return 10_000 * int(place) + int(copy)
