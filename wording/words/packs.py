"""Words of what is handed to a partner: key → (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {
    "pack.title": ("Partner review: {name}", "合作方评估报告：{name}"),
    "pack.names": ("{names} and {n} more", "{names}等{n}家"),
    "pack.foot": (
        "For {recipient} only · valid until {day} · {company} · data to {to} · number {number} · snapshot {snapshot} · "
        "definition versions {versions} · made on {made}",
        "仅供{recipient}使用 · 有效期至 {day} · {company} · 数据截至 {to} · 编号 {number} · 数据快照 {snapshot} · "
        "口径版本 {versions} · 生成于 {made}",
    ),
    "pack.tab_overview": ("Overview", "总览"),
    "pack.tab_measures": ("Measures", "指标对比"),
    "pack.tab_trend": ("By quarter", "季度走势"),
    "pack.tab_about": ("Definitions", "口径与来源"),
    "pack.tab_data": ("data", "数据"),
    "pack.tab_peers": ("data peers", "同类数据"),
    "pack.title_measures": ("Each measure, before, after and against the others", "各项指标：前后与同类对比"),
    "pack.title_trend": ("Quarter by quarter", "季度走势"),
    "pack.title_about": ("Definitions and source", "指标口径与数据来源"),
    # the answer
    "pack.contracts": (
        "About {after} contracts in {after_months}, against about {before} in {before_months}.",
        "{after_months}新增合同约 {after} 笔，{before_months}约 {before} 笔。",
    ),
    "pack.contracts_after": (
        "About {after} contracts in {after_months}; the number before is not disclosed.",
        "{after_months}新增合同约 {after} 笔，此前笔数无法披露。",
    ),
    "pack.changes": (
        "Of {n} measures that can be compared, {better} are clearly better than before, {worse} clearly worse, {unclear} "
        "without a clear change.",
        "可作前后比较的 {n} 项指标中，{better} 项明确改善，{worse} 项明确恶化，{unclear} 项变化不明确。",
    ),
    "pack.no_changes": (
        "No rate or time has enough cases on both sides to be compared.",
        "各项比率与用时的前后样本均不足，无法比较。",
    ),
    "pack.standing": (
        "Against the other {kind}, {ahead} of {n} measures of quality lie ahead of their middle half, {behind} behind it.",
        "与其他{kind}相比，{n} 项质量指标中有 {ahead} 项优于同类中间半数，{behind} 项劣于同类中间半数。",
    ),
    "pack.no_standing": (
        "On quality, a comparison with the other {kind} is not disclosed.",
        "质量指标与其他{kind}的对比无法披露。",
    ),
    # the table
    "pack.glance": ("At a glance (↑ higher is better, ↓ lower is better)", "一览（↑ 越高越好，↓ 越低越好）"),
    "pack.measure": ("Measure", "指标"),
    "pack.before": ("Before", "转型前"),
    "pack.after": ("After", "转型后"),
    "pack.change": ("Change", "变化"),
    "pack.middle": ("Middle half of the others", "同类中间半数"),
    "pack.among": ("Among the others", "同类对比"),
    "pack.cases": ("Cases, before → after", "样本量（前 → 后）"),
    "pack.lower": ("lower end", "下限"),
    "pack.upper": ("upper end", "上限"),
    "pack.way": ("{name} {way}", "{name} {way}"),
    "pack.ratio": ("{name}, observed ÷ expected {way}", "{name}（实际 ÷ 预期）{way}"),
    "pack_better.higher": ("↑", "↑"),
    "pack_better.lower": ("↓", "↓"),
    "pack.from_to": ("{low} to {high}", "{low} 至 {high}"),
    "pack.none": ("–", "–"),
    "pack.change_better": ("{change}, better", "{change}，改善"),
    "pack.change_worse": ("{change}, worse", "{change}，恶化"),
    "pack.change_clear": ("{change}", "{change}"),
    "pack.change_unclear": ("{change}, not clear", "{change}，不明确"),
    "pack.ahead": ("ahead", "优于中间半数"),
    "pack.behind": ("behind", "劣于中间半数"),
    "pack.within": ("in the middle half", "处于中间半数"),
    "pack.above": ("above", "高于中间半数"),
    "pack.below": ("below", "低于中间半数"),
    "pack.score": (
        "Score {value} of 100 ({low} to {high}): the mean place on the others' bands, from {n} measures.",
        "综合得分 {value} 分（满分 100，区间 {low} 至 {high}），为 {n} 项指标在同类区间中位次的平均。",
    ),
    "pack.no_score": (
        "No score: fewer than three measures have a band of the others.",
        "有同类区间的指标不足三项，不计综合得分。",
    ),
    "pack.left_out": (
        "Left out, with nothing to report yet: {n} ({names}).",
        "另有 {n} 项暂无可披露内容，未列示：{names}。",
    ),
    "pack.tab_agreed": ("Agreed", "约定事项"),
    "pack.title_agreed": ("What was agreed, and what became of it", "约定事项及进展"),
    "pack.agreed_answer": (
        "{done} of {all} actions done; {n} open, {overdue} of them overdue.",
        "共 {all} 项行动，已完成 {done} 项；未结 {n} 项，其中逾期 {overdue} 项。",
    ),
    "pack.table_agreed": ("Actions", "行动项"),
    "pack.met_on": ("Meetings: {n} ({days})", "会议：{n} 次（{days}）"),
    "pack.action": ("Action", "行动项"),
    "pack.owner": ("Owner", "责任人"),
    "pack.due": ("Due", "期限"),
    "pack.state": ("Status", "状态"),
    "pack.action_open": ("open", "进行中"),
    "pack.action_overdue": ("▲ overdue", "▲ 已逾期"),
    "pack.action_done": ("✓ done on {day}", "✓ 已于 {day} 完成"),
    "pack.action_done_late": ("done late, on {day}", "已于 {day} 完成（逾期）"),
    "pack.action_dropped": ("dropped on {day}", "已于 {day} 取消"),
    "pack.put_off": ("{now} (first {first})", "{now}（原 {first}）"),
    "pack.tab_terms": ("Terms", "合作条款"),
    "pack.title_terms": ("Terms, and the benefit against the others", "合作条款与收益对比"),
    "pack.terms_since": ("Terms in force since {day}", "现行条款（{day} 起）"),
    "pack.terms_alone": (
        "The benefit cannot be compared with the others.",
        "收益无法与同类比较。",
    ),
    "pack.terms_answer": (
        "Benefit paid: {rate} per 1,000 financed in {months}; the middle half of the other {kind} gets {low} to {high}: {standing}.",
        "{months}每千元放款支付收益 {rate} 元；其他{kind}中间半数为 {low} 至 {high} 元，{standing}。",
    ),
    "pack.term_investment": ("Invested by the partner", "合作方投入"),
    "pack.term_paid": ("Benefit paid", "已付收益"),
    "pack.term_risk": ("Share of credit losses borne", "信用损失分担比例"),
    "pack.term_review": ("Terms due for review", "条款复审日"),
    "pack.table_what_if": ("What if the benefit were paid at the others' rate?", "假如按同类水平支付收益"),
    "pack.supposed": ("At the rate of", "按此水平"),
    "pack.per_thousand": ("Per 1,000 financed", "每千元放款"),
    "pack.would_be": ("Would be paid", "应付收益"),
    "pack.beside_paid": ("Against what was paid", "与实付之差"),
    "pack.tab_targets": ("Targets", "目标"),
    "pack.title_targets": ("Targets and status", "目标与完成情况"),
    "pack.targets_answer": (
        "{n} targets agreed. Of the periods told, {met} met, {missed} missed, {open} below target but not clearly so.",
        "共约定 {n} 项目标。可披露的各期中，达标 {met} 期，未达标 {missed} 期，低于目标但不明确 {open} 期。",
    ),
    "pack.table_targets": (
        "By quarter, or by year where no quarter is disclosed",
        "按季度；季度不披露的按年度",
    ),
    "pack.period": ("Period", "期间"),
    "pack.target": ("Target", "目标"),
    "pack.reached": ("Reached", "实际"),
    "pack.status": ("Status", "状态"),
    "pack.target_met": ("✓ met", "✓ 达标"),
    "pack.target_missed": ("▲ missed", "▲ 未达标"),
    "pack.target_unclear": ("below, not clear", "低于目标，不明确"),
    "pack.tab_propose": ("To discuss", "建议讨论"),
    "pack.title_propose": ("What we propose to discuss", "建议讨论事项"),
    "pack.propose_answer": ("{n} points for this meeting.", "本次会议共 {n} 项议题。"),
    "pack.propose_nothing": (
        "Nothing is behind the others, missed, overdue or due for review.",
        "无落后、未达标、逾期或到期复审事项。",
    ),
    "pack.propose_behind": ("{name}: behind the others. What would help?", "{name}：落后于同类，如何改善？"),
    "pack.propose_target": (
        "{name}: target missed. Keep it, or change it?",
        "{name}：未达标，维持或调整目标？",
    ),
    "pack.propose_action": ("Overdue since {day}: {action}", "{day} 到期未完成：{action}"),
    "pack.propose_terms": ("Terms have been due for review since {day}.", "条款已于 {day} 到期复审。"),
    "pack.rule_usual": (
        "Where a count is not disclosed, what it can be gives an interval; the comparison uses that. Where the others have no "
        "band, they are compared as one.",
        "件数未披露的，按其可能取值给出区间并据以比较；同类无区间的，以同类总体比较。",
    ),
    "pack.rule_score": (
        "The score is made of the values and bands in this review alone: 50 is the middle of the others. Where little is "
        "known it lies near 50.",
        "综合得分仅由本报告所列数值与同类区间计算，50 分为同类中位；样本越少，得分越接近 50 分。",
    ),
    "pack.level": ("cannot be told apart", "差异不明确"),
    "pack.ahead_usual": ("better than usual", "优于同类总体"),
    "pack.behind_usual": ("worse than usual", "劣于同类总体"),
    "pack.above_usual": ("above the usual", "高于同类总体"),
    "pack.below_usual": ("below the usual", "低于同类总体"),
    "pack.level_usual": ("cannot be told apart", "差异不明确"),
    "pack.within_usual": ("as usual", "与同类总体一致"),
    "pack.usual": ("all others {value}", "同类总体 {value}"),
    "pack.of": ("{events} of {cases}", "{cases} 件中 {events} 件"),
    "pack.of_under 5": ("under 5 of {cases}", "{cases} 件中不足 5 件"),
    "pack.of_all but under 5": ("all but under 5 of {cases}", "{cases} 件中仅不足 5 件除外"),
    "pack.few_expected": ("under 5; {expected} expected", "不足 5 件（预期 {expected} 件）"),
    "pack.ratio_clear": ("{standing}; differs from 1", "{standing}；明确偏离 1"),
    # figures
    "pack.figures_answer": (
        "Grey is the year before, blue the year after; the other bars are the lower, middle and upper partner of the "
        "others, each the mean of three.",
        "灰色为转型前一年，蓝色为转型后一年；其余为同类的下四分位、中位与上四分位，均取三家平均。",
    ),
    "pack.figures_caption": (
        "Dark lines: 95% interval, cases taken as independent.",
        "深色横线为 95% 区间，按样本相互独立估计。",
    ),
    "pack.figures": ("Before, after and the others", "前后与同类对比"),
    "pack.others_lower": ("Others, lower quarter", "同类下四分位"),
    "pack.others_middle": ("Others, middle", "同类中位"),
    "pack.others_upper": ("Others, upper quarter", "同类上四分位"),
    "pack.no_figures": ("Too few cases for a figure.", "样本不足，无法作图。"),
    # trend
    "pack.trend_answer": (
        "From {first} to {last}, whole quarters only; what is not disclosed is left blank.",
        "{first}至{last}，仅列完整季度；未披露的季度留空。",
    ),
    "pack.trend_caption": ("Each point a quarter, at its last month.", "每点为一个季度，标于季末月份。"),
    "pack.trend": ("By quarter", "分季度"),
    "pack.quarter": ("Quarter", "季度"),
    "pack.quarter_of": ("{year} Q{quarter}", "{year} Q{quarter}"),
    # reading
    "pack.rules": ("Rules", "披露规则"),
    "pack.rule_counts": (
        "Counts are rounded to the nearest {base}. Fewer than {fewest}, including none, are not "
        "disclosed; nor are all but fewer than {fewest}.",
        "件数按最接近的 {base} 的倍数列示。少于 {fewest} 件（含零）不予披露；仅有不足 {few"
        "est} 件例外的亦不披露。",
    ),
    "pack.rule_rates": (
        "Rates are calculated from the rounded counts, and only from {cases} cases on; times only from {cases} cases on, "
        "in {digits} digits.",
        "比率由取整后的件数计算，样本不少于 {cases} 件方予列示；用时同样须不少于 {cases} 件，保留 {digits} 位有效数字。",
    ),
    "pack.rule_amounts": (
        "Amounts are rounded to the nearest {amount}, which is worth at least five contracts.",
        "金额按最接近的 {amount} 的倍数列示，相当于至少五笔合同。",
    ),
    "pack.rule_amounts_none": ("Amounts are not disclosed.", "金额未披露。"),
    "pack.rule_months": (
        "Only whole quarters and whole years are counted, divided the same way in every review; by "
        "quarter only what had enough cases in each quarter of the year before. No total is disclosed "
        "next to a part that is withheld.",
        "仅统计完整季度与完整年度，各期报告切分一致；转型前一年各季度样本均充足的指标方按季度披露。如有部分不予披"
        "露，则不列示其合计。",
    ),
    "pack.rule_peers": (
        "The others are the other {kind}, at least {others} of them. Each edge of their band is the mean of three partners; "
        "of volumes only where there are at least {tails}.",
        "“同类”指其他{kind}，至少 {others} 家。区间各界值均取三家平均；业务量至少 {tails} 家方予列示。",
    ),
    "pack.rule_ratio": (
        "Observed ÷ expected: 1 is the others' rate at the same volume and, for new bad loans, the same "
        "age. Few events are drawn towards 1.",
        "实际 ÷ 预期：1 表示与其他合作方在相同业务量（不良生成另按相同账龄）下的水平一致。件数越少，比值越向"
        " 1 收缩。",
    ),
    "pack.rule_share": (
        "The share of the company is given in whole percent, from {coarse}% on in steps of five.",
        "占公司比重取整至 1%，{coarse}% 及以上取整至 5%。",
    ),
    "pack.rule_clear": (
        "Clearly better or worse: the 95% interval of the change excludes zero. A difference before and "
        "after says nothing about its cause.",
        "“明确改善/恶化”指变化的 95% 区间不含零。前后差异不代表因果。",
    ),
    # definitions
    "pack.about_answer": (
        "From {company}'s data to {to}, under the number {number}.",
        "数据来自{company}，截至 {to}，编号 {number}。",
    ),
    "pack.definitions": ("Definitions", "指标口径"),
    "pack.definition": ("Definition", "口径"),
    "pack.version": ("Version", "版本"),
    "pack.months": ("Months, before · after", "区间（前 · 后）"),
    "pack.months_of": ("{before} · {after}", "{before} · {after}"),
    "pack.withheld": ("Not disclosed", "未披露事项"),
    "pack.what": ("What", "范围"),
    "pack.why": ("Why", "原因"),
    "pack.what_quarters": ("{n} quarters", "{n} 个季度"),
    "pack.what_peers": ("the others", "同类"),
    "pack.fact": ("What", "项目"),
    "pack.fact_value": ("Value", "内容"),
    "pack.fact_partner": ("Partner", "合作方"),
    "pack.fact_kind": ("Kind", "类型"),
    "pack.fact_recipient": ("For", "接收方"),
    "pack.fact_expires": ("Valid until", "有效期至"),
    "pack.fact_company": ("Company", "公司"),
    "pack.fact_to": ("Data to", "数据截至"),
    "pack.fact_snapshot": ("Snapshot", "数据快照"),
    "pack.fact_number": ("Number", "编号"),
    "pack.fact_currency": ("Currency", "币种"),
    "pack.fact_filters": ("Filters", "筛选"),
    "pack.fact_filter": ("this partner only", "仅限该合作方"),
    "pack.fact_made": ("Made on", "生成时间"),
    # columns of the data
    "pack.data_code": ("code", "代码"),
    "pack.data_span": ("span", "区间"),
    "pack.data_first": ("first month", "起始月"),
    "pack.data_last": ("last month", "截止月"),
    "pack.data_events": ("events", "事件数"),
    "pack.data_cases": ("cases", "样本量"),
    "pack.data_expected": ("expected", "预期件数"),
    "pack.data_value": ("value", "数值"),
    "pack.data_unit": ("unit", "单位"),
    "pack.data_reason": ("reason", "原因"),
    "pack.data_others": ("others, at least", "同类家数（至少）"),
    "pack_span.before": ("before", "转型前"),
    "pack_span.after": ("after", "转型后"),
    "pack_span.change": ("change", "变化"),
    "pack_span.quarter": ("quarter", "季度"),
    "pack_unit.ratio": ("ratio", "比值"),
    "pack_unit.relative": ("relative", "相对变化"),
    "pack_unit.points": ("difference of shares", "比率之差"),
    "pack_unit.minutes": ("minutes", "分钟"),
    "pack_unit.fraction": ("fraction", "小数"),
    "pack_unit.count": ("count", "笔"),
    # why something is not told
    "reason.under 5": ("fewer than 5", "少于 5 件"),
    "reason.all but under 5": ("all but fewer than 5", "除不足 5 件外均是"),
    "reason.a part is withheld": ("a part is not disclosed", "有部分不予披露"),
    "reason.fewer than five others": ("fewer than five others", "同类不足五家"),
    "reason.fewer than ten others": ("fewer than ten others", "同类不足十家"),
    "reason.one dominates": ("one other is too large", "有一家占比过大"),
    "reason.under 1 percent": ("less than 1%", "不足 1%"),
    "reason.not of a group": ("not for several together", "多家合并时不比较"),
    "reason.not compared": ("not compared", "不作比较"),
    # the page that opens in a browser
    "pack.strips": ("The partner among the others", "同类对比"),
    "pack.strips_note": (
        "Band: the middle half of the others, fainter their middle four fifths; mark: their middle; ring: before; dot: "
        "after, with its interval.",
        "深色带为同类中间半数，浅色带为中间八成，竖线为同类中位；空心圆为转型前，实心圆为转型后，横线为其区间。",
    ),
    "pack.strip_alone": (
        "{before} → {after} · the others are not disclosed",
        "{before} → {after} · 同类无法披露",
    ),
    "pack.strip_among": (
        "{before} → {after} · others {middle} · {among}",
        "{before} → {after} · 同类中位 {middle} · {among}",
    ),
    "alt.pack_strips": ("{name}: {rows}", "{name}：{rows}"),
}
