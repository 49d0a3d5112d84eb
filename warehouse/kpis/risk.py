"""KPIs of the loan book: what is bad, what goes bad at equal age, what is late, what is lost."""

from typing import Literal

from warehouse.kpis.record import Kpi, Ratio

BALANCES_FROM = {
    30: ("balance_30_59", "balance_60_89", "balance_90_179", "balance_180"),
    60: ("balance_60_89", "balance_90_179", "balance_180"),
    90: ("balance_90_179", "balance_180"),
}


def _contracts(balances: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.replace("balance", "contracts") for name in balances)


def _delinquency(days: int, kind: Literal["balance", "contracts"]) -> Kpi:
    balances = BALANCES_FROM[days]
    counted = kind == "contracts"
    return Kpi(
        code=f"delinquency_{days}_count" if counted else f"delinquency_{days}",
        catalogue_code="RSK-03",
        family="risk",
        name_en=f"Delinquency {days}+ by {kind}",
        name_zh=f"{days} 天以上逾期率（{'合同笔数' if counted else '余额'}）",
        definition_en=f"{'Contracts' if counted else 'Balance of contracts'} {days} or more days past due ÷ "
        f"{'contracts on the book' if counted else 'balance'}, over all month ends.",
        definition_zh=f"月末逾期 {days} 天及以上合同的{'笔数 ÷ 在册合同笔数' if counted else '余额 ÷ 贷款余额'}，各月末合并计算。",
        pitfalls_en="Falls when the book grows, since new loans cannot be late yet; a month that ends on a holiday "
        "inflates the short buckets.",
        pitfalls_zh="规模快速扩张会稀释逾期率（新放款尚未到可逾期阶段）；月末逢节假日会抬高短期逾期。",
        version="2",
        marts=("book",),
        rows=(),
        formula=Ratio(
            numerator=_contracts(balances) if counted else balances,
            denominator=("contracts",) if counted else ("balance",),
            events=_contracts(balances),
            cases=("contracts",),
            counts="stock share" if counted else "mean",
            factor=1.0,
            stock=True,
        ),
        unit="fraction",
        better="lower",
        follow_up_days=0,
        guard="npl_formation_same_age",
        needs=("loan_months.days_past_due",),
    )


KPIS = (
    Kpi(
        code="npl_rate",
        catalogue_code="RSK-01",
        family="risk",
        name_en="NPL rate",
        name_zh="不良贷款率",
        definition_en="Balance of bad loans ÷ balance on the book, over all month ends. Bad is substandard, doubtful or loss, "
        "or the days past due that the company's settings name; rows without a class go by days.",
        definition_zh="不良贷款余额 ÷ 在册贷款余额，各月末合并计算。不良指五级分类的次级、可疑、损失，或按公司设定的逾期天数认定；"
        "无分类的记录按逾期天数认定。",
        pitfalls_en="Falls by growth, charge-off and sale with no loan better: never read it without the rate and the "
        "formation at equal age.",
        pitfalls_zh="扩张、核销与转让都会使其下降，而资产质量并无改善：须与同账龄不良率、同账龄不良生成率一并阅读。",
        version="2",
        marts=("book",),
        rows=(),
        formula=Ratio(
            numerator=("npl_balance",),
            denominator=("balance",),
            events=("npl_contracts",),
            cases=("contracts",),
            counts="mean",
            factor=1.0,
            stock=True,
        ),
        unit="fraction",
        better="lower",
        follow_up_days=0,
        guard="npl_formation_same_age",
        needs=("loan_months.balance",),
    ),
    Kpi(
        code="npl_rate_same_age",
        catalogue_code="RSK-01",
        family="risk",
        name_en="NPL rate at equal age",
        name_zh="同账龄不良贷款率",
        definition_en="Balance of bad loans ÷ the balance of bad loans to be expected of a book of this age, times the "
        "whole company's rate. What is to be expected is the company's own rate by months on book, over both "
        "windows.",
        definition_zh="不良贷款余额 ÷ 按账龄结构预期的不良贷款余额 × 公司基准不良率。预期值取公司两个对比期合并的分账龄不良率。",
        pitfalls_en="Takes out growth and ageing, not charge-offs and sales: read it with formation.",
        pitfalls_zh="剔除规模扩张与账龄结构的影响，但不剔除核销与转让：须与不良生成率一并阅读。",
        version="2",
        marts=("book",),
        rows=(),
        formula=Ratio(
            numerator=("npl_balance",),
            denominator=("expected_npl_balance",),
            events=("npl_contracts",),
            cases=("contracts",),
            counts="mean",
            factor="npl",
            stock=True,
        ),
        unit="fraction",
        better="lower",
        follow_up_days=0,
        guard="npl_formation_same_age",
        needs=("loan_months.balance",),
    ),
    Kpi(
        code="npl_formation_same_age",
        catalogue_code="RSK-01",
        family="risk",
        name_en="NPL formation at equal age",
        name_zh="同账龄不良生成率（年化）",
        definition_en="Balance that turned bad ÷ the balance to be expected to turn bad in a book of this age, times the whole "
        "company's rate a year. Counts every loan once, when it turns bad, whatever becomes of it.",
        definition_zh="当期新生成不良余额 ÷ 按账龄结构预期的新生成不良余额 × 公司基准年化不良生成率。每笔贷款在转为不良时计一次，"
        "与其后的处置无关。",
        pitfalls_en="The one of the three that says whether loans got better. A loan that is cured and turns bad again "
        "counts again.",
        pitfalls_zh="三项不良指标中唯一反映资产质量本身的一项。转好后再次转为不良的贷款会再次计入。",
        version="2",
        marts=("book",),
        rows=(),
        formula=Ratio(
            numerator=("formed",),
            denominator=("expected_formed",),
            events=("formed_contracts",),
            cases=("opening_performing_contracts",),
            counts="mean",
            factor="formation_a_year",
            stock=True,
        ),
        unit="fraction",
        better="lower",
        follow_up_days=0,
        guard="npl_rate",
        needs=("loan_months.balance",),
    ),
    *(_delinquency(days, "balance") for days in BALANCES_FROM),
    *(_delinquency(days, "contracts") for days in BALANCES_FROM),
    Kpi(
        code="net_loss_rate",
        catalogue_code="RSK-02",
        family="risk",
        name_en="Net credit loss rate",
        name_zh="风险损失率（净信贷损失率，年化）",
        definition_en="12 × (principal charged off − cash recovered afterwards) ÷ the average balance of the months, "
        "mean of opening and closing.",
        definition_zh="12 ×（核销本金 − 核销后回收现金）÷ 各月平均余额（期初与期末均值）。",
        pitfalls_en="Follows lending by one to two years, moves with the timing of charge-offs, and recoveries of old loans "
        "flatter the present.",
        pitfalls_zh="滞后放款一至两年，受核销时点影响；旧账回收会美化当期。",
        version="2",
        marts=("book_money",),
        rows=(),
        formula=Ratio(
            numerator=("net_loss",),
            denominator=("average_balance",),
            events=("charged_off_contracts",),
            cases=("contracts",),
            counts="mean",
            factor=12.0,
            stock=True,
        ),
        unit="fraction",
        better="lower",
        follow_up_days=0,
        guard="npl_formation_same_age",
        needs=("loan_months.charged_off_amount",),
    ),
)
