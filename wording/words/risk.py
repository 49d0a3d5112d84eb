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
        "{formation}; the change of the NPL rate cannot be determined ({reason}).",
        "{formation}；不良贷款率的变化无法判断（{reason}）。",
    ),
    "npl.long.formation.fell": (
        "at equal age {size} less of the balance turns bad",
        "同账龄不良生成率{size}",
    ),
    "npl.long.formation.rose": (
        "at equal age {size} more of the balance turns bad",
        "同账龄不良生成率{size}",
    ),
    "npl.long.formation.unclear": (
        "at equal age no clear change in how much of the balance turns bad ({span})",
        "同账龄不良生成率变化不明确（{span}）",
    ),
    "npl.long.formation.not judged": (
        "at equal age {before} of the balance turned bad in a year before, {after} after, without "
        "interval ({reason})",
        "同账龄不良生成率转型前 {before}、转型后 {after}，无法给出置信区间（{reason}）",
    ),
    "npl.long.formation.unknown": (
        "whether more or less of the balance turns bad at equal age cannot be determined ({reason})",
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
        "the NPL rate shows no clear change ({span})",
        "不良贷款率变化不明确（{span}）",
    ),
    "npl.long.stock.not judged": (
        "the NPL rate was {before} before and is {after} after, without interval ({reason})",
        "不良贷款率转型前 {before}、转型后 {after}，无法给出置信区间（{reason}）",
    ),
    "npl.long.stock.unknown": (
        "the change of the NPL rate cannot be determined ({reason})",
        "不良贷款率的变化无法判断（{reason}）",
    ),
    "npl.long.staying.fell": (
        "bad loans were resolved sooner ({points})",
        "不良处置加快（{points}）",
    ),
    "npl.long.staying.rose": (
        "bad loans were resolved later ({points})",
        "不良处置放慢（{points}）",
    ),
    "npl.long.staying.unclear": (
        "how long bad loans stay on the book shows no clear change ({span})",
        "不良贷款留存时间变化不明确（{span}）",
    ),
    "npl.long.staying.not judged": (
        "how long bad loans stay on the book makes {points} of it (no interval: {reason})",
        "不良贷款留存时间影响 {points}（无置信区间：{reason}）",
    ),
    "npl.long.staying.unknown": (
        "how long bad loans stay on the book cannot be determined ({reason})",
        "不良贷款留存时间的影响无法判断（{reason}）",
    ),
    "npl.long.age.fell": (
        "the book is younger ({points})",
        "新增放款摊薄（{points}）",
    ),
    "npl.long.age.rose": (
        "the book is older ({points})",
        "账龄成熟推高（{points}）",
    ),
    "npl.long.age.unclear": (
        "the age of the book makes no clear difference ({span})",
        "账龄结构影响不明确（{span}）",
    ),
    "npl.long.age.not judged": (
        "the age of the book makes {points} of it (no interval: {reason})",
        "账龄结构影响 {points}（无置信区间：{reason}）",
    ),
    "npl.long.age.unknown": (
        "the effect of the age of the book cannot be determined ({reason})",
        "账龄结构的影响无法判断（{reason}）",
    ),
    "npl.short.agree": (
        "{stock}: {formation}, {first}, {second}.",
        "{stock}：{formation}，{first}，{second}。",
    ),
    "npl.short.but": (
        "{formation}, but {stock}: {first}, {second}.",
        "{formation}，但{stock}：{first}，{second}。",
    ),
    "npl.short.apart": (
        "{formation}. {stock}: {first}, {second}.",
        "{formation}；{stock}：{first}，{second}。",
    ),
    "npl.short.nothing": (
        "{formation}; NPL: cannot be determined ({reason}).",
        "{formation}；不良贷款率：无法判断（{reason}）。",
    ),
    "npl.short.formation.fell": ("new bad loans at equal age fell {size}", "同账龄不良生成率下降 {size}"),
    "npl.short.formation.rose": ("new bad loans at equal age rose {size}", "同账龄不良生成率上升 {size}"),
    "npl.short.formation.unclear": (
        "credit quality: no clear change (new bad loans at equal age, 95% interval {span})",
        "资产质量变化不明（同账龄不良生成率的 95% 区间为 {span}）",
    ),
    "npl.short.formation.not judged": (
        "new bad loans at equal age: {change}, no interval",
        "同账龄不良生成率 {change}，无区间",
    ),
    "npl.short.formation.unknown": (
        "new bad loans at equal age cannot be determined",
        "同账龄不良生成率的变化无法判断",
    ),
    "npl.short.stock.fell": ("the NPL rate fell {size}", "不良率下降 {size}"),
    "npl.short.stock.rose": ("the NPL rate rose {size}", "不良率上升 {size}"),
    "npl.short.stock.unclear": ("the NPL rate shows no clear change", "不良率变化不明确"),
    "npl.short.stock.not judged": ("the NPL rate {change}, no interval", "不良率 {change}，无区间"),
    "npl.short.stock.unknown": ("the NPL rate cannot be determined", "不良率的变化无法判断"),
    "npl.short.staying.fell": ("faster resolution {number} pp", "处置加快 {number}"),
    "npl.short.staying.rose": ("slower resolution {number} pp", "处置放慢 {number}"),
    "npl.short.staying.unclear": ("resolution speed unclear", "处置速度变化不明确"),
    "npl.short.staying.not judged": ("resolution speed {number} pp", "处置 {number}"),
    "npl.short.staying.unknown": ("resolution speed not known", "处置速度影响无法判断"),
    "npl.short.rest": ("the rest unclear", "其余来源不明"),
    "npl.short.age.fell": ("younger book {number} pp", "新增放款摊薄 {number}"),
    "npl.short.age.rose": ("older book {number} pp", "账龄成熟推高 {number}"),
    "npl.short.age.unclear": ("age of the book unclear", "账龄影响不明确"),
    "npl.short.age.not judged": ("book age {number} pp", "账龄 {number}"),
    "npl.short.age.unknown": ("the effect of the age of the book is not known", "账龄影响无法判断"),
    # bad balance that left the book in one go
    "bulk.charged_off": ("{amount} charged off in {month}", "{month}集中核销不良 {amount}"),
    "bulk.sold": ("{amount} sold in {month}", "{month}集中转让不良 {amount}"),
    "bulk.both": ("{amount} charged off or sold in {month}", "{month}集中核销及转让不良 {amount}"),
    "bulk.sentence": (
        "Bad loans left the book in one go: {exits}. That alone lowers the NPL rate; had they stayed, the rate after "
        "would be at most {after}.",
        "{exits}，仅此一项即压低不良贷款率；若未核销或转让，转型后不良贷款率最高为 {after}。",
    ),
    "bulk.sentence_both": (
        "Bad loans left the book in one go: {exits}. That alone lowers the NPL rate; had they stayed, the rate would be "
        "at most {before} before and {after} after.",
        "{exits}，仅此一项即压低不良贷款率；若未核销或转让，不良贷款率转型前最高为 {before}、转型后最高为 {after}。",
    ),
    "bulk.note": (
        "bad loans left in one go: {exits}; had they stayed, at most {after} after",
        "{exits}；若未核销或转让，转型后最高为 {after}",
    ),
    "bulk.note_other": ("bad loans left in one go: {exits}", "{exits}"),
    # switches
    "risk.rate": ("Rate", "口径"),
    "rate.stock": ("Stock", "存量不良率"),
    "rate.same_age": ("At equal age", "同账龄不良率"),
    "rate.formation": ("Formation at equal age", "同账龄不良生成率"),
    "risk.depth": ("In depth", "深入分析"),
    "depth.vintages": ("Vintages", "账龄表现"),
    "depth.rolls": ("Roll rates", "迁徙率"),
    "depth.recoveries": ("Recoveries & cures", "回收与转正"),
    "depth.concentration": ("Concentration", "集中度"),
    "risk.late": ("Ever so many days past due", "累计逾期天数"),
    "late.30": ("30+ days", "30 天以上"),
    "late.60": ("60+ days", "60 天以上"),
    "late.90": ("90+ days", "90 天以上"),
    # the split and the bridge
    "risk.split": ("What moved the NPL rate", "不良贷款率变化拆解"),
    "risk.bridge": ("Bad loans in and out", "不良贷款余额变动"),
    "split.before": ("NPL rate before", "转型前不良贷款率"),
    "split.after": ("NPL rate after", "转型后不良贷款率"),
    "split.part": ("{part}: {meaning}", "{part}：{meaning}"),
    "split.numbers": ("{points} · {relative} relative {interval}", "{points} · 相对 {relative}{interval}"),
    "split.age": ("Age of the book", "贷款账龄"),
    "split.going_bad": ("New bad loans, like for like", "同账龄不良生成"),
    "split.staying": ("Time to resolve bad loans", "不良处置时间"),
    "split.age.fell": ("younger", "变短（新增放款摊薄）"),
    "split.age.rose": ("older", "变长（账龄成熟）"),
    "split.age.unclear": ("no clear change", "变化不明确"),
    "split.age.not judged": ("no interval", "无置信区间"),
    "split.going_bad.fell": ("less", "减少"),
    "split.going_bad.rose": ("more", "增加"),
    "split.going_bad.unclear": ("no clear change", "变化不明确"),
    "split.going_bad.not judged": ("no interval", "无置信区间"),
    "split.staying.fell": ("shorter", "变短"),
    "split.staying.rose": ("longer", "变长"),
    "split.staying.unclear": ("no clear change", "变化不明确"),
    "split.staying.not judged": ("no interval", "无置信区间"),
    "split.note": (
        "The three factors multiply to the whole change and their points add up to it: arithmetic, not cause. "
        "Hollow: the change is not clear, or has no interval.",
        "三项因子相乘等于总变化，百分点之和等于总变化；仅为算术拆解，不代表原因。空心：变化不明确或无区间。",
    ),
    "bridge.title": ("Flows a year, % of average bad loans", "年流量占平均不良余额的比例"),
    "bridge.stay": (
        "A bad loan stayed on the book for {before} → {after} months on average: average bad balance ÷ what left in a month.",
        "不良贷款平均留存 {before} → {after} 个月：平均不良余额 ÷ 月均流出额。",
    ),
    "bridge.amount": ("Amount", "金额"),
    "bridge.opening": ("Bad balance at the start", "期初不良余额"),
    "bridge.formed": ("+ turned bad (not at equal age)", "＋ 新生成不良（未按同账龄）"),
    "bridge.cured": ("− cured", "－ 转正（上调）"),
    "bridge.repaid_bad": ("− repaid", "－ 现金收回"),
    "bridge.charged_off_bad": ("− charged off", "－ 核销"),
    "bridge.transferred_bad": ("− sold or securitised", "－ 转让或证券化出表"),
    "bridge.missing_bad": ("− no ending recorded", "－ 无结清记录而消失"),
    "bridge.closing": ("= bad balance at the end", "＝ 期末不良余额"),
    "bridge.average": ("average balance", "平均贷款余额"),
    "bridge.note": (
        "Amounts in {currency}, of {before} and {after} months. Rates: flows a year ÷ average bad balance.",
        "金额单位：{currency}，分别为 {before} 个月与 {after} 个月合计；比例：流量折年后占平均不良余额。",
    ),
    "bridge.not_needed": (
        "The bridge of bad balances is not shown: stock and formation moved the same way, and in neither window "
        "were more than a quarter of the opening bad balance charged off or sold.",
        "未展示不良余额变动表：存量与生成方向一致，且前后窗口的核销与转让均未超过期初不良余额的四分之一。",
    ),
    "money.CNY": ("CNY", "人民币元"),
    # vintages
    "vintage.axis": ("months on book", "账龄（月）"),
    "vintage.hover": (
        "{cohort}, month {age} on book: {share} · n {n}",
        "{cohort} 放款，账龄 {age} 个月：{share} · 样本量 {n}",
    ),
    "vintage.note": (
        "Share of contracts originated in those months that were ever so late, settled ones kept in. Bands: 95% "
        "intervals. Dotted: only the older months have reached that age. Thin lines: single cohorts.",
        "各放款期合同中曾达到该逾期天数的比例，已结清合同保留在分母。色带为 95% 区间；虚线：仅较早月份已达到此账龄；细线：各放款批次。",
    ),
    "vintage.at": ("{window}, month {age}: {share}", "{window}第 {age} 个月 {share}"),
    "vintage.pooled_hover": (
        "{window}, month {age} on book: {share} · n {n}",
        "{window}，账龄 {age} 个月：{share} · 样本量 {n}",
    ),
    # roll rates
    "state.current": ("not<br>late", "未<br>逾期"),
    "state.1_29": ("1–29", "1–29"),
    "state.30_59": ("30–<br>59", "30–<br>59"),
    "state.60_89": ("60–<br>89", "60–<br>89"),
    "state.90_179": ("90–<br>179", "90–<br>179"),
    "state.180": ("180+", "180+"),
    "state.paid": ("paid", "结清"),
    "state.charged_off": ("charge<br>off", "核销"),
    "state.other": ("rest", "其他"),
    "state.rolled": ("got<br>worse", "恶化<br>合计"),
    "matrix.lead": (
        "Of 100 owed by contracts so many days past due (rows), where it was a month later (columns). "
        "In each cell: before, after, and the change in percentage points where it is clear.",
        "行：月初逾期天数；列：一个月后的状态；数值为占月初余额的百分比。每格依次为转型前、转型后，以及变化明确时的百分点变化。",
    ),
    "matrix.note": (
        "Rows sum to 100 without “got worse” (further past due or charged off). Rest: sold, total loss, vanished. "
        "n counts contract-months.",
        "除“恶化合计”（逾期加重或核销）外每行合计 100；其他：转让、全损、消失；样本数为合同月数。",
    ),
    "matrix.rolled": ("{bucket}: {before} → {after}", "{bucket}：{before} → {after}"),
    # recoveries
    "recovered.axis": ("months since 90 days past due", "进入逾期 90 天后的月数"),
    "recovered.title": (
        "Recovered of the principal at entry into 90+, by months since",
        "进入逾期 90 天以上后各月累计回收比例",
    ),
    "recovered.hover": (
        "{since} months since: {share} {interval} · n {n}",
        "进入后 {since} 个月：{share}{interval} · 样本量 {n}",
    ),
    "recovered.note": (
        "The same entries at every month, drawn as far as all months of entry have been seen.",
        "各月为同一批进入合同；仅绘至全部进入月份均已观察到的月数。",
    ),
    # concentration
    "held.title": ("Share of the balance", "贷款余额占比"),
    "held.none": ("none", "无"),
    "held.lead": (
        "{top} hold {before_top} → {after_top} of the balance. Concentration index (HHI) {before} → {after}: "
        "as concentrated as {before_equal} → {after_equal} members of equal size.",
        "{top}占贷款余额 {before_top} → {after_top}。集中度指数（HHI）{before} → {after}，"
        "相当于 {before_equal} → {after_equal} 个同等规模的成员。",
    ),
    "held.nobody": ("Nothing of this balance names a member.", "该范围内的余额均未登记该维度的成员。"),
    "held.top": ("The largest ten", "前十大"),
    "held.largest": ("The largest one", "最大一家"),
    "held.unnamed": (
        "{dimension} not named: {before} → {after} of the balance, not counted in the index.",
        "未登记{dimension}的余额占比 {before} → {after}，不计入指数。",
    ),
    "held.note": (
        "At the month ends {before} and {after}; a count of the whole book, so without interval.",
        "时点：{before}末与{after}末；为全量统计，故无置信区间。",
    ),
    # names and definitions of figures that are no KPI, for the notes under them
    "risk.about_split": ("Split of the change of the NPL rate", "不良贷款率变化拆解"),
    "risk.about_split_is": (
        "Rate after ÷ rate before = age × newly bad × time on book. Age: what the age of the book alone "
        "would do to the rate. Newly bad: balance that turned bad ÷ that expected at its age. Time on "
        "book: the rest, how long bad loans stay on the book.",
        "转型后 ÷ 转型前 = 账龄 × 生成 × 留存。账龄：仅由贷款账龄结构变化引起的部分；生成：新生成不良"
        " ÷ 按账龄预期的生成额；留存：其余部分，即不良贷款在表内停留的长短。",
    ),
    "risk.about_bridge": ("Bridge of bad balances", "不良余额变动表"),
    "risk.about_bridge_is": (
        "Opening + turned bad − cured − repaid − charged off − sold = closing, exactly, over the months of each window.",
        "期初 ＋ 新生成 － 转正 － 现金收回 － 核销 － 转让 ＝ 期末，按各窗口月份逐月平衡。",
    ),
    "risk.about_vintage": ("Ever late by months on book", "按账龄累计的逾期率"),
    "risk.about_vintage_is": (
        "Share of contracts that were ever so many days past due at a month end, by months since origination; product "
        "limit, everyone stays at risk up to the last complete month of the own month of origination.",
        "自放款起各账龄月末曾达到该逾期天数的合同占比；采用乘积限法，每笔合同按其放款月份观察至最后一个完整月。",
    ),
    "risk.about_rolls": ("Roll matrix", "迁徙矩阵"),
    "risk.about_rolls_is": (
        "Opening balance by days past due at one month end that was in each state at the next ÷ opening balance of the "
        "row, over all months of the window.",
        "月初各逾期天数的余额在下一月末所处状态的金额 ÷ 该行月初余额，窗口内各月合并计算。",
    ),
    "risk.about_held": ("Concentration of the balance", "贷款余额集中度"),
    "risk.about_held_is": (
        "Share of each member in the balance at a month end; the index (HHI) is the sum of the squared shares, 1 where one "
        "member holds all.",
        "各成员占月末贷款余额的比例；指数（HHI）为占比平方和，由一家持有全部时为 1。",
    ),
    "alt.split": (
        "NPL rate {before} before, {after} after: {parts}.",
        "不良贷款率转型前 {before}、转型后 {after}：{parts}。",
    ),
    "alt.bridge": (
        "Bad balances before and after, of the average balance: {rows}.",
        "转型前后不良余额变动，占平均余额：{rows}。",
    ),
    "alt.vintage": (
        "Share of contracts ever {days} days past due by months on book, for both windows and each cohort; {values}.",
        "按账龄列示两个对比期及各放款批次曾逾期 {days} 天以上的合同比例；{values}。",
    ),
    "alt.matrix": (
        "Roll matrix by days past due; share that got worse in a month, before and after: {rolled}.",
        "按逾期天数的迁徙矩阵；一个月内恶化的比例，转型前后：{rolled}。",
    ),
    "alt.recovered": (
        "Recovered by months since 90 days past due: {ends}.",
        "进入逾期 90 天后的累计回收比例：{ends}。",
    ),
    "alt.held": ("Shares of the balance, earlier and later: {rows}.", "贷款余额占比，前后时点：{rows}。"),
    "column.points": ("Percentage points ÷ 100", "百分点（÷100）"),
    "column.flow": ("Flow", "项目"),
    "column.cohort": ("Originated", "放款期"),
    "column.age": ("Months on book", "账龄（月）"),
    "column.complete": ("All months seen", "全部月份已观察"),
    "column.from_days": ("Days past due before", "月初逾期天数"),
    "column.to_state": ("State a month later", "一个月后状态"),
    "column.since": ("Months since entry", "进入后月数"),
    "column.member": ("Member", "成员"),
    "column.contracts": ("Contracts", "合同数"),
}
