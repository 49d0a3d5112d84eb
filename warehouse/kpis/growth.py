"""KPIs of growth: what is lent, what is outstanding, and what it is made of."""

from warehouse.kpis.record import Better, Formula, Growth, Kpi, Level, Ratio, Total, Unit

FEWEST_CONTRACTS = 30  # a year earlier, for a growth rate to be said


def _of_lending(
    code: str,
    catalogue_code: str,
    names: tuple[str, str],
    definitions: tuple[str, str],
    pitfalls: tuple[str, str],
    mart: str,
    formula: Formula,
    unit: Unit,
    better: Better,
    guard: str,
    needs: tuple[str, ...],
) -> Kpi:
    return Kpi(
        code=code,
        catalogue_code=catalogue_code,
        family="growth",
        name_en=names[0],
        name_zh=names[1],
        definition_en=definitions[0],
        definition_zh=definitions[1],
        pitfalls_en=pitfalls[0],
        pitfalls_zh=pitfalls[1],
        version="2" if isinstance(formula, Growth) or mart == "book" else "1",
        marts=(mart,),
        rows=(),
        formula=formula,
        unit=unit,
        better=better,
        follow_up_days=0,
        guard=guard,
        needs=needs,
    )


def _share_of_principal(which: str, of: str) -> Ratio:
    """Principal of some contracts ÷ principal of `of` contracts ("" all)."""
    return Ratio(
        (f"{which}_principal",),
        (f"{of}principal",),
        (f"{which}_contracts",),
        (f"{of}contracts",),
        "mean",
        1.0,
        stock=False,
    )


_PRINCIPAL = Total(("principal",), ("contracts",))
_BALANCE = Level(("balance",), ("contracts",))

KPIS = (
    _of_lending(
        "originations",
        "GRO-01",
        ("Originations", "贷款发放额"),
        ("Principal disbursed in the months.", "各月放款本金之和。"),
        (
            "Season, subsidies and new models move it; faster growth is not better if early defaults rise with it. "
            "Contracts older than the first month end are left out, since only the survivors of them are known.",
            "受季节、补贴与新车型上市影响；若早期违约同步上升，增长并非改善。早于首个月末数据的合同仅余存续部分，不计入。",
        ),
        "disbursements",
        _PRINCIPAL,
        "currency",
        "higher",
        "first_payment_default",
        ("loans.principal",),
    ),
    _of_lending(
        "originations_growth",
        "GRO-01",
        ("Originations, year on year", "贷款发放额同比增速"),
        (
            "Principal disbursed ÷ principal disbursed in the same months a year earlier − 1, complete months only.",
            "放款本金 ÷ 上年同期放款本金 − 1，仅含两年均完整的月份。",
        ),
        (
            "A weak year before makes it high; read it beside the growth of the market.",
            "上年基数偏低会抬高增速；须与市场增速对照。",
        ),
        "disbursements",
        Growth(_PRINCIPAL, FEWEST_CONTRACTS),
        "fraction",
        "higher",
        "first_payment_default",
        ("loans.principal",),
    ),
    _of_lending(
        "contracts_originated",
        "GRO-01",
        ("Contracts originated", "新增合同数"),
        ("Contracts disbursed in the months.", "各月放款合同数之和。"),
        (
            "Counts small and large loans alike: read it with the principal.",
            "大额与小额合同同等计数：须与贷款发放额一并阅读。",
        ),
        "disbursements",
        Total(("contracts",), ("contracts",)),
        "count",
        "higher",
        "first_payment_default",
        ("loans.principal",),
    ),
    _of_lending(
        "outstanding_balance",
        "GRO-02",
        ("Outstanding balance", "贷款余额"),
        (
            "Principal outstanding on the book at the last month end of the window.",
            "窗口内最后一个月末的表内贷款本金余额。",
        ),
        (
            "Contracts sold or securitised off the book are not in it; faster repayment lowers it with nothing lost.",
            "不含已转让或证券化出表的合同；提前还款增多也会降低余额。",
        ),
        "book",
        _BALANCE,
        "currency",
        "higher",
        "npl_formation_same_age",
        ("loan_months.balance",),
    ),
    _of_lending(
        "balance_growth",
        "GRO-02",
        ("Outstanding balance, year on year", "贷款余额同比增速"),
        (
            "Balance at the last month end ÷ balance at the month end a year earlier − 1, complete months only.",
            "最后一个月末贷款余额 ÷ 上年同月末贷款余额 − 1，仅含两年均完整的月份。",
        ),
        (
            "Dilutes the NPL rate while it lasts; sales off the book lower it.",
            "余额扩张期间会稀释不良率；出表转让会降低增速。",
        ),
        "book",
        Growth(_BALANCE, FEWEST_CONTRACTS),
        "fraction",
        "higher",
        "npl_formation_same_age",
        ("loan_months.balance",),
    ),
    _of_lending(
        "digital_share",
        "GRO-05",
        ("Digital business share", "数字化业务占比"),
        (
            "Principal of contracts whose application went online from start to funding ÷ principal of contracts "
            "of which this is known.",
            "全程线上办理合同的放款本金 ÷ 已知办理方式合同的放款本金。",
        ),
        (
            "Entry on a dealer's tablet is not online; contracts without the mark are left out on both sides.",
            "经销商代录不属于线上办理；未标记的合同分子分母均不计入。",
        ),
        "disbursements",
        _share_of_principal("online", "known_"),
        "fraction",
        "higher",
        "first_payment_default",
        ("applications.fully_online", "loans.application_id"),
    ),
    _of_lending(
        "digital_channel_share",
        "GRO-05",
        ("App and web, channel share", "线上渠道占比（手机应用与网站）"),
        (
            "Principal of contracts that came in by app or web ÷ all principal disbursed: a channel share, not the "
            "share of business done online to the end.",
            "手机应用与网站进件合同的放款本金 ÷ 全部放款本金：为渠道占比，不等同于全程线上办理的占比。",
        ),
        (
            "Where the customer applied, not how the contract was signed and paid out.",
            "仅反映申请入口，不反映签约与放款是否线上完成。",
        ),
        "disbursements",
        _share_of_principal("direct", ""),
        "fraction",
        "higher",
        "first_payment_default",
        ("loans.channel=app/web",),
    ),
    _of_lending(
        "nev_share",
        "GRO-07",
        ("New-energy share", "新能源业务占比"),
        (
            "Principal of new-energy contracts (product nev) ÷ all principal disbursed.",
            "新能源车合同（产品 nev）的放款本金 ÷ 全部放款本金。",
        ),
        (
            "Plug-in hybrids count as the company codes them; the market moves the same way.",
            "插电混动按公司口径归类；市场整体亦同向变化。",
        ),
        "disbursements",
        _share_of_principal("nev", ""),
        "fraction",
        "neither",
        "ltv",
        ("loans.product=nev",),
    ),
    _of_lending(
        "used_car_share",
        "GRO-07",
        ("Used-car share", "二手车业务占比"),
        (
            "Principal of used-car contracts (product used) ÷ all principal disbursed.",
            "二手车合同（产品 used）的放款本金 ÷ 全部放款本金。",
        ),
        (
            "Used cars carry other risks and prices: a change of it moves risk and revenue by mix.",
            "二手车风险与定价不同：占比变化会通过结构影响风险与收入。",
        ),
        "disbursements",
        _share_of_principal("used", ""),
        "fraction",
        "neither",
        "ltv",
        ("loans.product=used",),
    ),
)
