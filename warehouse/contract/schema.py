"""The operational tables: the contract between a company's systems and Milepost.

Validation, `docs/data.md`, the templates of `milepost init` and the simulated company are all
derived from `TABLES`. Columns are described once, in `warehouse.contract.columns`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from warehouse.contract.columns import COLUMNS, Column


@dataclass(frozen=True, kw_only=True)
class Table:
    """One operational table.

    `key`: the columns that together identify a row; those not in `required` may be empty.
    `unit_of_replacement`: for tables without a key, the column whose rows a later file replaces as a whole; if "", a
    file replaces only its own earlier version.
    `required`: columns that must be filled. `allowed`: the only values a code may take, by column.
    `orders`: (earlier, later) moments; a row in which the later one comes first is refused.
    `implies`: (column, other); a row that fills the first column but not the other is refused.
    `references`: column → table that should hold its value; a missing one is reported, not refused.
    """

    name: str
    en: str
    zh: str
    key: tuple[str, ...]
    unit_of_replacement: str
    columns: tuple[Column, ...]
    required: frozenset[str]
    allowed: Mapping[str, tuple[str, ...]]
    orders: tuple[tuple[str, str], ...]
    implies: tuple[tuple[str, str], ...]
    references: Mapping[str, str]

    @property
    def names(self) -> tuple[str, ...]:
        """Column names, in the order of the table."""
        return tuple(c.name for c in self.columns)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _table(
    name: str,
    en: str,
    zh: str,
    *,
    key: str,
    required: str,
    optional: str,
    allowed: Mapping[str, str],
    references: Iterable[str],
    unit_of_replacement: str = "",
    empty_key: str = "",
    orders: str = "",
    implies: str = "",
) -> Table:
    names = _words(key) + _words(required) + _words(optional)
    tables = {column: table for table, column in (pair.split(".") for pair in references)}
    return Table(
        name=name,
        en=en,
        zh=zh,
        key=_words(key),
        unit_of_replacement=unit_of_replacement,
        columns=tuple(COLUMNS[n] for n in names),
        required=frozenset(_words(key) + _words(required)) - frozenset(_words(empty_key)),
        allowed={column: _words(values) for column, values in allowed.items()},
        orders=tuple(pair for chain in orders.split(",") for pair in pairwise(_words(chain))),
        implies=tuple(pair for chain in implies.split(",") for pair in pairwise(_words(chain))),
        references=tables,
    )


TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        _table(
            "applications",
            "one row per credit application",
            "每笔信贷申请一行",
            key="application_id",
            required="product channel region",
            optional="customer_id partner_id score_band started_at submitted_at decided_at outcome "
            "decision_mode requested_amount funded_at cancelled_at resubmission_of fully_online fraud",
            allowed={
                "outcome": "approved declined withdrawn expired",
                "decision_mode": "auto manual",
                "fraud": "none suspected confirmed",
            },
            orders="started_at submitted_at decided_at funded_at, decided_at cancelled_at",
            references=["customers.customer_id", "partners.partner_id"],
        ),
        _table(
            "application_events",
            "one row per step of work on an application",
            "申请的每个工作环节一行",
            key="",
            unit_of_replacement="application_id",
            required="application_id activity started_at",
            optional="queued_at ended_at resource_id resource_kind",
            allowed={"resource_kind": "human system applicant partner"},
            orders="queued_at started_at ended_at",
            references=["applications.application_id"],
        ),
        _table(
            "loans",
            "one row per contract",
            "每份合同一行",
            key="loan_id",
            required="customer_id product channel region disbursed_on principal",
            optional="annual_rate term_months application_id partner_id score_band vehicle_value first_due_on "
            "first_paid_on transferred_on closed_on close_reason",
            allowed={
                "close_reason": "matured early_settled refinanced_away total_loss charged_off "
                "transferred cancelled"
            },
            orders="disbursed_on closed_on, disbursed_on transferred_on",
            implies="close_reason closed_on",
            references=["applications.application_id", "customers.customer_id", "partners.partner_id"],
        ),
        _table(
            "loan_months",
            "one row per contract and month end",
            "每份合同每个月末一行",
            key="loan_id month_end",
            required="balance days_past_due",
            optional="classification interest_income fee_income funding_cost servicing_cost "
            "charged_off_amount recovered_amount restructured scheduled_principal",
            allowed={"classification": "normal special_mention substandard doubtful loss"},
            references=["loans.loan_id"],
        ),
        _table(
            "customers",
            "one row per customer",
            "每位客户一行",
            key="customer_id",
            required="joined_on",
            optional="segment region age_band acquisition_channel acquisition_cost",
            allowed={},
            references=[],
        ),
        _table(
            "surveys",
            "one row per survey sent",
            "每份发出的问卷一行",
            key="survey_id",
            required="kind scale_max",
            optional="scale_min customer_id partner_id application_id contact_id product region channel "
            "touchpoint sent_at answered_at score",
            allowed={"kind": "csat nps ces"},
            orders="sent_at answered_at",
            implies="score answered_at",
            references=["customers.customer_id", "partners.partner_id", "applications.application_id"],
        ),
        _table(
            "service_contacts",
            "one row per contact with customer service",
            "每次客服接触一行",
            key="contact_id",
            required="channel handled_by opened_at",
            optional="customer_id region topic first_response_at resolved_at reopened is_complaint outcome "
            "handling_minutes due_on",
            allowed={
                "handled_by": "bot agent bot_then_agent",
                "outcome": "solved unsolved abandoned",
            },
            orders="opened_at first_response_at, opened_at resolved_at",
            references=["customers.customer_id"],
        ),
        _table(
            "partners",
            "one row per partner",
            "每个合作方一行",
            key="partner_id",
            required="name kind",
            optional="group_id region tier joined_on cooperation_model",
            allowed={"kind": "oem dealer technology bank"},
            references=[],
        ),
        _table(
            "partner_terms",
            "one row per partner and validity",
            "每个合作方每个有效期一行",
            key="partner_id valid_from",
            required="",
            optional="investment_amount market_potential benefit_paid risk_share review_due_on",
            allowed={},
            references=["partners.partner_id"],
        ),
        _table(
            "initiatives",
            "one row per initiative",
            "每项举措一行",
            key="initiative_id",
            required="name lever status",
            optional="owner cost_once cost_per_month acts_on units_chosen_from",
            allowed={"status": "planned running finished stopped"},
            references=[],
        ),
        _table(
            "rollouts",
            "one row per initiative and unit that goes live",
            "每项举措每个上线单元一行",
            key="initiative_id unit_kind unit",
            required="live_on",
            optional="ended_on",
            allowed={"unit_kind": "company region partner channel product"},
            orders="live_on ended_on",
            references=["initiatives.initiative_id"],
        ),
        _table(
            "initiative_goals",
            "one row per initiative and KPI it was meant to move",
            "每项举措每个目标指标一行",
            key="initiative_id kpi",
            required="",
            optional="expected_change expected_money_per_month anticipation_months",
            allowed={},
            references=["initiatives.initiative_id"],
        ),
        _table(
            "finance_months",
            "one row per month, account and unit",
            "每月每科目每核算单元一行",
            key="month account unit",
            empty_key="unit",
            required="amount",
            optional="unit_kind",
            allowed={
                "account": "revenue operating_cost it_cost marketing_cost commission origination_cost "
                "servicing_cost funding_cost credit_cost"
            },
            references=[],
        ),
        _table(
            "fraud_cases",
            "one row per fraud case",
            "每个欺诈案件一行",
            key="case_id",
            required="",
            optional="application_id loan_id detected_at confirmed_at cleared_at detected_by fraud_kind "
            "loss_amount prevented_amount",
            allowed={"detected_by": "model staff external"},
            orders="detected_at confirmed_at, detected_at cleared_at",
            references=["applications.application_id", "loans.loan_id"],
        ),
        _table(
            "incidents",
            "one row per IT or security incident",
            "每起信息系统或安全事件一行",
            key="incident_id",
            required="kind started_at",
            optional="system severity detected_at acknowledged_at restored_at planned impact",
            allowed={"kind": "availability security"},
            orders="started_at detected_at, started_at acknowledged_at, started_at restored_at",
            references=[],
        ),
        _table(
            "compliance_checks",
            "one row per compliance check",
            "每次合规检查一行",
            key="check_id",
            required="kind started_at",
            optional="region completed_at findings severity done_by effort_minutes",
            allowed={"done_by": "human system"},
            orders="started_at completed_at",
            references=[],
        ),
        _table(
            "targets",
            "one row per KPI, validity and member",
            "每个指标每个有效期每个成员一行",
            key="kpi valid_from dimension member",
            empty_key="dimension member",
            required="value",
            optional="valid_to tolerance owner",
            allowed={},
            orders="valid_from valid_to",
            references=[],
        ),
        _table(
            "events",
            "one row per thing worth a mark on a chart",
            "每个值得在图上标注的事件一行",
            key="",
            required="occurred_on kind label_en",
            optional="label_zh kpi",
            allowed={"kind": "policy macro outage launch definition other"},
            references=[],
        ),
    )
}
