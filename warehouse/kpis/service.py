"""KPIs of customer service: waiting, solving, complaints, and the load on people."""

from warehouse.kpis.record import Better, Formula, Kpi, Quantile, Ratio, Unit, share_of


def _of_service(
    code: str,
    catalogue_code: str,
    names: tuple[str, str],
    definitions: tuple[str, str],
    pitfalls: tuple[str, str],
    marts: tuple[str, ...],
    rows: tuple[tuple[str, tuple[str, ...]], ...],
    formula: Formula,
    unit: Unit,
    better: Better,
    follow_up_days: int,
    guard: str,
    needs: tuple[str, ...],
) -> Kpi:
    return Kpi(
        code=code,
        catalogue_code=catalogue_code,
        family="service",
        name_en=names[0],
        name_zh=names[1],
        definition_en=definitions[0],
        definition_zh=definitions[1],
        pitfalls_en=pitfalls[0],
        pitfalls_zh=pitfalls[1],
        version="1",
        marts=marts,
        rows=rows,
        formula=formula,
        unit=unit,
        better=better,
        follow_up_days=follow_up_days,
        guard=guard,
        needs=needs,
    )


def _per_contract(numerator: str, factor: float) -> Ratio:
    """Events of the month per contract on the book at its end, times `factor`."""
    return Ratio((numerator,), ("contracts",), (numerator,), ("contracts",), "rate", factor, stock=True)


