"""KPIs of relationships: who leaves, who stays, who comes back."""

from warehouse.kpis.record import Kpi, Ratio, Retention

ENDINGS = ("left_early", "matured", "credit_loss", "total_loss")
_RELATIONSHIPS = ("relationship_totals", "relationships")

KPIS = (
    Kpi(
        code="churn_rate",
        catalogue_code="CUS-03",
        family="customer",
        name_en="Churn rate at equal tenure, per year",
        name_zh="客户流失率（同关系时长，年化）",
        definition_en="Relationships that ended because the last contract was settled early or refinanced elsewhere, "
        "with no own contract opened within return_months ÷ those expected at their tenure, times 12 × the monthly "
        "rate of the reference (both windows of the whole company). Contracts that mature, default, are lost or are "
        "sold are no churn. By month at risk; a month counts once return_months have passed after it.",
        definition_zh="最后一份合同提前结清或被他行置换、且在回归期（return_months）内未再办理新合同而结束的客户关系 ÷ "
        "按其关系时长应有的流失数，再乘以 12 × 基准月流失率（全公司两个窗口）。到期结清、核销、全损、资产转让均不计流失。"
        "按处于风险中的月份统计；月末后满回归期方计入。",
        pitfalls_en="A young book churns less whatever the service: hence equal tenure, with the crude rate beside it. "
        "Maturity is a decision point and not churn: see the repeat finance rate. The share of leavers in one snapshot "
        "is no churn rate.",
        pitfalls_zh="客户关系越新，流失率天然越低，故以同关系时长为准，并列示未调整值。合同到期是再选择时点而非流失，"
        "见续贷率。某一时点的流失客户占比不是流失率。",
        version="1",
        marts=_RELATIONSHIPS,
        rows=(),
        formula=Ratio(
            numerator=("left_early",),
            denominator=("expected_leavers",),
            events=("left_early",),
            cases=("at_risk",),
            counts="rate",
            factor="churn_reference",
            stock=True,
        ),
        unit="fraction",
        better="lower",
        follow_up_days=0,
        guard="early_settlement_rate",
        needs=("loans.closed_on", "loans.close_reason"),
    ),
    Kpi(
        code="churn_rate_crude",
        catalogue_code="CUS-03",
        family="customer",
        name_en="Churn rate, crude, per year",
        name_zh="客户流失率（未调整，年化）",
        definition_en="12 × relationships that left early ÷ relationships at risk at the start of the month (a contract "
        "on book, or in a gap of up to return_months that was closed again), over the months.",
        definition_zh="12 × 提前离开的客户关系 ÷ 月初处于风险中的客户关系（有在账合同，或处于不超过回归期、其后续上的空档），"
        "按月累计。",
        pitfalls_en="Falls by itself when many new customers join: read the rate at equal tenure.",
        pitfalls_zh="新客户大量加入时会自然下降：请看同关系时长的流失率。",
        version="1",
        marts=_RELATIONSHIPS,
        rows=(),
        formula=Ratio(
            numerator=("left_early",),
            denominator=("at_risk",),
            events=("left_early",),
            cases=("at_risk",),
            counts="rate",
            factor=12.0,
            stock=True,
        ),
        unit="fraction",
        better="lower",
        follow_up_days=0,
        guard="churn_rate",
        needs=("loans.closed_on", "loans.close_reason"),
    ),
    Kpi(
        code="retention_12m",
        catalogue_code="CUS-04",
        family="customer",
        name_en="Retention after 12 months",
        name_zh="12 个月客户留存率",
        definition_en="S(12) of the life table of the months asked for: product over tenures 0 to 11 of 1 − all endings "
        "(left early, matured, credit loss, total loss) ÷ relationships at risk at that tenure. 1 − retention is the "
        "sum of the cumulative incidences by cause. Contracts sold leave as censored.",
        definition_zh="所选月份生命表的 S(12)：关系时长 0 至 11 个月逐月相乘（1 − 当月全部结束 ÷ 该时长处于风险中的客户关系）。"
        "结束原因含提前离开、到期、信用损失与全损；1 − 留存率恰等于各原因累积发生率之和。资产转让按删失处理。",
        pitfalls_en="Short contracts mature within the year and count as ended here, though they are no churn: read "
        "it with the cumulative incidence by cause. The rate is that of the window, not of those who joined in it.",
        pitfalls_zh="期限不足一年的合同到期也计为结束，但并非流失：须与分原因累积发生率一并阅读。"
        "口径为窗口期生命表，而非窗口期内新客户队列。",
        version="1",
        marts=("relationships",),
        rows=(),
        formula=Retention(months=12, ended=ENDINGS, at_risk="exposed"),
        unit="fraction",
        better="higher",
        follow_up_days=0,
        guard="churn_rate",
        needs=("loans.closed_on", "loans.close_reason"),
    ),
)
