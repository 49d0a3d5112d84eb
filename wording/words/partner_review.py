"""Words of the review of partners: scores and their weights, trends, sharing and terms. Key → (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {
    "partners.part": ("What is shown", "展示内容"),
    "partner_part.all": ("All partners", "全部合作方"),
    "partner_part.one": ("One partner", "单个合作方"),
    "partner_part.terms": ("Sharing and terms", "分配与条款"),
    "check.the same as funding_waits": ("the same as funding_waits", "与 funding_waits 一致"),
    "reason.too little known": ("too little known", "已知指标过少"),
    "reason.not recorded": ("not recorded", "未记录"),
    "reason.below zero": ("below zero", "为负值"),
    # scores
    "ranks.title": ("Rank by score", "综合评分排名"),
    "ranks.row": ("score {score} · rank {rank} {span}", "评分 {score} · 第 {rank} 名{span}"),
    "ranks.first": ("rank 1", "第 1 名"),
    "ranks.last": ("rank {n}", "第 {n} 名"),
    "ranks.note": (
        "Bar: the rank in 95% of simulations of the measures; line: with any one measure dropped or "
        "doubled. Click one to see the partner.",
        "色带为各项指标随机波动下 95% 的名次范围；细线为任一指标剔除或加倍后的名次范围；点击可查看该合作方",
    ),
    "alt.ranks": ("{n} partners ranked by score: {rows}", "按综合评分排名的 {n} 家合作方：{rows}"),
    "scores.about": ("Score of partners", "合作方综合评分"),
    "scores.about_is": (
        "Σ weight × z ÷ Σ weight over the measures known of a partner. z, 0–100: the share of its peers "
        "it is expected to beat, given the uncertainty of each value. Missing measures are excluded, not "
        "counted as zero; a measure that fewer than five peers have is excluded for all, and below 60% "
        "of the remaining weight there is no score.",
        "已知指标的 Σ（权重 × z）÷ Σ 权重。z 为 0–100，即考虑各值不确定性后预期优于同类的比例。"
        "缺失指标剔除而不按零计；有值同类不足五家的指标对全体剔除；有数据的权重低于其余权重的 60% 时不评分。",
    ),
    "scores.care": (
        "Weights are a judgement. Approval time and decisions within 24 hours measure much the same: set "
        "one of them to 0 to count speed once. Measures are simulated independently of each other; not "
        "adjusted for customer mix.",
        "权重取决于主观判断。审批用时与 24 小时内审结率反映的内容相近：如只计一次速度，可将其一设为 0。各指"
        "标独立模拟；未按客户结构调整。",
    ),
    "scores.out": (
        "not in the score, known for fewer than 5: {names}",
        "有值不足 5 家、未计入评分：{names}",
    ),
    "scores.answer": ("{name}: {score}", "{name}：{score}"),
    "scores.line": (
        "score {score} of 100, rank {rank} of the {n} {kind} with a score.",
        "综合评分 {score} 分（满分 100），在 {n} 家有评分的{kind}中排第 {rank}。",
    ),
    "scores.sure": (
        "Rank {chance} allowing for chance; {weights} if one measure is dropped or doubled. Measures with data: {known} of "
        "comparable weight.",
        "考虑随机波动，名次在 {chance} 之间；任一指标剔除或加倍后为 {weights}。可比指标中有数据的权重占 {known}。",
    ),
    "scores.none": (
        "no score, {reason} (measures with data: {known} of comparable weight).",
        "暂无评分，{reason}（可比指标中有数据的权重占 {known}）。",
    ),
    "scores.basis": (
        "{months}; data to {day}. Compared within one kind and, for new bad loans, at equal age; not "
        "adjusted for customer mix.",
        "{months}；数据截至 {day}。仅在同类合作方之间比较；不良生成按相同账龄比较，未按客户结构调整。",
    ),
    "scores.makeup": ("What the score is made of", "评分构成"),
    "scores.row": ("{value}, peers {peers}", "{value}，同类 {peers}"),
    "scores.row_open": ("{told}: may be like them, so near 50", "{told}：或与同类无异，故接近 50"),
    "scores.makeup_note": (
        "Better than: expected share of the peers with a value; near 50 where little is known. Adds: "
        "points of the score. – : no value, or fewer than five peers have one; its weight goes to the "
        "others. Concentration concerns the company and enters no score.",
        "优于同类：预期优于有值同类的比例，信息越少越接近 50。贡献：对评分的贡献。– 表示无值或有值同类不足五"
        "家，其权重分摊至其余指标。集中度反映公司整体情况，不计入评分。",
    ),
    "column.measure": ("measure", "指标"),
    "column.row_beside": ("value, and middle of the peers", "数值与同类中位"),
    "column.better_than": ("better than, % of peers", "优于同类（%）"),
    "column.weight": ("weight, %", "权重（%）"),
    "column.adds": ("adds", "贡献"),
    "column.score": ("score", "评分"),
    "column.rank": ("rank", "名次"),
    "column.best": ("rank from", "名次上限"),
    "column.worst": ("rank to", "名次下限"),
    "column.rank_first": ("rank from, other weights", "名次上限（变动权重）"),
    "column.rank_last": ("rank to, other weights", "名次下限（变动权重）"),
    "column.known": ("weight with data, %", "有数据的权重（%）"),
    # weights
    "weights.set": ("Weights", "调整权重"),
    "weights.help": (
        "Any numbers from 0; only their proportions count. 0 excludes a measure. They are kept in the "
        "page's address.",
        "填写不小于 0 的数，仅比例有效；0 表示剔除。权重保存在页面地址中。",
    ),
    "weights.apply": ("Apply", "应用"),
    "weights.equal": ("Equal weights", "恢复等权"),
    "weights.are_equal": ("Weights: all {n} equal", "权重：{n} 项等权"),
    "weights.are": ("Weights: {weights}", "权重：{weights}"),
    "weights.one": ("{name} {share}", "{name} {share}"),
    "weights.wrong": (
        "These weights cannot be used ({entry}): each needs a known name and a number from 0, not all 0. "
        "Equal weights are shown.",
        "权重无效（{entry}）：须为已知指标及不小于 0 的数，且不全为 0。现按等权展示。",
    ),
    # one partner
    "partners.trend": ("Over time", "时间走势"),
    "followed.originations": ("Volume", "放款额"),
    "followed.approval_time_median": ("Approval time", "审批用时"),
    "followed.decided_within_24h": ("Service level", "服务水平"),
    "followed.take_up_rate": ("Take-up", "放款转化"),
    "followed.npl_formation_same_age": ("New bad loans", "不良生成"),
    "followed.csat": ("Satisfaction", "满意度"),
    "partner_trend.dot": (
        "{months}<br><b>{value}</b>, peers' median {peers}<br>n {n}",
        "{months}<br><b>{value}</b>，同类中位数 {peers}<br>样本量 {n}",
    ),
    "partner_trend.lines": ("● {name}   ┄ peers' median", "● {name}   ┄ 同类中位数"),
    "partner_trend.note": (
        "{together} months together; dot with 95% interval where there is one; grey: 25–75% of the "
        "peers and their median, where at least five have a value; service level: decided within 24 "
        "hours.",
        "每 {together} 个月合并；点附 95% 区间（如有）；灰色为同类 25–75% 区间及中位数（"
        "至少五家有值时）；服务水平指 24 小时内审结率",
    ),
    "alt.partner_trend": ("{name}, {kpi}: {rows}", "{name}，{kpi}：{rows}"),
    "partners.targets": ("Joint targets", "共同目标"),
    "partners.no_targets": (
        "No targets agreed with this partner yet; add them in the targets file.",
        "尚未与该合作方约定目标，可在目标表中添加。",
    ),
    "column.first_month": ("first month", "起始月"),
    "column.last_month": ("last month", "截止月"),
    "partners.amounts": ("{sign} {unit}", "{sign}{unit}"),
    # benefit sharing
    "sharing.title": ("Benefit: paid and computed", "收益分配：已付与测算"),
    "base.investment": ("Investment", "投入"),
    "base.contribution": ("Contribution", "贡献"),
    "base.potential": ("Market potential", "市场潜力"),
    "sharing.line": (
        "{name} received {paid} of what {n} {kind} were paid; by the weights it would be {computed}: a "
        "gap of {points}, {money}.",
        "{name}获付 {n} 家{kind}收益总额的 {paid}，按权重测算为 {computed}，偏差 {points}（{money}）。",
    ),
    "sharing.range": (
        "Under any weights its share would be {low} to {high}. Terms in force at {day}; contribution: "
        "{months}.",
        "任意权重下其份额介于 {low} 至 {high}。条款以 {day} 有效者为准；贡献期间为 {months}。",
    ),
    "sharing.none": (
        "The share of {name} cannot be computed: {reason}.",
        "{name}的分配比例无法测算：{reason}。",
    ),
    "sharing.gap": ("{points} · {money}", "{points} · {money}"),
    "sharing.dots": ("● paid   ○ computed by the weights", "● 已付   ○ 按权重测算"),
    "sharing.note": (
        "{shown} of {all}: the chosen one, then the largest gaps in money; grey: range under any "
        "weights; at the right paid less computed, in percentage points and money; filters on products "
        "and channels do not apply to terms.",
        "共 {all} 家，列示 {shown} 家：所选合作方在前，其余按偏差金额；灰带为任意权重下的范围；右"
        "侧为已付减测算（百分点及金额）；产品、渠道筛选不影响条款",
    ),
    "sharing.table": ("Shares in numbers", "分配明细"),
    "sharing.left_out": ("not included {n}: {names}", "未计入 {n} 家：{names}"),
    "sharing.left_out_more": ("not included {n}: {names} …", "未计入 {n} 家：{names}等"),
    "alt.shared": (
        "{name} paid {paid}, computed {computed} ({gap})",
        "{name}已付 {paid}，测算 {computed}（{gap}）",
    ),
    "alt.sharing": ("Shares of the benefit by partner: {rows}", "各合作方收益份额：{rows}"),
    "sharing.about": ("Benefit sharing", "利益分配"),
    "sharing.about_is": (
        "Computed share = w₁ · investment ÷ Σ + w₂ · contribution ÷ Σ + w₃ · market potential ÷ Σ over "
        "all partners of one kind, weights summing to 1; gap = share paid − computed share. "
        "Contribution: interest and fees less funding and servicing of the contracts through the partner.",
        "测算份额 = w₁ · 投入 ÷ Σ + w₂ · 贡献 ÷ Σ + w₃ · 市场潜力 ÷ Σ，合计范"
        "围为同类合作方，权重之和为 1；偏差 = 已付份额 − 测算份额。贡献指经该合作方的合同的利息及手续费收"
        "入减资金成本和服务成本。",
    ),
    "sharing.care": (
        "Business through a partner is not business because of it: the data cannot separate the two. "
        "Market potential is a forecast. A partner without one of the bases is named and excluded, not "
        "counted as 0.",
        "经由合作方的业务不等于因合作方而增加的业务，数据无法区分。市场潜力为预测值。缺少任一基数的合作方列名剔除"
        "，不按零计。",
    ),
    "suppose.set": ("What if for {name}", "假设测算：{name}"),
    "suppose.amount": ("{base}, {unit}", "{base}（{unit}）"),
    "suppose.one": ("Supposed: {name}, {base} {amount}", "假设：{name}，{base} {amount}"),
    "suppose.reset": ("As agreed", "恢复约定值"),
    "suppose.wrong": (
        "This what-if cannot be used ({entry}): it needs a partner of this kind, investment or "
        "potential, and an amount from 0. Shown as agreed.",
        "假设无效（{entry}）：须为同类合作方、投入或潜力，且金额不小于 0。现按约定值展示。",
    ),
    "column.investment": ("investment", "投入"),
    "column.potential": ("market potential", "市场潜力"),
    "column.paid": ("paid", "已付收益"),
    "column.paid_share": ("share paid", "已付份额"),
    "column.computed": ("share computed", "测算份额"),
    "column.lowest": ("lowest under any weights", "任意权重下最低"),
    "column.highest": ("highest under any weights", "任意权重下最高"),
    "column.gap": ("gap", "偏差"),
    "column.gap_amount": ("gap, amount", "偏差金额"),
    "column.paid_share_percent": ("share paid, %", "已付份额（%）"),
    "column.computed_percent": ("computed, %", "测算份额（%）"),
    "column.lowest_percent": ("least, %", "最低（%）"),
    "column.highest_percent": ("most, %", "最高（%）"),
    "column.gap_points": ("gap, pp", "偏差（百分点）"),
    "column.gap_money": ("gap, {amounts}", "偏差（{amounts}）"),
    "column.investment_money": ("investment, {amounts}", "投入（{amounts}）"),
    "column.contribution_money": ("contribution, {amounts}", "贡献（{amounts}）"),
    "column.potential_money": ("potential, {amounts}", "潜力（{amounts}）"),
    # risk sharing
    "risk_share.title": ("Shared risk", "风险分担"),
    "risk_share.line": (
        "Net losses of its contracts, {months}: {loss}. At the agreed share of {share} it would bear **{bear}**.",
        "{months}，其合同净损失为 {loss}。按约定分担比例 {share}，应由其承担 **{bear}**。",
    ),
    "risk_share.back": (
        "Below zero: more was recovered than charged off.",
        "为负值：回收金额大于核销金额。",
    ),
    "risk_share.no_interval": ("No interval: {reason}.", "无区间：{reason}。"),
    "risk_share.none": (
        "What it would bear of losses cannot be determined: {reason}.",
        "无法给出应承担损失：{reason}。",
    ),
    "risk_share.borne": (
        "What it actually bore is not recorded: no table holds losses by who bore them, nor guarantees "
        "called.",
        "实际承担的损失未记录：数据中没有损失分摊及担保代偿记录。",
    ),
    # terms
    "terms.title": ("Terms due for review", "条款复审"),
    "terms.line_some": (
        "At {day}: the review of **{overdue} of {n}** terms in force is overdue, of {soon} still to come.",
        "截至 {day}：{n} 份有效条款中 **{overdue} 份已逾复审日**，{soon} 份未到期。",
    ),
    "terms.line_all": (
        "At {day}: the review of **all {n}** terms in force is overdue.",
        "截至 {day}：{n} 份有效条款**均已逾复审日**。",
    ),
    "terms.without": (
        "{without} more of this kind have no terms.",
        "另有 {without} 家同类合作方没有条款。",
    ),
    "terms.none": ("No terms: {reason}.", "暂无条款：{reason}。"),
    "terms.note": (
        "{shown} of {all}, the chosen one first, then by day. Overdue: the day has passed and no newer "
        "terms are in force; whether a review took place is not in this table. Bears: the agreed share "
        "of losses.",
        "共 {all} 份，列示 {shown} 份，所选合作方在前，其余按日期排列。逾期指复审日已过且无更新的"
        "条款生效；是否已开会复审不在本表中。分担指约定的损失分担比例。",
    ),
    "terms.overdue": ("▲ overdue", "▲ 已逾期"),
    "terms.ahead": ("to come", "未到期"),
    "terms.no_day": ("no day stated", "未约定"),
    "column.review_due": ("review due", "复审日"),
    "column.benefit_paid": ("paid, {amounts}", "已付（{amounts}）"),
    "column.risk_share": ("bears, %", "分担（%）"),
}
