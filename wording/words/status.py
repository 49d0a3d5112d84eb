"""Words of the status of a KPI: key → (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {
    "status.comma": (", ", "，"),  # within a status: its first part is the pill
    "status.improved_attributable": ("Improved, attributable", "改善，可归因"),
    "status.improved_before_after": ("Improved, before–after only", "改善，仅前后对比"),
    "status.worse_attributable": ("Worse, attributable", "恶化，可归因"),
    "status.worse_before_after": ("Worse, before–after only", "恶化，仅前后对比"),
    "status.moved_not_judged": ("Moved, not judged", "有变动，不作判断"),
    "status.no_clear_change": ("No clear change", "变化不明确"),
    "status.cannot_tell": ("Cannot tell", "无法判断"),
    "caveat.guard_open": ("New NPLs unclear", "新增不良变化不明"),
    "caveat.guard_worse": ("Guardrail got worse", "制衡指标恶化"),
    "caveat.no_direction": ("No better direction", "指标不分优劣"),
    "status.title": ("What a status means", "状态说明"),
    "status.means.improved_attributable": (
        "The change is clear and for the better, and at least part of it is attributable to an initiative by comparing "
        "units with and without it.",
        "变化明确且向好，且至少有一部分可通过对照比较归因于某项举措。",
    ),
    "status.means.improved_before_after": (
        "The change is clear and for the better. No comparison shows why.",
        "变化明确且向好，但没有对照可以说明原因。",
    ),
    "status.means.worse_attributable": (
        "The change is clear and for the worse, and at least part of it is attributable to an initiative.",
        "变化明确且为恶化，且至少有一部分可归因于某项举措。",
    ),
    "status.means.worse_before_after": (
        "The change is clear and for the worse. No comparison shows why.",
        "变化明确且为恶化，但没有对照可以说明原因。",
    ),
    "status.means.moved_not_judged": (
        "The change is clear, but neither better nor worse: a share of bad loans moved while loans of the same age did "
        "not, or the KPI has no better direction.",
        "变化明确，但不判断好坏：不良占比有变动而同账龄贷款并未同步变化，或该指标本身不分优劣。",
    ),
    "status.means.no_clear_change": (
        "The 95% interval of the change includes zero.",
        "变化的 95% 置信区间包含零。",
    ),
    "status.means.cannot_tell": (
        "There are too few cases or months, or no interval can be given.",
        "样本或月份过少，或无法给出置信区间。",
    ),
}
