"""Words of the decision log: key → (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {
    "decisions.title": ("Decisions", "决策记录"),
    "decisions.unreachable": (
        "Decisions cannot be read or written now; nothing is lost. Try again in a moment, or tell the administrator.",
        "决策记录暂时无法读取或写入，已有内容不受影响。请稍后重试或联系管理员。",
    ),
    "decisions.none": (
        "No decision is recorded yet. Save a scenario, then choose “Record a decision”: its forecast is kept, and scored "
        "once the review month is in the data.",
        "尚无决策记录。请先保存情景，再选择“记录决策”：系统将留存当时的预测，待评估月份数据到位后自动评分。",
    ),
    "decisions.to_scenarios": ("Open scenarios", "前往情景测算"),
    # the verdict in one line
    "decided.scored": (
        "{n} due: {inside} inside the 90% range, {better} with a better forecast than doing nothing",
        "已到期 {n} 项：{inside} 项落在九成区间内，{better} 项的预测优于维持现状",
    ),
    "decided.none_due": ("No decision is due yet", "尚无到期决策"),
    "decided.open": ("{n} not due", "{n} 项未到期"),
    "decided.by_hand": ("{n} to review by hand", "{n} 项待人工评估"),
    "decided.reviewed": ("{n} reviewed by hand", "{n} 项已人工评估"),
    # the list
    "decisions.list": ("Expected and actual", "预期与实际"),
    "column.decision": ("decision", "决策"),
    "column.review": ("review", "评估月份"),
    "column.judged_by": ("judged by", "评估指标"),
    "column.forecast": ("expected (90% range)", "预期（九成区间）"),
    "column.do_nothing": ("doing nothing (90% range)", "维持现状（九成区间）"),
    "column.came": ("actual (95% interval)", "实际（95% 置信区间）"),
    "column.outcome": ("verdict", "结论"),
    "column.against_nothing": ("forecast against doing nothing's", "较维持现状的预测"),
    "decision.status_open": ("not due", "未到期"),
    "decision.status_by hand": ("review by hand: {reason}", "待人工评估：{reason}"),
    "decision.status_reviewed": ("reviewed: {finding}", "已评估：{finding}"),
    "decision.inside_50": ("✓ inside the 50% range", "✓ 落在五成区间内"),
    "decision.inside_90": ("✓ inside the 90% range", "✓ 落在九成区间内"),
    "decision.unclear": (
        "○ unclear: its interval reaches in",
        "○ 不明确：置信区间有重叠",
    ),
    "decision.above": ("▲ above the 90% range", "▲ 高于九成区间"),
    "decision.below": ("▼ below the 90% range", "▼ 低于九成区间"),
    "decision.better": ("{gain} better", "优 {gain}"),
    "decision.worse": ("worse", "较差"),
    "decision.equal": ("the same", "相同"),
    "decision.line": ("{head}: {text}", "{head}：{text}"),
    "decision.put_off": ("{now} (first {first})", "{now}（原定 {first}）"),
    "reason.no forecast": ("no plan to score", "未关联方案，无预测可评"),
    "reason.forecast unreadable": ("its forecast cannot be read", "留存的预测无法读取"),
    "reason.no such KPI": ("its KPI no longer exists", "指标已不存在"),
    "reason.the other was exact": ("doing nothing was exact", "维持现状的预测完全准确"),
    # one decision
    "decisions.one": ("One decision", "单项决策"),
    "decisions.choose": ("Choose a decision", "选择决策"),
    "decision.plan": ("Plan: {name}, version {n}", "方案：{name}（第 {n} 版）"),
    "decision.no_plan": ("No plan behind it", "未关联方案"),
    "decision.about": (
        "Decided on {day}; owner {owner}; data {snapshot}",
        "决策日期 {day}；责任人 {owner}；数据快照 {snapshot}",
    ),
    "decision.meeting": ("Decided in a partner meeting", "于合作方会议作出"),
    "decision.changed": (
        "{at}, {by}: owner {owner}, review {review}. {reason}",
        "{at}，{by}：责任人 {owner}，评估月份 {review}。{reason}",
    ),
    "decision.found": ("{at}, {by}: reviewed. {reason}", "{at}，{by}：已评估。{reason}"),
    "decisions.all_series": ("All KPIs in {month}", "{month}全部指标"),
    "decisions.note": (
        "Both forecasts are those of the day of the decision, on proven and unproven effects, and never change. Ranges cover "
        "the expected level, without seasonality and monthly noise. One KPI in the first review month decides; other KPIs and "
        "months share the same events and prove nothing more.",
        "两项预测均为决策当日所作，计入已证实与未证实的成效，此后不再改变。区间反映预期水平，不含季节性与单月波动。"
        "仅以原定评估月份的一项指标评判；其余指标与月份受相同事件影响，不另计为证据。",
    ),
    # how good forecasts have been
    "decisions.calibration": ("How good our forecasts have been", "预测准确度"),
    "calibration.too_few": (
        "{n} of {least} scored decisions needed to judge our forecasts.",
        "评判预测准确度至少需要 {least} 项已评分决策，目前 {n} 项。",
    ),
    "calibration.holds": (
        "No clear sign that the ranges are too narrow or too wide",
        "未见区间过窄或过宽的明显迹象",
    ),
    "calibration.too narrow": (
        "Ranges are too narrow: forecasts are overconfident",
        "区间过窄：预测过于自信",
    ),
    "calibration.too wide": ("Ranges are too wide: forecasts are overcautious", "区间过宽：预测过于谨慎"),
    "calibration.sentence": (
        "{finding}. Of {n} decisions {inside_50} came inside the 50% range ({between_50}) and {inside_90} inside the 90% "
        "range ({between_90}); the intervals of {unclear} more reach it.",
        "{finding}。{n} 项决策中，{inside_50} 项落在五成区间内（{between_50}），{inside_90} 项落在九成区间内"
        "（{between_90}），另有 {unclear} 项的置信区间与之重叠。",
    ),
    "calibration.note": (
        "Each dot: share of actual values at or below a stated percentile; right forecasts lie on the dashed line. Lines: 95% "
        "interval over decisions, which share the same economy and so tell less than their number suggests.",
        "圆点为实际值不高于预测分位数的占比，预测准确时应落在虚线上；竖线为按决策计的 95% 置信区间。"
        "各项决策处于同一经济环境，实际信息量小于其数量。",
    ),
    "calibration.stated": ("stated percentile", "预测分位数"),
    "calibration.observed": ("actual values at or below it", "实际值不高于该分位数的占比"),
    "calibration.point": ("{stated}: {observed} ({between})", "{stated}：{observed}（{between}）"),
    "calibration.alt": (
        "Share of actual values at or below each stated percentile, n = {n}: {told}",
        "实际值不高于各预测分位数的占比，共 {n} 项：{told}",
    ),
    # recording
    "decide.open": ("Record a decision", "记录决策"),
    "meetings.decide": ("Record a decision", "记录决策"),
    "decide.text": ("We decided …", "决策内容"),
    "decide.owner": ("Owner", "责任人"),
    "decide.review": ("Review month", "评估月份"),
    "decide.judged_by": ("Judged by", "评估指标"),
    "decide.plan": ("On the plan", "所依据方案"),
    "decide.no_plan": ("none: reviewed by hand", "无（人工评估）"),
    "decide.version": ("{name}, version {n}", "{name}（第 {n} 版）"),
    "decide.kept": (
        "Kept as forecast for {month}: {plan}; doing nothing {nothing}.",
        "将留存 {month}预测：{plan}；维持现状 {nothing}。",
    ),
    "decide.now": ("Record the decision", "保存决策"),
    "decide.recorded": ("The decision is recorded, see Decisions.", "决策已记录，详见“决策记录”页。"),
    "decide.no_month": (
        "All months of this plan are in the data already, so nothing is left to forecast.",
        "该方案各月数据均已到位，无可预测月份。",
    ),
    "decide.amend": ("Change owner or review", "变更责任人或评估月份"),
    "decide.amend_now": ("Save the change", "保存变更"),
    "decide.amended": (
        "The change is saved; the decision is still judged by its first review month.",
        "变更已保存，仍按原定评估月份评判。",
    ),
    "decide.reason": ("Why", "原因"),
    "decide.conclude": ("Say how it went", "填写评估结论"),
    "decide.finding": ("How it went", "评估结论"),
    "decide.conclude_now": ("Save the review", "保存评估"),
    "decide.concluded": ("The review is saved.", "评估已保存。"),
    "decide.withdraw": ("Withdraw", "撤销"),
    "decide.withdraw_help": (
        "For a decision recorded by mistake. It leaves the list and is no longer scored; nothing is deleted.",
        "适用于误录的决策。撤销后不再列示和评分，内容不会删除。",
    ),
    "decide.withdraw_now": ("Withdraw the decision", "确认撤销"),
    "decide.withdrawn": ("The decision is off the list; nothing is deleted.", "决策已撤销，内容未删除。"),
    "decided_field.decision": ("We decided …", "决策内容"),
    "decided_field.owner": ("Owner", "责任人"),
    "decided_field.author": ("Your name", "您的姓名"),
    "decided_field.reason": ("Why", "原因"),
    "decision_refused.decided already": (
        "{about} has recorded this decision already, or one on the same version of the plan.",
        "{about} 已记录该决策，或已就同一方案版本作出决策。",
    ),
    "decision_refused.withdrawn": ("{about} has withdrawn it.", "已由 {about} 撤销。"),
    "decision_refused.no such decision": ("That decision no longer exists.", "该决策记录已不存在。"),
    "decision_refused.no such meeting": ("That meeting no longer exists.", "该会议记录已不存在。"),
    "decision_refused.not there": ("That version of the plan no longer exists.", "该方案版本已不存在。"),
    "decision_refused.nothing changed": (
        "Owner and review month are unchanged.",
        "责任人与评估月份均未变化。",
    ),
    "decision_refused.changed meanwhile": (
        "{by} changed that decision in the meantime ({at}): check it again; your change was not saved.",
        "{by} 已于 {at} 更新该决策：请核对后重新提交，本次内容未写入。",
    ),
    # in packs
    "section.decisions": ("Decisions", "决策记录"),
    "board.decided": ("Earlier decisions", "此前决策"),
    "executive.tab_decisions": ("Decisions", "决策记录"),
    "asked.decision": ("A decision's forecast against actual values", "决策预测与实际对照"),
}
