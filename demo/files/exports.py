"""The files of the company: which table, where, in which encoding, under which headers and words.

Both the writers and the mapping in company.toml are made from these records, so they cannot disagree.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from demo.setting import codes, regions

REGION = dict(zip(regions.CODES, regions.ZH, strict=True))


@dataclass(frozen=True, kw_only=True)
class Export:
    """One feed.

    `columns`: ours → their header, in the order of the file. `values`: our column → {ours: theirs}.
    `formats`: our column → strptime format. `sql`: what company.toml says over `source`, "" for none.
    """

    table: str
    file: str
    encoding: str
    delimiter: str
    sheet: str
    columns: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]
    formats: Mapping[str, str]
    sql: str


def _zh(table: dict[str, tuple[str, str]]) -> dict[str, str]:
    return {code: zh for code, (zh, _) in table.items()}


def _export(
    table: str,
    file: str,
    columns: str,
    *,
    encoding: str = "utf-8",
    delimiter: str = ",",
    sheet: str = "",
    formats: Mapping[str, str] | None = None,
    sql: str = "",
    **values: Mapping[str, str],
) -> Export:
    names = [pair.partition("=") for pair in columns.split()]
    theirs = {ours: other or ours for ours, _, other in names}
    return Export(
        table=table,
        file=file,
        encoding=encoding,
        delimiter=delimiter,
        sheet=sheet,
        columns=theirs,
        values=values,
        formats=formats or {},
        sql=sql,
    )


_SLASHES = "%Y/%m/%d %H:%M:%S"
_MOMENTS = ("started_at", "submitted_at", "decided_at", "funded_at", "cancelled_at")

EXPORTS = (
    _export(
        "applications",
        "applications/applications_*.csv",
        "application_id=申请编号 customer_id=客户编号 partner_id=渠道编号 product=产品 channel=申请渠道 "
        "region=省份 score_band=评分段 started_at=开始填写时间 submitted_at=提交时间 "
        "decided_at=审批结束时间 outcome=审批结果 "
        "decision_mode=审批方式 requested_amount=申请金额 funded_at=放款时间 cancelled_at=放弃时间 "
        "resubmission_of=原申请编号 fully_online=全程线上 fraud=欺诈标记",
        encoding="gb18030",
        formats=dict.fromkeys(_MOMENTS, _SLASHES),
        product=_zh(codes.PRODUCT),
        channel=_zh(codes.CHANNEL),
        region=REGION,
        score_band=_zh(codes.SCORE_BAND),
        outcome=_zh(codes.OUTCOME),
        decision_mode=_zh(codes.DECISION_MODE),
        fully_online={"true": "是", "false": "否"},
        fraud=_zh(codes.FRAUD),
    ),
    _export(
        "application_events",
        "application_events/events_*.csv.gz",
        "application_id=appl_no activity=step queued_at=queue_time started_at=start_time ended_at=end_time "
        "resource_id=operator resource_kind=operator_type",
        activity=_zh(codes.ACTIVITY),
        resource_kind={"human": "P", "system": "S", "applicant": "C", "partner": "D"},
    ),
    _export(
        "partners",
        "partners.xlsx",
        "partner_id=合作方编号 name=名称 kind=类型 group_id=集团 region=省份 tier=等级 joined_on=合作起始日 "
        "cooperation_model=合作模式",
        sheet="合作方",
        kind=_zh(codes.PARTNER_KIND),
        region=REGION,
        tier=_zh(codes.TIER),
    ),
    _export(
        "initiatives",
        "initiatives.csv",
        "initiative_id name=项目名称 lever=抓手 owner=责任部门 cost_once=一次性投入 "
        "cost_per_month=月运行成本 status=状态 acts_on=作用对象 units_chosen_from=择区依据起始月",
        encoding="gb18030",
        status={"planned": "计划", "running": "进行中", "finished": "已完成", "stopped": "已停止"},
    ),
    _export("rollouts", "rollouts.csv", "initiative_id unit_kind unit live_on ended_on"),
    _export(
        "loans",
        "loans.parquet",
        "loan_id application_id customer_id partner_id product channel region score_band disbursed_on "
        "principal annual_rate term_months vehicle_value first_due_on first_paid_on transferred_on closed_on "
        "close_reason",
    ),
    _export(
        "loan_months",
        "loan_months/loan_months_*.csv.gz",
        "loan_id month_end balance days_past_due=dpd classification=five_class interest_income=interest "
        "fee_income=fee funding_cost servicing_cost charged_off_amount=write_off recovered_amount=recovery "
        "restructured=restructured_flag scheduled_principal",
        classification=_zh(codes.CLASSIFICATION),
        restructured={"true": "1", "false": "0"},
    ),
    _export(
        "customers",
        "customers.txt",
        "customer_id=客户编号 joined_on=首次签约日 segment=客群 region=省份 age_band=年龄段 "
        "acquisition_channel=获客渠道 acquisition_cost=获客成本",
        encoding="utf-8-sig",
        delimiter="|",
        formats={"joined_on": "%Y%m%d"},
        segment=_zh(codes.SEGMENT),
        region=REGION,
        age_band=_zh(codes.AGE_BAND),
        acquisition_channel=_zh(codes.ACQUISITION_CHANNEL),
    ),
    _export(
        "surveys",
        "surveys/surveys_*.xlsx",
        "survey_id=问卷编号 kind=问卷类型 scale_min=最低分 scale_max=最高分 customer_id=客户编号 "
        "partner_id=渠道编号 application_id=申请编号 contact_id=工单编号 product=产品 region=省份 "
        "channel=申请渠道 touchpoint=触点 sent_at=发送时间 answered_at=答复时间 score=得分",
        sheet="问卷",
        kind={"csat": "满意度", "nps": "推荐度", "ces": "费力度"},
        product=_zh(codes.PRODUCT),
        region=REGION,
        channel=_zh(codes.CHANNEL),
        touchpoint=_zh(codes.TOUCHPOINT),
    ),
    _export(
        "service_contacts",
        "service/contacts_*.csv.gz",
        "contact_id=ticket_no customer_id=cust_no region=province channel=entry handled_by=handler topic "
        "opened_at=open_time first_response_at=first_reply_time resolved_at=close_time reopened=reopen_flag "
        "is_complaint=complaint_flag outcome=result handling_minutes=agent_minutes due_on=deadline",
        delimiter="\t",
        formats={"due_on": "%Y%m%d"},
        region=REGION,
        channel=_zh(codes.CONTACT_CHANNEL),
        handled_by=_zh(codes.HANDLED_BY),
        topic=_zh(codes.TOPIC),
        reopened={"true": "Y", "false": "N"},
        is_complaint={"true": "Y", "false": "N"},
        outcome=_zh(codes.CONTACT_OUTCOME),
    ),
    _export(
        "partner_terms",
        "partner_terms.csv",
        "partner_id=合作方编号 valid_from=生效日 investment_amount=投入金额 market_potential=市场潜力 "
        "benefit_paid=已付收益 risk_share=风险分担比例 review_due_on=复审日",
        encoding="gb18030",
    ),
    _export(
        "initiative_goals",
        "initiative_goals.csv",
        "initiative_id kpi expected_change expected_money_per_month anticipation_months",
    ),
    _export(
        "finance_months",
        "finance.xlsx",
        "month=月份 unit=核算单元 unit_kind=单元类型 revenue=营业收入 funding_cost=资金成本 "
        "credit_cost=信用成本 servicing_cost=贷后服务成本 operating_cost=营业支出 it_cost=其中科技 "
        "marketing_cost=其中营销 commission=其中佣金 origination_cost=其中进件",
        sheet="月报",
        sql="""\
