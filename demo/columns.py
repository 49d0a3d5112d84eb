"""The columns of the exports: from indices, cents and day numbers to what a table of the schema holds."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from demo.applying.applications import Columns
from demo.applying.customers import Customers
from demo.applying.intake import Intake
from demo.applying.work_events import Steps
from demo.files import write
from demo.loans.book import REASONS, Book
from demo.loans.loan_rows import customer_id, loan_id
from demo.setting import codes, regions
from demo.setting.codes import ACTIVITY, RESOURCE_KIND
from demo.setting.timeline import Array
from demo.setting.world import DEALERS

LOANS_A_ROW_GROUP = 250_000


def application_id(numbers: Array, days: Array) -> pa.Array:
    """SQ, the day of the application, and a running number; -1 is empty."""
    return write.format_ids("SQ", numbers, 8, np.maximum(days, 0))


def partner_codes(count: int) -> list[str]:
    """Codes of the partners, dealers first: JXS (dealers) and HZF (others)."""
    return [f"JXS{n + 1:04d}" if n < DEALERS else f"HZF{n + 1 - DEALERS:03d}" for n in range(count)]


def partner_id(indices: Array, count: int) -> pa.Array:
    """Partner codes; -1 is empty."""
    return write.code(indices, partner_codes(count))


def applications(intake: Intake, partners: int) -> Columns:
    """Rows of applications."""
    c = intake.columns
    return {
        "application_id": application_id(c["number"], c["number_day"]),
        "customer_id": customer_id(c["customer"]),
        "partner_id": partner_id(c["partner"], partners),
        "product": write.code(c["product"], tuple(codes.PRODUCT)),
        "channel": write.code(c["channel"], tuple(codes.CHANNEL)),
        "region": write.code(c["region"], regions.CODES),
        "score_band": write.code(c["band"], tuple(codes.SCORE_BAND)),
        **{
            f"{name}_at": write.moment(c[name])
            for name in ("started", "submitted", "decided", "funded", "cancelled")
        },
        "outcome": write.code(c["outcome"], tuple(codes.OUTCOME)),
        "decision_mode": write.code(np.where(c["auto"] < 0, -1, 1 - c["auto"]), tuple(codes.DECISION_MODE)),
        "requested_amount": pa.array(c["amount"]),
        "resubmission_of": application_id(c["parent"], c["parent_day"]),
        "fully_online": write.flag(c["online"]),
        "fraud": write.code(c["fraud"], tuple(codes.FRAUD)),
    }


def application_events(intake: Intake, steps: Steps) -> Columns:
    """Rows of application_events."""
    c = intake.columns
    names = application_id(c["number"][intake.submitted], c["number_day"][intake.submitted])
    return {
        "application_id": names.take(pa.array(steps.row)),
        "activity": write.code(steps.activity, tuple(ACTIVITY)),
        "queued_at": write.moment(steps.queued),
        "started_at": write.moment(steps.started),
        "ended_at": write.moment(steps.ended),
        "resource_id": write.format_ids("GH", steps.person, 6),
        "resource_kind": write.code(steps.kind, tuple(RESOURCE_KIND)),
    }


def loans(book: Book, delivered: Array, partners: int) -> Iterator[pa.Table]:
    """Rows of loans, in blocks, as the data warehouse of the company exports them. `delivered`: bool."""
    chosen = np.flatnonzero(delivered)
    for start in range(0, max(len(chosen), 1), LOANS_A_ROW_GROUP):
        rows = chosen[start : start + LOANS_A_ROW_GROUP]
        s = {name: book.signed[name][rows] for name in book.signed.names}
        cents, rate = pa.decimal128(18, 2), pa.decimal128(9, 6)
        yield pa.table(
            {
                "loan_id": loan_id(rows),
                "application_id": application_id(s["application"], s["application_day"]),
                "customer_id": customer_id(s["customer"]),
                "partner_id": partner_id(s["partner"], partners).cast(pa.string()),
                "product": write.code(s["product"], tuple(codes.PRODUCT)).cast(pa.string()),
                "channel": write.code(s["channel"], tuple(codes.CHANNEL)).cast(pa.string()),
                "region": write.code(s["region"], regions.CODES).cast(pa.string()),
                "score_band": write.code(s["band"], tuple(codes.SCORE_BAND)).cast(pa.string()),
                "disbursed_on": write.date(s["disbursed"]),
                "principal": write.money(s["principal"]).cast(cents),
                "annual_rate": pa.array(s["rate"]).cast(rate),
                "term_months": pa.array(s["term"].astype(np.int32)),
                "vehicle_value": write.money(s["vehicle"].astype(np.int64) * 100).cast(cents),
                "first_due_on": write.date(s["first_due"]),
                "first_paid_on": write.date(s["first_paid"]),
                "transferred_on": write.date(s["transferred"]),
                "closed_on": write.date(s["closed"]),
                "close_reason": write.code(s["reason"], REASONS).cast(pa.string()),
            }
        )


def customers(people: Customers) -> Columns:
    """Rows of customers, those with a delivered contract or application."""
    rows = np.flatnonzero(people.rows["on_file"])
    c = {name: people.rows[name][rows] for name in people.rows.names}
    return {
        "customer_id": customer_id(rows),
        "joined_on": write.date(c["joined"]),
        "segment": write.code(c["segment"], tuple(codes.SEGMENT)),
        "region": write.code(c["region"], regions.CODES),
        "age_band": write.code(c["age"], tuple(codes.AGE_BAND)),
        "acquisition_channel": write.code(c["won_by"], tuple(codes.ACQUISITION_CHANNEL)),
        "acquisition_cost": write.money(c["cost"]),
    }
