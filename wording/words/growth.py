"""Words of the page on costs and growth: key → (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {
    "growth.join": ("; ", "；"),
    "growth.basis": (
        "Compared: {before} with {after}; data to {day}. Accounts are counted, not sampled, so they have no interval. "
        "Lending is shown with 95 % intervals of its change between regions, in brackets. Difference only: no "
        "comparison group shows why.",
        "对比区间：{before}与{after}；数据截至 {day}。财务数据为全量统计而非抽样，故无置信区间；放款与余额的变化在括号内列示"
        "按地区计算的 95% 置信区间。除注明可归因的部分外，仅为前后差异，不能据此判断原因。",
    ),
    "growth.structure": ("Where the revenue goes", "营业收入去向"),
    "growth.lending": ("What is lent", "放款结构"),
    "growth.year": ("Growth, year on year", "同比增速"),
    "growth.series": ("Series", "指标"),
    "growth.base": ("Divided by", "比较基准"),
    "growth.structure_note": (
        "IT, marketing and commissions are parts of operating cost; nothing is counted twice",
        "IT、营销与佣金均为营业成本的其中项，未重复计算",
    ),
    "base.revenue": ("Share of revenue", "占营业收入比重"),
    "base.contract": ("Per contract and year", "每份合同每年"),
    "account.revenue": ("Revenue", "营业收入"),
    "account.it_cost": ("IT", "IT 成本"),
    "account.marketing_cost": ("Marketing", "营销费用"),
    "account.commission": ("Commissions", "佣金"),
    "account.other_operating": ("Other operating cost", "其他营业成本"),
    "account.operating_cost": ("Operating cost", "营业成本"),
    "account.funding_cost": ("Funding cost", "资金成本"),
    "account.credit_cost": ("Credit cost", "信用成本"),
    "account.profit": ("Left before tax", "税前利润"),
    "series.cost_income_ratio": ("Cost-income ratio", "成本收入比"),
    "series.revenue": ("Revenue", "营业收入"),
    "series.operating_cost": ("Operating cost", "营业成本"),
    "series.margin": ("Margin", "税前利润率"),
    "series.originations": ("Originations", "贷款发放额"),
    "series.outstanding_balance": ("Balance", "贷款余额"),
    "series.originations_growth": ("Originations", "贷款发放额"),
    "series.balance_growth": ("Balance", "贷款余额"),
    "series.revenue_growth": ("Revenue", "营业收入"),
    "series.operating_cost_growth": ("Operating cost", "营业成本"),
    "series.nev_share": ("New-energy share", "新能源占比"),
    "series.used_car_share": ("Used-car share", "二手车占比"),
    "series.digital_share": ("Digital share", "数字化占比"),
    "series.digital_channel_share": ("App and web, channel share", "线上渠道占比"),
    "alt.costs": (
        "{base}: {n} accounts, before and after.",
        "{base}：{n} 个科目，转型前后对比。",
    ),
    "column.account": ("account", "科目"),
    "column.base": ("divided by", "比较基准"),
}