select "月份" as month, account, "核算单元" as unit, "单元类型" as unit_kind, amount
from source unpivot (amount for account in (
    "营业收入" as revenue, "资金成本" as funding_cost, "信用成本" as credit_cost,
    "贷后服务成本" as servicing_cost, "营业支出" as operating_cost, "其中科技" as it_cost,
    "其中营销" as marketing_cost, "其中佣金" as commission, "其中进件" as origination_cost))""",
    ),
    _export(
        "fraud_cases",
        "fraud_cases.csv",
        "case_id=案件编号 application_id=申请编号 loan_id=合同编号 detected_at=发现时间 "
        "confirmed_at=确认时间 cleared_at=排除时间 detected_by=发现方 fraud_kind=欺诈类型 "
        "loss_amount=损失金额 prevented_amount=拦截金额",
        detected_by={"model": "模型", "staff": "员工", "external": "外部"},
        fraud_kind=_zh(codes.FRAUD_KIND),
    ),
    _export(
        "incidents",
        "incidents.csv",
        "incident_id kind started_at system severity detected_at acknowledged_at restored_at planned impact",
    ),
    _export(
        "compliance_checks",
        "compliance_checks.csv",
        "check_id kind region=province started_at completed_at findings severity done_by "
        "effort_minutes=effort_hours",
        region=REGION,
        sql="""\
select * exclude (effort_hours, province), province as region,
    round(cast(effort_hours as double) * 60, 2) as effort_minutes
from source""",
    ),
    _export("targets", "targets.csv", "kpi valid_from valid_to dimension member value tolerance owner"),
    _export("events", "events.csv", "occurred_on kind label_en label_zh kpi"),
)
# The tables whose export differs where Excel's rows do not suffice.
LARGE = {
    "surveys": replace(
        {export.table: export for export in EXPORTS}["surveys"], file="surveys/surveys_*.csv.gz", sheet=""
    )
}


def exports_of(size: str) -> dict[str, Export]:
    """The feeds of a size, by table."""
    plain = {export.table: export for export in EXPORTS}
    return plain | LARGE if size in ("l", "xl") else plain
