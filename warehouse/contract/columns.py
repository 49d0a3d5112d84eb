"""The column registry: type, unit and meaning of every operational column, each defined once.

A quantity has the same name in every table that holds it; its unit is part of the name or stands in `unit`.
Tables (`warehouse.contract.schema`) refer to columns by name. Types are the keys of `TYPES`.

Known drawback: all tables share the meaning of a column, so whatever differs between tables (allowed values, required
or not) is defined with the table.
"""

from dataclasses import dataclass

TYPES = {
    "id": "BIGINT",  # of a person, contract or application: keyed, never stored as delivered
    "name": "VARCHAR",  # a readable identifier (partner, initiative, incident): stored as delivered
    "code": "VARCHAR",  # a short word of any script, often one of a list
    "text": "VARCHAR",  # free words of people: tested for personal data
    "integer": "INTEGER",
    "money": "DECIMAL(18,2)",  # in the company's currency
    "rate": "DECIMAL(9,6)",  # a fraction, 0.05 is 5 %
    "number": "DECIMAL(18,4)",
    "timestamp": "TIMESTAMP",  # stored in UTC
    "date": "DATE",
    "month": "DATE",  # the first day of the month
    "boolean": "BOOLEAN",
}


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: its type (a key of `TYPES`), its unit ("" if it has none) and its meaning in English and Chinese.

    `observed`: the column records moments that have passed, so its latest value in a delivery is the delivery's
    cut-off; due dates and validity dates are not observed.
    `space` groups ids of the same thing under different column names (`resubmission_of` holds an application id).
    """

    name: str
    type: str
    unit: str
    observed: bool
    space: str
    en: str
    zh: str


def _columns(rows: str) -> dict[str, Column]:
    columns = {}
    for row in rows.strip().splitlines():
        name, kind, unit, en, zh = (part.strip() for part in row.split("|"))
        observed = kind.endswith("!")
        kind, _, space = kind.rstrip("!").partition(":")
        columns[name] = Column(name=name, type=kind, unit=unit, observed=observed, space=space, en=en, zh=zh)
    return columns


# name | type (`!` an observed moment, `:space` of an id) | unit | English | Chinese
COLUMNS = _columns("""
account | code | | ledger account | 会计科目
acknowledged_at | timestamp! | | moment the incident was acknowledged | 事件确认受理时间
acquisition_channel | code | | channel that won the customer | 获客渠道
acquisition_cost | money | currency | cost of winning the customer | 获客成本
activity | text | | name of the step of work | 工作环节名称
acts_on | code | | what the initiative changes: application, origination, book, customer or service; several joined by + | 举措作用对象（多个以 + 连接）
age_band | code | | age band of the customer | 年龄段
amount | money | currency | amount of the account in the month | 当月金额
annual_rate | rate | fraction a year | contract interest rate, -1 to 1: 14.07 % is 0.1407 | 合同年利率，-1 至 1（14.07% 写作 0.1407）
answered_at | timestamp! | | moment of the answer; empty = no answer | 答复时间（空 = 未答复）
anticipation_months | integer | months | months before go-live in which an effect may already show | 上线前可能提前显效的月数
application_id | id:application | | credit application | 信贷申请编号
balance | money | currency | principal outstanding at month end, after charge-off; below 0 = overpaid, nothing outstanding | 月末未偿本金（核销后）；负数表示多还款，按未偿为零计
benefit_paid | money | currency | benefit paid to the partner | 已付合作方收益
cancelled_at | timestamp! | | moment an approved application was given up | 批准后放弃时间
case_id | id:case | | fraud case | 欺诈案件编号
channel | code | | where the customer applied; of a service contact, where it came in | 申请渠道（客服接触则为接入渠道）
charged_off_amount | money | currency | principal charged off in the month | 当月核销本金
check_id | name | | compliance check | 合规检查编号
classification | code | | five-category loan classification | 五级分类
cleared_at | timestamp! | | moment the suspicion was cleared | 排除嫌疑时间
close_reason | code | | why the contract ended | 合同结束原因
closed_on | date! | | day the contract ended | 合同结束日
completed_at | timestamp! | | moment the check was completed | 检查完成时间
confirmed_at | timestamp! | | moment the fraud was confirmed | 欺诈确认时间
contact_id | id:contact | | contact with customer service | 客服工单编号
cooperation_model | code | | model of cooperation | 合作模式
cost_once | money | currency | one-off cost of the initiative | 一次性投入
cost_per_month | money | currency | running cost of the initiative | 每月运行成本
customer_id | id:customer | | customer | 客户编号
days_past_due | integer | days | days past due at month end | 月末逾期天数
decided_at | timestamp! | | moment the wait ended; outcome says how; empty with an outcome = decided, time not known; empty without = still open | 审批等待结束时间（空且有结果 = 已有结论但时间未知；空且无结果 = 仍在审批）
decision_mode | code | | decided by machine or by a person | 自动或人工审批
detected_at | timestamp! | | moment of detection | 发现时间
detected_by | code | | who detected it | 发现方
dimension | code | | dimension the target is for; empty = whole company | 目标所属维度（空 = 全公司）
disbursed_on | date! | | day of disbursement | 放款日
done_by | code | | checked by a person or by a system | 人工或系统执行
due_on | date | | day by which the complaint must be decided | 投诉办理期限
effort_minutes | number | minutes | working time spent | 投入工时
ended_at | timestamp! | | moment the step ended; empty = under way | 环节结束时间（空 = 进行中）
ended_on | date | | day the roll-out was withdrawn | 停用日
expected_change | rate | fraction | relative change of the KPI that was promised | 预期相对变化
expected_money_per_month | money | currency a month | benefit that was promised | 预期每月收益
fee_income | money | currency | fees earned in the month | 当月手续费收入
findings | integer | findings | findings of the check | 检查发现问题数
first_due_on | date | | day the first instalment is due | 首期应还日
first_paid_on | date! | | day the first instalment was paid in full | 首期足额还款日
first_response_at | timestamp! | | moment of the first response | 首次响应时间
fraud | code | | fraud mark, for display only (it has no date) | 欺诈标记（仅展示）
fraud_kind | code | | kind of fraud | 欺诈类型
fully_online | boolean | | from start to funding without paper or visit | 全程线上办理
funded_at | timestamp! | | moment of funding | 放款时间
funding_cost | money | currency | cost of funding the contract in the month | 当月资金成本
group_id | name | | group the partner belongs to | 所属集团
handled_by | code | | handled by bot, agent, or bot then agent | 处理方
handling_minutes | number | minutes | working time of agents | 人工处理时长
impact | rate | fraction | share of the service that was down, 0 to 1 | 受影响比例
incident_id | name | | IT or security incident | 信息系统或安全事件编号
initiative_id | name | | initiative | 举措编号
interest_income | money | currency | interest earned in the month | 当月利息收入
investment_amount | money | currency | what the partner invested | 合作方投入金额
is_complaint | boolean | | the contact is a complaint | 是否投诉
joined_on | date! | | day of the first contract ever, or of joining as a partner | 首次签约日或加入日
kind | code | | kind, by table | 类别
kpi | code | | KPI code | 指标代码
label_en | text | | words for the chart, English | 图上文字（英文）
label_zh | text | | words for the chart, Chinese | 图上文字（中文）
lever | code | | lever of the transformation | 转型抓手
live_on | date | | first day live in the unit | 上线日
loan_id | id:loan | | contract | 合同编号
loss_amount | money | currency | loss by the fraud | 欺诈损失金额
market_potential | money | currency | market potential of the partner | 市场潜力
member | code | | member of the dimension | 维度成员
month | month | | calendar month | 月份
month_end | date! | | last day of the month | 月末日
name | text | | name shown to people | 名称
occurred_on | date | | day of the event | 发生日
opened_at | timestamp! | | moment the contact was opened | 工单开始时间
outcome | code | | how the wait, or the contact, ended | 结果
owner | text | | who answers for it (a role or department) | 责任方（岗位或部门）
partner_id | name | | partner: OEM, dealer, technology firm or bank | 合作方编号
planned | boolean | | planned downtime | 计划内停机
prevented_amount | money | currency | loss that was prevented | 拦截金额
principal | money | currency | amount financed | 融资本金
product | code | | product, such as new, used, nev | 产品
queued_at | timestamp! | | moment the step began to wait for work | 环节进入队列时间
recovered_amount | money | currency | cash received after charge-off | 核销后回收现金
region | code | | region, such as the province's code | 地区
reopened | boolean | | the contact was opened again | 是否重开
requested_amount | money | currency | amount applied for | 申请金额
resolved_at | timestamp! | | moment of the last resolution | 最终解决时间
resource_id | id:resource | | who did the work: a person or a system account | 处理人或系统账号
resource_kind | code | | human, system, applicant or partner | 处理方类型
restored_at | timestamp! | | moment service was restored | 恢复时间
restructured | boolean | | terms were eased or extended; stays set once set | 是否重组（含展期，一经标记不取消）
resubmission_of | id:application | | application that this one replaces | 被替代的原申请编号
review_due_on | date | | day the terms are due for review | 条款复审日
risk_share | rate | fraction | share of credit losses the partner bears | 合作方风险分担比例
scale_max | integer | points | best score of the scale, above scale_min; net scores need 0 to 10 | 量表最高分，须高于最低分（NPS 只用 0–10 分量表）
scale_min | integer | points | worst score of the scale; empty = 0 for nps, 1 for csat and ces | 量表最低分（空：nps 为 0，csat、ces 为 1）
scheduled_principal | money | currency | principal due in the month by schedule | 当月应还本金
score | number | points | score given, from scale_min to scale_max | 评分，介于量表最低分与最高分之间
score_band | code | | band of the credit score | 评分段
segment | code | | customer segment as at joining | 客户分群（入网时）
sent_at | timestamp! | | moment the survey was sent | 问卷发送时间
servicing_cost | money | currency | cost of servicing the contract in the month | 当月服务成本
severity | code | | severity | 严重程度
started_at | timestamp! | | moment of the start | 开始时间
status | code | | state of the initiative | 状态
submitted_at | timestamp! | | moment of submission; empty = a draft | 提交时间（空 = 草稿）
survey_id | id:survey | | survey sent | 问卷编号
system | code | | system | 系统
term_months | integer | months | term of the contract; a contract that vanishes at its end has matured | 合同期限；到期后不再出现即视为正常到期
tier | code | | tier of the partner | 合作方等级
tolerance | number | unit of the KPI | distance from the target still accepted | 容差
topic | code | | topic of the contact | 咨询主题
touchpoint | code | | touchpoint the survey is about | 触点
transferred_on | date! | | day the contract was sold or securitised off the book | 转让出表日
unit | code | | member that goes live (`all` for the company), or the unit the amount belongs to (empty = not allocated) | 上线单元（全公司为 all）或核算单元（空 = 未分摊）
unit_kind | code | | what kind of unit | 单元类型
units_chosen_from | month | | month from which the units were chosen by their results | 单元择定所依据的起始月份
valid_from | date | | first day of validity | 生效日
valid_to | date | | last day of validity; empty = open | 失效日（空 = 长期）
value | number | unit of the KPI | target value | 目标值
vehicle_value | money | currency | value of the vehicle at origination | 车辆价值
""")

# What ids may be of.
SPACES = tuple(sorted({column.space for column in COLUMNS.values() if column.type == "id"}))
