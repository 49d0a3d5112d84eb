"""Words of the slides for a board: key → (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {
    "board.cover": ("{company} · {title}", "{company} · {title}"),
    "board.period": (
        "{windows} · filters: {filters} · data to {day}",
        "{windows} · 筛选：{filters} · 数据截至 {day}",
    ),
    "board.attributable": (
        "Attributable to initiatives: {names} ({n} of {all} headlines)",
        "可归因于举措：{names}（{all} 项核心指标中 {n} 项）",
    ),
    "board.attributable_none": (
        "No headline change is attributable to an initiative",
        "核心指标的变动均不能归因于举措",
    ),
    "board.asked": ("Decision asked for · {names}", "提请决策 · {names}"),
    "board.decision": ("Decision asked for", "提请决策"),
    "board.others": (
        "Also moved, here and in the workbook only: {names}.",
        "另有变动：{names}，详见本页及工作簿。",
    ),
    "board.others_full": (
        "Also moved, here and in the appendix only: {names}.",
        "另有变动：{names}，详见本页及附录。",
    ),
    "board.moved": ("{clause} ({before} → {after})", "{clause}（{before} → {after}）"),
    "board.by_month": ("By month", "逐月走势"),
    "board.in_unit": ("{title}, {unit}", "{title}（{unit}）"),
    "board.guard": ("Guardrail: {guard}", "制衡指标：{guard}"),
    "board.split": ("NPL rate before to after, in steps", "不良贷款率变动分解"),
    "board.effects": ("Effects", "成效"),
    "board.key": (
        "Bars: darker, live in more units. Effects: ● attributable, ○ difference only, ◇ trend break, grey ● cannot tell, "
        "▲ on the worse side, ( ) interval includes zero.",
        "条形颜色越深，已上线单元越多。成效：● 可归因，○ 仅为前后差异，◇ 趋势突变，灰色 ● 无法判断，▲ 处于不利方向，"
        "括号表示区间包含零。",
    ),
    "board.unproven": ("{n} of {all} goals are not proven", "{all} 项事先目标中 {n} 项尚未证实"),
    "board.unclear": ("{n} of {all} headlines are not clear yet", "{all} 项核心指标中 {n} 项尚不明确"),
    "board.cannot_tell": ("Not clear yet, and why", "尚不能判断的事项及原因"),
    "board.would_tell": ("What would settle it", "如何得到结论"),
    "board.rehearsed": (
        "A roll-out in {waves}, {gap} apart, in {reached} of {units} {kind} would show within {months} months: {sizes}.",
        "分 {waves}上线、每批间隔 {gap}、覆盖 {units} 个{kind}中的 {reached} 个，{months} 个月内可检验出：{sizes}。",
    ),
    "board.rehearsed_size": ("{kpi}, {size} or more", "{kpi}{size}及以上"),
    "board.reason": ("{reason}: {goals}.", "{reason}：{goals}。"),
    "board.attention": ("{n} matters need attention", "{n} 项需要关注"),
    "board.attention_one": ("One matter needs attention", "1 项需要关注"),
    "board.both": ("{left}; {right}", "{left}；{right}"),
    "board.more": ("And {n} more, on the dashboard.", "另有 {n} 项，详见看板。"),
    "board.day": ("data to {day}", "数据截至 {day}"),
    "board.reference": ("ref. {number}", "数据凭证 {number}"),
    "board.references": ("ref. {number} and {n} more in the notes", "数据凭证 {number}，另 {n} 个见备注"),
    "board.filters": ("Filters: {filters}", "筛选：{filters}"),
    "board.snapshot": ("Data to {day}, snapshot {snapshot}", "数据截至 {day}，数据快照 {snapshot}"),
    "board.passports": ("Reference numbers of this slide:", "本页数据凭证："),
}
