"""Words of why a KPI changed: its mix: key → (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {
    "page.why": ("How much is business mix", "业务结构的影响"),
    "mix.sentence": (
        "{name}: {within} at the same mix of {dims}; observed: {total}.",
        "{name}：若{dims}结构不变，{within}；实际{total}。",
    ),
    "mix.fell": ("a fall of {relative} ({absolute})", "相对下降 {relative}（{absolute}）"),
    "mix.rose": ("a rise of {relative} ({absolute})", "相对上升 {relative}（{absolute}）"),
    "mix.fell_absolute": ("a fall of {absolute}", "下降 {absolute}"),
    "mix.rose_absolute": ("a rise of {absolute}", "上升 {absolute}"),
    "mix.unclear": (
        "no clear change ({span})",
        "变化不明确（{span}）",
    ),
    "mix.no_interval": (
        "{change} (no interval: {reason})",
        "变化 {change}（无置信区间：{reason}）",
    ),
    "mix.reversed": (
        "By {dims} every large group moved the other way than the whole (Simpson's paradox): read the groups, "
        "not the total.",
        "按{dims}分组，各主要分组的变化方向均与总体相反（辛普森悖论）：应看分组，不宜只看总体。",
    ),
    "mix.cannot_say": (
        "The effect of the mix cannot be determined: {reason}.",
        "无法分解结构影响：{reason}。",
    ),
    "mix.no_dimension": (
        "Within these filters there is nothing to split by.",
        "当前筛选下没有可供分解的维度。",
    ),
    "mix.thin": (
        "By {dims} too few cases lie in groups that both periods have, so mix and change cannot be told apart.",
        "按{dims}细分后，前后两期共有的分组占比过低，无法区分结构影响与自身变化。",
    ),
    "mix.left_out": (
        "Without {dims}: under 95% of the cases lie in groups that both periods have.",
        "未含{dims}：前后两期共有分组占比不足 95%。",
    ),
    "mix.arithmetic": (
        "Mix is arithmetic: where a roll-out itself moves customers to another channel, that shift is one of its effects.",
        "结构影响仅为算术分解：若上线促使客户改用其他渠道，亦属其成效。",
    ),
    "mix.hollow": (
        "Hollow bars and brackets: not clear, or no interval. Thin lines: 95% intervals.",
        "空心条、括号：不明确或无区间；细线：95% 区间。",
    ),
    "mix.of_npl_rate": (
        "Split at equal age; the effect of the age of the book is shown apart.",
        "按同账龄不良率分解，账龄结构的影响另行列示。",
    ),
    "mix.of_churn_rate": (
        "Split at equal tenure.",
        "按剔除客户存续期影响的流失率分解。",
    ),
    "mix.part": ("{dimension} mix", "{dimension}结构"),
    "mix.within": ("Change at the same mix", "结构不变下的变化"),
    "alt.mix": (
        "From {before} before to {after} after, {name}: {parts}.",
        "{name}由转型前 {before}到转型后 {after}：{parts}。",
    ),
    "alt.mix_part": ("{part} {change}", "{part} {change}"),
    "column.part": ("Part", "构成"),
}
