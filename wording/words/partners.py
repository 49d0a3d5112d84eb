"""Words of the page on partners: key → (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {
    "nav.partners": ("Partners", "合作方"),
    "partners.title": ("Partners", "合作方"),
    "partners.kind": ("Kind of partner", "合作方类型"),
    "partner_kind.dealer": ("Dealers", "经销商"),
    "partner_kind.oem": ("Carmakers", "主机厂"),
    "partner_kind.technology": ("Technology firms", "科技公司"),
    "partner_kind.bank": ("Banks", "银行"),
    "many_partners.dealer": ("dealers", "经销商"),
    "many_partners.oem": ("carmakers", "主机厂"),
    "many_partners.technology": ("technology firms", "科技公司"),
    "many_partners.bank": ("banks", "银行"),
    "partners.quality": ("Measure", "指标"),
    "quality.npl_formation_same_age": ("New bad loans", "不良生成"),
    "quality.first_payment_default": ("First payment default", "首期逾期"),
    "quality.fraud_rate": ("Fraud", "欺诈"),
    "partners.none": (
        "No partners to compare: the served data holds no list of partners. Load the table of partners and publish again.",
        "暂无可比较的合作方：当前数据不含合作方名录。请装载合作方表后重新发布。",
    ),
    "partners.answer": ("{lead} {apart}", "{lead}{apart}"),
    "partners.lead": (
        "{active} {kind} brought {share} of lending, the largest of them {largest}.",
        "{active} 家{kind}贡献放款额的 {share}，其中最大一家占 {largest}。",
    ),
    "partners.lead_none": (
        "No lending through {kind} in the months compared.",
        "对比区间内没有通过{kind}发放的贷款。",
    ),
    "partners.apart": (
        "{quality}: of {n} comparable partners, {above} are above their peers and {below} below, beyond chance.",
        "{quality}：{n} 家可比合作方中，{above} 家明显高于同类，{below} 家明显低于同类。",
    ),
    "partners.not_apart": (
        "{quality}: none of the {n} comparable partners differs from its peers beyond chance.",
        "{quality}：{n} 家可比合作方中，没有一家明显高于或低于同类。",
    ),
    "partners.cannot": (
        "{quality}: differences cannot be determined ({reason}).",
        "{quality}：无法判断彼此差异（{reason}）。",
    ),
    "partners.depends": (
        "Of the balance at the end of {month}, the largest partner of any kind holds {largest}, the largest five {five}, the "
        "largest ten {ten} (HHI {index}, as with {equal} partners of equal size); {unnamed} came without a partner.",
        "{month}末贷款余额中，全部合作方里最大一家占 {largest}，前五家占 {five}，前十家占 {ten}（赫芬达尔指数 {index}，"
        "相当于 {equal} 家规模相等的合作方）；{unnamed} 未经合作方。",
    ),
    "partners.depends_not": (
        "How far the balance depends on a few partners cannot be determined: {reason}.",
        "无法判断贷款余额对少数合作方的依存度：{reason}。",
    ),
    "partners.basis": (
        "{months}; data to {day}. Of the partners that stand apart, at most 10% are expected to do so "
        "by chance. Compared within one kind and, for new bad loans, at equal age; not adjusted for "
        "customer mix.",
        "{months}；数据截至 {day}。错误发现率控制在 10%。仅在同类合作方之间比较；不良生成按相同"
        "账龄比较，未按客户结构调整。",
    ),
    "partners.funnel": ("Who differs from the others", "哪些合作方与同类不同"),
    "partners.funnel_note": (
        "Bands: where chance alone puts 95% and 99.8% of equal partners; triangles: beyond chance, "
        "coloured where the shrunk interval excludes 1. Click one to see the partner.",
        "阴影为同类之间随机波动的 95% 与 99.8% 范围；三角表示超出随机波动，收缩区间不含 1 时着色；"
        "点击可查看该合作方",
    ),
    "partners.funnel_axis": ("events observed ÷ expected", "实际件数 ÷ 预期件数"),
    "partners.funnel_expected": ("events expected, as with its peers", "按同类水平的预期件数"),
    "partners.like_peers": ("like its peers", "与同类相同"),
    "partners.dot": (
        "{name}<br>observed {observed}, expected {expected}<br>÷ {raw}, shrunk {ratio} {interval}",
        "{name}<br>实际 {observed} 件，预期 {expected} 件<br>比值 {raw}，收缩后 {ratio}{interval}",
    ),
    "alt.funnel": (
        "{quality}: {n} partners, events observed ÷ expected against events expected; {apart} beyond chance: {names}.",
        "{quality}：{n} 家合作方的实际与预期件数之比，按预期件数排列；超出随机波动的有 {apart} 家：{names}。",
    ),
    "partners.nobody": ("none", "无"),
    "partners.table": ("Partners by volume", "按放款额列示"),
    "partners.table_note": (
        "{shown} of {all}, largest volume first, and the chosen one. Ratio: observed ÷ expected, shrunk "
        "towards the peers when events are few; better or worse only where its 95% interval excludes 1. "
        "– : too few cases, or not recorded. Choose a row to see the partner.",
        "共 {all} 家，列示放款额最大的 {shown} 家及所选合作方。比值为实际 ÷ 预期，件数越少越向"
        "同类均值收缩；仅当 95% 区间不含 1 时才判为优于或劣于同类。– 表示样本过少或未留存。选中一行可查"
        "看该合作方。",
    ),
    "standing.better": ("✓ better than peers", "✓ 优于同类"),
    "standing.worse": ("▲ worse than peers", "▲ 劣于同类"),
    "standing.unclear": ("no clear difference", "差异不明确"),
    "standing.unknown": ("cannot tell", "无法判断"),
    "column.partner": ("partner", "合作方"),
    "column.lent": ("volume, {sign} {unit}", "放款额（{sign}{unit}）"),
    "column.share_lent": ("share of company, %", "占公司比重（%）"),
    "column.observed": ("observed", "实际件数"),
    "column.expected": ("expected", "预期件数"),
    "column.ratio": ("ratio", "比值"),
    "column.from": ("from", "区间下限"),
    "column.to": ("to", "区间上限"),
    "column.standing": ("among peers", "同类对比"),
    "column.approval_hours": ("approval, median h", "审批用时中位数（小时）"),
    "column.delinquent": ("30+ days late, %", "逾期30天以上（%）"),
    "column.satisfied": ("satisfied, %", "满意度（%）"),
    "column.beyond": ("beyond chance", "超出随机波动"),
    "answer.yes": ("yes", "是"),
    "answer.no": ("no", "否"),
    "partners.chosen": ("{name} among its peers", "{name}：同类对比"),
    "partners.largest": (
        "the largest by volume; choose another in the search, the table or the figure",
        "默认展示放款额最大的一家；可通过搜索、表格或图表另选",
    ),
    "partners.other_kind": (
        "{name} is not one of these {kind}: choose its kind above to see it.",
        "{name}不属于{kind}：请先在上方选择其类型。",
    ),
    "tier.gold": ("gold", "金牌"),
    "tier.silver": ("silver", "银牌"),
    "tier.bronze": ("bronze", "铜牌"),
    "strip.title": ("{name} ({way})", "{name}（{way}）"),
    "strip.ratio": ("{name}, ratio to peers ({way})", "{name}，与同类之比（{way}）"),
    "strip.lower": ("lower is better", "越低越好"),
    "strip.higher": ("higher is better", "越高越好"),
    "strip.neither": ("no better direction", "无优劣方向"),
    "strip.values": (
        "{before} → <b>{after}</b> {interval} · {peers} · n {n}",
        "{before} → <b>{after}</b>{interval} · {peers} · 样本量 {n}",
    ),
    "strip.reason": ("({reason})", "（{reason}）"),
    "strip.unsayable": ("not available: {reason}", "无法给出：{reason}"),
    "strip.reason_before": ("(before: {reason})", "（转型前：{reason}）"),
    "strip.peers": ("peers {middle}", "同类 {middle}"),
    "strip.no_band": ("fewer than 5 peers with a value", "有值的同类不足 5 家"),
    "strip.note": (
        "Light band: 10–90% of the other {kind}, darker 25–75%, tick: their median, all after; open "
        "dot before, full dot after with its 95% interval where there is one.",
        "浅色为其他{kind}的 10–90% 区间，深色为 25–75%，竖线为中位数，均为转型后；空心点为转"
        "型前，实心点为转型后并附 95% 区间（如有）",
    ),
    "alt.strips": ("{name} on the band of its peers: {rows}", "{name}在同类中的位置：{rows}"),
    "column.band_10": ("peers 10%", "同类10%分位"),
    "column.band_25": ("peers 25%", "同类25%分位"),
    "column.band_50": ("peers median", "同类中位数"),
    "column.band_75": ("peers 75%", "同类75%分位"),
    "column.band_90": ("peers 90%", "同类90%分位"),
    "column.peers": ("peers with a value", "有值同类家数"),
    "column.as": ("given as", "表示方式"),
    "strip_as.ratio": ("ratio to peers", "与同类之比"),
    "strip_as.value": ("value", "数值"),
    "method.gamma–Poisson over peers": (
        "gamma–Poisson, shrunk towards peers",
        "伽马–泊松模型，向同类均值收缩",
    ),
    "partners.about_events": ("{quality} by partner, observed ÷ expected", "各合作方{quality}，实际 ÷ 预期"),
    "partners.about_events_is": (
        "Events of a partner ÷ those expected at the rate of all its peers together{age}. Few events are "
        "shrunk towards the peers (gamma–Poisson); limits are those of the Poisson distribution.",
        "合作方的实际件数 ÷ 按同类整体水平{age}计算的预期件数。件数少时向同类均值收缩（伽马–泊松模型）；"
        "控制限取自泊松分布。",
    ),
    "partners.at_equal_age": (" on loans of the same age", "及相同账龄"),
    "partners.about_strips": ("A partner among its peers", "合作方同类对比"),
    "partners.about_strips_is": (
        "KPIs of one partner, before and after, on the quantiles of the other partners of its kind after; measures of events as "
        "ratios to the peers, shrunk.",
        "单一合作方转型前后的各项指标，对照其他同类合作方转型后的分位数；按件计数的指标为收缩后的与同类之比。",
    ),
}
