"""Words of the scorecard: key → (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {
    "scorecard.basis": (
        "Data to {day}. Before and after as chosen below; the months compared stand behind why? "
        "95% intervals are in brackets. What is not called attributable is a before–after difference only.",
        "数据截至 {day}。对比期见下方筛选，实际对比月份见各卡片“依据”。括号内为 95% 置信区间。"
        "除注明可归因的部分外，仅为前后差异，不能据此判断原因。",
    ),
    "headline.approval_time_median": ("Approval time", "审批时长"),
    "headline.npl_rate": ("NPL rate", "不良贷款率"),
    "headline.csat": ("Satisfaction", "客户满意度"),
    "headline.churn_rate": ("Churn", "客户流失率"),
    "headline.clv": ("Value (observed)", "客户价值（观测）"),
    "scorecard.attention": ("Needs attention ({n})", "需要关注（{n}）"),
    "scorecard.nothing": (
        "No target is missed, nothing got worse beyond chance, no table is late.",
        "没有未达成的目标，没有超出偶然波动的恶化，数据均按时到达。",
    ),
    "scorecard.untested": (
        "Nothing can be tested for what is chosen: too few months or cases.",
        "所选范围月份或样本过少，无法检验是否恶化。",
    ),
    "scorecard.more": ("{n} more", "另有 {n} 项"),
    "scorecard.attention_basis": (
        "Missed: the whole 95% interval lies beyond the target. Worse: tested together, all KPIs and then all "
        "regions, at most 10% of those listed are expected to be chance. {n} of {all} KPIs can be tested. "
        "Full accounts: counted, without interval or test; every such KPI that is worse is listed. Effects of "
        "initiatives, of the whole company only: each whose whole 95% interval lies on the worse side, and how it stands.",
        "“未达成”指 95% 置信区间整体落在目标之外。“恶化”为全部指标、全部地区分别一并检验的结果，"
        "所列各项中预期至多 10% 属偶然波动。{all} 项指标中 {n} 项可以检验。“全量统计”指出自全量账务、无区间也不作检验，"
        "恶化者全部列出。举措效应（仅限全公司）：95% 置信区间整体"
        "处于不利方向的全部列出，并注明证据。",
    ),
    "scorecard.others": ("All other KPIs", "其他指标"),
    "scorecard.table_help": (
        "Click a heading to sort, a row to open its page. Brackets: change not clear, or without interval.",
        "点击表头排序，点击任一行打开对应页面。括号表示变化不明确或无置信区间。",
    ),
    "scorecard.search": ("Find a KPI", "查找指标"),
    "scorecard.not_found": ("No KPI is called that.", "没有名称相符的指标。"),
    "tour.approval": ("Did approval get faster, and why?", "审批是否提速？原因是什么？"),
    "tour.risk": ("Is credit quality better or only younger?", "资产质量改善了，还是只因账龄变短？"),
    "tour.initiatives": ("Has any initiative paid off?", "有举措收回投入了吗？"),
    "tour.close": ("Hide", "收起"),
    "scorecard.csv": ("All KPIs as CSV", "下载全部指标（CSV）"),
    "attention.target": ("**{name}** · {target}", "**{name}** · {target}"),
    "attention.worse": ("**{name}** · worse, {change}", "**{name}** · 恶化，{change}"),
    "attention.counted": (
        "**{name}** · worse, {change} (full accounts)",
        "**{name}** · 恶化，{change}（全量统计）",
    ),
    "attention.member": ("**{member}** · {words}", "**{member}** · {words}"),
    "attention.old": ("Data · nothing new for {days} days", "数据 · 最新数据距今已 {days} 天，各表均未更新"),
    "attention.late": (
        "Data · {table}: {days} days old, usually {rhythm}",
        "数据 · {table}距今已 {days} 天，通常{rhythm}",
    ),
    "column.limits_of": ("Limits are of", "上下限所属"),
    "column.family": ("Family", "类别"),
    "column.name": ("KPI", "指标"),
    "column.kpi": ("KPI", "指标"),
    "column.unit": ("Unit", "单位"),
    "column.trend": ("By month", "逐月"),
    "column.change": ("Change", "变化"),
    "column.interval": ("95% interval", "95% 置信区间"),
    "column.verdict": ("Verdict", "判断"),
    "column.status": ("Status", "状态"),
    "column.target": ("Target", "目标"),
    "column.evidence": ("Evidence", "证据"),
    "family.approval": ("Approval", "审批"),
    "family.work": ("Work", "作业"),
    "family.risk": ("Risk", "资产质量"),
    "family.satisfaction": ("Satisfaction", "满意度"),
    "family.service": ("Service", "客户服务"),
    "family.customer": ("Customers", "客户"),
    "family.fraud": ("Fraud", "欺诈"),
    "family.finance": ("Finance", "财务"),
    "family.growth": ("Growth", "增长"),
    "family.platform": ("Platform & compliance", "系统与合规"),
}
