"""KPIs of the work on applications: time in people's hands, time in queues, hand-offs and rework."""

from typing import Literal

from warehouse.kpis.record import Kpi, Ratio, mean_of

WORKED_EN = "applications that have steps of work"
WORKED_ZH = "有作业记录的申请"


def _per_case(
    *,
    code: str,
    name_en: str,
    name_zh: str,
    measured_en: str,
    measured_zh: str,
    measure: str,
    unit: Literal["minutes", "count"],
    guard: str,
) -> Kpi:
    timed = unit == "minutes"  # how long a step without an end took, nobody knows
    cases_en = "applications all of whose steps of work by the lender have an end" if timed else WORKED_EN
    cases_zh = "机构作业环节均有结束时间的申请" if timed else WORKED_ZH
    return Kpi(
        code=code,
        catalogue_code="APR-03",
        family="work",
        name_en=name_en,
        name_zh=name_zh,
        definition_en=f"{measured_en} ÷ {cases_en}, by month of submission.",
        definition_zh=f"{measured_zh} ÷ {cases_zh}，按提交月份。",
        pitfalls_en="Work that moves to the applicant or the dealer leaves this figure, not the journey: read touch "
        "time and elapsed time together.",
        pitfalls_zh="转移给申请人或经销商的工作会从本指标消失，但流程并未缩短：处理时长与历时须一并阅读。",
        version="2" if timed else "1",
        marts=("application_work",),
        rows=(),
        formula=mean_of(measure, "timed_cases" if timed else "cases"),
        unit=unit,
        better="lower",
        follow_up_days=30,
        guard=guard,
        needs=("application_events.ended_at" if timed else "application_events.started_at",),
    )


KPIS = (
    _per_case(
        code="touch_time_mean",
        name_en="Touch time per application",
        name_zh="件均人工处理时长",
        measured_en="Minutes in the hands of the lender's people",
        measured_zh="机构人员实际处理的分钟数",
        measure="touch_minutes",
        unit="minutes",
        guard="elapsed_time_mean",
    ),
    _per_case(
        code="elapsed_time_mean",
        name_en="Elapsed time per application",
        name_zh="件均作业历时",
        measured_en="Time from the first start of work to the last completion",
        measured_zh="首个环节开始至最后环节完成的时间",
        measure="elapsed_minutes",
        unit="minutes",
        guard="touch_time_mean",
    ),
    _per_case(
        code="waiting_time_mean",
        name_en="Waiting time per application",
        name_zh="件均等待时长",
        measured_en="Elapsed time in which nobody and nothing at the lender worked on it",
        measured_zh="历时中机构无人、无系统处理的时间",
        measure="waiting_minutes",
        unit="minutes",
        guard="touch_time_mean",
    ),
    _per_case(
        code="steps_per_application",
        name_en="Steps per application",
        name_zh="件均人工环节数",
        measured_en="Steps of work by people",
        measured_zh="人工作业环节数",
        measure="steps",
        unit="count",
        guard="rework_per_application",
    ),
    _per_case(
        code="handoffs_per_application",
        name_en="Hand-offs per application",
        name_zh="件均转手次数",
        measured_en="Changes of the person who works on it",
        measured_zh="处理人员变更次数",
        measure="handoffs",
        unit="count",
        guard="touch_time_mean",
    ),
    _per_case(
        code="rework_per_application",
        name_en="Rework per application",
        name_zh="件均返工次数",
        measured_en="Steps that repeat an earlier step of the same kind",
        measured_zh="重复先前同类环节的次数",
        measure="rework",
        unit="count",
        guard="touch_time_mean",
    ),
    Kpi(
        code="decisions_per_underwriter_day",
        catalogue_code="APR-04",
        family="work",
        name_en="Human decisions per underwriter-day",
        name_zh="人均日审批件数",
        definition_en="Decisions by people ÷ days on which people worked on applications, a person's day split over "
        "regions and products in proportion to the steps, by month of the event.",
        definition_zh="人工审批决定数 ÷ 人员作业日数（一人一日按环节数在地区与产品间分摊），按事件月份。",
        pitfalls_en="Rises when easy cases go to people, falls when the machine takes them: read it with the "
        "automated decision rate.",
        pitfalls_zh="简单件多则升，简单件被自动化则降：须与自动审批率一并阅读。",
        version="1",
        marts=("work_days",),
        rows=(),
        formula=Ratio(
            numerator=("human_decisions",),
            denominator=("underwriter_days",),
            events=("human_decisions",),
            cases=("human_decisions",),
            counts="mean",
            factor=1.0,
            stock=False,
        ),
        unit="count_per_day",
        better="higher",
        follow_up_days=0,
        guard="automated_rate",
        needs=("application_events.resource_id", "applications.decision_mode"),
    ),
)
