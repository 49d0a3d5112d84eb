"""KPIs of the monthly accounts: what comes in, what the house costs, what is left."""

from warehouse.kpis.record import Better, Formula, Growth, Kpi, Ratio, Total, Unit


def _of_accounts(
    code: str,
    catalogue_code: str,
    names: tuple[str, str],
    definitions: tuple[str, str],
    pitfalls: tuple[str, str],
    marts: tuple[str, ...],
    formula: Formula,
    unit: Unit,
    better: Better,
    guard: str,
    needs: tuple[str, ...],
) -> Kpi:
    return Kpi(
        code=code,
        catalogue_code=catalogue_code,
        family="finance",
        name_en=names[0],
        name_zh=names[1],
        definition_en=definitions[0],
        definition_zh=definitions[1],
        pitfalls_en=pitfalls[0],
        pitfalls_zh=pitfalls[1],
        version="2" if isinstance(formula, Growth) or "loan_months.balance" in needs else "1",
        marts=marts,
        rows=(),
        formula=formula,
        unit=unit,
        better=better,
        follow_up_days=0,
        guard=guard,
        needs=needs,
    )


def _total(account: str) -> Total:
    return Total((account,), ("entries",))


def _booked(*accounts: str) -> tuple[str, ...]:
    return tuple(f"finance_months.{account}" for account in accounts)


def _of_revenue(numerator: str) -> Ratio:
    return Ratio((numerator,), ("revenue",), ("entries",), ("entries",), "amounts", 1.0, stock=False)


def _per_contract(cost: str) -> Ratio:
    """Cost of a contract in a year, from months."""
    return Ratio((cost,), ("contracts",), ("entries",), ("contracts",), "amounts", 12.0, stock=True)


