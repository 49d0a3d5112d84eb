"""The files of the company: which table, where, in which encoding, under which headers and words.

Both the writers and the mapping in company.toml are made from these records, so they cannot disagree.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from etl.demo import regions, words

REGION = dict(zip(regions.CODES, regions.ZH, strict=True))


@dataclass(frozen=True)
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
    return Export(table, file, encoding, delimiter, sheet, theirs, values, formats or {}, sql)


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
        product=_zh(words.PRODUCT),
        channel=_zh(words.CHANNEL),
        region=REGION,
        score_band=_zh(words.SCORE_BAND),
        outcome=_zh(words.OUTCOME),
        decision_mode=_zh(words.DECISION_MODE),
        fully_online={"true": "是", "false": "否"},
        fraud=_zh(words.FRAUD),
    ),
    _export(
        "application_events",
        "application_events/events_*.csv.gz",
        "application_id=appl_no activity=step queued_at=queue_time started_at=start_time ended_at=end_time "
        "resource_id=operator resource_kind=operator_type",
        activity=_zh(words.ACTIVITY),
        resource_kind={"human": "P", "system": "S", "applicant": "C", "partner": "D"},
    ),
    _export(
        "partners",
        "partners.xlsx",
        "partner_id=合作方编号 name=名称 kind=类型 group_id=集团 region=省份 tier=等级 joined_on=合作起始日 "
        "cooperation_model=合作模式",
        sheet="合作方",
        kind=_zh(words.PARTNER_KIND),
        region=REGION,
        tier=_zh(words.TIER),
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
        classification=_zh(words.CLASSIFICATION),
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
        segment=_zh(words.SEGMENT),
        region=REGION,
        age_band=_zh(words.AGE_BAND),
        acquisition_channel=_zh(words.ACQUISITION_CHANNEL),
    ),
)
BY_TABLE = {export.table: export for export in EXPORTS}
