"""Words of what a planned roll-out could show."""

WORDS = {
    "power.title": ("What a planned roll-out could show", "拟推广举措能检验出多大效应"),
    "power.kpi": ("KPI", "指标"),
    "power.waves": ("Waves", "上线批次"),
    "power.gap": ("Months between waves", "批次间隔（月）"),
    "power.reach": ("Share of units that go live", "上线单元占比"),
    "power.answer": (
        "{kpi}: with {waves}, {gap} apart, in {reached} of {units} {kind}, {size} or more would be seen "
        "{months} months after the first go-live.",
        "{kpi}：分 {waves}上线、每批间隔 {gap}、覆盖 {units} 个{kind}中的 {reached} 个，首次上线 {months} 个月后可检验出{size}及以上的效应。",
    ),
    "power.earlier": (
        "After {months} months only {size} or more. ",
        "上线 {months} 个月时仅能检验出{size}及以上的效应。",
    ),
    "power.one_wave": ("one wave", "1 批"),
    "power.wave_count": ("{n} waves", "{n} 批"),
    "power.one_month": ("1 month", "1 个月"),
    "power.month_count": ("{n} months", "{n} 个月"),
    "power.at_once": (
        "{kpi}: in one wave, in {reached} of {units} {kind}, {size} or more would be seen {months} months "
        "after the go-live.",
        "{kpi}：一次性上线、覆盖 {units} 个{kind}中的 {reached} 个，上线 {months} 个月后可检验出{size}及以上的效应。",
    ),
    "power.fall": ("a fall of {size}", "下降 {size}"),
    "power.either": ("a change of {size}", "±{size}"),
    "power.unknown": (
        "{kpi}: the months delivered are too few to rehearse this plan.",
        "{kpi}：现有月份不足以推演该方案。",
    ),
    "power.axis": ("months since the first go-live", "距首次上线月数"),
    "power.note": (
        "Seen: an effect of that size gives a clear interval four times in five. Measured by laying the plan over the "
        "latest months, without the initiatives that went live in them; which units go first is drawn by lot.",
        "“可检验”指该幅度的效应有八成概率呈现明确区间。测算方法：将方案套用于最近月份，剔除已上线举措的影响；单元上线次序随机抽取。",
    ),
    "power.alt": (
        "Smallest effect on {kpi} that would be seen, by months since the first go-live: {values}",
        "按距首次上线月数，{kpi}可检验的最小效应：{values}",
    ),
    "power.at": ("{months}: {size}", "{months} 个月：{size}"),
    "column.smallest": ("smallest effect seen", "可检验最小效应"),
    "column.months_since": ("months since first go-live", "距首次上线月数"),
    "reach.0.5": ("half", "50%"),
    "reach.0.65": ("two thirds", "65%"),
    "reach.0.8": ("four fifths", "80%"),
    "reach.0.9": ("nine tenths", "90%"),
}
