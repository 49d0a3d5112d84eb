"""Words of the risk page: key → (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {
    # the sentence about the NPL rate: how far, then what goes bad at equal age, the stock, and the other parts
    "npl.fell.relative": ("{share}", "相对下降 {share}"),
    "npl.rose.relative": ("{share}", "相对上升 {share}"),
    "npl.fell.points": ("{points}", "下降 {points}"),
    "npl.rose.points": ("{points}", "上升 {points}"),
    "npl.fell.both": ("{share} ({points})", "相对下降 {share}（{points}）"),
    "npl.rose.both": ("{share} ({points})", "相对上升 {share}（{points}）"),
    "npl.long.agree": (
        "{stock}: {formation}, {staying} and {age}.",
        "{stock}：{formation}，{staying}，{age}。",
    ),
    "npl.long.but": (
        "{formation}, but {stock}: {staying} and {age}.",
        "{formation}，但{stock}：{staying}，{age}。",
    ),
    "npl.long.apart": (
        "{formation}; {stock}: {staying} and {age}.",
        "{formation}；{stock}：{staying}，{age}。",
    ),
    "npl.long.nothing": (
        "{formation}; how the NPL rate changed cannot be said ({reason}).",
        "{formation}；不良贷款率的变化无法判断（{reason}）。",
    ),
    "npl.long.formation.fell": (
        "at equal age {size} less of the balance goes bad",
        "同账龄不良生成率{size}",
    ),
    "npl.long.formation.rose": (
        "at equal age {size} more of the balance goes bad",
        "同账龄不良生成率{size}",
    ),
    "npl.long.formation.unclear": (
        "at equal age there is no clear change in how much of the balance goes bad ({lower} to {upper})",
        "同账龄不良生成率变化不明确（{lower} 至 {upper}）",
    ),
    "npl.long.formation.no_interval": (
        "how sure the change at equal age is cannot be said ({reason}): "
        "{before} of the balance went bad in a year before, {after} after",
        "同账龄不良生成率转型前 {before}、转型后 {after}，无法给出置信区间（{reason}）",
    ),
    "npl.long.formation.unknown": (
        "whether more or less of the balance goes bad at equal age cannot be said ({reason})",
        "同账龄不良生成率的变化无法判断（{reason}）",
    ),
    "npl.long.stock.fell": (
        "the NPL rate fell by {size}, from {before} to {after}",
        "不良贷款率{size}，由 {before} 降至 {after}",
    ),
    "npl.long.stock.rose": (
        "the NPL rate rose by {size}, from {before} to {after}",
        "不良贷款率{size}，由 {before} 升至 {after}",
    ),
    "npl.long.stock.unclear": (
        "the NPL rate shows no clear change ({lower} to {upper})",
        "不良贷款率变化不明确（{lower} 至 {upper}）",
    ),
    "npl.long.stock.no_interval": (
        "the NPL rate was {before} before and is {after} after, how sure this is cannot be said ({reason})",
        "不良贷款率转型前 {before}、转型后 {after}，无法给出置信区间（{reason}）",
    ),
    "npl.long.stock.unknown": (
        "how the NPL rate changed cannot be said ({reason})",
        "不良贷款率的变化无法判断（{reason}）",
    ),
    "npl.long.staying.fell": (
        "bad loans left the book sooner ({points}: charge-off, sale, cure, repayment)",
        "不良贷款出表加快（{points}，核销、转让、转正或收回）",
    ),
    "npl.long.staying.rose": (
        "bad loans stayed on the book longer ({points})",
        "不良贷款留存时间变长（{points}）",
    ),
    "npl.long.staying.unclear": (
        "how long bad loans stay on the book shows no clear change ({lower} to {upper})",
        "不良贷款留存时间变化不明确（{lower} 至 {upper}）",
    ),
    "npl.long.staying.no_interval": (
        "how long bad loans stay on the book makes {points} of it (no interval: {reason})",
        "不良贷款留存时间影响 {points}（无置信区间：{reason}）",
    ),
    "npl.long.staying.unknown": (
        "how long bad loans stay on the book cannot be said ({reason})",
        "不良贷款留存时间的影响无法判断（{reason}）",
    ),
    "npl.long.age.fell": (
        "the book is younger ({points}: dilution)",
        "贷款账龄变短（{points}，稀释）",
    ),
    "npl.long.age.rose": (
        "the book is older ({points}: seasoning)",
        "贷款账龄变长（{points}，账龄成熟）",
    ),
    "npl.long.age.unclear": (
        "the age of the book makes no clear difference ({lower} to {upper})",
        "账龄结构影响不明确（{lower} 至 {upper}）",
    ),
    "npl.long.age.no_interval": (
        "the age of the book makes {points} of it (no interval: {reason})",
        "账龄结构影响 {points}（无置信区间：{reason}）",
    ),
    "npl.long.age.unknown": (
        "what the age of the book does cannot be said ({reason})",
        "账龄结构的影响无法判断（{reason}）",
    ),
    "npl.short.agree": (
        "{stock}: {formation}, {staying}, {age}.",
        "{stock}：{formation}、{staying}、{age}。",
    ),
    "npl.short.but": (
        "{formation}, but {stock}: {staying}, {age}.",
        "{formation}，但{stock}：{staying}、{age}。",
    ),
    "npl.short.apart": (
        "{formation}; {stock}: {staying}, {age}.",
        "{formation}；{stock}：{staying}、{age}。",
    ),
    "npl.short.nothing": (
        "{formation}; NPL: cannot be said ({reason}).",
        "{formation}；不良贷款率：无法判断（{reason}）。",
    ),
    "npl.short.formation.fell": ("at equal age {size} less goes bad", "同账龄不良生成率{size}"),
    "npl.short.formation.rose": ("at equal age {size} more goes bad", "同账龄不良生成率{size}"),
    "npl.short.formation.unclear": (
        "what goes bad at equal age: no clear change ({lower} to {upper})",
        "同账龄不良生成率变化不明确（{lower} 至 {upper}）",
    ),
    "npl.short.formation.no_interval": (
        "what goes bad at equal age: {change}, no interval",
        "同账龄不良生成率变化 {change}，无置信区间",
    ),
    "npl.short.formation.unknown": (
        "what goes bad at equal age cannot be said",
        "同账龄不良生成率的变化无法判断",
    ),
    "npl.short.stock.fell": ("NPL fell {size}", "不良贷款率{size}"),
    "npl.short.stock.rose": ("NPL rose {size}", "不良贷款率{size}"),
    "npl.short.stock.unclear": ("NPL: no clear change", "不良贷款率变化不明确"),
    "npl.short.stock.no_interval": ("NPL {change}, no interval", "不良贷款率变化 {change}，无置信区间"),
    "npl.short.stock.unknown": ("NPL cannot be said", "不良贷款率的变化无法判断"),
    "npl.short.staying.fell": ("bad loans left sooner", "不良出表加快"),
    "npl.short.staying.rose": ("bad loans stayed longer", "不良留存变长"),
    "npl.short.staying.unclear": ("their stay not clear", "留存时间影响不明确"),
    "npl.short.staying.no_interval": ("their stay {points}", "留存时间影响 {points}"),
    "npl.short.staying.unknown": ("their stay not known", "留存时间影响无法判断"),
    "npl.short.age.fell": ("younger book (dilution)", "账龄变短（稀释）"),
    "npl.short.age.rose": ("older book (seasoning)", "账龄变长（成熟）"),
    "npl.short.age.unclear": ("age of the book not clear", "账龄影响不明确"),
    "npl.short.age.no_interval": ("age of the book {points}", "账龄影响 {points}"),
    "npl.short.age.unknown": ("age of the book not known", "账龄影响无法判断"),
}
