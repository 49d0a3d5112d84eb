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
    "proven.open": ("{n} unproven.", "其余 {n} 项尚未证实。"),
    # which initiative paid
    "paid.title": ("Which initiative paid off?", "各举措投入回收情况"),
    "paid.initiative": ("Initiative", "举措"),
    "paid.proven": ("Proven effect", "已证实成效"),
    "paid.worth": ("Value a year (95 % interval)", "年化收益（95% 置信区间）"),
    "paid.cost": ("Cost", "成本"),
    "paid.back": ("Payback period", "回收期"),
    "paid.once": ("{cost} once", "一次性 {cost}"),
    "paid.yearly": ("{cost} a year", "每年 {cost}"),
    "paid.and": (" + ", "＋"),
    "paid.no_costs": ("not delivered", "未报送"),
    "paid.no_money": ("no planned benefit delivered", "未报送计划收益"),
    "paid.unknown": ("cannot tell", "无法判断"),
    "paid.never": ("no: below running cost", "否：低于运行成本"),
    "paid.covers": ("covers running cost", "可覆盖运行成本"),
    "paid.months": ("{months} months ({soonest} … {latest})", "{months} 个月（{soonest} ~ {latest}）"),
    "paid.rest": (
        "Nothing proven, so no payback can be stated: {names}.",
        "成效未证实，无法测算回收期：{names}。",
    ),
    "paid.none": (
        "No effect with a planned benefit is proven, so no payback can be stated.",
        "尚无列明计划收益的成效得到证实，无法测算回收期。",
    ),
    "paid.how": (
        "Worth: the planned benefit × the proven part of the KPI's change ÷ the planned change; no money is measured. "
        "Two goals of one initiative may describe the same money, so they are not added. Payback: one-off cost ÷ "
        "(benefit − running cost), at the present level.",
        "年化收益＝计划收益 × 指标变化中已证实的部分 ÷ 计划变化，并非实测金额。同一举措的各目标可能对应同一笔收益，不予相加。"
        "回收期＝一次性投入 ÷（收益 − 运行成本），按当前水平测算。",
    ),
}
