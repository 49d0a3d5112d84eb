"""KPIs of contracts followed from their origination, and of how arrears move from month to month."""

from typing import Literal

from warehouse.kpis.record import Kpi, Ratio, share_of

ROLLS = {
    "current": ("current", "未逾期"),
    "1_29": ("1–29 days past due", "逾期 1–29 天"),
    "30_59": ("30–59 days past due", "逾期 30–59 天"),
    "60_89": ("60–89 days past due", "逾期 60–89 天"),
    "90_179": ("90–179 days past due", "逾期 90–179 天"),
}


def _of_origination(
    code: str,
    catalogue_code: str,
    names: tuple[str, str],
    definitions: tuple[str, str],
    pitfalls: tuple[str, str],
    formula: Ratio,
    better: Literal["lower", "neither"],
    follow_up_days: int,
    guard: str,
    needs: tuple[str, ...],
) -> Kpi:
    return Kpi(
        code=code,
        catalogue_code=catalogue_code,
        family="risk",
        name_en=names[0],
        name_zh=names[1],
        definition_en=definitions[0],
        definition_zh=definitions[1],
        pitfalls_en=pitfalls[0],
        pitfalls_zh=pitfalls[1],
        version="1",
        marts=("originations",),
        rows=(),
        formula=formula,
        unit="fraction",
        better=better,
        follow_up_days=follow_up_days,
        guard=guard,
        needs=needs,
    )


def _ever_late(days: int) -> Kpi:
    return _of_origination(
        f"vintage_{days}_12m",
        "RSK-04",
        (f"Ever {days}+ by 12 months on book", f"账龄 12 个月累计 {days} 天以上逾期率"),
        (
            f"Contracts that were {days} or more days past due at any month end up to 12 months after the month of "
            "origination ÷ contracts originated in it; settled ones stay in the denominator.",
            f"放款月后 12 个月内任一月末曾逾期 {days} 天及以上的合同 ÷ 当月放款合同；已结清合同保留在分母中。",
        ),
        (
            "Speaks of lending a year ago. Contracts older than the first month end are left out, their past "
            "being unknown.",
            "反映的是一年前的放款质量。首个数据月之前放款的合同因历史未知而不计入。",
        ),
        share_of((f"ever_{days}_12m",), ("followed",)),
        "lower",
        365,
        "approval_rate",
        ("loan_months.days_past_due",),
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
    _of_origination(
        "first_payment_default",
        "RSK-05",
        ("First payment default", "首期逾期率"),
        (
            "Contracts whose first instalment was not paid in full within 30 days of its due day ÷ contracts whose first "
            "instalment fell due at least 30 days before their cut-off, by month of origination. Contracts ended "
            "before it fell due are in neither.",
            "首期应还日后 30 天内未足额还款的合同 ÷ 首期应还日距数据截止满 30 天的合同，按放款月份。首期到期前已终止的合同均不计入。",
        ),
        (
            "A failed direct debit looks like a default; a strong sign of fraud where it clusters at a partner.",
            "代扣失败会被误计为违约；集中出现于个别合作方时是欺诈的重要信号。",
        ),
        share_of(("fpd_bad",), ("fpd_due",)),
        "lower",
        60,
        "approval_rate",
        ("loans.first_due_on", "loans.first_paid_on"),
    ),
    _of_origination(
        "ltv",
        "RSK-21",
        ("Loan to value at origination", "贷款价值比（LTV）"),
        (
            "Principal of contracts whose vehicle's value is known ÷ the value of those vehicles, by month of "
            "origination.",
            "车辆价值已知合同的放款本金 ÷ 车辆价值，按放款月份。",
        ),
        ("Neither high nor low is good in itself; it moves with policy.", "高低本身无优劣，随准入政策变化。"),
        Ratio(
            numerator=("ltv_principal",),
            denominator=("ltv_value",),
            events=("ltv_contracts",),
            cases=("ltv_contracts",),
            counts="mean",
            factor=1.0,
            stock=False,
        ),
        "neither",
        0,
        "first_payment_default",
        ("loans.vehicle_value",),
    ),
    *(_roll_rate(bucket) for bucket in ROLLS),
)
