"""Rows of surveys and service_contacts."""

import numpy as np
import pyarrow as pa

from demo.applying.applications import Columns
from demo.columns import application_id, partner_id
from demo.files import write
from demo.loans.loan_rows import customer_id
from demo.service.contacts import Contacts
from demo.service.surveys import NPS
from demo.setting import codes, regions
from demo.setting.timeline import Array

KINDS = ("csat", "nps", "ces")


def contact_id(numbers: Array) -> pa.Array:
    """Numbers of service contacts; -1 is empty."""
    return write.format_ids("GD", numbers, 9)


def service_contacts(contacts: Contacts, live: Columns, numbers: Array) -> Columns:
    """Rows of service_contacts. `numbers`: their running numbers."""
    c = contacts.columns
    return {
        "contact_id": contact_id(numbers),
        "customer_id": customer_id(live["customer"][c["live"]]),
        "region": write.code(c["region"], regions.CODES),
        "channel": write.code(c["channel"], tuple(codes.CONTACT_CHANNEL)),
        "handled_by": write.code(c["handled_by"], tuple(codes.HANDLED_BY)),
        "topic": write.code(c["topic"], tuple(codes.TOPIC)),
        "opened_at": write.moment(c["opened"]),
        "first_response_at": write.moment(c["response"]),
        "resolved_at": write.moment(c["resolved"]),
        "reopened": write.flag(c["reopened"] & ~np.isnan(c["resolved"])),
        "is_complaint": write.flag(c["complaint"]),
        "outcome": write.code(c["outcome"], tuple(codes.CONTACT_OUTCOME)),
        "handling_minutes": write.number(c["handling"]),
        "due_on": write.date(c["due"]),
    }


def surveys(s: Columns, first_number: int, partners: int) -> Columns:
    """Rows of surveys, numbered from `first_number` on."""
    silent, recommends = np.isnan(s["answered"]), s["kind"] == NPS
    return {
        "survey_id": write.format_ids("DC", first_number + np.arange(len(silent)), 9),
        "kind": write.code(s["kind"], KINDS),
        "scale_min": write.to_integers(np.where(recommends, 0, 1)),
        "scale_max": write.to_integers(np.where(recommends, 10, 5)),
        "customer_id": customer_id(s["customer"]),
        "partner_id": partner_id(s["partner"], partners),
        "application_id": application_id(s["number"], s["number_day"]),
        "contact_id": contact_id(s["contact"]),
        "product": write.code(s["product"], tuple(codes.PRODUCT)),
        "region": write.code(s["region"], regions.CODES),
        "channel": write.code(s["channel"], tuple(codes.CHANNEL)),
        "touchpoint": write.code(s["touchpoint"], tuple(codes.TOUCHPOINT)),
        "sent_at": write.moment(s["sent"]),
        "answered_at": write.moment(s["answered"]),
        "score": write.to_integers(s["score"], silent),
    }
