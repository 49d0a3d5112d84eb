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


def _of_book(
    code: str,
    catalogue_code: str,
    names: tuple[str, str],
    definitions: tuple[str, str],
    pitfalls: tuple[str, str],
    formula: Ratio,
    guard: str,
    needs: tuple[str, ...],
    mart: str,
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
        version="2",
        marts=(mart,),
        rows=(),
        formula=formula,
        unit="fraction",
        better="lower",
        follow_up_days=0,
        guard=guard,
        needs=needs,
    )


def _delinquency(days: int, kind: Literal["balance", "contracts"]) -> Kpi:
    balances = BALANCES_FROM[days]
    counted = kind == "contracts"
    return _of_book(
        f"delinquency_{days}_count" if counted else f"delinquency_{days}",
        "RSK-03",
        (
            f"Delinquency {days}+ by {kind}",
            f"{days} 天以上逾期率（{'合同笔数' if counted else '余额'}）",
        ),
        (
            f"{'Contracts' if counted else 'Balance of contracts'} {days} or more days past due ÷ "
            f"{'contracts on the book' if counted else 'balance'}, over all month ends.",
            f"月末逾期 {days} 天及以上合同的{'笔数 ÷ 在册合同笔数' if counted else '余额 ÷ 贷款余额'}，各月末合并计算。",
        ),
        (
            "Falls when the book grows, since new loans cannot be late yet; a month that ends on a holiday "
            "inflates the short buckets.",
            "规模快速扩张会稀释逾期率（新放款尚未到可逾期阶段）；月末逢节假日会抬高短期逾期。",
        ),
        Ratio(
            numerator=_contracts(balances) if counted else balances,
            denominator=("contracts",) if counted else ("balance",),
            events=_contracts(balances),
            cases=("contracts",),
            counts="stock share" if counted else "mean",
            factor=1.0,
            stock=True,
        ),
        "npl_formation_same_age",
        ("loan_months.days_past_due",),
        "book",
    )


KPIS = (
    _of_book(
        "npl_rate",
        "RSK-01",
        ("NPL rate", "不良贷款率"),
        (
            "Balance of bad loans ÷ balance on the book, over all month ends. Bad is substandard, doubtful or loss, "
            "or the days past due that the company's settings name; rows without a class go by days.",
            "不良贷款余额 ÷ 在册贷款余额，各月末合并计算。不良指五级分类的次级、可疑、损失，或按公司设定的逾期天数认定；"
            "无分类的记录按逾期天数认定。",
        ),
        (
            "Falls by growth, charge-off and sale with no loan better: never read it without the rate and the "
            "formation at equal age.",
            "扩张、核销与转让都会使其下降，而资产质量并无改善：须与同账龄不良率、同账龄不良生成率一并阅读。",
        ),
        Ratio(
            numerator=("npl_balance",),
            denominator=("balance",),
            events=("npl_contracts",),
            cases=("contracts",),
            counts="mean",
            factor=1.0,
            stock=True,
        ),
        "npl_formation_same_age",
        ("loan_months.balance",),
        "book",
    ),
    _of_book(
        "npl_rate_same_age",
        "RSK-01",
        ("NPL rate at equal age", "同账龄不良贷款率"),
        (
            "Balance of bad loans ÷ the balance of bad loans to be expected of a book of this age, times the "
            "whole company's rate. What is to be expected is the company's own rate by months on book, over both "
            "windows.",
            "不良贷款余额 ÷ 按账龄结构预期的不良贷款余额 × 公司基准不良率。预期值取公司两个对比期合并的分账龄不良率。",
        ),
        (
            "Takes out growth and ageing, not charge-offs and sales: read it with formation.",
            "剔除规模扩张与账龄结构的影响，但不剔除核销与转让：须与不良生成率一并阅读。",
        ),
        Ratio(
            numerator=("npl_balance",),
            denominator=("expected_npl_balance",),
            events=("npl_contracts",),
            cases=("contracts",),
            counts="mean",
            factor="npl",
            stock=True,
        ),
        "npl_formation_same_age",
        ("loan_months.balance",),
        "book",
    ),
    _of_book(
        "npl_formation_same_age",
        "RSK-01",
        ("NPL formation at equal age", "同账龄不良生成率（年化）"),
        (
            "Balance that turned bad ÷ the balance to be expected to turn bad in a book of this age, times the whole "
            "company's rate a year. Counts every loan once, when it turns bad, whatever becomes of it.",
            "当期新生成不良余额 ÷ 按账龄结构预期的新生成不良余额 × 公司基准年化不良生成率。每笔贷款在转为不良时计一次，"
            "与其后的处置无关。",
        ),
        (
            "The one of the three that says whether loans got better. A loan that is cured and turns bad again "
            "counts again.",
            "三项不良指标中唯一反映资产质量本身的一项。转好后再次转为不良的贷款会再次计入。",
        ),
        Ratio(
            numerator=("formed",),
            denominator=("expected_formed",),
            events=("formed_contracts",),
            cases=("opening_performing_contracts",),
            counts="mean",
            factor="formation_a_year",
            stock=True,
        ),
        "npl_rate",
        ("loan_months.balance",),
        "book",
    ),
    *(_delinquency(days, "balance") for days in BALANCES_FROM),
    *(_delinquency(days, "contracts") for days in BALANCES_FROM),
    _of_book(
        "net_loss_rate",
        "RSK-02",
        ("Net credit loss rate", "风险损失率（净信贷损失率，年化）"),
        (
            "12 × (principal charged off − cash recovered afterwards) ÷ the average balance of the months, "
            "mean of opening and closing.",
            "12 ×（核销本金 − 核销后回收现金）÷ 各月平均余额（期初与期末均值）。",
        ),
        (
            "Follows lending by one to two years, moves with the timing of charge-offs, and recoveries of old loans "
            "flatter the present.",
            "滞后放款一至两年，受核销时点影响；旧账回收会美化当期。",
        ),
        Ratio(
            numerator=("net_loss",),
            denominator=("average_balance",),
            events=("charged_off_contracts",),
            cases=("contracts",),
            counts="mean",
            factor=12.0,
            stock=True,
        ),
        "npl_formation_same_age",
        ("loan_months.charged_off_amount",),
        "book_money",
    ),
)
