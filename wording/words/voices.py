"""Words of the page on satisfaction and service: key → (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {
    # the answer: raw beside weighted, and what silence could hide
    "voices.span": ("{span}\u00a0pp", "{span}\u00a0个百分点"),
    "voices.relative_span": ("relative {span}", "相对 {span}"),
    "voices.weighted_rose": (
        "weighted for non-response: rose {points}, from {before} to {after}",
        "经无应答加权后上升 {points}，由 {before} 升至 {after}",
    ),
    "voices.weighted_fell": (
        "weighted for non-response: fell {points}, from {before} to {after}",
        "经无应答加权后下降 {points}，由 {before} 降至 {after}",
    ),
    "voices.weighted_unclear": (
        "weighted for non-response: no clear change ({span})",
        "经无应答加权后变化不明确（{span}）",
    ),
    "voices.weighted_no_interval": (
        "weighted for non-response: {before} before, {after} after",
        "经无应答加权后，转型前 {before}，转型后 {after}",
    ),
    "voices.weighted_cannot_say": (
        "weighted for non-response: change cannot be determined ({reason})",
        "经无应答加权后无法判断变化（{reason}）",
    ),
    "voices.answered": (
        "The response rate went from {before} to {after}.",
        "问卷答复率由转型前的 {before} 变为 {after}。",
    ),
    "voices.undone_less": (
        "The change would vanish if non-respondents were {points} less satisfied than respondents, in "
        "both periods;",
        "若未答复客户的满意度在转型前后均比答复者低 {points}，上述变化即不复存在；",
    ),
    "voices.undone_more": (
        "The change would vanish if non-respondents were {points} more satisfied than respondents, in "
        "both periods;",
        "若未答复客户的满意度在转型前后均比答复者高 {points}，上述变化即不复存在；",
    ),
    "voices.not_undone": (
        "No gap between non-respondents and respondents that was the same in both periods could undo the "
        "change;",
        "只要未答复者与答复者之间的差距前后不变，无论差距多大，都不足以抵消上述变化；",
    ),
    "voices.undone_grew": (
        "at equal response it would vanish if that gap had grown by {points}.",
        "在答复率相同的情况下，若该差距扩大 {points}，变化也不复存在。",
    ),
    "voices.undone_shrank": (
        "at equal response it would vanish if that gap had shrunk by {points}.",
        "在答复率相同的情况下，若该差距缩小 {points}，变化也不复存在。",
    ),
    "voices.hidden": (
        "If non-respondents became {gap} less satisfied relative to respondents, the true change would "
        "be {points} lower than shown.",
        "若未答复客户相对答复客户的满意度又低了 {gap}，真实变化将比所示低 {points}。",
    ),
    "voices.limit": (
        "Weighted by channel × region × segment of all customers surveyed. Weighting cannot detect "
        "whether dissatisfied customers within such a group answer less often.",
        "按全部受访客户的渠道 × 地区 × 客群加权。加权无法识别同一分组内不满意客户是否更少作答。",
    ),
    # the same in one short sentence
    "voices.short": ("{change}; {answered}.", "{change}；{answered}。"),
    "voices.short_answered": ("response rate {before} → {after}", "答复率 {before} → {after}"),
    "voices.short_rose": ("Satisfaction rose {points} to {after}", "满意度上升 {points}至 {after}"),
    "voices.short_fell": ("Satisfaction fell {points} to {after}", "满意度下降 {points}至 {after}"),
    "voices.short_unclear": ("Satisfaction: no clear change ({span})", "满意度变化不明确（{span}）"),
    "voices.short_no_interval": (
        "Satisfaction {before} before, {after} after, without interval",
        "满意度转型前 {before}，转型后 {after}，无法给出区间",
    ),
    "voices.short_cannot_say": (
        "Satisfaction: change cannot be determined ({reason}).",
        "满意度：无法判断变化（{reason}）。",
    ),
    "voices.tail_no_interval": ("{points}, no interval ({reason})", "{points}，无置信区间（{reason}）"),
    "voices.short_agrees": ("{raw}, weighted {weighted}", "{raw}，加权后 {weighted}"),
    "voices.short_neither": ("{raw}, nor once weighted for non-response", "{raw}，按应答加权后亦然"),
    "voices.short_differs": ("{raw}, but weighted {weighted}", "{raw}，但加权后 {weighted}"),
    "voices.line_agrees": ("{raw}; {answered}.", "{raw}；{answered}。"),
    "voices.line_neither": (
        "{raw}, nor once weighted for non-response; {answered}.",
        "{raw}，按应答加权后亦然；{answered}。",
    ),
    "voices.line_differs": (
        "{raw}, but weighted for non-response {weighted}; {answered}.",
        "{raw}，但按应答加权后{weighted}；{answered}。",
    ),
    "voices.tail_unclear": ("no clear change ({span})", "变化不明确（{span}）"),
    # headings and switches of the page
    "satisfaction.answers": ("Survey responses", "问卷答复情况"),
    "satisfaction.make_up": ("Make-up of the net promoter score", "净推荐值的构成"),
    "satisfaction.service": ("Customer service", "客户服务"),
    "voice.csat": ("Satisfaction", "满意度"),
    "voice.nps": ("Net promoter score", "净推荐值"),
    "service.speed": ("Speed", "响应与解决时效"),
    "service.solving": ("Bots and first contact", "智能客服与首次解决"),
    "service.complaints": ("Complaints", "投诉"),
    "service.workload": ("Workload", "人工工作量"),
    "service_help.speed": (
        "A bot answers at once: the more bots, the lower the median, although no customer is answered "
        "sooner. So look at who handled the contact. Waits under a minute are not measured more finely.",
        "智能客服即时应答：其占比上升时中位数随之下降，但客户未必更快得到解答，因此应看处理方。不足一分钟的等待不"
        "再细分。",
    ),
    "service_help.solving": (
        "Contained and solved at once count only if the customer does not come back on the topic within 7 days.",
        "自助解决与首次解决均以客户 7 天内未就同一主题再次联系为准。",
    ),
    "service_help.complaints": (
        "Hollow points: recent months in which only complaints decided quickly are known.",
        "空心点为观察期不足的月份，其中只见到办结较快的投诉。",
    ),
    "service_help.not_kept": (
        "Customer service: {reason}. Clear that filter to see it; it is kept by region.",
        "客户服务：{reason}。清除该筛选后可查看；客服数据支持按地区查看。",
    ),
    "service_help.workload": (
        "Contacts in which an agent took part, and the hours they took, per 1,000 contracts with a balance.",
        "有人工客服参与的工单件数与处理工时，按每千份有余额合同计。",
    ),
    "service.within": (
        "No kind of handler shows such a change; the share of contacts that began with a bot went from {before} to "
        "{after}.",
        "分处理方看均无同向变化；由智能客服首接的工单占比由 {before} 变为 {after}。",
    ),
    # figures
    "answers.sent": ("{window} · {n} sent", "{window} · 发出 {n} 份"),
    "answers.score": ("{window} · NPS {score} · n {n}", "{window} · 净推荐值 {score} · 样本量 {n}"),
    "answers.hover": ("{part}: {share} (n {n})", "{part}：{share}（样本量 {n}）"),
    "part.satisfied": ("satisfied", "满意"),
    "part.other": ("other answers", "其他答复"),
    "part.silent": ("no answer", "未答复"),
    "part.promoters": ("promoters", "推荐者"),
    "part.passives": ("passives", "中立者"),
    "part.detractors": ("detractors", "贬损者"),
    "alt.answers": (
        "What became of all surveys sent. Before: {before}. After: {after}.",
        "全部发出问卷的答复情况。转型前：{before}。转型后：{after}。",
    ),
    "alt.make_up": (
        "Make-up of the net promoter score. Before: {before}. After: {after}.",
        "净推荐值的构成。转型前：{before}。转型后：{after}。",
    ),
    "alt.waits": (
        "Share of contacts {ending} against time since opening: within {time} {before} before, {after} after.",
        "按自工单开始起的时间累计的“{ending}”比例：{time}内转型前 {before}，转型后 {after}。",
    ),
    "waits.within": ("within {time}: {shares}", "{time}内：{shares}"),
    "ending.responded": ("responded", "已响应"),
    "ending.resolved": ("resolved", "已解决"),
    "figure.since_opening": ("time since the contact was opened", "自工单开始起的时间"),
    "mark.5": ("5 min", "5 分钟"),
    "mark.10080": ("7 days", "7 天"),
    # dimensions of surveys and contacts, and their members where the company names none
    "dimension.touchpoint": ("Touchpoint", "触点"),
    "dimension.handled_by": ("Handled by", "处理方"),
    "dimension.topic": ("Topic", "咨询主题"),
    "dimension.contact_channel": ("Contact channel", "接入渠道"),
    "member.approval": ("Approval", "审批"),
    "member.application": ("Application", "申请"),
    "member.contract": ("Contract", "合同"),
    "member.service": ("Customer service", "客户服务"),
    "member.relationship": ("Relationship", "整体关系"),
    "member.settlement": ("Settlement", "结清"),
    "member.complaint": ("Complaint", "投诉"),
    "member.bot": ("Bot", "智能客服"),
    "member.agent": ("Agent", "人工客服"),
    "member.bot_then_agent": ("Bot, then agent", "智能客服转人工"),
    "member.repayment": ("Repayment", "还款"),
    "member.collection": ("Collection", "催收"),
    "member.early_settlement": ("Early settlement", "提前结清"),
    "member.app_problem": ("Trouble with the app", "应用故障"),
    "member.phone": ("Phone", "电话"),
    "member.app_chat": ("App chat", "应用内在线客服"),
    "member.wechat": ("WeChat", "微信"),
    "member.branch": ("Branch", "门店"),
    "member.email": ("E-mail", "电子邮件"),
}
