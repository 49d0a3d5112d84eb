"""Words of the executive pack and of the page that makes reports: key → (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {
    # on every page of a pack
    "executive.title": ("Executive pack: digital transformation", "数字化转型成效报告"),
    "executive.foot": (
        "{title} · {company} · filters: {filters} · data to {day} · snapshot {snapshot} · made on {made}",
        "{title} · {company} · 筛选：{filters} · 数据截至 {day} · 数据快照 {snapshot} · 生成于 {made}",
    ),
    "executive.versions": ("{most}, but {others}", "{most}（其中{others}）"),
    "executive.version_of": ("{name} {version}", "{name}为 {version}"),
    "executive.page_foot": (
        "Definition versions {versions} · reference nos. {numbers}",
        "口径版本 {versions} · 数据凭证 {numbers}",
    ),
    "executive.by_unsaid": ("{name}, by segment: {reason}", "按{name}：{reason}"),
    "executive.windows": ("Before: {before}; after: {after}", "转型前：{before}；转型后：{after}"),
    "executive.compared": ("Compared", "对比期"),
    "executive.stop": ("; ", "；"),
    # tables of KPIs
    "executive.change": ("change (95% interval)", "变化（95% 置信区间）"),
    "executive.shows": ("what it shows", "结论与证据"),
    "executive.target": ("target", "目标"),
    "executive.guard": ("guardrail", "制衡指标"),
    "executive.n": ("n before → after", "样本量（前 → 后）"),
    "executive.basis": (
        "In brackets 95% intervals. Months that are not old enough are left out on both sides. Differences only, but "
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
        "Bars: relative change; the line across: its 95% interval. Green is better, red is worse; grey: unclear, or needs a "
        "second measure (NPL).",
        "条形为相对变化，横线为其 95% 置信区间。绿色为改善，红色为恶化，灰色为变化不明确、无优劣方向，或不单独评判（如逾期存量指标）。",
    ),
    # a KPI
    "executive.trend": ("{name} month by month", "{name}逐月走势"),
    "executive.trend_caption": (
        "Grey: each month, dashed its 95% interval, cut at the axis; gaps: months without a value.",
        "灰线为各月数值，灰色虚线为其 95% 置信区间，超出坐标处截断；断开处为无法给出数值的月份。",
    ),
    "executive.value": ("value", "取值"),
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
    "executive.mix_caption": (
        "Steps: parts of the observed change with 95% intervals, arithmetic and no cause.",
        "各级为实际变化的组成部分（括号内为 95% 置信区间），属算术分解而非原因。",
    ),
    # evidence
    "executive.tab_initiatives": ("Initiatives", "举措"),
    "executive.title_initiatives": ("What the initiatives moved", "各项举措的成效"),
    "executive.goals": ("Goals set in advance", "事先设定的目标"),
    "executive.not_goals": (
        "No goal, but attributable or on the worse side",
        "未设目标但可归因，或区间整体处于不利方向",
    ),
    "executive.goal": ("goal", "目标值"),
    "executive.evidence_note": (
        "Effects are those of the whole company over all months, whatever the filters; times and rates as relative "
        "changes, shares in percentage points, with 95% intervals.",
        "效应按全公司全部月份估计，不随筛选变化；时长与比率为相对变化，占比为百分点，均附 95% 置信区间。",
    ),
    "executive.tab_claims": ("Published claims", "公开数据"),
    "executive.title_claims": ("Published claims against our own figures", "公开数据与实测值对照"),
    "executive.in_words": ("In words", "文字说明"),
    "executive.what": ("claim", "公开指标"),
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
    "executive.tab_passports": ("Reference numbers", "数据凭证"),
    "executive.title_passports": ("Reference numbers", "数据凭证"),
    "executive.passports_answer": (
        "{n} reference numbers. Each figure can be recalculated on Data health, or with milepost verify.",
        "共 {n} 个数据凭证，凭编号可在“数据健康”页重新计算并核对。",
    ),
    "executive.number": ("reference no.", "数据凭证编号"),
    "executive.about": ("about", "内容"),
    "executive.question": ("question", "计算方式"),
    "executive.asked_answer": ("values", "数值"),
    "executive.asked_compare": ("before and after", "前后对比"),
    "executive.asked_mix": ("business mix", "业务结构分解"),
    "executive.asked_npl_split": ("age, newly bad, time on book", "账龄、新生成与滞留分解"),
    "executive.asked_satisfaction": ("weighted for non-response", "按未答复者加权"),
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
    # the page that makes reports
    "nav.away": ("Exports", "导出"),
    "reports.title": ("Reports", "报告"),
    "reports.lead": (
        "What the pages show for the windows and filters chosen here, as files for a meeting. Every page carries filters, "
        "data date, snapshot, definition versions and reference numbers; slides for a board have them in their notes.",
        "将所选对比期与筛选条件下的各页内容导出为会议材料。每页均注明筛选条件、数据截至日、数据快照、口径版本与数据凭证；董事会版列于备注。",
    ),
    "reports.pack": ("Report", "报告类型"),
    "pack.executive": ("Executive pack", "管理层报告"),
    "reports.executive_about": (
        "At most eight slides for a board, with one message each. The workbook holds every page: scorecard, headline KPIs, "
        "initiatives, scenarios, published claims, attention, definitions and reference numbers. Charts can be edited.",
        "幻灯片为董事会版，不超过 8 页，每页一个结论。工作簿收录全部页面：总览、各项核心指标、举措成效、情景测算、公开数据对照、关注事项、"
        "指标口径与数据凭证；图表均可编辑。",
    ),
    "reports.sections": ("Contents", "报告内容"),
    "reports.language": ("Language of the report", "报告语言"),
    "reports.formats": ("Formats", "文件格式"),
    "reports.full": (
        "Add all pages as an appendix of slides",
        "另附全部页面作为附录",
    ),
    "reports.scenarios": ("Saved scenarios, up to four", "已保存的情景（最多 4 个）"),
    "reports.no_scenarios": ("none", "不含情景"),
    "reports.no_saved": (
        "No scenario is saved yet; save one on the Scenarios page to have it in a report.",
        "尚无已保存的情景；在“情景测算”页保存后可纳入报告。",
    ),
    "reports.version": ("{name} (version {n})", "{name}（第 {n} 版）"),
    "reports.no_office": (
        "PDF needs LibreOffice on this server, which is not installed; the slides can be printed as PDF instead.",
        "服务器未安装 LibreOffice，无法生成 PDF；可先导出幻灯片，再另存为 PDF。",
    ),
    "reports.nothing_chosen": (
        "Choose at least one part and one format.",
        "请至少选择一项内容和一种文件格式。",
    ),
    "reports.build": ("Make the report", "生成报告"),
    "reports.building": ("Making the report …", "正在生成报告……"),
    "reports.built": ("The report is ready", "报告已生成"),
    "reports.not_built": (
        "No report: the export could not be recorded, so its numbers could not be checked later.",
        "未能生成报告：导出记录无法写入，其中的数字日后将无法核对。",
    ),
    "reports.progress": ("Writing: {section}", "正在编写：{section}"),
    "reports.writing": ("Writing the files", "正在写入文件"),
    "reports.by": ("dashboard", "看板"),
    "reports.take": ("Download {format}", "下载{format}"),
    "reports.made": (
        "Contents: {parts}. {numbers} reference numbers; made in {seconds} s.",
        "包含：{parts}。共 {numbers} 个数据凭证，用时 {seconds} 秒。",
    ),
    "reports.other_choice": (
        "These files were made before the last choice; make the report again to have it in them.",
        "以下文件生成于最近一次选择变更之前，如需更新请重新生成。",
    ),
    "no_pdf.not installed": (
        "No PDF: LibreOffice is not installed on this server.",
        "未生成 PDF：服务器未安装 LibreOffice。",
    ),
    "no_pdf.too slow": ("No PDF: LibreOffice took too long.", "未生成 PDF：LibreOffice 转换超时。"),
    "no_pdf.failed": ("No PDF: LibreOffice failed.", "未生成 PDF：LibreOffice 转换失败。"),
    "format_of.pptx": ("slides (PPTX)", "幻灯片（PPTX）"),
    "format_of.xlsx": ("workbook (XLSX)", "工作簿（XLSX）"),
    "format_of.pdf": ("PDF", "PDF"),
    "format_of.csv": ("data (CSV)", "数据（CSV）"),
    "section.scorecard": ("Scorecard", "总览"),
    "section.approval_time_median": ("Approval time", "审批时效"),
    "section.npl_rate": ("NPL rate", "不良贷款率"),
    "section.csat": ("Satisfaction", "客户满意度"),
    "section.churn_rate": ("Churn", "客户流失率"),
    "section.clv": ("Customer value", "客户价值"),
    "section.initiatives": ("Initiatives", "举措成效"),
    "section.scenarios": ("Scenarios", "情景测算"),
    "section.claims": ("Published claims", "公开数据对照"),
    "section.attention": ("Needs attention", "关注事项"),
    "section.definitions": ("Definitions and reference numbers", "指标口径与数据凭证"),
}
