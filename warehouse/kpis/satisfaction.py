"""KPIs of surveys: how satisfied customers say they are, and how many say anything."""

from warehouse.kpis.record import Kpi, Ratio, share_of

NET_PROMOTERS = Ratio(
    numerator=("net_promoters",),
    denominator=("answered",),
    events=("not_passive",),
    cases=("answered",),
    counts="net score",
    factor=100.0,
    stock=False,
)


def _response_rate(*, code: str, catalogue_code: str, kind: str, kind_en: str, kind_zh: str) -> Kpi:
    return Kpi(
        code=code,
        catalogue_code=catalogue_code,
        family="satisfaction",
        name_en=f"Response rate, {kind_en}",
        name_zh=f"{kind_zh}答复率",
        definition_en=f"{kind_en.capitalize()} answered within 30 days of sending ÷ those sent at least 30 days before their "
        "cut-off, by month of sending.",
        definition_zh=f"发出后 30 天内答复的{kind_zh} ÷ 发出距数据截止满 30 天的{kind_zh}，按发出月份。",
        pitfalls_en="Where it differs before and after, the scores of those who answered do not compare like with like.",
        pitfalls_zh="若转型前后答复率不同，仅凭答复者的评分不能作同口径比较。",
        version="1",
        marts=("surveys_sent",),
        rows=(("kind", (kind,)),),
        formula=share_of(("answered",), ("sent_30d",)),
        unit="fraction",
        better="neither",
        follow_up_days=30,
        guard="",
        needs=("surveys.score",),
    )


KPIS = (
    Kpi(
        code="csat",
        catalogue_code="CUS-01",
        family="satisfaction",
        name_en="Customer satisfaction (CSAT)",
        name_zh="客户满意度（CSAT）",
        definition_en="Scores in the top quarter of the scale (4 and 5 of 1–5) ÷ all scores given within 30 days of sending, "
        "by month of sending.",
        definition_zh="评分位于量表最高四分之一（1–5 分制即 4 分与 5 分）的答复 ÷ 发出后 30 天内的全部有效答复，按问卷发出月份。",
        pitfalls_en="The unhappy answer less often, so answers look better than customers are: read it with its response rate "
        "and weighted for non-response. Satisfaction after an approval is not satisfaction after a complaint: "
        "compare at the same touchpoint and scale.",
        pitfalls_zh="不满意的客户更少答复，因此答复者的评分会偏高：须与答复率及无应答加权结果一并阅读。"
        "审批后的满意度与投诉后的满意度不是一回事：应在同一触点、同一量表内比较。",
        version="1",
        marts=("surveys_sent",),
        rows=(("kind", ("csat",)),),
        formula=share_of(("top2",), ("answered",)),
        unit="fraction",
        better="higher",
        follow_up_days=30,
        guard="csat_response_rate",
        needs=("surveys.score",),
    ),
    _response_rate(
        code="csat_response_rate",
        catalogue_code="CUS-01",
        kind="csat",
        kind_en="satisfaction surveys",
        kind_zh="满意度问卷",
    ),
    Kpi(
        code="nps",
        catalogue_code="CUS-02",
        family="satisfaction",
        name_en="Net promoter score (NPS)",
        name_zh="净推荐值（NPS）",
        definition_en="(Promoters, 9 and 10 − detractors, 0 to 6) ÷ scores given within 30 days of sending × 100, scale 0–10 "
        "only, by month of sending.",
        definition_zh="（推荐者 9–10 分 − 贬损者 0–6 分）÷ 发出后 30 天内的有效答复 × 100，仅限 0–10 分量表，按问卷发出月份。",
        pitfalls_en="A difference of shares between −100 and 100: it has no relative change. It varies much with few answers, "
        "and with habits of scoring between regions.",
        pitfalls_zh="取值 −100 至 100 的比例之差，不存在相对变化。答复较少时波动很大，各地打分习惯也不相同。",
        version="1",
        marts=("surveys_sent",),
        rows=(("kind", ("nps",)), ("scale", ("0-10",))),
        formula=NET_PROMOTERS,
        unit="net_score",
        better="higher",
        follow_up_days=30,
        guard="nps_response_rate",
        needs=("surveys.score",),
    ),
    _response_rate(
        code="nps_response_rate",
        catalogue_code="CUS-02",
        kind="nps",
        kind_en="recommendation surveys",
        kind_zh="推荐意愿问卷",
    ),
)
