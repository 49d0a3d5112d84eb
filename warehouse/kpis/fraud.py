"""KPIs of fraud: what got through, what was stopped, and how often it is confirmed."""

from warehouse.kpis.record import Better, Formula, Kpi, Ratio, Unit, share_of


def _of_fraud(
    code: str,
    catalogue_code: str,
    names: tuple[str, str],
    definitions: tuple[str, str],
    pitfalls: tuple[str, str],
    mart: str,
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
        family="fraud",
        name_en=names[0],
        name_zh=names[1],
        definition_en=definitions[0],
        definition_zh=definitions[1],
        pitfalls_en=pitfalls[0],
        pitfalls_zh=pitfalls[1],
        version="1",
        marts=(mart,),
        rows=(),
        formula=formula,
        unit=unit,
        better=better,
        follow_up_days=follow_up_days,
        guard=guard,
        needs=needs,
    )


KPIS = (
    _of_fraud(
        "fraud_rate",
        "FRD-01",
        ("Confirmed fraud rate", "欺诈率"),
        (
            "Applications confirmed as fraud within 6 months of funding ÷ applications funded at least 6 months before "
            "their cut-off, by month of funding.",
            "放款后 6 个月内确认为欺诈的申请 ÷ 放款距数据截止满 6 个月的申请，按放款月份。",
        ),
        (
            "Fraud that is booked as a credit loss does not show, and better detection raises what is confirmed: read "
            "it with the detection rate.",
            "记为信用损失的欺诈不在其中；识别能力提高也会使确认数上升：须与欺诈检出率一并阅读。",
        ),
        "fraud_funding",
        share_of(("confirmed_6m",), ("funded_6m",)),
        "fraction",
        "lower",
        184,
        "fraud_detection_rate",
        ("fraud_cases.confirmed_at", "applications.funded_at"),
    ),
    _of_fraud(
        "fraud_detection_rate",
        "FRD-02",
        ("Fraud detection rate", "欺诈检出率"),
        (
            "Confirmed fraud stopped before funding ÷ (stopped + confirmed within 6 months of funding), by month of "
            "submission, applications at least 7 months old.",
            "放款前拦截且确认的欺诈 ÷（放款前拦截 + 放款后 6 个月内确认），按提交月份，仅计提交距数据截止满 7 个月的申请。",
        ),
        (
            "Fraud nobody ever found is not in it, so it is an upper bound. Good customers stopped by mistake are its cost.",
            "从未被发现的欺诈不在其中，因此是上限。误拦优质客户是其代价。",
        ),
        "fraud_detection",
        share_of(("stopped",), ("fraud_7m",)),
        "fraction",
        "higher",
        215,
        "fraud_rate",
        ("fraud_cases.confirmed_at", "applications.submitted_at"),
    ),
    _of_fraud(
        "fraud_incidents",
        "FRD-04",
        ("Fraud incidents per 1,000 applications", "每千笔申请欺诈事件数"),
        (
            "Fraud cases confirmed in the month ÷ applications submitted in it × 1,000.",
            "当月确认的欺诈案件 ÷ 当月提交的申请 × 1,000。",
        ),
        (
            "Confirmed cases belong to applications of earlier months; fraud comes in rings, so counts scatter more "
            "than chance alone. A falling count after weaker detection is bad news.",
            "当月确认的案件多属更早提交的申请；欺诈常呈团伙作案，波动大于随机水平。若因识别减弱而下降则是坏消息。",
        ),
        "fraud_incidents",
        Ratio(
            ("confirmed",), ("applications",), ("confirmed",), ("applications",), "rate", 1000.0, stock=False
        ),
        "count_per_1000",
        "lower",
        0,
        "fraud_detection_rate",
        ("fraud_cases.confirmed_at", "applications.submitted_at"),
    ),
)
