"""Words of the executive pack and of the page that makes reports: key → (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {
    # on every page of a pack
    "executive.title": ("Executive pack: digital transformation", "数字化转型成效报告"),
    "executive.foot": (
        "{title} · {company} · filters: {filters} · data to {day} · snapshot {snapshot} · made on {made}",
        "{title} · {company} · 筛选：{filters} · 数据截至 {day} · 数据快照 {snapshot} · 生成于 {made}",
    ),
    "executive.versions": ("{most}, but {others}", "{most}（{others}除外）"),
    "executive.page_foot": (
        "Definition versions {versions} · passports {numbers}",
        "口径版本 {versions} · 数据护照 {numbers}",
    ),
    "executive.windows": ("Before: {before}. After: {after}.", "转型前：{before}；转型后：{after}。"),
    "executive.compared": ("Compared", "对比期"),
    "executive.stop": ("; ", "；"),
    # tables of KPIs
    "executive.change": ("change (95 % interval)", "变化（95% 置信区间）"),
    "executive.shows": ("what it shows", "结论与证据"),
    "executive.target": ("target", "目标"),
    "executive.guard": ("guard", "护栏指标"),
    "executive.n": ("n before → after", "样本量（前 → 后）"),
    "executive.basis": (
        "In brackets 95 % intervals. Months that are not old enough are left out on both sides. Differences only, but "
        "for the parts that are called attributable.",
        "括号内为 95% 置信区间；观察期不足的月份前后均不计入。除注明可归因的部分外，仅为前后差异，不能据此判断原因。",
    ),
    # scorecard
    "executive.tab_scorecard": ("Scorecard", "总览"),
    "executive.title_scorecard": ("Scorecard", "转型成效总览"),
    "executive.headlines": ("Five headline KPIs", "五项核心指标"),
    "executive.changes": ("Relative change, before to after", "前后相对变化"),
    "executive.changes_axis": ("relative change, %", "相对变化（%）"),
    "executive.changes_caption": (
        "Bars: relative change; the line across: its 95 % interval. Green is better, red is worse, grey is not clear or "
        "without a direction.",
        "条形为相对变化，横线为其 95% 置信区间。绿色为改善，红色为变差，灰色为变化不明确或无优劣方向。",
    ),
    # a KPI
    "executive.trend": ("{name} month by month", "{name}逐月走势"),
    "executive.trend_caption": (
        "Dashed: ends of each month's 95 % interval, cut at the axis; gaps: months that cannot be said.",
        "虚线为各月 95% 置信区间，超出坐标处截断；断开处为无法给出数值的月份。",
    ),
    "executive.month": ("other months", "其他月份"),
    "executive.lower": ("lower end", "区间下限"),
    "executive.upper": ("upper end", "区间上限"),
    "executive.by_segment": ("By segment", "分维度"),
    "executive.by_most": (
        "{dimension}: the {n} of {all} that contribute most",
        "{dimension}共 {all} 项，列示影响最大的 {n} 项",
    ),
    "executive.dimension": ("by", "维度"),
    "executive.segment": ("segment", "分项"),
    "executive.mix_of": ("{name}: what of the change is mix", "{name}：变化中的结构因素"),
    "executive.beside": ("To be read together", "相关指标"),
    "executive.mix_total": ("observed change", "实际变化"),
    "executive.mix_caption": (
        "Bars: parts of the observed change, arithmetic and no cause, with 95 % intervals.",
        "条形为实际变化的组成部分，属算术分解而非原因，横线为 95% 置信区间。",
    ),
    # evidence
    "executive.tab_initiatives": ("Initiatives", "举措"),
    "executive.title_initiatives": ("What the initiatives moved", "各项举措的成效"),
    "executive.goals": ("Goals set in advance", "事先设定的目标"),
    "executive.not_goals": ("Attributable, and no goal", "可归因但未设目标"),
    "executive.goal": ("goal", "目标值"),
    "executive.evidence_note": (
        "Effects are those of the whole company over all months, whatever the filters; times and rates as relative "
        "changes, shares in percentage points, with 95 % intervals.",
        "效应按全公司全部月份估计，不随筛选变化；时长与比率为相对变化，占比为百分点，均附 95% 置信区间。",
    ),
    "executive.tab_claims": ("Published claims", "公开数据"),
    "executive.title_claims": ("Published claims beside our own figures", "公开数据与实测值对照"),
    "executive.in_words": ("In words", "文字说明"),
    "executive.what": ("what is claimed", "公开指标"),
    "executive.source": ("where", "出处"),
    "executive.claims_note": (
        "Only figures whose unit, denominator and population agree with ours; of the whole company, whatever the filters.",
        "仅列示单位、分母与样本范围与本公司口径一致的数值；按全公司计算，不随筛选变化。",
    ),
    "executive.tab_attention": ("Attention", "关注事项"),
    "executive.title_attention": ("What needs attention", "需要关注的事项"),
    # scenarios
    "executive.tab_scenarios": ("Scenarios", "情景"),
    "executive.title_scenarios": ("Scenarios", "情景测算"),
    "executive.no_scenario": ("No scenario was chosen.", "未选择情景方案。"),
    "executive.cannot_run": (
        "{name}: cannot be calculated on these data.",
        "{name}：当前数据无法测算该方案。",
    ),
    # about
    "executive.tab_definitions": ("Definitions", "指标口径"),
    "executive.title_definitions": ("About these numbers", "数据来源与指标口径"),
    "executive.definitions_answer": (
        "{n} KPIs stand in this pack; each is defined below, with its version.",
        "本报告涉及 {n} 项指标，口径及版本如下。",
    ),
    "executive.code": ("code", "编号"),
    "executive.tab_passports": ("Passports", "数据护照"),
    "executive.title_passports": ("Passports of the numbers", "数据护照"),
    "executive.passports_answer": (
        "{n} passports. Each number can be asked again: on Data health, or with milepost verify.",
        "共 {n} 个数据护照，凭编号可在“数据健康”页重新计算并核对。",
    ),
    "executive.number": ("passport", "护照编号"),
    "executive.about": ("about", "内容"),
    "executive.question": ("question", "计算方式"),
    "executive.asked_answer": ("values", "数值"),
    "executive.asked_compare": ("before and after", "前后对比"),
    "executive.asked_mix": ("business mix", "业务结构分解"),
    "executive.asked_npl_split": ("age, going bad, staying", "账龄、新生成与滞留分解"),
    "executive.asked_satisfaction": ("weighted for silence", "按未答复者加权"),
    "executive.asked_customer_value": ("observed and modelled", "观测与模型部分"),
    "executive.asked_other": ("whole company", "全公司"),
    "executive.asked_month": ("month", "月份"),
    "executive.asked_by": ("{question} by {by}", "{question}（按{by}）"),
    # sheets of exact values
    "executive.data_kpis": ("KPIs", "指标数值"),
    "executive.data_months": ("{name}, months", "{name}逐月"),
    "executive.data_by": ("{name}, {by}", "{name}按{by}"),
    "executive.data_effects": ("Effects, all", "全部效应"),
    "executive.data_claims": ("Claims, all", "全部公开数据"),
}