KPIS = (
    _of_accounts(
        "revenue",
        "GRO-08",
        ("Revenue", "营业收入"),
        ("Sum of the account revenue over the months.", "各月营业收入之和。"),
        (
            "Grows with the book and with interest rates; several months add up, so compare windows of equal length.",
            "随贷款规模与利率变动；多个月为累计值，应在等长窗口间比较。",
        ),
        ("accounts", "accounts_by_region"),
        _total("revenue"),
        "currency",
        "higher",
        "margin",
        _booked("revenue"),
    ),
    _of_accounts(
        "revenue_growth",
        "GRO-08",
        ("Revenue, year on year", "营业收入同比增速"),
        (
            "Revenue ÷ revenue of the same months a year earlier − 1, complete months only.",
            "营业收入 ÷ 上年同期营业收入 − 1，仅含两年均完整的月份。",
        ),
        (
            "Moves with market and interest rates as well; revenue is gross of funding cost.",
            "同时受市场与利率影响；收入未扣除资金成本。",
        ),
        ("accounts", "accounts_by_region"),
        Growth(_total("revenue"), fewest_cases=1),
        "fraction",
        "higher",
        "operating_cost_growth",
        _booked("revenue"),
    ),
    _of_accounts(
        "operating_cost_growth",
        "CST-01",
        ("Operating cost, year on year", "营业成本同比增速"),
        (
            "Operating cost ÷ operating cost of the same months a year earlier − 1, complete months only.",
            "营业成本 ÷ 上年同期营业成本 − 1，仅含两年均完整的月份。",
        ),
        (
            "A growing company has growing costs: read it against the growth of revenue and originations.",
            "业务扩张必然带动成本增长：须与营业收入、贷款发放额的增速对照。",
        ),
        ("accounts",),
        Growth(_total("operating_cost"), fewest_cases=1),
        "fraction",
        "neither",
        "revenue_growth",
        _booked("operating_cost"),
    ),
    _of_accounts(
        "operating_cost",
        "CST-01",
        ("Operating cost", "营业成本"),
        (
            "Sum of the account operating_cost over the months; IT, marketing and commissions are parts of it. Funding "
            "and credit cost are not.",
            "各月营业成本之和，已含 IT、营销与佣金；不含资金成本与信用成本。",
        ),
        (
            "Falls and rises with volume: read it with the cost per application and the cost-income ratio.",
            "随业务量升降：须与单笔进件成本、成本收入比一并阅读。",
        ),
        ("accounts",),
        _total("operating_cost"),
        "currency",
        "neither",
        "cost_income_ratio",
        _booked("operating_cost"),
    ),
    _of_accounts(
        "it_cost",
        "CST-03",
        ("IT cost", "IT 成本"),
        (
            "Sum of the account it_cost over the months, a part of operating cost and never added to it.",
            "各月 IT 成本之和，属营业成本的其中项，不与营业成本相加。",
        ),
        (
            "Old and new systems run side by side during a migration; investment booked as assets does not show.",
            "迁移期间新旧系统并行；资本化的投入不在其中。",
        ),
        ("accounts",),
        _total("it_cost"),
        "currency",
        "neither",
        "cost_income_ratio",
        _booked("it_cost"),
    ),
    _of_accounts(
        "margin",
        "GRO-09",
        ("Profit margin before tax", "税前利润率"),
        (
            "(Revenue − operating cost − funding cost − credit cost) ÷ revenue, before tax.",
            "（营业收入 − 营业成本 − 资金成本 − 信用成本）÷ 营业收入，税前。",
        ),
        (
            "Releases of provisions raise it without better business; costs are not allocated to regions.",
            "拨备回拨会抬高利润率，但业务并未改善；成本未分摊到地区。",
        ),
        ("accounts",),
        _of_revenue("profit"),
        "fraction",
        "higher",
        "cost_income_ratio",
        _booked("revenue", "operating_cost", "funding_cost", "credit_cost"),
    ),
    _of_accounts(
        "cost_income_ratio",
        "CST-01",
        ("Cost-income ratio", "成本收入比"),
        ("Operating cost ÷ revenue of the same months.", "同期营业成本 ÷ 营业收入。"),
        (
            "Falls when revenue rises, with nothing cheaper; revenue is gross of funding cost.",
            "收入上升时即使成本未降也会下降；收入未扣除资金成本。",
        ),
        ("accounts",),
        _of_revenue("operating_cost"),
        "fraction",
        "lower",
        "margin",
        _booked("revenue", "operating_cost"),
    ),
    _of_accounts(
        "cost_per_application",
        "CST-02",
        ("Cost per application", "单笔进件成本"),
        (
            "Origination cost ÷ applications submitted in the same months.",
            "同期进件环节成本（origination_cost）÷ 提交的申请数。",
        ),
        (
            "Fixed cost spreads over more applications when volume grows; a new key of allocation moves it too.",
            "业务量增长会摊薄固定成本；分摊口径变化同样会影响本指标。",
        ),
        ("accounts",),
        Ratio(
            ("origination_cost_applied",),
            ("applications",),
            ("entries",),
            ("applications",),
            "amounts",
            1.0,
            stock=False,
        ),
        "currency",
        "lower",
        "approval_rate",
        (*_booked("origination_cost"), "applications.submitted_at"),
    ),
    _of_accounts(
        "operating_cost_per_contract",
        "CST-02",
        ("Operating cost per contract and year", "单份合同年营业成本"),
        (
            "12 × operating cost ÷ contracts on the book at the month ends of the same months.",
            "12 × 营业成本 ÷ 同期各月末在册合同数合计。",
        ),
        (
            "Includes the cost of winning new contracts, which rises with originations; fixed cost spreads over more "
            "contracts when the book grows.",
            "含获客与进件成本，随新增放款上升；合同数增长会摊薄固定成本。",
        ),
        ("accounts",),
        _per_contract("operating_cost_on_book"),
        "currency",
        "lower",
        "cost_income_ratio",
        (*_booked("operating_cost"), "loan_months.balance"),
    ),
    _of_accounts(
        "it_cost_per_contract",
        "CST-03",
        ("IT cost per contract and year", "单份合同年 IT 成本"),
        (
            "12 × IT cost ÷ contracts on the book at the month ends of the same months.",
            "12 × IT 成本 ÷ 同期各月末在册合同数合计。",
        ),
        (
            "Old and new systems run side by side during a migration; investment booked as assets does not show.",
            "迁移期间新旧系统并行；资本化的投入不在其中。",
        ),
        ("accounts",),
        _per_contract("it_cost_on_book"),
        "currency",
        "lower",
        "cost_income_ratio",
        (*_booked("it_cost"), "loan_months.balance"),
    ),
)
