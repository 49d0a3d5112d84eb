"""KPIs of contracts followed from their origination, and of how arrears move from month to month."""

from warehouse.kpis.record import Kpi, Ratio, share_of

ROLLS = {
    "current": ("current", "未逾期"),
    "1_29": ("1–29 days past due", "逾期 1–29 天"),
    "30_59": ("30–59 days past due", "逾期 30–59 天"),
    "60_89": ("60–89 days past due", "逾期 60–89 天"),
    "90_179": ("90–179 days past due", "逾期 90–179 天"),
}


def _ever_late(days: int) -> Kpi:
    return Kpi(
        code=f"vintage_{days}_12m",
        catalogue_code="RSK-04",
        family="risk",
        name_en=f"Ever {days}+ by 12 months on book",
        name_zh=f"账龄 12 个月累计 {days} 天以上逾期率",
        definition_en=f"Contracts that were {days} or more days past due at any month end up to 12 months after the month of "
        "origination ÷ contracts originated in it; settled ones stay in the denominator.",
        definition_zh=f"放款月后 12 个月内任一月末曾逾期 {days} 天及以上的合同 ÷ 当月放款合同；已结清合同保留在分母中。",
        pitfalls_en="Speaks of lending a year ago. Contracts older than the first month end are left out, their past "
        "being unknown.",
        pitfalls_zh="反映的是一年前的放款质量。首个数据月之前放款的合同因历史未知而不计入。",
        version="1",
        marts=("originations",),
        rows=(),
        formula=share_of((f"ever_{days}_12m",), ("followed",)),
        unit="fraction",
        better="lower",
        follow_up_days=365,
        guard="approval_rate",
        needs=("loan_months.days_past_due",),
    )


def _roll_rate(bucket: str) -> Kpi:
    words_en, words_zh = ROLLS[bucket]
    return Kpi(
        code=f"roll_rate_{bucket}",
        catalogue_code="RSK-06",
        family="risk",
        name_en=f"Roll rate, {words_en}",
        name_zh=f"迁徙率（{words_zh}）",
        definition_en=f"Opening balance {words_en} that a month later was further past due or charged off ÷ opening "
        f"balance {words_en}, by month of arrival.",
        definition_zh=f"期初{words_zh}的余额中，一个月后逾期程度加重或被核销的部分 ÷ 期初{words_zh}的余额，按迁入月份。",
        pitfalls_en="Higher around Spring Festival; extensions and re-ageing look like getting better.",
        pitfalls_zh="春节前后偏高；展期与账龄重置会造成好转的假象。",
        version="2",
        marts=("transitions",),
        rows=(("from_days", (bucket,)),),
        formula=Ratio(
            numerator=("rolled_balance",),
            denominator=("opening_balance",),
            events=("rolled_contracts",),
            cases=("contracts",),
            counts="mean",
            factor=1.0,
            stock=False,
        ),
        unit="fraction",
        better="lower",
        follow_up_days=0,
        guard="npl_formation_same_age",
        needs=("loan_months.days_past_due",),
    )


KPIS = (
    _ever_late(30),
    _ever_late(90),
    Kpi(
        code="first_payment_default",
        catalogue_code="RSK-05",
        family="risk",
        name_en="First payment default",
        name_zh="首期逾期率",
        definition_en="Contracts whose first instalment was not paid in full within 30 days of its due day ÷ contracts whose first "
        "instalment fell due at least 30 days before their cut-off, by month of origination. Contracts ended "
        "before it fell due are in neither.",
        definition_zh="首期应还日后 30 天内未足额还款的合同 ÷ 首期应还日距数据截止满 30 天的合同，按放款月份。首期到期前已终止的合同均不计入。",
        pitfalls_en="A failed direct debit looks like a default; a strong sign of fraud where it clusters at a partner.",
        pitfalls_zh="代扣失败会被误计为违约；集中出现于个别合作方时是欺诈的重要信号。",
        version="1",
        marts=("originations",),
        rows=(),
        formula=share_of(("fpd_bad",), ("fpd_due",)),
        unit="fraction",
        better="lower",
        follow_up_days=60,
        guard="approval_rate",
        needs=("loans.first_due_on", "loans.first_paid_on"),
    ),
    Kpi(
        code="ltv",
        catalogue_code="RSK-21",
        family="risk",
        name_en="Loan to value at origination",
        name_zh="贷款价值比（LTV）",
        definition_en="Principal of contracts whose vehicle's value is known ÷ the value of those vehicles, by month of "
        "origination.",
        definition_zh="车辆价值已知合同的放款本金 ÷ 车辆价值，按放款月份。",
        pitfalls_en="Neither high nor low is good in itself; it moves with policy.",
        pitfalls_zh="高低本身无优劣，随准入政策变化。",
        version="1",
        marts=("originations",),
        rows=(),
        formula=Ratio(
            numerator=("ltv_principal",),
            denominator=("ltv_value",),
            events=("ltv_contracts",),
            cases=("ltv_contracts",),
            counts="mean",
            factor=1.0,
            stock=False,
        ),
        unit="fraction",
        better="neither",
        follow_up_days=0,
        guard="first_payment_default",
        needs=("loans.vehicle_value",),
    ),
    *(_roll_rate(bucket) for bucket in ROLLS),
)
