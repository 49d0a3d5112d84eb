"""KPIs of the work on applications: time in people's hands, time in queues, hand-offs and rework."""

from typing import Literal

from warehouse.kpis.record import Kpi, Ratio, mean_of

WORKED_EN = "applications that have steps of work"
WORKED_ZH = "有作业记录的申请"


def _per_case(
    code: str,
    names: tuple[str, str],
    definitions: tuple[str, str],
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
        name_en=names[0],
        name_zh=names[1],
        definition_en=f"{definitions[0]} ÷ {cases_en}, by month of submission.",
        definition_zh=f"{definitions[1]} ÷ {cases_zh}，按提交月份。",
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
        "touch_time_mean",
        ("Touch time per application", "件均人工处理时长"),
        ("Minutes in the hands of the lender's people", "机构人员实际处理的分钟数"),
        "touch_minutes",
        "minutes",
        "elapsed_time_mean",
    ),
    _per_case(
        "elapsed_time_mean",
        ("Elapsed time per application", "件均作业历时"),
        ("Time from the first start of work to the last completion", "首个环节开始至最后环节完成的时间"),
        "elapsed_minutes",
        "minutes",
        "touch_time_mean",
    ),
    _per_case(
        "waiting_time_mean",
        ("Waiting time per application", "件均等待时长"),
        (
            "Elapsed time in which nobody and nothing at the lender worked on it",
            "历时中机构无人、无系统处理的时间",
        ),
        "waiting_minutes",
        "minutes",
        "touch_time_mean",
    ),
    _per_case(
        "steps_per_application",
        ("Steps per application", "件均人工环节数"),
        ("Steps of work by people", "人工作业环节数"),
        "steps",
        "count",
        "rework_per_application",
    ),
    _per_case(
        "handoffs_per_application",
        ("Hand-offs per application", "件均转手次数"),
        ("Changes of the person who works on it", "处理人员变更次数"),
        "handoffs",
        "count",
        "touch_time_mean",
    ),
    _per_case(
        "rework_per_application",
        ("Rework per application", "件均返工次数"),
        ("Steps that repeat an earlier step of the same kind", "重复先前同类环节的次数"),
        "rework",
        "count",
        "touch_time_mean",
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
