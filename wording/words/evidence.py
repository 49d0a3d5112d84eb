"""Words of one effect: what it is, the conditions behind it, how it was tried, and why it is not attributable."""

WORDS = {
    # one pair
    "pair.fell": ("fell", "相对下降"),
    "pair.rose": ("rose", "相对上升"),
    "pair.fell_by": ("fell by", "下降"),
    "pair.rose_by": ("rose by", "上升"),
    "pair.size": ("{size} {interval}", "{size}{interval}"),
    "pair.both_sizes": (
        "{size} {interval}, relative {relative} {relative_interval}",
        "{size}{interval}，相对变化 {relative}{relative_interval}",
    ),
    "pair.attributable": (
        "{initiative}: {kpi} {verb} {size} where live; attributable: all {n} conditions hold.",
        "{initiative}：上线单元的{kpi}{verb} {size}；可归因：{n} 项条件全部满足。",
    ),
    "pair.harmful": (" This is for the worse.", "该效应为恶化。"),
    "pair.break": (
        "Since {initiative} went live everywhere at once, {kpi} {verb} {size} against its own trend: a "
        "trend break, without a comparison group, so not attributable.",
        "{initiative}全面上线以来，{kpi}较自身趋势{verb} {size}：属趋势突变，没有对照组，不可归因。",
    ),
    "pair.attributable_value": (
        "{initiative}: {kpi} {verb} {size} where live; attributable.",
        "{initiative}：上线单元的{kpi}{verb} {size}；可归因。",
    ),
    "pair.difference": (
        "Since {initiative} went live, {kpi} {verb} {size}; difference only: {reason}.",
        "{initiative}上线以来，{kpi}{verb} {size}；仅为前后差异：{reason}。",
    ),
    "pair.difference_unclear": (
        "{Kpi} changed between the windows, but what it did at the go-live of {initiative} is not clear, "
        "{span}; difference only: {reason}.",
        "{Kpi}在两个对比期间有变化，但{initiative}上线时的变化不明确，{span}；仅为前后差异：{reason}。",
    ),
    "pair.difference_unsized": (
        "{Kpi} changed between the windows, but whether {initiative} moved it cannot be determined; "
        "difference only: {reason}.",
        "{Kpi}在两个对比期间有变化，但无法判断是否由{initiative}引起；仅为前后差异：{reason}。",
    ),
    "pair.cannot_tell": (
        "Cannot tell whether {initiative} moved {kpi}: {reason}; an effect outside {span} is unlikely.",
        "无法判断{initiative}是否影响{kpi}：{reason}；效应超出 {span} 的可能性很小。",
    ),
    "pair.does_not_stand": (
        "Cannot tell whether {initiative} moved {kpi}: {reason}. The estimate is that it {verb} {size}, "
        "but that does not stand.",
        "无法判断{initiative}是否影响{kpi}：{reason}。估计值为{verb} {size}，但不足以成立。",
    ),
    "pair.nothing": (
        "Cannot tell whether {initiative} moved {kpi}: {reason}.",
        "无法判断{initiative}是否影响{kpi}：{reason}。",
    ),
    "pair.brief": (
        "{initiative}, {kpi}: {size} {interval}, {grade}",
        "{initiative} · {kpi}：{size}{interval}，{grade}",
    ),
    "pair.brief_least": (
        "{initiative}, {kpi}: at least {size}, {grade}",
        "{initiative} · {kpi}：至少 {size}，{grade}",
    ),
    "pair.brief_unsized": ("{initiative}, {kpi}: {grade}", "{initiative} · {kpi}：{grade}"),
    "pair.brief_reason": ("{text} ({reason})", "{text}（{reason}）"),
    "pair.why": ("Why? The conditions and checks", "依据：检验条件与稳健性"),
    "pair.goal": ("Goal set in advance: {change} relative.", "事先设定的目标：相对变化 {change}。"),
    "pair.goal_short": ("goal {change}", "目标 {change}"),
    "goal.met": (" Goal met.", "已达成。"),
    "goal.missed": (" Goal not reached.", "未达成。"),
    "goal.open": (" Whether it is met is open.", "尚不能判定是否达成。"),
    "pair.unstated": ("No goal was set for it in advance.", "事先未设定目标。"),
    "pair.worth": (
        "Inferred from its effects on leaving and on the margin a month; as certain as the weaker.",
        "由其对流失与月均利差的效应推算，证据取较弱者。",
    ),
    "pair.design": (
        "Rests on {units} {kind}, {live} of them live, {never} never; {go_lives} go-live dates; {months}.",
        "依据 {units} 个{kind}，其中上线 {live} 个、从未上线 {never} 个；上线日 {go_lives} 个；{months}。",
    ),
    "figure.live": ("go-live", "上线"),
    "figure.since_live": ("months since the go-live", "距上线月数"),
    "figure.event_note": (
        "Difference to units not yet live, where live; before the go-live it should be near zero. Band: the whole effect "
        "where live.",
        "上线单元与尚未上线单元的差异；上线前应接近零；色带为上线单元的总体效应",
    ),
    "figure.series_note": (
        "Dots: months; line: trend, season and break; dotted: the same without the break",
        "圆点：各月数值；实线：趋势、季节与突变的拟合；虚线：若无突变",
    ),
    "figure.fitted": ("fitted", "拟合值"),
    "figure.without": ("without break", "若无突变"),
    # conditions
    "gate.title": ("{n} of {all} conditions hold", "{all} 项条件中 {n} 项满足"),
    "gate.break": (
        "Trend break: all {all} conditions hold. Attributable: no, there is no comparison group.",
        "趋势突变：{all} 项条件均满足；可归因：否（无对照组）",
    ),
    "gate.no_break": (
        "Trend break: {n} of {all} conditions hold. Attributable: no, there is no comparison group.",
        "趋势突变：{all} 项条件中 {n} 项满足；可归因：否（无对照组）",
    ),
    "gate.uncounted": ("Conditions", "检验条件"),
    "gate.rest_untried": (
        "The other conditions cannot be tried, since it cannot be told apart from {other}.",
        "因无法与{other}区分，其余条件无法检验。",
    ),
    "gate.line": ("{sign} {name}: {figure}", "{sign} {name}：{figure}"),
    "gate.untried": ("could not be tried", "无法检验"),
    "gate.no_control": (
        "All units went live at once, so none could serve as a comparison: whatever else changed that month is in the "
        "break, too.",
        "全部单元同时上线，没有对照单元：当月其他变化也包含在该突变中。",
    ),
    "gate.units": ("Enough units", "单元数量充足"),
    "gate.units_seen": (
        "{units}, of which {live} live; worth {worth} equal ones (10, 5 and 6 needed)",
        "{units} 个，上线 {live} 个；相当于 {worth} 个等规模单元（须达 10、5、6）",
    ),
    "gate.staggered": ("Others to compare with", "存在对照"),
    "gate.staggered_seen": (
        "{n} go-live dates, {never} units never live",
        "上线日 {n} 个，从未上线 {never} 个",
    ),
    "gate.separable": ("Told apart from other initiatives", "可与其他举措区分"),
    "gate.separable_seen": (
        "{share} of its roll-out is its own (30% needed; nearest: {nearest})",
        "推广进度中独立于其他举措的部分占 {share}（须达 30%；最接近{nearest}）",
    ),
    "gate.separable_alone": (
        "{share} of its roll-out is its own (30% needed)",
        "推广进度中独立于其他举措的部分占 {share}（须达 30%）",
    ),
    "gate.discovered": ("Clear, although many were tried", "多重检验后仍显著"),
    "gate.placebo": ("No clear effect half a year too early (placebo)", "提前半年无明确效应（安慰剂检验）"),
    "gate.choosing": (
        "Holds with the months in which units were chosen left in",
        "计入选点期数据后结果相近",
    ),
    "gate.no_single_unit": ("Does not rest on one unit", "不依赖单一单元"),
    "gate.mix": ("Same direction at the same mix", "业务结构不变时方向一致"),
    "gate.answers": ("No clear change in who answers", "答复率变化不明确"),
    "gate.stands_out": (
        "Larger than 95% of the steps fitted at earlier dates",
        "大于此前各时点拟合突变的 95%",
    ),
    "gate.stands_out_seen": ("{n} earlier dates", "此前时点 {n} 个"),
    "gate.definition": ("Same definition throughout", "期间口径未变"),
    # trials
    "trial.title": ("Robustness", "稳健性"),
    "trial.breakdown": (
        "It would take {times} times the largest drift seen before the go-live to make it unclear.",
        "须出现上线前最大偏离 {times} 倍的偏离，该效应才会变得不明确。",
    ),
    "trial.fragile": (
        "Fragile: a drift of {times} times the largest seen before the go-live would make it unclear.",
        "稳健性弱：只要出现相当于上线前最大偏离 {times} 倍的偏离，该效应即不再明确。",
    ),
    "trial.parallel": ("No clear difference before the go-live ({p}).", "上线前差异不明确（{p}）。"),
    "trial.not_parallel": ("Before the go-live units differed already ({p}).", "上线前已有差异（{p}）。"),
    "trial.placebo_quiet": (
        "A go-live dated six months too early shows no clear effect: {effect}.",
        "假定提前六个月上线，未见明确效应：{effect}。",
    ),
    "trial.placebo_shows": (
        "A go-live dated six months too early shows an effect, too: {effect}.",
        "假定提前六个月上线，也会显示效应：{effect}。",
    ),
    "trial.turned_by": ("Without {unit} the sign would turn.", "剔除{unit}后方向相反。"),
    "trial.two_way": (
        "A two-way regression would say {wrong} instead of {right}. It is biased here: it takes units already live, "
        "whose effect still builds up, as the comparison for later ones.",
        "若用双向固定效应回归，结果为 {wrong}，而非 {right}。此处存在偏误：它把已上线、效应仍在累积的单元当作后上线单元的对照。",
    ),
    # reasons of evidence
    "break.separable": (
        "another initiative went live at the same time",
        "同期有其他举措上线",
    ),
    "break.stands_out": (
        "its step is no larger than steps at earlier dates",
        "突变幅度未超过此前各时点",
    ),
    "break.discovered": ("its step is too weak, given how many were tried", "同时检验项较多，突变证据不足"),
    "break.definition": ("the definition changed", "指标口径发生变更"),
    "reason.not staggered": ("no comparison group: all went live at once", "同时上线，无对照组"),
    "reason.not clear": ("the interval includes zero", "效应不明确（区间含零）"),
    "reason.weak among many": (
        "too weak, given how many were tried",
        "同时检验项较多，证据不足",
    ),
    "reason.differed before": ("an effect shows before the go-live already", "上线前已显示效应"),
    "reason.rests on how units were chosen": (
        "it rests on how the units were chosen",
        "结果取决于单元的择定方式",
    ),
    "reason.rests on one unit": ("it rests on one unit", "结果取决于单一单元"),
    "reason.turns with the mix": ("it turns with the mix of business", "结构不变时方向相反"),
    "reason.not tried": (
        "one of the conditions cannot be tried on these months",
        "现有月份不足以检验全部条件",
    ),
}
