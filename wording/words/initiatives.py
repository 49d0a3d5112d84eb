"""Words of the Initiatives page: key → (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {
    "initiatives.title": ("Initiatives", "举措成效"),
    "initiatives.calendar": ("Where each initiative went live, and when", "各项举措的推广进度"),
    "initiatives.matrix": ("What each initiative moved", "各项举措影响了哪些指标"),
    "initiatives.pair": ("One effect in full", "单项效应详情"),
    "initiatives.ledger": ("How much of each change is attributable", "指标变化中有多少可归因"),
    "initiatives.money": ("Promised benefit, and what the measured change implies", "计划收益与折算收益"),
    # the answer
    "initiatives.counted": (
        "For {n} of {all} goals an effect is attributable, and for {more} of {others} effects looked for without a goal.",
        "{all} 项事先目标中 {n} 项效应可归因；未设目标的 {others} 项检验中 {more} 项可归因。",
    ),
    "initiatives.strongest_better": (" Largest gains: {effect}.", "改善最大：{effect}。"),
    "initiatives.strongest_worse": (" Largest harm: {effect}.", "恶化最大：{effect}。"),
    "initiatives.not_separable": (
        "{first} and {second} went live in the same places at the same times: their effects cannot be told apart.",
        "{first}与{second}在相同地区同步上线，二者效应无法区分。",
    ),
    "initiatives.others": ("The other goals: {grades}.", "其余目标：{grades}。"),
    "initiatives.other": ("{grade} {n}", "{grade} {n} 项"),
    "initiatives.basis": ("Basis", "口径说明"),
    "initiatives.one_number": (
        "One number stands for each effect: its contribution to the change of the whole company between the two windows. "
        "Of what went live everywhere at once it is the break in trend. The effect where live, relative to what would "
        "have been, is behind 'Why?'.",
        "每项效应只用一个数值表示：对全公司两个对比期之间变化的贡献；全面同步上线的举措取趋势突变幅度。上线单元的效应见“依据”。",
    ),
    "initiatives.windows": (
        "Contributions compare {before} with {after}, the company's own windows.",
        "贡献按公司设定的对比期计算：转型前 {before}，转型后 {after}。",
    ),
    "initiatives.whole": (
        "No filters here: the evidence rests on the whole company and all its months, there is none for slices.",
        "本页不设筛选：证据以全公司、全部月份为基础，不支持分组查看。",
    ),
    "how.effects": (
        "Units that were already live are compared with those not yet live in the same months, after the other "
        "initiatives' parts have been taken out; intervals come from leaving out one unit at a time. An effect is "
        "called attributable only where every condition holds. An effect for the worse that fails only conditions which "
        "make harm look smaller (fewer people answered, the less satisfied first) is at least as large as the end of its "
        "interval nearest to zero.",
        "同月内以尚未上线的单元为对照，与已上线单元比较，并先剔除其他举措的影响；置信区间由逐一剔除单元得出。"
        "仅当全部条件满足时，方称该效应可归因。若恶化效应所未满足的条件只会低估恶化（如答复者减少，且不满意者先行沉默），"
        "则其幅度不小于区间中最接近零的一端。",
    ),
    "how.roll_out": (
        "A unit is live from the month of its go-live to the month in which it gave the initiative up.",
        "单元自上线当月起计为已上线，至停用当月止。",
    ),
    "how.money": (
        "Costs and planned benefits are the company's own. The benefit implied is the planned one times the attributable "
        "contribution to the KPI's change ÷ the planned change, with the interval of that contribution; only goals whose "
        "effect is attributable have one. Paid back: the month by which benefits less running cost cover the one-off cost; "
        "the benefit is taken to grow with the units live.",
        "成本与计划收益由公司报送。折算收益＝计划收益 × 可归因贡献 ÷ 计划变化，区间取自该贡献；仅效应可归因的目标予以折算。"
        "收回时间：累计收益扣除运行成本后覆盖一次性投入的月份；收益按已上线单元数推算。",
    ),
    "how.power": (
        "The plan is laid over the latest months as if it had been carried out then, without any effect; leaving out one "
        "unit at a time gives the standard error to expect. The smallest effect seen is 2.8 times it.",
        "将方案按无效应的情形套用于最近月份，逐一剔除单元得出预期标准误；可检验最小效应为其 2.8 倍。",
    ),
    "initiatives.none_title": ("No evidence to show", "暂无可展示的证据"),
    "initiatives.none": (
        "Either the company has delivered no initiatives (tables `initiatives` and `rollouts`), or this account sees "
        "some partners only: evidence rests on everybody's rows.",
        "可能尚未报送举措数据（数据表 `initiatives` 与 `rollouts`），或当前账号仅可查看部分合作方：证据须以全公司数据为基础。",
    ),
    "initiatives.no_pairs": (
        "No effect could be looked for yet: no KPI that an initiative may have moved has enough months.",
        "暂无法检验效应：尚无举措可能影响的指标具备足够月份的数据。",
    ),
    "initiatives.one": ("Initiative", "举措"),
    "initiatives.pairs": ("Effects shown", "展示范围"),
    "pairs.stated": ("Goals and possible harm", "目标与可能的不利影响"),
    "pairs.all": ("Everything found", "全部有结论项"),
    "initiatives.hidden": (
        "{n} of {all} are not drawn: they were no goals, and their effect or its size cannot be "
        "determined. All are in the CSV.",
        "全部 {all} 项中有 {n} 项未绘出：非事先目标，且无法判断或无法给出幅度；见 CSV。",
    ),
    "initiatives.no_goals": (
        "No goals were set in advance (table `initiative_goals`).",
        "未设定事先目标（数据表 `initiative_goals`）。",
    ),
    "initiatives.better_lower": ("↓ better", "↓ 为优"),
    "initiatives.better_higher": ("↑ better", "↑ 为优"),
    "initiatives.legend": (
        "filled and in colour: attributable, square: worse, only the least size known (≤, ≥), "
        "diamond: trend break, hollow: difference only, grey: cannot tell, ×: size not known; ▲: the whole interval "
        "lies on the worse side; no number, or one in brackets: the interval includes zero; line: 95% interval, with an arrow where it goes on; each KPI has its own scale, its ± at the foot is half the width of the cell",
        "实心着色：可归因，方形：恶化，仅知幅度下限（≤、≥），菱形：趋势突变，空心：仅为前后差异，灰色：无法判断，×：无法给出幅度；▲：区间整体处于不利方向；无数字或数字带括号：区间含零；横线：95% 置信区间，箭头表示超出刻度；"
        "各指标自成刻度，底部 ± 为单元格量程",
    ),
    "initiatives.key": (
        "Filled: attributable · hollow: difference only · grey: cannot tell · click for details",
        "实心：可归因 · 空心：仅为前后差异 · 灰色：无法判断 · 点击查看详情",
    ),
    "grade.attributable": ("attributable", "可归因"),
    "grade.trend break": ("trend break", "趋势突变"),
    "grade.difference only": ("difference only", "仅为前后差异"),
    "grade.cannot tell": ("cannot tell", "无法判断"),
    "scale.ln": ("logarithm (ln)", "对数"),
    "scale.points": ("share", "占比"),
    "scale.minutes": ("minutes", "分钟"),
    "scale.currency": ("money", "金额"),
    "format.semicolon": ("; ", "；"),
    # what stands for a KPI
    "moved.approval_time_median": ("Approval time", "审批时长"),
    "moved.npl_rate": ("New bad loans, at equal age", "新增不良（同账龄）"),
    "moved.churn_rate": ("Early leavers", "提前流失"),
    "moved.funding_time_median": ("Funding time", "放款时长"),
    "moved.touch_time_mean": ("Work per application", "件均作业时间"),
    "moved.first_response_median": ("First response time", "首次响应时长"),
    "moved.resolution_median": ("Resolution time", "解决时长"),
    "moved.compliance_check_median": ("Compliance check time", "合规检查时长"),
    "moved.bot_containment": ("Bot containment", "自助解决率"),
    "moved.approval_time_p90": ("Approval time", "审批时长"),
    "moved.npl_rate_same_age": ("New bad loans, at equal age", "新增不良（同账龄）"),
    "moved.npl_formation_same_age": ("New bad loans, at equal age", "新增不良（同账龄）"),
    "moved.churn_rate_crude": ("Early leavers", "提前流失"),
    "measured.geometric mean": (
        "measured by the geometric mean of all waits, not the median",
        "以全部等待时长的几何平均衡量，非中位数",
    ),
    "measured.formation": (
        "measured by contracts that went bad against those expected at their age, not the NPL stock",
        "以新增不良合同数与同账龄预期数之比衡量，非不良余额",
    ),
    "measured.leavers": (
        "measured by early leavers against those expected at their tenure",
        "以提前流失数与同存续期预期数之比衡量",
    ),
    "measured.complaints": ("measured by complaints per contract", "以每份合同投诉数衡量"),
    "measured.margin": ("measured by the margin a month", "以月均利差衡量"),
    "measured.value": (
        "from its effects on leaving and on the margin a month",
        "由其对流失与月均利差的效应推算",
    ),
    "measured.share": ("measured by the share itself", "以该占比本身衡量"),
    "measured.mean": ("measured by the mean itself", "以均值本身衡量"),
    "measured.amount": ("measured by the amount of each month", "以各月金额衡量"),
    "measured.none": ("nothing can be measured", "无可用衡量口径"),
    "figure.index": ("index, before the go-live = 100", "指数，上线前 = 100"),
    # roll-out
    "unit_kind.region": ("regions", "地区"),
    "unit_kind.partner": ("partners", "合作方"),
    "unit_kind.channel": ("channels", "渠道"),
    "unit_kind.product": ("products", "产品"),
    "unit_kind.company": ("whole company", "全公司"),
    "rollout.everywhere": ("everywhere", "全公司"),
    "rollout.of": ("{n} of {all}", "{n}/{all}"),
    "rollout.live": ("{n} of {all} live ({kind})", "已上线 {n}/{all}（{kind}）"),
    "rollout.started": ("went live: {units}", "本月上线：{units}"),
    "rollout.given_up": ("given up: {units}", "本月停用：{units}"),
    "rollout.more": ("{units} and {n} more", "{units}等另 {n} 个"),
    "rollout.but": ("{units}; given up again: {gone}", "{units}；其后停用：{gone}"),
    "rollout.none": ("No initiative has gone live anywhere yet.", "尚无举措上线。"),
    "rollout.note": (
        "Darker: more units live; ▼ some went live that month, ✕ some gave it up again; hover for regions",
        "颜色越深，已上线单元越多；▼ 当月有单元上线，✕ 当月有单元停用；悬停查看地区",
    ),
    "rollout.table": ("Which places went live when", "各批次上线名单"),
    "rollout.waves": ("{n} go-lives in all.", "共 {n} 次上线。"),
    "rollout.course": (
        "{initiative} from {first}, reached {reached}",
        "{initiative}自{first}起，已覆盖 {reached}",
    ),
    "alt.rollout": ("Roll-out by month: {courses}.", "逐月推广进度：{courses}。"),
    "alt.effect": ("{initiative}, {kpi}: {size}, {grade}", "{initiative}，{kpi}：{size}，{grade}"),
    "alt.effects": ("Effects of initiatives: {effects}.", "各项举措的效应：{effects}。"),
    "alt.event_study": (
        "{name} by months since the go-live: {bins}.",
        "{name}按距上线月数的效应：{bins}。",
    ),
    "alt.series": (
        "{name} by month with a break in {month}: at last {last}, without the break {without}.",
        "{name}逐月走势，{month}出现突变：期末 {last}，若无突变为 {without}。",
    ),
    "alt.ledger": ("{name}, parts of the change: {parts}.", "{name}变化的构成：{parts}。"),
    "alt.goal": (
        "{initiative}, {kpi}: planned {planned}, {implied}",
        "{initiative}，{kpi}：计划 {planned}，{implied}",
    ),
    "alt.money": ("Money a month by goal: {goals}.", "各目标每月收益：{goals}。"),
    # ledger
    "ledger.sentence": (
        "{kpi}: {parts}; everything else {rest}; together {observed}{basis}.",
        "{kpi}：{parts}；其余因素 {rest}；合计 {observed}{basis}。",
    ),
    "ledger.part": ("{change} attributable to {initiative}", "{change} 可归因于{initiative}"),
    "ledger.card": (
        "{parts}; everything else {rest}; together {observed}{basis}",
        "{parts}；其余因素 {rest}；合计 {observed}{basis}",
    ),
    "ledger.link": ("How this is known", "归因依据"),
    "basis.geometric mean": (" in the geometric mean", "（几何平均）"),
    "basis.short_waits": (
        " in the geometric mean, waits under one minute counted as one minute",
        "（几何平均，不足 1 分钟按 1 分钟计）",
    ),
    "basis.share": (" at fixed weights of the units", "（按固定单元权重）"),
    "basis.mean": (" at fixed weights of the units", "（按固定单元权重）"),
    "basis.formation": (" in new bad loans at equal age", "（同账龄新增不良）"),
    "basis.leavers": (" in early leavers at equal tenure", "（同存续期提前流失）"),
    "basis.complaints": (" in complaints per contract", "（每份合同投诉）"),
    "ledger.without": ("Nothing is attributable of: {kpis}.", "无可归因部分：{kpis}。"),
    "ledger.none": (
        "No change between the windows has a part that is attributable to an initiative.",
        "两个对比期间的变化中，没有可归因于举措的部分。",
    ),
    "ledger.rest": ("Everything else", "其余因素"),
    "ledger.observed": ("Observed", "实际变化"),
    "ledger.note": (
        "whole company between the windows; parts and everything else, of either sign, add up to what was observed; "
        "everything else: other initiatives, market, mix, season",
        "全公司两个对比期对比；各部分与其余因素（可正可负）之和等于实际变化；其余因素含其他举措、市场、结构与季节",
    ),
    "ledger.logs": (
        "bars are logarithms, which add up; their words are the relative change each stands for",
        "条长为对数变化，可直接相加；文字为其对应的相对变化",
    ),
    # money
    "money.none": ("No costs and no goals were delivered.", "未报送成本与目标。"),
    "money.key": (
        "Per month · dot: implied by the measured change · tick: planned · grey bar: running cost",
        "按月：圆点为折算收益，竖线为计划收益，灰条为运行成本",
    ),
    "money.legend": (
        "a month: grey bar: running cost of the initiative; upright tick: planned benefit; dot and line: benefit implied "
        "by the measured change, with its 95% interval; dotted line: range still possible where none is attributable, "
        "with an arrow where it goes on",
        "按月：灰条为该举措的运行成本，竖线为计划收益，圆点与横线为按实测变化折算的收益及 95% 置信区间；"
        "虚线为不可归因时仍可能的范围，箭头表示超出图幅",
    ),
    "money.not_added": (
        "benefit implied by the measured change: planned benefit × attributable change ÷ planned change, no money is "
        "measured; goals are not added, since they may describe the same money",
        "折算收益＝计划收益 × 可归因变化 ÷ 计划变化，并非实测金额；同一举措的各目标可能对应同一笔收益，不予相加",
    ),
    "money.once": ("{cost} once", "一次性投入 {cost}"),
    "money.monthly": ("{cost} a month", "月运行成本 {cost}"),
    "money.and": (" and ", "，"),
    "money.costs": (
        "**{initiative}**: {costs}, {so_far} so far in {months} months.",
        "{initiative}：{costs}，{months} 个月累计 {so_far}。",
    ),
    "money.not_live": ("**{initiative}**: {costs}; not live yet.", "{initiative}：{costs}；尚未上线。"),
    "money.no_costs": ("**{initiative}**: no costs delivered.", "{initiative}：未报送成本。"),
    "money.covers": (
        " Its present benefit of {value} a month by {kpi} covers its running cost of {running}.",
        "按{kpi}折算的当前月收益 {value}，可覆盖 {running}的月运行成本。",
    ),
    "money.open": (
        " At its present benefit of {value} a month by {kpi} it is not clear whether it covers its running cost of "
        "{running}.",
        "按{kpi}折算的当前月收益 {value}测算，尚无法判断能否覆盖 {running}的月运行成本。",
    ),
    "money.back": (" Paid back? {back}.", "是否收回：{back}。"),
    "money.short": (
        " Its present benefit of {value} a month by {kpi} does not cover its running cost of {running}.",
        "按{kpi}折算的当前月收益 {value}，不足以覆盖 {running}的月运行成本。",
    ),
    "money.harm": (" By {kpi} it costs {value} a month instead.", "按{kpi}折算，每月反而损失 {value}。"),
    "money.harm_at_least": (
        " Through {kpi} it costs at least {value} a month.",
        "按{kpi}折算，每月反而至少损失 {value}。",
    ),
    "money.no_payback": (
        " No payback period: none of its goals is attributable.",
        "各目标效应均不可归因，无法测算回收期。",
    ),
    "column.initiative": ("initiative", "举措"),
    "column.unit_kind": ("kind of unit", "单元类型"),
    "column.roll_out_unit": ("unit", "单元"),
    "column.live_on": ("live on", "上线日"),
    "column.ended_on": ("given up on", "停用日"),
    "column.live": ("units live", "已上线单元数"),
    "column.units": ("units", "单元数"),
    "column.which": ("which", "名单"),
    "column.grade": ("evidence", "证据等级"),
    "column.scale": ("scale", "尺度"),
    "column.contribution_lower": ("contribution lower", "贡献下限"),
    "column.contribution_upper": ("contribution upper", "贡献上限"),
    "column.effect": ("effect", "效应"),
    "column.relative_lower": ("relative lower", "相对变化下限"),
    "column.relative_upper": ("relative upper", "相对变化上限"),
    "column.p": ("p", "p 值"),
    "column.contribution": ("contribution", "贡献"),
    "column.goal": ("goal, relative", "目标（相对变化）"),
    "column.from_month": ("from month since go-live", "距上线月数（起）"),
    "column.to_month": ("to month since go-live", "距上线月数（止）"),
    "column.fitted": ("fitted", "拟合值"),
    "column.without": ("without break", "若无突变"),
    "column.months_live": ("months since first go-live", "首次上线以来月数"),
    "column.cost_once": ("one-off cost", "一次性投入"),
    "column.cost_per_month": ("cost a month", "月运行成本"),
    "column.cost_so_far": ("cost so far", "累计投入"),
    "column.planned": ("planned a month", "计划月收益"),
    "column.implied": ("implied a month", "折算月收益"),
    "column.possible_lower": ("possible, lower", "可能范围下限"),
    "column.possible_upper": ("possible, upper", "可能范围上限"),
    "column.payback": ("paid back in", "收回月份"),
    "column.soonest": ("paid back, soonest", "最早收回月份"),
    "column.latest": ("paid back, latest", "最晚收回月份"),
}
