"""Words of the verdict on all initiatives, and of which of them paid."""

WORDS: dict[str, tuple[str, str]] = {
    "proven.none": ("None of {all} initiatives is proven.", "{all} 项举措均尚未证实有效。"),
    "proven.counted": ("{n} of {all} initiatives proven", "{all} 项举措中 {n} 项已证实有效"),
    "proven.sentence": ("{text}.", "{text}。"),
    "proven.named": ("{text}: {named}.", "{text}：{named}。"),
    "proven.semicolon": ("; ", "；"),
    "proven.fell": ("{initiative} cut {kpi} by {size}", "{initiative}使{kpi}下降 {size}"),
    "proven.rose": ("{initiative} raised {kpi} by {size}", "{initiative}使{kpi}上升 {size}"),
    "proven.fell_least": ("{initiative} cut {kpi} by at least {size}", "{initiative}使{kpi}至少下降 {size}"),
    "proven.rose_least": (
        "{initiative} raised {kpi} by at least {size}",
        "{initiative}使{kpi}至少上升 {size}",
    ),
    "proven.unsized": ("{initiative}, {kpi}", "{initiative}（{kpi}）"),
    "proven.paying": ("Benefit above running cost: {names}.", "收益高于运行成本：{names}。"),
    "proven.all_pay": ("Each covers its running cost.", "收益均高于运行成本。"),
    "proven.none_pays": (
        "No benefit is clearly above running cost.",
        "尚无举措的收益明确高于运行成本。",
    ),
    "proven.harm": ("{n} with proven harm", "{n} 项已证实有不利影响"),
    "proven.no_harm": ("No harm found.", "未发现不利影响。"),
    "proven.harm_possible": ("Possible harm: {names}.", "可能有不利影响：{names}。"),
    "proven.harm_possible_many": ("Possible harm in {n}.", "{n} 项可能有不利影响。"),
    "proven.open_harm": (
        "{n} unproven, possible harm: {names}.",
        "其余 {n} 项尚未证实，其中{names}可能有不利影响。",
    ),
    "proven.open_harm_many": (
        "{n} unproven, possible harm in {harm} of them.",
        "其余 {n} 项尚未证实，其中 {harm} 项可能有不利影响。",
    ),
    "proven.open": ("{n} unproven.", "其余 {n} 项尚未证实。"),
    # in one line, on the scorecard
    "proven.line": ("**Initiatives** · {parts}", "**举措** · {parts}"),
    "proven.line.company": ("**Initiatives, whole company** · {parts}", "**举措（全公司）** · {parts}"),
    "proven.line.none": ("none attributable", "尚无可归因的成效"),
    "proven.line.better": ("attributable: {names}", "可归因：{names}"),
    "proven.line.worse": ("attributable harm: {names}", "可归因的不利影响：{names}"),
    "proven.line.back": ("paid back for certain: {names}", "可确认收回投入：{names}"),
    "proven.line.none_back": ("none paid back for certain", "尚无举措可确认收回投入"),
    "proven.line.of": ("{initiative} ({kpi})", "{initiative}（{kpi}）"),
    "proven.line.more": ("{names} and others", "{names}等"),
    # which initiative paid
    "paid.title": ("Which initiative has paid off?", "各举措是否已收回投入"),
    "paid.none_back": (
        "No proven initiative is certain to have paid back by {month}.",
        "截至{month}，已证实有效的举措中尚无一项可确认已收回投入。",
    ),
    "paid.some_back": (
        "{n} of {all} proven initiatives have certainly paid back by {month}.",
        "截至{month}，{all} 项已证实有效的举措中 {n} 项可确认已收回投入。",
    ),
    "paid.initiative": ("Initiative", "举措"),
    "paid.proven": ("Proven effect", "已证实成效"),
    "paid.back": ("Paid back?", "是否收回"),
    "paid.left": ("Net benefit a year", "年净收益"),
    "paid.once": ("One-off cost", "一次性投入"),
    "paid.no_costs": ("not delivered", "未报送"),
    "paid.no_money": ("no planned benefit delivered", "未报送计划收益"),
    "paid.unplanned": ("Cannot tell: no planned benefit", "无法判断：未报送计划收益"),
    "paid.undelivered": ("Cannot tell: no one-off cost", "无法判断：未报送一次性投入"),
    "paid.never": ("No: below running cost", "否：低于运行成本"),
    "paid.paid back": (
        "Yes: {month} ({span})",
        "已收回：{month}（{span}）",
    ),
    "paid.not yet": (
        "Not yet: at this pace {month} ({span})",
        "尚未：按目前进度 {month}（{span}）",
    ),
    "paid.open": (
        "Not certain: estimated between {soonest} and {latest}",
        "尚不能确认：估计在{soonest}至{latest}之间",
    ),
    "paid.at_no_time": ("never", "无法收回"),
    "paid.far": ("after {year}", "{year}年后"),
    "paid.goal": ("{initiative}, {kpi}", "{initiative}（{kpi}）"),
    "paid.not_added": (
        "Also proven, but perhaps the same saving, so not added: {goals}.",
        "另有成效已证实，但可能为同一笔收益，不予相加：{goals}。",
    ),
    "paid.rest": (
        "Nothing proven, so no payback can be stated: {names}.",
        "成效未证实，无法测算回收时间：{names}。",
    ),
    "paid.none": (
        "No effect with a planned benefit is proven, so no payback can be stated.",
        "尚无列明计划收益的成效得到证实，无法测算回收时间。",
    ),
    "paid.how": (
        "Net benefit: the planned benefit × the proven part of the KPI's change ÷ the planned change, less the running "
        "cost; no money is measured. Paid back: the month by which benefits less running cost cover the one-off cost. "
        "The benefit is taken to grow with the units live, at the effect measured now. Ranges "
        "are 95% intervals, from that of the effect; “cannot tell yet” where today lies within one.",
        "年净收益＝计划收益 × 指标变化中已证实的部分 ÷ 计划变化 − 运行成本，并非实测金额。收回时间：累计收益扣除运行成本后覆盖一次性投入的月份；"
        "收益按已上线单元数、以目前测得的成效推算。区间均为 95% 置信区间，取自成效的区间；当前月份落在区间内时，尚难判断。",
    ),
    # how effects are measured otherwise than on the scorecard
    "measure.differ": (
        "Not as on the scorecard: {measures}.",
        "口径与“成效总览”不同：{measures}。",
    ),
    "measure.here.geometric mean": ("times as geometric mean, not median", "时长按几何平均，非中位数"),
    "measure.here.leavers": (
        "early leavers against those expected at equal tenure, not the churn rate",
        "提前流失为同存续期下实际与预期之比，非流失率",
    ),
}
