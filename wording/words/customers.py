"""Words of the pages on churn and on customer value: key → (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {
    "view.staying": ("How long they stay", "留存与流失"),
    "view.decision": ("Coming back", "到期后的选择"),
    "view.window": ("By period", "按观察期"),
    "view.joined": ("By year of joining", "按新客户批次"),
    "customers.view": ("View", "视图"),
    "churn.retention": ("How many are still here", "留存曲线"),
    "churn.incidence": ("How customers leave", "客户关系终止原因"),
    "churn.decision": ("Repeat finance over time", "续贷率走势"),
    "churn.split": (
        "Unadjusted churn {before} → {after} a year: {change}, made up of {tenure} from how long customers have been "
        "here and {equal} at equal tenure (arithmetic).",
        "未调整口径流失率（年化）{before} → {after}，变动 {change}（存续期变化 {tenure}，同口径 {equal}）。",
    ),
    "churn.no_split": (
        "Unadjusted churn {before} → {after} a year; the effect of tenure cannot be determined (too few "
        "who left).",
        "未调整口径流失率（年化）{before} → {after}；流失样本过少，无法拆分客户存续期的影响。",
    ),
    "churn.short_clear": (
        "Churn at equal tenure {verb} {relative} ({absolute}) to {after} a year",
        "同存续期流失率相对{verb} {relative}（{absolute}），至 {after}（年化）",
    ),
    "churn.short_unclear": (
        "Churn at equal tenure: no clear change ({span})",
        "同存续期流失率变化不明确（{span}）",
    ),
    "churn.short_no_interval": (
        "Churn at equal tenure: {before} before, {after} after, no interval ({reason})",
        "同存续期流失率：转型前 {before}，转型后 {after}，无法给出区间（{reason}）",
    ),
    "churn.short_cannot": (
        "Churn at equal tenure: change cannot be determined ({reason})",
        "同存续期流失率：无法判断变化（{reason}）",
    ),
    "churn.short_crude": (
        "; unadjusted {change}: {tenure} from tenure, {equal} at equal tenure",
        "；未调整口径 {change}（存续期变化 {tenure}，同口径 {equal}）",
    ),
    "short.fell": ("fell", "下降"),
    "short.rose": ("rose", "上升"),
    "churn.adds_up": (
        "By month {month} the four endings add up to all who are no longer here, 100% − retention: "
        "before {before_sum} = {before_gone}, after {after_sum} = {after_gone}.",
        "至第 {month} 个月，四类结束之和即为不再留存者（100% − 留存率）：转型前 {before_sum} = {before_gone}；"
        "转型后 {after_sum} = {after_gone}。",
    ),
    "churn.reach": (
        "Share still here by months since the start, from all customers observed in each window; drawn to the last "
        "month with 20 customers observed on both sides. Bands: 95% intervals.",
        "按观察期计算的留存表；绘至两侧各有 20 个在观察客户的最后一个月；色带为 95% 区间。",
    ),
    "churn.scales": (
        "Shares by month {month}; each row of panels has its own scale.",
        "比例截至第 {month} 个月；上下两行刻度不同。",
    ),
    "churn.tenure": ("months since the relationship began", "关系开始后的月数"),
    "churn.month": ("month {month}", "第 {month} 个月"),
    "churn.not_churn": (
        "Not churn: when a contract has ended, the customer chooses afresh. A customer who does not "
        "return has not broken off a running contract, so this is never added to the churn rate.",
        "这不是流失：合同到期或结清后，客户重新作出选择。未再办理者并非离开存续关系，因此不与流失率相加。",
    ),
    "gone.left_early": ("Left early", "提前流失"),
    "gone.matured": ("Matured", "到期结清"),
    "gone.credit_loss": ("Credit loss", "信用损失"),
    "gone.total_loss": ("Total loss of the car", "车辆全损"),
    "figure.still_here": (
        "{window} · month {month}: {value} still here {interval} · observed {n}",
        "{window} · 第 {month} 个月：留存 {value}{interval} · 在观察 {n}",
    ),
    "figure.gone": (
        "{window} · by month {month}: {value} {interval}",
        "{window} · 至第 {month} 个月：{value}{interval}",
    ),
    "alt.retention": (
        "Share of customers still here by months since the relationship began; after {month} months {before} "
        "before, {after} after.",
        "按关系开始后月数的客户留存比例；{month} 个月时转型前 {before}，转型后 {after}。",
    ),
    "alt.incidence": (
        "Share gone by each of four endings by months since the relationship began, before and after; by month "
        "{month}: {words}.",
        "按关系开始后月数列示四类结束的累积比例，转型前后对比；至第 {month} 个月：{words}。",
    ),
    "value.build_up": ("How the value builds up", "价值如何逐月累积"),
    "value.drivers": ("What moved it", "变化构成"),
    "value.horizon": ("The change by horizon", "不同期限下的变化"),
    "value.joined": ("Margin since joining", "新客户累计利润"),
    "value.rose": (
        "Customer lifetime value, observed over {tenures} months: rose by {absolute} {interval}, from {before} to {after}",
        "客户生命周期价值（观测 {tenures} 个月）上升 {absolute}{interval}，由 {before}升至 {after}",
    ),
    "value.fell": (
        "Customer lifetime value, observed over {tenures} months: fell by {absolute} {interval}, from {before} to {after}",
        "客户生命周期价值（观测 {tenures} 个月）下降 {absolute}{interval}，由 {before}降至 {after}",
    ),
    "value.unclear": (
        "Customer lifetime value, observed over {tenures} months: no clear change, {span} "
        "({before} → {after})",
        "客户生命周期价值（观测 {tenures} 个月）变化不明确，{span}（{before} → {after}）",
    ),
    "value.no_interval": (
        "Customer lifetime value, observed over {tenures} months: {before} before, {after} after; no "
        "interval ({reason})",
        "客户生命周期价值（观测 {tenures} 个月）：转型前 {before}，转型后 {after}；无"
        "法给出置信区间（{reason}）",
    ),
    "value.cannot": (
        "Customer lifetime value: change cannot be determined ({reason})",
        "客户生命周期价值：无法判断变化（{reason}）",
    ),
    "value.total": (
        "{answer}. Over the whole horizon {before} → {after}, of which {modelled_before} → {modelled_after} modelled.",
        "{answer}。全期限 {before} → {after}，其中模型推算 {modelled_before} → {modelled_after}。",
    ),
    "value.all_observed": (
        "{answer}. Nothing is modelled: every tenure up to the horizon has customers in both windows.",
        "{answer}。期限内各存续月数在前后窗口均有客户可观测，无模型推算。",
    ),
    "value.mostly_modelled": (
        "More than half of the whole is modelled, from the rates of the last observed months, which know of no later "
        "maturity: it can be far too high.",
        "全期限价值过半为模型推算，沿用最后观测月份的比率，未反映此后到期，可能明显偏高。",
    ),
    "value.alone": ("{answer}.", "{answer}。"),
    "value.clear_parts": (
        "Clear parts of the change (arithmetic, not cause): {parts}; the others are not clear.",
        "变化中明确的部分（算术分解，不代表原因）：{parts}；其余部分不明确。",
    ),
    "value.all_parts_clear": (
        "Parts of the change (arithmetic, not cause): {parts}.",
        "变化的构成（算术分解，不代表原因）：{parts}。",
    ),
    "value.no_clear_parts": (
        "No part of the change is clear on its own.",
        "变化的各组成部分均不明确。",
    ),
    "value.part": ("{name} {amount}", "{name} {amount}"),
    "value.acquisition": (
        "Winning a customer cost {before} before and {after} after, by which the ratio to it moves too (arithmetic).",
        "单户获客成本由 {before}变为 {after}，其变化同样影响价值与获客成本之比（算术关系）。",
    ),
    "value.terms": (
        "Horizon {horizon} months, discounted at {rate} a year, loss given default {loss} ({source}); before acquisition "
        "cost.",
        "期限 {horizon} 个月，年折现率 {rate}，违约损失率 {loss}（{source}）；未扣获客成本。",
    ),
    "loss.stated": ("set by the company", "公司设定"),
    "loss.seen": ("seen in charge-offs of 24 months and more ago", "据核销满 24 个月的贷款测算"),
    "loss.assumed": ("assumed", "假设值"),
    "value.short_rose": (
        "Customer lifetime value (observed) rose by {absolute}, from {before} to {after}",
        "客户生命周期价值（观测）上升 {absolute}，由 {before}升至 {after}",
    ),
    "value.short_fell": (
        "Customer lifetime value (observed) fell by {absolute}, from {before} to {after}",
        "客户生命周期价值（观测）下降 {absolute}，由 {before}降至 {after}",
    ),
    "value.short_unclear": (
        "Customer lifetime value (observed): no clear change ({span})",
        "客户生命周期价值（观测）变化不明确（{span}）",
    ),
    "value.short_no_interval": (
        "Customer lifetime value (observed): {before} before, {after} after, no interval ({reason})",
        "客户生命周期价值（观测）：转型前 {before}，转型后 {after}，无法给出区间（{reason}）",
    ),
    "value.short_modelled": (
        "; total {total}, of which {modelled} modelled",
        "；全期限 {total}，其中模型推算 {modelled}",
    ),
    "value.short_observed": ("; nothing modelled", "；无模型推算"),
    "value.observed": ("observed", "观测"),
    "value.modelled": ("modelled", "模型推算"),
    "value.modelled_beyond": ("modelled →", "模型推算 →"),
    "value.months": ("months of the relationship", "关系持续月数"),
    "value.bands": ("Bands: 95% intervals.", "色带为 95% 区间。"),
    "value.solid": (
        "Solid: observed in both windows. Dotted and hatched: modelled, the same rates on both sides.",
        "实线为两个窗口均可观测；虚线及斜线区为模型推算，两侧采用相同比率。",
    ),
    "value.sum": (
        "The parts add up to the change exactly; a cost that fell shows as plus. Hollow bars and brackets: not clear, or no interval.",
        "各部分之和恰为总变化；成本下降记为正；空心及括号表示不明确或无置信区间。",
    ),
    "value.change": ("Change in all", "合计变化"),
    "value.horizon_row": ("{months} months", "{months} 个月"),
    "value.horizon_note": (
        "Observed part only, with 95% intervals. Beyond {tenures} months the modelled part would add between nothing "
        "and {beyond}.",
        "仅观测部分，附 95% 区间；{tenures} 个月之后，模型推算部分的影响介于 0 与 {beyond} 之间。",
    ),
    "value.horizon_all": ("All observed, with 95% intervals.", "全部为观测值，附 95% 区间。"),
    "driver.interest": ("Interest", "利息收入"),
    "driver.fee": ("Fees", "手续费收入"),
    "driver.funding": ("Funding cost", "资金成本"),
    "driver.servicing": ("Servicing cost", "服务成本"),
    "driver.credit_cost": ("Credit cost", "信用成本"),
    "driver.left_early": ("Staying: left early", "留存：提前流失"),
    "driver.matured": ("Staying: matured", "留存：到期结清"),
    "driver.credit_loss": ("Staying: credit loss", "留存：信用损失"),
    "driver.total_loss": ("Staying: total loss", "留存：车辆全损"),
    "more.interest": ("more interest", "利息收入增加"),
    "more.fee": ("more fees", "手续费收入增加"),
    "more.funding": ("lower funding cost", "资金成本下降"),
    "more.servicing": ("lower servicing cost", "服务成本下降"),
    "more.credit_cost": ("lower credit cost", "信用成本下降"),
    "more.left_early": ("fewer early leavers", "提前流失减少"),
    "more.matured": ("fewer who matured", "到期结清减少"),
    "more.credit_loss": ("fewer who ended in a loss", "信用损失结束减少"),
    "more.total_loss": ("fewer total losses", "车辆全损减少"),
    "less.interest": ("less interest", "利息收入减少"),
    "less.fee": ("less fees", "手续费收入减少"),
    "less.funding": ("higher funding cost", "资金成本上升"),
    "less.servicing": ("higher servicing cost", "服务成本上升"),
    "less.credit_cost": ("higher credit cost", "信用成本上升"),
    "less.left_early": ("more early leavers", "提前流失增加"),
    "less.matured": ("more who matured", "到期结清增加"),
    "less.credit_loss": ("more who ended in a loss", "信用损失结束增加"),
    "less.total_loss": ("more total losses", "车辆全损增加"),
    "value.joined_note": (
        "Margin per joined customer, not discounted, all who joined in the denominator: {before_n} joined in "
        "{before_months}, {after_n} in {after_months}; followed as far as the youngest have come.",
        "按新客户人均累计利润，未折现，分母为全部新客户：{before_months}新增 {before_n} 户，{after_months}新增 {after_n} 户；"
        "仅绘至最晚一批客户已达到的月份。",
    ),
    "value.lived_on": (
        "From month {month} on, customers who joined before live in the time after: from there on both lines mix the two.",
        "自第 {month} 个月起，转型前新客户已进入转型后时期，此后两条曲线相互混合。",
    ),
    "value.lived_apart": (
        "Customers who joined before reach the time after only in month {month}, beyond what is drawn; the roll-out in "
        "between they did live through.",
        "转型前新客户自第 {month} 个月起才进入转型后时期，已超出图示范围；但其间经历了分批上线阶段。",
    ),
    "value.joined_rose": (
        "After {months} months {absolute} more per customer {interval}: {before} → {after}.",
        "满 {months} 个月时人均高 {absolute}{interval}：{before} → {after}。",
    ),
    "value.joined_fell": (
        "After {months} months {absolute} less per customer {interval}: {before} → {after}.",
        "满 {months} 个月时人均低 {absolute}{interval}：{before} → {after}。",
    ),
    "value.joined_unclear": (
        "After {months} months no clear difference, {span} per customer ({before} → {after}).",
        "满 {months} 个月时差异不明确，人均 {span}（{before} → {after}）。",
    ),
    "value.joined_no_interval": (
        "After {months} months {before} before, {after} after; no interval ({reason}).",
        "满 {months} 个月时转型前 {before}，转型后 {after}；无法给出区间（{reason}）。",
    ),
    "figure.part": ("{name}: {amount} {interval}", "{name}：{amount}{interval}"),
    "figure.grown": (
        "{window} · {months} months: {value} {interval} · {kind}",
        "{window} · {months} 个月：{value}{interval} · {kind}",
    ),
    "alt.grown": (
        "Cumulative value per customer by months of the relationship: {before} before and {after} after at {months} months.",
        "按关系持续月数的单客户累计价值：{months} 个月时转型前 {before}，转型后 {after}。",
    ),
    "alt.drivers": (
        "Parts of the change of customer lifetime value, {total} in all: {words}.",
        "客户生命周期价值变化的构成，合计 {total}：{words}。",
    ),
    "alt.horizons": (
        "Change of customer lifetime value by horizon: {words}.",
        "不同期限下客户生命周期价值的变化：{words}。",
    ),
    "column.tenure": ("Month of the relationship", "关系月数"),
    "column.at_risk": ("Observed", "在观察客户数"),
    "column.still_here": ("Still here", "留存比例"),
    "column.gone": ("Gone by this ending", "该结束方式累积比例"),
    "column.kind_of_value": ("Observed or modelled", "观测或推算"),
    "column.horizon": ("Horizon in months", "期限（月）"),
}
