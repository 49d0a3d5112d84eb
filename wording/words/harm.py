"""Words of effects on the worse side: key → (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {
    # one pair
    "pair.worse_side": (" Its whole interval lies on the worse side.", "其区间整体处于不利方向。"),
    "pair.at_least": (
        "{initiative}: {kpi} {verb} at least {least} where live (95%): {hidden}. The estimate is {size}.",
        "{initiative}：上线单元的{kpi}至少{verb} {least}（95%）：{hidden}。估计值为 {size}。",
    ),
    "pair.open_harm": (
        "Cannot tell whether {initiative} moved {kpi}: {reason}. The estimate is that it {verb} {size}.",
        "无法判断{initiative}是否影响{kpi}：{reason}。估计值为{verb} {size}。",
    ),
    # whether fewer answered or more
    "answers.moved": ("the share who answer moved, too", "答复率也发生变化"),
    "answers.fell": (
        "fewer people answered, and those who no longer do may be less satisfied",
        "答复者减少，不再答复者可能满意度较低",
    ),
    "answers.rose": (
        "more people answered, and those newly heard may be the less satisfied",
        "答复者增多，新增答复者可能满意度较低",
    ),
    # what makes harm look smaller than it is
    "hides.answers": (
        "fewer people answered, which hides harm rather than explains it",
        "答复者减少，只会使恶化被低估，不能解释恶化本身",
    ),
    "hides.choosing": (
        "it would be more than twice as large if the months in which units were chosen were left in",
        "计入选点期数据，幅度将超过两倍",
    ),
    # how many there are, and each on a line
    "harm.none": (" No harmful effect.", "未发现不利效应。"),
    "harm.counted": (
        " Whole interval on the worse side: {n} of {all} effects ({parts}).",
        "{all} 项效应中 {n} 项区间整体处于不利方向（{parts}）。",
    ),
    "harm.attributable": ("{n} attributable", "{n} 项可归因"),
    "harm.at least": ("{n} of which only the least size is known", "{n} 项仅知幅度下限"),
    "harm.trend break": ("{n} trend breaks", "{n} 项为趋势突变"),
    "harm.difference only": ("{n} differences only", "{n} 项仅为前后差异"),
    "harm.by chance": ("{n} that chance could explain among so many", "{n} 项可能出于多项检验的偶然"),
    "harm.cannot tell": ("{n} not known for other reasons", "{n} 项因其他原因无法判断"),
    "harm.line_sure": (
        "**{kpi}** · worse, {change} {interval} through {initiative}; {grade}",
        "**{kpi}** · 恶化，因{initiative} {change}{interval}，{grade}",
    ),
    "harm.line_break": (
        "**{kpi}** · worse, {change} {interval} after {initiative}; cause not proven",
        "**{kpi}** · 恶化，{initiative}上线后 {change}{interval}，原因未证实",
    ),
    "harm.line_at_least": (
        "**{kpi}** · worse, {verb} at least {size} through {initiative}: {reason}",
        "**{kpi}** · 恶化，因{initiative}至少{verb} {size}：{reason}",
    ),
    "harm.line_open": (
        "**{kpi}** · {verb} {size} {interval} where {initiative} is live; {grade}: {reason}",
        "**{kpi}** · {initiative}上线单元{verb} {size}{interval}，{grade}：{reason}",
    ),
    "harm.ledger": (
        "{kpi}: everything else includes at least {size} for the worse from {initiative}; more than that is not known.",
        "{kpi}：其余因素中含{initiative}至少 {size} 的恶化，仅知其下限。",
    ),
    "harm.side": ("interval on the worse side", "区间处于不利方向"),
    "column.worse_side": ("side", "所在一侧"),
    # as a grade
    "grade.at least": ("worse, only the least size known", "恶化，仅知幅度下限"),
    "grade.at_least_size": ("worse, at least {size}", "恶化，至少 {size}"),
}
