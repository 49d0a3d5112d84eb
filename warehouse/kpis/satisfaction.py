"""KPIs of surveys: how satisfied customers say they are, and how many say anything."""

from typing import Literal

from warehouse.kpis.record import Kpi, Ratio, Unit, share_of

NET_PROMOTERS = Ratio(
    numerator=("net_promoters",),
    denominator=("answered",),
    events=("not_passive",),
    cases=("answered",),
    counts="net score",
    factor=100.0,
    stock=False,
)


def _of_surveys(
    code: str,
    catalogue_code: str,
    names: tuple[str, str],
    definitions: tuple[str, str],
    pitfalls: tuple[str, str],
    rows: tuple[tuple[str, tuple[str, ...]], ...],
    formula: Ratio,
    unit: Unit,
    better: Literal["higher", "neither"],
    guard: str,
) -> Kpi:
    return Kpi(
        code=code,
        catalogue_code=catalogue_code,
        family="satisfaction",
        name_en=names[0],
        name_zh=names[1],
        definition_en=definitions[0],
        definition_zh=definitions[1],
        pitfalls_en=pitfalls[0],
        pitfalls_zh=pitfalls[1],
        version="1",
        marts=("surveys_sent",),
        rows=rows,
        formula=formula,
        unit=unit,
        better=better,
        follow_up_days=30,
        guard=guard,
        needs=("surveys.score",),
    )


def _response_rate(code: str, catalogue_code: str, kind: str, kind_en: str, kind_zh: str) -> Kpi:
    return _of_surveys(
        code,
        catalogue_code,
        (f"Response rate, {kind_en}", f"{kind_zh}答复率"),
        (
            f"{kind_en.capitalize()} answered within 30 days of sending ÷ those sent at least 30 days before their "
            "cut-off, by month of sending.",
            f"发出后 30 天内答复的{kind_zh} ÷ 发出距数据截止满 30 天的{kind_zh}，按发出月份。",
        ),
        (
            "Where it differs before and after, the scores of those who answered do not compare like with like.",
            "若转型前后答复率不同，仅凭答复者的评分不能作同口径比较。",
        ),
        (("kind", (kind,)),),
        share_of(("answered",), ("sent_30d",)),
        "fraction",
        "neither",
        "",
    )


KPIS = (
    _of_surveys(
        "csat",
        "CUS-01",
        ("Customer satisfaction (CSAT)", "客户满意度（CSAT）"),
        (
            "Scores in the top quarter of the scale (4 and 5 of 1–5) ÷ all scores given within 30 days of sending, "
            "by month of sending.",
            "评分位于量表最高四分之一（1–5 分制即 4 分与 5 分）的答复 ÷ 发出后 30 天内的全部有效答复，按问卷发出月份。",
        ),
        (
            "The unhappy answer less often, so answers look better than customers are: read it with its response rate "
            "and weighted for non-response. Satisfaction after an approval is not satisfaction after a complaint: "
            "compare at the same touchpoint and scale.",
            "不满意的客户更少答复，因此答复者的评分会偏高：须与答复率及无应答加权结果一并阅读。"
            "审批后的满意度与投诉后的满意度不是一回事：应在同一触点、同一量表内比较。",
        ),
        (("kind", ("csat",)),),
        share_of(("top2",), ("answered",)),
        "fraction",
        "higher",
        "csat_response_rate",
    ),
    _response_rate("csat_response_rate", "CUS-01", "csat", "satisfaction surveys", "满意度问卷"),
    _of_surveys(
        "nps",
        "CUS-02",
        ("Net promoter score (NPS)", "净推荐值（NPS）"),
        (
            "(Promoters, 9 and 10 − detractors, 0 to 6) ÷ scores given within 30 days of sending × 100, scale 0–10 "
            "only, by month of sending.",
            "（推荐者 9–10 分 − 贬损者 0–6 分）÷ 发出后 30 天内的有效答复 × 100，仅限 0–10 分量表，按问卷发出月份。",
        ),
        (
            "A difference of shares between −100 and 100: it has no relative change. It varies much with few answers, "
            "and with habits of scoring between regions.",
            "取值 −100 至 100 的比例之差，不存在相对变化。答复较少时波动很大，各地打分习惯也不相同。",
        ),
        (("kind", ("nps",)), ("scale", ("0-10",))),
        NET_PROMOTERS,
        "net_score",
        "higher",
        "nps_response_rate",
    ),
    _response_rate("nps_response_rate", "CUS-02", "nps", "recommendation surveys", "推荐意愿问卷"),
)
