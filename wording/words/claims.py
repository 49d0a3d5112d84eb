"""Words of the page on published figures: key → (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {
    "claims.title": ("Published claims", "公开数据对照"),
    "claims.answer": (
        "Of {all} published figures {placed} can be compared: {inside} within our interval, {more} claim "
        "more, {less} claim less{unjudged}, {untold} open.",
        "{all} 个公开数值中 {placed} 个可与实测值对照：{inside} 个在实测区间内，{mor"
        "e} 个幅度大于实测，{less} 个小于实测，{unjudged}{untold} 个无法判断。",
    ),
    "claims.unjudged": (", {n} on the NPL rate not judged", "{n} 个不良贷款率不作判断，"),
    "claims.rest": (
        "The other {rest}: {other} defined otherwise, {no_data} about something our data do not hold, {vague} vague, "
        "{forecast} forecasts.",
        "其余 {rest} 个：口径不同 {other} 个，本公司无对应数据 {no_data} 个，表述含糊 {vague} 个，属于预测 {forecast} 个。",
    ),
    "claims.led": (
        "Not judged: {n} claim a smaller fall of the NPL rate; ours came with {causes}, at equal age {formation}.",
        "不良贷款率有 {n} 个公开降幅小于实测，不作判断：本公司该指标下降伴随{causes}，同账龄{formation}。",
    ),
    "claims.led_staying": ("charge-offs", "核销"),
    "claims.led_age": ("growth", "规模增长"),
    "claims.led_and": (" and ", "与"),
    "claims.led_unclear": ("no clear change", "变化不明确"),
    "claims.led_rose": ("more loans went bad", "新增不良上升"),
    "claims.answer_unset": (
        "Of {all} published figures {placed} could be compared once there are windows to compare.",
        "{all} 个公开数值中，{placed} 个可与实测值并列；须先确定对比期。",
    ),
    "claims.basis": (
        "Ours: the whole company, {before} against {after}, as far as old enough for each KPI; data to {day}; 95% intervals; "
        "difference only. Published: one Chinese research report, anonymous companies, no baseline, sample or control; "
        "marks of reference, never targets. More or less compares figures and is no praise.",
        "本公司：全公司口径，{before}对比{after}（各指标仅计观察期已满的月份）；数据截至 {day}；95% 置信区间；仅为前后差异。公开数值：取自一份"
        "中文研究报告，公司均匿名，未给出基期、样本与对照；仅作参照，不作目标。“大于、小于”仅为数值比较，不代表优劣。",
    ),
    "claims.in_words": ("Each KPI in words", "逐项说明"),
    "claims.note": ("Basis", "口径说明"),
    "claims.coverage": ("What can be compared", "可比范围"),
    "claims.beside": ("Against our own figures", "与实测值并列"),
    "claims.together": ("Figures about one thing, together", "同一指标的公开数值"),
    "claims.listed": ("Every figure, and why it stands where it does", "全部公开数值及归类原因"),
    "claims.diamonds": (
        "Filled diamond: same definition · hollow: one feature open · band: our 95% interval",
        "实心菱形：口径一致 · 空心：一处未明确 · 色带：本公司 95% 置信区间",
    ),
    "claims.several": ("{n} published, {smallest} to {largest}", "公开数值 {n} 个，{smallest} 至 {largest}"),
    "claims.one": ("Published: {figure}", "公开数值：{figure}"),
    "claims.count": ("{verdict}: {n}", "{verdict} {n} 个"),
    "claims.count_why": ("{verdict}: {n} ({reason})", "{verdict} {n} 个（{reason}）"),
    "claims.line": (
        "{ours} :small[:gray[{n}]]  \n**{told}**",
        "{ours}:small[:gray[{n}]]  \n**{told}**",
    ),
    "claims.semicolon": ("; ", "；"),
    "claims.data": ("All {n} figures as CSV", "下载全部 {n} 个数值（CSV）"),
    "claims.search": ("Search the figures", "搜索公开数值"),
    "claims.example": ("satisfaction, blockchain, 8.1 …", "满意度、区块链、8.1……"),
    "claims.topic": ("Subject", "主题"),
    "claims.reason": ("Reason", "原因"),
    "claims.found": ("{n} of {all} published figures", "公开数值共 {all} 个，当前显示 {n} 个"),
    "claims.nothing": ("No figure matches.", "没有符合条件的数值。"),
    "claims.about": ("Published figures about it", "相关公开数值"),
    "claims.entry": ("§{section} {figure} – {match}: {why}", "§{section} {figure}——{match}：{why}"),
    "claims.kind": ("**{title}** · {kind}", "**{title}** · {kind}"),
    "claims.cell": ("**{name}**: {figure}", "**{name}**：{figure}"),
    "claims.section": ("§{section}", "§{section}"),
    "claims.section_average": ("§{section} average", "§{section} 均值"),
    "claims.ours": ("Ours", "本公司"),
    "claims.alt": (
        "{n} published figures against the measured changes of {kpis} KPIs: {told}.",
        "{n} 个公开数值与 {kpis} 个指标实测变化的对照：{told}。",
    ),
    "claims.alt_coverage": ("{n} published figures: {told}.", "{n} 个公开数值：{told}。"),
    "claims.hover": (
        "{section} {name} {figure} · {lever} · {verdict}",
        "{section} {name} {figure} · {lever} · {verdict}",
    ),
    "forest.relative": ("relative change · {better}", "相对变化 · {better}"),
    "forest.level": ("value after · {better}", "转型后数值 · {better}"),
    "forest.lower": ("lower is better", "越低越好"),
    "forest.higher": ("higher is better", "越高越好"),
    "forest.led": ("not judged on its own", "不能单独判断优劣"),
    "told.inside": ("inside ours", "在本公司区间内"),
    "told.claims more": ("claims more", "幅度大于实测"),
    "told.claims less": ("claims less", "幅度小于实测"),
    "told.led.claims more": ("larger, not judged", "数值较大，不作判断"),
    "told.led.claims less": ("smaller, not judged", "数值较小，不作判断"),
    "told.cannot tell": ("cannot tell", "无法判断"),
    "reason.under a minute": (
        "waits under one minute are not measured more finely",
        "不足 1 分钟的时长不再细分",
    ),
    "match.all": ("All", "全部"),
    "match.same": ("same definition", "口径一致"),
    "match.near": ("one feature open", "一处未明确"),
    "match.other definition": ("other definition", "口径不同"),
    "match.no data": ("no data", "无对应数据"),
    "match.forecast": ("forecast", "属于预测"),
    "match.vague": ("vague", "表述含糊"),
    "scope.one_company": ("one company", "单家公司"),
    "scope.adopters_of_technology": ("average of adopters", "采用机构平均"),
    "scope.market": ("market", "市场"),
    "scope.industry": ("industry", "行业"),
    "scope.forecast": ("forecast", "预测"),
    "topic.all": ("all subjects", "全部主题"),
    "topic.counted": (
        "{topic} ({n}, of which {placed} compared with ours)",
        "{topic}（{n} 个，其中可并列 {placed} 个）",
    ),
    "topic.market": ("Market", "市场"),
    "topic.growth": ("Growth", "业务增长"),
    "topic.approval": ("Approval", "审批"),
    "topic.satisfaction": ("Satisfaction", "客户满意度"),
    "topic.customer_service": ("Customer service", "客户服务"),
    "topic.risk": ("Risk", "资产质量"),
    "topic.data_ai": ("Data and models", "数据与模型"),
    "topic.security": ("Security", "信息安全"),
    "topic.it_operations": ("IT operations", "信息系统运维"),
    "topic.conversion": ("Application and conversion", "申请与转化"),
    "topic.churn_retention": ("Churn and retention", "流失与留存"),
    "topic.cost": ("Cost", "成本"),
    "topic.fraud": ("Fraud", "欺诈"),
    "topic.blockchain": ("Blockchain", "区块链"),
    "topic.supply_chain": ("Supply chain financing", "供应链融资"),
    "topic.other": ("Other", "其他"),
    "topic.clv": ("Customer value", "客户价值"),
    "topic.partner": ("Partners", "合作方"),
    "topic.compliance": ("Compliance", "合规"),
    # a published figure as it stands in the report
    "stated.rising": ("rising, no number", "上升，未给数值"),
    "stated.in_words": ("in words, read as {figure}", "文字表述，解读为 {figure}"),
    "stated.speed": ("{figure} speed, which is {time} time", "速度 {figure}，即时长 {time}"),
    "stated.ratio": ("{figure} times", "{figure} 倍"),
    "stated.ratio_change": ("{figure} times, which is {change}", "{figure} 倍，即 {change}"),
    "stated.count": ("{figure}", "{figure}"),
    "stated.hours_per_day": ("{figure} h a day", "每天 {figure} 小时"),
    "stated.minutes": ("{figure} min", "{figure} 分钟"),
    "stated.hours": ("{figure} h", "{figure} 小时"),
    "stated.days": ("{figure} days", "{figure} 天"),
    "stated.working_days": ("{figure} working days", "{figure} 个工作日"),
    "stated.TB": ("{figure} TB", "{figure} TB"),
    "stated.CNY": ("{figure} CNY", "{figure}元"),
    "stated.count_per_day": ("{figure} a day", "每天 {figure} 笔"),
    "stated.count_per_month": ("{figure} a month", "每月 {figure} 次"),
    "stated.count_per_year": ("{figure} a year", "每年 {figure} 条"),
    "kind.differ": ("the figures differ", "数值不一"),
    "kind.condition": ("hold together only on a condition", "附带条件方可并存"),
    "kind.pattern": ("a pattern in all of them", "整体特征"),
    # figures about one thing: title and sentence
    "subjects.approval_change": ("Approval time, change", "审批时长的变化"),
    "subjects.approval_level": ("Approval time, before and after", "审批时长的前后水平"),
    "subjects.approval_before": ("Approval time, the starting point", "审批时长的起点"),
    "subjects.npl": ("NPL rate", "不良贷款率"),
    "subjects.loss": ("Loss rate", "风险损失率"),
    "subjects.satisfaction": ("Customer satisfaction", "客户满意度"),
    "subjects.retention": ("Churn and retention", "流失与留存"),
    "subjects.response": ("Response of customer service", "客服响应时长"),
    "subjects.conversion": ("Conversion", "客户转化率"),
    "subjects.fraud": ("Fraud", "欺诈"),
    "subjects.accuracy": ("Accuracy of approval", "审批准确率"),
    "subjects.margin": ("Revenue, cost and margin", "收入、成本与利润率"),
    "subjects.market_growth": ("Growth of the market", "市场增速"),
    "subjects.data_volume": ("Volume of data", "数据量"),
    "subjects.rounded": ("All changes", "全部变化幅度"),
    "together.approval_change": (
        "{n} lenders, from {smallest} to {largest}: what is left of the waiting time differs by a factor of {times}. "
        "They cannot all be its usual effect; none names its start, its average or its months.",
        "{n} 家公司，{smallest} 至 {largest}，改造后所余时长相差 {times} 倍。它们不可能都是数字化审批的通常效果，且均未给出基期、平均方式与期间。",
    ),
    "together.approval_level": (
        'From "several weeks", at least {start}, to at most {hours} would be at least {to_hours}, to at most {minutes} at least {to_minutes}; '
        "no change published goes beyond {largest}. Levels and changes start from different points.",
        "自“数周”（至少 {start}）降至 {hours}以内，相当于至少 {to_hours}；降至 {minutes}以内，相当于至少 {to_minutes}。而公开的变化幅度最大为 "
        "{largest}，可见水平值与变化幅度的起点并不相同。",
    ),
    "together.approval_before": (
        'One section has a review of "a few minutes", at most {after}, and a change of {cut}: then it took at most {before} '
        "before, not weeks (at least {start}) as elsewhere.",
        "同一节称审核仅需“几分钟”（至多 {after}）且变化为 {cut}，则此前至多 {before}，而非他处所称的“数周”（至少 {start}）。",
    ),
    "together.npl": (
        "Averages over adopters are {largest} in one place and {smallest} in two; {n} single lenders name exactly {single}.",
        "采用机构的平均值一处为 {largest}，两处为 {smallest}；{n} 家单一公司均恰为 {single}。",
    ),
    "together.loss": (
        "One section credits a model with {model} and a warning system with {warning}; one after the other that would be "
        "{both}. Averages over adopters are {one} and {other}.",
        "同一节中模型带来 {model}、预警带来 {warning}，若先后叠加应为 {both}。采用机构的平均值则为 {one} 与 {other}。",
    ),
    "together.satisfaction": (
        "{n} figures from {smallest} to {largest}, of which {same} are exactly {largest}, for single "
        "measures as for whole programmes. Read as relative, {largest} is possible only from at most "
        "{ceiling} satisfied.",
        "{n} 个数值，{smallest} 至 {largest}，其中 {same} 个恰为 {larges"
        "t}，单项举措与整体转型并无差别。若按相对变化理解，仅当原有满意占比不超过 {ceiling} 时才可能"
        "达到 {largest}。",
    ),
    "together.retention": (
        "Churn of {one} or {other} and retention of {kept} agree only where {one_base} or {other_base} of the customers "
        "left before.",
        "流失率 {one} 或 {other} 与留存率 {kept} 要同时成立，原流失率须为 {one_base} 或 {other_base}。",
    ),
    "together.response": (
        "{n} lenders, {smallest} and {largest}; neither names its start or its average.",
        "{n} 家公司，分别为 {smallest} 与 {largest}；均未给出基期与平均方式。",
    ),
    "together.conversion": (
        "{n} lenders, {smallest} and {largest}, for the same kind of personal offers.",
        "{n} 家公司同为个性化推荐，分别为 {smallest} 与 {largest}。",
    ),
    "together.fraud": (
        "The rate {rate} and the number of cases {count} agree only if business shrank ({volume}), while lending is said to "
        "grow {lent}; and detection of {detection} would raise what is recorded.",
        "欺诈率 {rate} 与欺诈事件数 {count} 要同时成立，业务量须为 {volume}，而他处称放款增长 {lent}；检出率 {detection} 还会推高登记数量。",
    ),
    "together.accuracy": (
        "{machine} by machine against {people} by people means {errors} wrong decisions; no risk figure falls by nearly as much.",
        "机器 {machine} 对人工 {people}，意味着误判 {errors}；而风险类数值的降幅远不及此。",
    ),
    "together.margin": (
        "Revenue {revenue}, cost {cost} and margin up by {margin} at one company need a margin of {relative} before, or of "
        "{points} if percentage points are meant. (Not if cost is only a part of all cost.)",
        "同一公司收入 {revenue}、成本 {cost}、利润率提高 {margin}，要求原利润率为 {relative}；若指百分点则为 {points}。（若成本仅指部分成本则另当别论。）",
    ),
    "together.market_growth": (
        "At least {now} a year now, at least {soon} a year expected: as lower bounds both can hold, but the outlook promises a "
        "fraction of the present.",
        "当前每年至少 {now}，展望每年至少 {soon}：作为下限二者可以并存，但展望远低于现状。",
    ),
    "together.data_volume": (
        "{times} times as much data in {years} years would be {yearly} every year.",
        "{years} 年间数据量增至 {times} 倍，相当于每年 {yearly}。",
    ),
    "together.rounded": (
        "{round} of {n} relative changes are multiples of {step}, {most_n} are exactly {most}, {next_n} exactly {next}. "
        "Measured results do not look like that.",
        "{n} 个相对变化中，{round} 个为 {step} 的整数倍，{most_n} 个恰为 {most}，{next_n} 个恰为 {next}。实测结果不会如此整齐。",
    ),
    "column.section": ("section", "章节"),
    "column.topic": ("subject", "主题"),
    "column.figure": ("figure", "数值名称"),
    "column.stated": ("published", "公开数值"),
    "column.scope": ("scope", "范围"),
    "column.lever": ("credited to", "归因举措"),
    "column.period": ("period", "期间"),
    "column.match": ("comparable", "可比性"),
    "column.kpi_about": ("KPI", "对应指标"),
    "column.why": ("why", "原因"),
    "column.place": ("on our scale", "折算值"),
    "column.ours": ("ours", "本公司实测"),
    "column.beside": ("against ours", "对照结果"),
    "column.claim": ("id", "编号"),
}
