"""Words of sentences, cards, evidence and reasons: key → (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {
    "unit.minutes": ("min", "分钟"),
    "unit.hours": ("h", "小时"),
    "unit.days": ("days", "天"),
    "unit.points": ("{number} percentage points", "{number} 个百分点"),
    "unit.short_points": ("{number} pp", "{number} 百分点"),
    "unit.per_day": ("a day", "件/天"),
    "unit.net_score": ("points", "分"),
    "unit.per_1000": ("per 1,000 contracts", "件/千份合同"),
    "unit.hours_per_1000": ("h per 1,000 contracts", "小时/千份合同"),
    "format.span": ("{first} – {last}", "{first}至{last}"),
    "format.comma": (", ", "、"),
    "format.holes": ("{span}, {n} months", "{span}（共 {n} 个月）"),
    # sentence: a KPI whose interval excludes zero, is not clear, or has none
    "verb.fell": (
        "{name}: fell {relative} ({absolute}), from {before} to {after}",
        "{name}相对下降 {relative}（{absolute}），由 {before}降至 {after}",
    ),
    "verb.rose": (
        "{name}: rose {relative} ({absolute}), from {before} to {after}",
        "{name}相对上升 {relative}（{absolute}），由 {before}升至 {after}",
    ),
    "verb.fell_absolute": (
        "{name}: fell by {absolute}, from {before} to {after}",
        "{name}下降 {absolute}，由 {before}降至 {after}",
    ),
    "verb.rose_absolute": (
        "{name}: rose by {absolute}, from {before} to {after}",
        "{name}上升 {absolute}，由 {before}升至 {after}",
    ),
    "sentence.unclear": (
        "{name}: no clear change, between {lower} and {upper}",
        "{name}变化不明确，介于 {lower} 与 {upper} 之间",
    ),
    "sentence.no_interval": (
        "{name}: {before} before, {after} after; how sure this is cannot be said ({reason})",
        "{name}：转型前 {before}，转型后 {after}；无法给出置信区间（{reason}）",
    ),
    "sentence.cannot_say": ("{name}: no change can be said ({reason})", "{name}：无法判断变化（{reason}）"),
    "sentence.guard_and": ("{speed}; {guard}.", "{speed}；{guard}。"),
    "sentence.guard_but": ("{speed}, but {guard}.", "{speed}，但{guard}。"),
    "sentence.alone": ("{speed}.", "{speed}。"),
    "sentence.basis": (
        "Compared: {before_months} (n {before_n}) with {after_months} (n {after_n}); data to {day}. "
        "Brackets hold 95 % intervals; difference only: no comparison group shows why.",
        "对比区间：{before_months}（n {before_n}）与{after_months}（n {after_n}）；数据截至 {day}。"
        "括号内为 95% 置信区间；仅为前后差异：没有对照组，不能据此判断原因。",
    ),
    "sentence.notices": ("Read with care: {notices}.", "解读时请注意：{notices}。"),
    "card.value": ("{before} → {after}", "{before} → {after}"),
    "verdict.better": ("better", "改善"),
    "verdict.worse": ("worse", "变差"),
    "verdict.higher": ("higher", "升高"),
    "verdict.lower": ("lower", "降低"),
    "verdict.unclear": ("no clear change", "变化不明确"),
    "card.all_months": ("all months; no windows to compare", "全部月份；无可对比窗口"),
    "card.relative": ("{change} relative", "相对 {change}"),
    "card.cannot_say": ("cannot be said", "无法给出"),
    "card.no_interval": ("no interval: {reason}", "无置信区间：{reason}"),
    "card.evidence": ("evidence: {grade}", "证据：{grade}"),
    "card.guard": ("Guard · {name}: {change}", "护栏指标 · {name}：{change}"),
    "target.met": ("target {target}: met", "目标 {target}：已达成"),
    "target.missed": ("target {target}: missed", "目标 {target}：未达成"),
    "target.open": ("target {target}: still open", "目标 {target}：尚不能判定"),
    "evidence.difference": ("difference only", "仅为前后差异"),
    "evidence.cannot_tell": ("cannot tell", "尚不能判断"),
    # reasons: the constants of analysis.results
    "reason.no rows": ("no cases in this slice", "该范围内没有数据"),
    "reason.too few": ("too few cases", "样本过少"),
    "reason.not old enough": ("the cases are not old enough yet", "观察期不足"),
    "reason.one unit": ("only one unit", "仅有一个统计单元"),
    "reason.not defined for this KPI": ("not defined for this KPI", "该指标不适用"),
    "reason.spring festivals differ": (
        "the windows hold different numbers of Spring Festivals ({about})",
        "前后区间包含的春节数不同（{about}）",
    ),
    "reason.definition changed": ("the definition changed", "指标口径发生变更"),
    "reason.needs table": ("no data: needs table {about}", "缺少数据表 {about}"),
    "reason.needs column": ("needs column {about}", "缺少字段 {about}"),
    "reason.not kept by": ("not kept by {about}", "未按{about}保存"),
    "reason.not separable from": ("cannot be told apart from {about}", "无法与{about}区分"),
}