KPIS = (
    _of_service(
        "first_response_median",
        "SVC-02",
        ("First response, median", "客服首次响应时长中位数"),
        (
            "Time from the opening of a contact to the first response, of a customer who stays until then: median of "
            "the Kaplan–Meier curve over all contacts opened in the month. Contacts without a response count as "
            "waiting at their own cut-off; abandoned ones do not count, since when they were given up is not recorded.",
            "自工单开始至首次响应的时长，以等到响应的客户为准：按工单开始月份对全部工单作 Kaplan–Meier 估计，取中位数。"
            "尚未响应者在其数据截止时点删失；客户放弃的工单未记录放弃时点，不计入等待。",
        ),
        (
            "A bot answers at once: when more contacts begin with a bot the median falls although nobody is answered "
            "sooner. Compare by who handled the contact.",
            "智能客服即时应答：由其首接的工单增多，中位数便会下降，但客户未必更快得到解答。应按处理方比较。",
        ),
        ("contact_response_waits",),
        (),
        Quantile(share=0.5, events=("responded",), censored=("open",), weight="n"),
        "minutes",
        "lower",
        7,
        "contact_abandonment_rate",
        ("service_contacts.first_response_at",),
    ),
    _of_service(
        "resolution_median",
        "SVC-03",
        ("Time to resolution, median", "客户问题解决时长中位数"),
        (
            "Time from the opening of a contact to its (last) resolution, re-openings included: median of the "
            "Kaplan–Meier curve over all contacts opened in the month. Unsolved ones count as not resolved at their "
            "own cut-off, abandoned ones do not count.",
            "自工单开始至（最后一次）解决的时长，含重开：按工单开始月份对全部工单作 Kaplan–Meier 估计，取中位数。"
            "未解决的工单在其数据截止时点仍计为未解决；客户放弃的工单不计入。",
        ),
        (
            "Bots take the easy cases: the median over all may fall while every kind of case takes longer. Compare by "
            "topic and by who handled it; closing too early shows in first-contact resolution.",
            "简单问题由智能客服处理，总体中位数可能下降，而各类问题的耗时反而上升。应按主题与处理方比较；"
            "过早结单会反映在首次解决率上。",
        ),
        ("contact_resolution_waits",),
        (),
        Quantile(share=0.5, events=("resolved",), censored=("open",), weight="n"),
        "minutes",
        "lower",
        7,
        "first_contact_resolution",
        ("service_contacts.resolved_at",),
    ),
    _of_service(
        "contact_abandonment_rate",
        "SVC-01",
        ("Contacts abandoned", "客服放弃率"),
        (
            "Contacts given up by the customer ÷ contacts of known outcome, by month of opening.",
            "客户中途放弃的工单 ÷ 结果已知的工单，按工单开始月份。",
        ),
        ("Guard of the waiting times of customer service.", "客服等待时长的护栏指标。"),
        ("contacts",),
        (),
        share_of(("abandoned",), ("ended",)),
        "fraction",
        "lower",
        7,
        "",
        ("service_contacts.outcome",),
    ),
    _of_service(
        "first_contact_resolution",
        "SVC-04",
        ("First-contact resolution", "首次解决率"),
        (
            "Issues without another contact of the same customer on the same topic within 7 days ÷ issues, by month "
            "of the first contact; issues opened at least 7 days before their cut-off.",
            "7 天内同一客户未就同一主题再次联系的问题 ÷ 全部问题，按首次联系月份；仅计首次联系距数据截止满 7 天者。",
        ),
        (
            "Customers who give up, or return under another topic, count as resolved. Contacts without a customer or "
            "a topic cannot be linked and do not count.",
            "放弃追问或改以其他主题再次联系的客户会被计为已解决。无客户编号或主题的工单无法关联，不计入。",
        ),
        ("contacts",),
        (),
        share_of(("issues_once_7d",), ("issues",)),
        "fraction",
        "higher",
        7,
        "contact_abandonment_rate",
        ("service_contacts.customer_id", "service_contacts.topic"),
    ),
    _of_service(
        "bot_containment",
        "SVC-06",
        ("Bot containment", "智能客服自助解决率"),
        (
            "Contacts handled by the bot alone, not abandoned, and without contact with an agent on the topic within 7 "
            "days ÷ contacts that began with the bot, by month of opening.",
            "全程由智能客服处理、客户未放弃且 7 天内未就同一主题转人工的工单 ÷ 由智能客服首接的工单，按工单开始月份。",
        ),
        (
            "A hidden way to an agent raises containment and helps nobody: read it with first-contact resolution and "
            "satisfaction after service.",
            "隐藏人工入口也会抬高本指标，却无助于客户：须与首次解决率及服务满意度一并阅读。",
        ),
        ("contacts",),
        (),
        share_of(("bot_contained_7d",), ("bot_7d",)),
        "fraction",
        "higher",
        7,
        "first_contact_resolution",
        ("service_contacts.customer_id", "service_contacts.topic", "service_contacts.outcome"),
    ),
    _of_service(
        "complaint_rate",
        "SVC-08",
        ("Complaints per 1,000 contracts", "每千份合同月投诉量"),
        (
            "Complaints opened in the month ÷ contracts with a balance at its end × 1,000; several months together: "
            "Σ complaints ÷ Σ month-end contracts.",
            "当月投诉件数 ÷ 月末有余额合同数 × 1,000；多个月合并时为投诉件数之和 ÷ 各月末合同数之和。",
        ),
        (
            "An easier way to complain raises the count. A complaint is assigned to the region of the contact.",
            "投诉渠道更便捷会使件数上升。投诉按工单所属地区统计。",
        ),
        ("service_load",),
        (),
        _per_contract("complaints", 1000.0),
        "count_per_1000",
        "lower",
        0,
        "complaints_in_time",
        ("service_contacts.is_complaint", "loan_months.balance"),
    ),
    _of_service(
        "complaints_in_time",
        "SVC-08",
        ("Complaints decided in time", "投诉办理及时率"),
        (
            "Complaints decided by their due date ÷ complaints whose due date has passed or that were decided, by "
            "month of opening.",
            "在办理期限内办结的投诉 ÷ 期限已过或已办结的投诉，按投诉开始月份。",
        ),
        (
            "Extended due dates raise it. In young months only quick decisions are known, so months count 30 days "
            "after their end.",
            "延长办理期限会抬高本指标。近期月份只见到办结较快的投诉，因此月末满 30 天后方计入。",
        ),
        ("contacts",),
        (),
        share_of(("complaints_in_time",), ("complaints_due",)),
        "fraction",
        "higher",
        30,
        "complaint_rate",
        ("service_contacts.due_on", "service_contacts.is_complaint"),
    ),
    _of_service(
        "agent_workload",
        "SVC-05",
        ("Agent contacts per 1,000 contracts", "每千份合同人工客服工单量"),
        (
            "Contacts in which an agent took part, opened in the month ÷ contracts with a balance at its end × 1,000.",
            "当月有人工客服参与的工单 ÷ 月末有余额合同数 × 1,000。",
        ),
        (
            "Fewer but harder contacts: the count may fall and the hours not, so read it with the hours.",
            "工单减少而难度上升时，件数下降但工时未必下降：须与工时一并阅读。",
        ),
        ("service_load",),
        (),
        _per_contract("agent_contacts", 1000.0),
        "count_per_1000",
        "lower",
        0,
        "first_contact_resolution",
        ("service_contacts.handled_by", "loan_months.balance"),
    ),
    _of_service(
        "agent_hours",
        "SVC-05",
        ("Agent hours per 1,000 contracts", "每千份合同人工客服工时"),
        (
            "Handling time of agents in hours, of contacts opened in the month ÷ contracts with a balance at its end "
            "× 1,000.",
            "当月工单的人工处理时长（小时）÷ 月末有余额合同数 × 1,000。",
        ),
        ("Contacts without a recorded handling time count as none.", "未记录处理时长的工单按零计。"),
        ("service_load",),
        (),
        Ratio(
            ("handling_minutes",),
            ("contracts",),
            ("agent_contacts",),
            ("contracts",),
            "mean",
            1000 / 60,
            stock=True,
        ),
        "hours_per_1000",
        "lower",
        0,
        "agent_workload",
        ("service_contacts.handling_minutes", "loan_months.balance"),
    ),
)
