"""Words of number passports and their verification: key → (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {
    "note.passport": (
        "Reference no.: with it the figure can be recalculated on Data health or with `milepost verify`.",
        "数据凭证：凭此编号可在“数据健康”页重新计算并核对。",
    ),
    "note.checks": (
        "Checks of the snapshot: {passed} passed, {failed} failed.",
        "快照校验：通过 {passed} 项，未通过 {failed} 项。",
    ),
    "csv.passports": ("Reference numbers", "数据凭证"),
    "column.passport": ("reference no.", "数据凭证"),
    "verify.title": ("Check a number", "数据复核"),
    "verify.lead": (
        "Every figure, report and pack carries a reference number. Type it in, and the number is computed again from the "
        "data it came from.",
        "每张图表、每份报告和材料都附有数据凭证编号。输入编号，系统将用当时的快照重新计算。",
    ),
    "verify.number": ("Reference number", "数据凭证编号"),
    "verify.ask": ("Check", "核对"),
    "verify.unreadable": (
        "Not a reference number: one looks like MP-7K3Q-9XTD-2B4H.",
        "编号格式不正确，应形如 MP-7K3Q-9XTD-2B4H。",
    ),
    "verify.unknown": (
        "{number}: unknown here; check it character by character.",
        "{number}：本系统没有该编号的记录，请逐位核对。",
    ),
    "verify.failed": ("Cannot be checked now: {why}", "暂时无法核对：{why}"),
    "verify.snapshot": ("Snapshot {snapshot}", "快照 {snapshot}"),
    "verify.stated": ("First issued {moment}", "首次出具：{moment}"),
    "verify.versions": (
        "Definition version {then} then, {now} now",
        "口径版本：当时 {then}，现为 {now}",
    ),
    "verify.place": ("place", "位置"),
    "verify.then": ("then", "当时"),
    "verify.now": ("now", "现在"),
    "verdict.holds": ("✓ confirmed: recalculated, the result is the same", "✓ 仍成立：重新计算结果一致"),
    "verdict.differs": (
        "▲ not confirmed: recalculated, the result differs",
        "▲ 不成立：同一问题重新计算的结果不同",
    ),
    "verdict.definition changed": (
        "cannot be confirmed: the definition has changed since",
        "无法确认：口径此后已变更",
    ),
    "verdict.snapshot gone": (
        "cannot be confirmed: its snapshot no longer exists",
        "无法确认：所依据的快照已不再保留",
    ),
    "verdict.snapshot changed": (
        "cannot be confirmed: the file of its snapshot has changed since it was published",
        "无法确认：快照文件在发布后被改动",
    ),
    "verdict.question gone": (
        "cannot be confirmed: this version no longer offers this calculation",
        "无法确认：当前版本已不再提供该项计算",
    ),
    "asked.claims": (
        "Published claims against measured changes",
        "公开数据与实测变化对照",
    ),
    "asked.evidence": ("Effects of the initiatives", "各项举措的效果"),
    "asked.courses": ("Roll-out of the initiatives", "各项举措的推广进度"),
    "asked.benefits": ("Costs and benefits of the initiatives", "各项举措的投入与收益"),
    "asked.scenario": ("A scenario", "情景测算"),
    "asked.ranking": ("Scenarios in their order", "情景排序"),
}
