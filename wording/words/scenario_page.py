"""Words of the Scenarios page: key → (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {
    "nav.ahead": ("Looking ahead", "前瞻"),
    "scenarios.title": ("Scenarios", "情景测算"),
    "template.present": ("The present", "维持现状"),
    "template.finish": ("Finish all roll-outs now", "立即完成全部推广"),
    "template.proven": ("Finish what is proven", "仅完成已证实的推广"),
    "template.half": ("Finish, half adopted", "完成推广，采纳率五成"),
    "template.later": ("Finish a year later", "推迟一年完成推广"),
    # the answer
    "scenarios.first_sure": (
        "{first} comes first: {amount} more than {second} (in {share} of simulations; 90% within {between}).",
        "{first}居首：净现值较{second}多 {amount}（{share}的模拟如此；九成区间 {between}）。",
    ),
    "scenarios.first_open": (
        "No clear winner yet: {first} beats {second} in {share} of simulations; median difference {amount} {between}.",
        "目前难分优劣：{first}在 {share}的模拟中优于{second}，差额中位数 {amount}，九成区间 {between}。",
    ),
    "scenarios.proven_sure": (
        "On proven effects {first} comes first: NPV {npv} {between}, pays in {positive} of simulations; "
        "better than {second} in {share}.",
        "仅计已证实成效，{first}居首：净现值 {npv} {between}，为正的概率 {positive}；优于{second}的概率 {share}。",
    ),
    "scenarios.proven_open": (
        "No clear winner on proven effects: {first} beats {second} in {share} of simulations; its NPV is {npv} "
        "{between}, and it pays in {positive}.",
        "仅计已证实成效，目前难分优劣：{first}优于{second}的概率 {share}；其净现值 {npv} {between}，为正的概率 {positive}。",
    ),
    "scenarios.nothing_sure": (
        "on proven effects no plan pays: {first} beats {second} in {share} of simulations.",
        "仅计已证实成效，各方案均不划算：{first}优于{second}的概率 {share}。",
    ),
    "scenarios.nothing_open": (
        "no clear winner on proven effects: {first} beats {second} in {share} of simulations.",
        "仅计已证实成效，目前难分优劣：{first}优于{second}的概率 {share}。",
    ),
    "scenarios.unproven_adds": (
        " Unproven effects could move it by {between}.",
        "未证实的成效可能使其变动 {between}。",
    ),
    "scenarios.split": ("What the money rests on", "收益依据"),
    "scenarios.split_note": (
        "Bars: 90 of 100 simulations; mark: median. The parts of a plan add up in each simulation.",
        "条形为九成区间，竖线为中位数；各部分在每次模拟中可相加。",
    ),
    "scenarios.trust": ("Effects counted", "计入的成效"),
    "trust.proven": ("Proven effects only", "仅已证实成效"),
    "trust.all": ("All effects", "全部成效"),
    "how.split": (
        "Proven: the plan as if only attributable effects existed, with all its costs. Unproven: what published figures and "
        "effects not attributable change of that in the same simulations. By hand: what ranges stated in the plan add.",
        "已证实：仅计可归因成效、并计入全部投入的净现值。未证实：在相同模拟中计入公开数据与未能归因的成效后的变动。人工设定：方案中自行填写的区间带来的变动。",
    ),
    "split.proven": (
        "Proven: {size} {between}, pays in {positive}",
        "已证实：{size} {between}，为正概率 {positive}",
    ),
    "split.costs": (
        "Nothing proven, costs only: {size} {between}",
        "无已证实成效：仅有投入 {size} {between}",
    ),
    "split.unproven": ("Unproven could add or take {between}", "未证实成效可能增减 {between}"),
    "split.stated": ("Set by hand: {between}", "人工设定：{between}"),
    "split.alt": ("NPV by what it rests on. {told}", "按依据拆分的净现值。{told}"),
    "scenarios.no_hinge": (" No single assumption reverses the order.", "任何单一假设均不足以改变排序。"),
    "scenarios.hinges": (" The order depends on: {names}.", "排序取决于：{names}。"),
    "scenarios.and": ("; ", "；"),
    "scenarios.empty": (
        "Nothing is planned yet: add an initiative, or start from a template.",
        "尚未安排任何举措：请添加举措，或从模板开始。",
    ),
    "scenarios.not_ranked": ("No order: the scenarios are {reason}.", "无法排序：各情景{reason}。"),
    "scenarios.basis": (
        "NPV against doing nothing, over {months} months, {draws} simulations{luck}. A calculation on assumptions, not evidence "
        "that an initiative works.",
        "净现值以维持现状为基准，期限 {months} 个月，模拟 {draws} 次{luck}。此为基于假设的测算，并非举措有效的证据。",
    ),
    "scenarios.same_luck": ("; the same random numbers in every scenario", "，各情景共用同一组随机数"),
    "scenarios.absent": ("No scenario can start here", "暂无法开展情景测算"),
    "scenarios.not_carried": (
        "The data served cannot carry a scenario: the after window lacks applications, balances, income or costs.",
        "现有数据不足以支持情景测算：转型后窗口缺少申请、余额、收入或成本数据。",
    ),
    "scenarios.quoted": ('"{name}"', "“{name}”"),
    "scenarios.table_note": (
        "NPV, chances and payback: over all months; the other rows: in the month above. Median, with the "
        "90% range in brackets. ✓ better, ▲ worse: where that range excludes zero.",
        "净现值、概率与回收期按全部期限计，其余各行为表头所示月份的数值。数值为中位数，括号内为九成区间。✓ 改善"
        "、▲ 恶化：仅在区间不含零时标示。",
    ),
    "scenarios.path": ("Through time", "时间走势"),
    "scenarios.fans": ("Month by month", "逐月走势"),
    "scenarios.fans_note": (
        "Line: median; band: 90 of 100 simulations; excludes seasonality and monthly noise.",
        "线为中位数，带为九成区间；不含季节性与单月波动。",
    ),
    "scenarios.hangs": ("What matters most", "最关键的假设"),
    "scenarios.hangs_one": (
        "NPV of “{name}” with one number at a time at its 10th and its 90th percentile.",
        "“{name}”的净现值：逐一将单个参数取 10% 与 90% 分位。",
    ),
    "hangs.order": ("For the order", "对排序"),
    "hangs.one": ("For the open scenario", "对当前情景"),
    "scenarios.id": ("{name}: scenario {id}, snapshot {snapshot}", "{name}：情景 {id}，快照 {snapshot}"),
    "scenarios.made": ("Method and data", "测算方法与数据"),
    "how.fans": (
        "Every scenario and doing nothing use the same simulated effects, links and assumptions; the "
        "band holds the middle 90 of 100 in each month.",
        "各情景与维持现状共用同一组效应、参数与假设的随机抽样；带状区间为每月居中的九成。",
    ),
    "how.hangs": (
        "One number at a time is set to its 10th and its 90th percentile, the rest stays at its median. "
        "A bar that crosses zero reverses the order of the first two on its own.",
        "逐一将单个参数取 10% 与 90% 分位，其余取中间值。跨越零点的参数可单独改变前两名的次序。",
    ),
    "scenarios.table": ("Scenarios side by side", "情景对比表"),
    "scenarios.against": ("Shown", "展示口径"),
    "against.difference": ("Difference to doing nothing", "较维持现状的差额"),
    "against.scenario": ("Levels", "水平值"),
    "against.baseline": ("Doing nothing", "维持现状"),
    "reason.not from the same snapshot": ("not from the same data", "所用数据版本不同"),
    "reason.not over the same months": ("not over the same months", "期限不同"),
    "reason.not with the same draws": ("not drawn equally often", "模拟次数不同"),
    "compare.positive": ("Chance that it pays (NPV above zero)", "净现值为正的概率"),
    "compare.best": ("Chance that it is best", "成为最优的概率"),
    "compare.best_still": (
        "Chance that it is best (doing nothing: {share})",
        "成为最优的概率（维持现状 {share}）",
    ),
    "compare.cell": ("{row}: {cell}", "{row}：{cell}"),
    "compare.within": ("{share} chance within {months} months", "{months} 个月内收回概率 {share}"),
    "compare.payback": ("Median {after}; {within}", "中位数 {after}；{within}"),
    "compare.at_end": ("In {month}", "{month}"),
    "compare.under": ("under 1%", "不足 1%"),
    "compare.over": ("over 99%", "99% 以上"),
    "target.at_least": ("{series} at least {value}", "{series}不低于 {value}"),
    "target.at_most": ("{series} at most {value}", "{series}不高于 {value}"),
    "target.in": ("{words}, {month}", "{words}（{month}）"),
    "column.scenario": ("scenario", "情景"),
    "column.series": ("outcome or sum", "指标或金额"),
    "column.compared": ("level or difference", "口径"),
    "column.p5": ("5th percentile", "5% 分位"),
    "column.p25": ("25th percentile", "25% 分位"),
    "column.p50": ("median", "中位数"),
    "column.p75": ("75th percentile", "75% 分位"),
    "column.p95": ("95th percentile", "95% 分位"),
    # the open one in depth
    "deep.title": ("In depth", "深入分析"),
    "deep.of": ("In depth: {name}", "深入分析：{name}"),
    "deep.money": ("Money", "收支"),
    "deep.tree": ("How money follows", "传导路径"),
    "deep.seek": ("Reach a target", "目标求解"),
    "deep.know": ("What to find out first", "先弄清什么"),
    "know.effect": ("Unproven effect", "未证实成效"),
    "know.worth": ("Knowing it is worth at most", "弄清的价值上限"),
    "know.trial": ("Roll-out that would show it", "可验证的最小推广"),
    "know.enough": ("{units} regions for {months} months", "{units} 个地区、{months} 个月"),
    "know.too_small": (
        "None: all {units} regions for {months} months would show only effects of {size} or more",
        "无：{units} 个地区全部推广 {months} 个月，也仅能验证 {size} 以上的成效",
    ),
    "know.unknown": (
        "Cannot be rehearsed with {units} regions",
        "{units} 个地区不足以测算",
    ),
    "know.nothing": (
        "No unproven effect could change which scenario is best.",
        "没有未证实的成效会改变最优方案。",
    ),
    "know.not_ranked": (
        "The scenarios cannot be ranked, so there is no choice that knowing could change.",
        "各情景无法排序，因此无从判断弄清后会否改变选择。",
    ),
    "know.note": (
        "Worth: how much better the choice among these scenarios and doing nothing would be on average if the effect were "
        "known beforehand, counting all effects. Roll-out: in one wave, so that an effect as large as the estimate is seen "
        "in four of five cases.",
        "价值上限：若事先知道该成效的大小，在上述情景与维持现状之间的选择平均可多获的收益（计入全部成效）。"
        "最小推广：一批上线，若成效与估计值相当，五次中有四次可以看出。",
    ),
    "deep.came": ("Forecast against actual", "事后检验"),
    "scenarios.lines_note": (
        "Means add up, medians would not; brackets: 90% range.",
        "均值可加总，中位数不可；括号为九成区间。",
    ),
    "scenarios.years_note": ("Differences to doing nothing, not discounted.", "较维持现状的差额，未折现。"),
    "how.money_lines": (
        "For each item the difference to doing nothing, summed over all months; a saving counts as a plus.",
        "各收支项目较维持现状的差额，按全部月份加总；节省计为正值。",
    ),
    "how.net_by_year": (
        "Net of the scenario less net of doing nothing, summed over the months of each year.",
        "情景净收益减维持现状净收益，按年加总。",
    ),
    "scenarios.tree": (
        "What initiatives change, and how it turns into money. Dotted: the size of the link was not "
        "measured; every number can be changed in the form, under links and assumptions.",
        "举措影响哪些指标、如何传导至收支。虚线表示该传导幅度未经实测；各参数均可在表单“传导参数与假设”中修改。",
    ),
    "seek.target": ("Target", "目标"),
    "seek.no_target": (
        "Name a target in the form first: then the least coverage and the cheapest initiatives that "
        "reach it in 80 of 100 simulations are sought.",
        "请先在表单中设定目标：随后求解以八成概率达标所需的最低覆盖与最低投入。",
    ),
    "seek.now": (
        "As planned: reached in {share} of the simulations.",
        "按现方案：{share}的模拟达标。",
    ),
    "seek.coverage": (
        "{initiative}: at least {share} of the cases of its units are needed, all else as planned.",
        "{initiative}：其他不变，至少需覆盖其单元 {share} 的业务。",
    ),
    "seek.any": (
        "{initiative}: not needed to reach the target.",
        "{initiative}：无需该举措即可达标。",
    ),
    "seek.not_by": (
        "{initiative}: the target is not reached at any coverage.",
        "{initiative}：无论覆盖多广均不达标。",
    ),
    "seek.cheapest": (
        "Cheapest set that reaches it: {initiatives}, {cost} over all months (in {share} of the "
        "simulations).",
        "达标的最低投入组合：{initiatives}，全期 {cost}（{share}的模拟达标）。",
    ),
    "seek.nothing": (
        "Doing nothing reaches it (in {share} of the simulations).",
        "维持现状即可达标（{share}的模拟达标）。",
    ),
    "seek.nothing_npv": (
        "Doing nothing has an NPV of 0 by definition and so meets this target: name an amount above 0.",
        "维持现状的净现值恒为 0，自然达标：请设定大于 0 的金额。",
    ),
    "reason.no set of initiatives is enough": (
        "No combination of its initiatives reaches the target.",
        "现有举措无论如何组合均不达标。",
    ),
    "reason.too many initiatives to try all sets of them": (
        "Too many initiatives to try every combination: remove some to find the cheapest.",
        "举措过多，无法逐一尝试全部组合：请先减少举措再求最低投入。",
    ),
    "backtest.sentence": (
        "{series}: {inside} of {n} months within the 90% range, {half} within the 50% range; the "
        "interval of {touching} more reaches it.",
        "{series}：{n} 个月中 {inside} 个月落在九成区间内，其中 {half} 个月落在五成"
        "区间内；另有 {touching} 个月的置信区间与之相交。",
    ),
    "backtest.not_yet": (
        "Once the months of a saved scenario are over, actual values appear here next to its forecast.",
        "情景所涉月份的实际数据到位后，将在此与当时的预测对照。",
    ),
    "backtest.note": (
        "The band covers the expected level of each month; seasonality and monthly noise come on top. Neighbouring months are "
        "not independent.",
        "区间反映各月预期水平，不含季节性与单月波动；同一路径各月相互关联。",
    ),
    "how.came": (
        "Band: the forecast when it was saved. Dots: actual values from today's data, with 95% intervals; hollow where outside "
        "the band.",
        "带状区间为保存时的预测；圆点为当前数据中的实际值及 95% 置信区间，空心表示落在区间之外。",
    ),
    # what is taken away
    "kept.xlsx": ("Workbook (XLSX)", "工作簿（XLSX）"),
    "kept.pptx": ("Slides (PPTX)", "演示文稿（PPTX）"),
    # the desk
    "desk.open": ("Open in the form", "编辑中的情景"),
    "desk.add": ("Add to compare", "添加对比"),
    "desk.full": ("Four are being compared: remove one first.", "最多对比四个情景，请先移除其一。"),
    "desk.templates": ("Templates", "模板"),
    "desk.saved": ("Saved", "已保存"),
    "desk.nothing_saved": ("Nothing is saved yet.", "暂无已保存的情景。"),
    "desk.copy": ("Copy of {name}", "{name} 副本"),
    "desk.copy_one": ("Copy the open scenario", "复制当前情景"),
    "desk.away": ("Remove from comparison", "移出对比"),
    "desk.drafts": ("Your drafts", "我的草稿"),
    "desk.undo": ("Undo", "撤销"),
    "desk.redo": ("Redo", "重做"),
    "desk.discard": ("Discard draft", "放弃草稿"),
    "desk.discard_ask": (
        "Discard every change to “{name}” that is not saved? This cannot be undone.",
        "确定放弃“{name}”全部未保存的修改？此操作无法撤销。",
    ),
    "desk.discard_new": (
        "“{name}” was never saved: discarding the draft deletes it. This cannot be undone.",
        "“{name}”从未保存：放弃草稿即删除该方案，且无法撤销。",
    ),
    "desk.draft": (
        "Draft: kept in this browser for you alone until it is saved. Last change {at}.",
        "草稿：保存前仅供本浏览器使用者查看。最近修改 {at}。",
    ),
    "desk.loose": (
        "This draft cannot be kept at the moment: it is lost when this window is closed.",
        "草稿暂时无法留存：关闭本窗口即丢失。",
    ),
    "desk.edited": ("{name} · Draft", "{name} · 草稿"),
    "desk.locked": ("{name}, version {n}, locked", "{name}，第 {n} 版，已锁定"),
    "desk.version": ("{name}, version {n}", "{name}，第 {n} 版"),
    "desk.unreachable": ("Saved scenarios cannot be reached at the moment.", "暂时无法读取已保存的情景。"),
    "desk.find": ("Find a saved scenario", "查找已保存的情景"),
    "desk.gone": (
        "{code} is not here: it was never saved, or it has been archived.",
        "未找到 {code}：可能从未保存，或已归档。",
    ),
    # what is kept
    "kept.save": ("Save", "保存"),
    "kept.author": ("Your name", "您的姓名"),
    "kept.save_version": ("Save “{name}” as version {n}", "将“{name}”保存为第 {n} 版"),
    "kept.save_new": ("Save “{name}” as a new scenario", "将“{name}”保存为新情景"),
    "kept.save_help": (
        "Under another name (see the form) it becomes a scenario of its own. Earlier versions stay.",
        "更改名称（见表单）后保存即为新情景；先前版本均予保留。",
    ),
    "kept.apply_first": (
        "The form has changes that are not applied yet: apply or undo them first.",
        "表单中有尚未应用的修改：请先应用或撤销。",
    ),
    "kept.cannot_run": (
        "It cannot be run as it stands, so it cannot be saved.",
        "当前方案无法测算，不能保存。",
    ),
    "kept.saved": ("Saved “{name}”, version {n} ({code}).", "已保存“{name}”第 {n} 版（{code}）。"),
    "kept.comments": ("Comments ({n})", "评论（{n}）"),
    "kept.comment": ("Comment on this version", "对该版本的评论"),
    "kept.comment_now": ("Add comment", "发表评论"),
    "kept.comment_head": ("{by} · {at} · version {n}", "{by} · {at} · 第 {n} 版"),
    "kept.commented": ("The comment is saved.", "评论已保存。"),
    "kept.lock": ("Lock", "锁定"),
    "kept.lock_sure": ("Lock it for good", "确认永久锁定"),
    "kept.lock_help": (
        "A locked version can never be changed; the data it was saved on are kept with it.",
        "锁定后该版本及其所用数据快照将永久保留，不再更改。",
    ),
    "kept.lock_now": ("Lock version {n}", "锁定第 {n} 版"),
    "kept.locked": ("Locked by {by}, {at}.", "{by} 于 {at} 锁定。"),
    "kept.locked_now": ("Version {n} is locked.", "第 {n} 版已锁定。"),
    "kept.more": ("More", "更多"),
    "kept.withdraw": ("Archive “{name}”", "归档“{name}”"),
    "kept.withdraw_help": (
        "It leaves the list with all its versions. Nothing is deleted, and it can be brought back.",
        "该情景及其全部版本将移出列表；内容不会删除，可随时恢复。",
    ),
    "kept.withdraw_now": ("Archive it", "确认归档"),
    "kept.archived": ("Archived", "已归档"),
    "kept.none_archived": ("Nothing is archived.", "暂无归档情景。"),
    "kept.bring_back": ("Bring back “{name}”", "恢复“{name}”"),
    "kept.brought_back": ("“{name}” is back in the list.", "“{name}”已恢复至列表。"),
    "kept.withdrawn": (
        "“{name}” is archived; nothing is deleted.",
        "“{name}”已归档，内容未删除。",
    ),
    "kept.share": ("Link", "链接"),
    "kept.save_first": (
        "Save first, so that the link can open it: {names}.",
        "请先保存以下情景，链接方可打开：{names}。",
    ),
    "kept.toml": ("Plan as file", "方案文件"),
    "kept.conflict": (
        "{by} saved version {n} in the meantime ({at}): open that one, or save yours under another name.",
        "{by} 已于 {at} 保存第 {n} 版：请打开该版本，或另起名称保存。",
    ),
    "kept_refused.name empty": ("Please enter a name.", "请填写名称。"),
    "kept_refused.name too long": (
        "The name is too long: at most {about} characters.",
        "名称过长，最多 {about} 个字符。",
    ),
    "kept_refused.name unreadable": (
        "The name contains characters that cannot be read.",
        "名称含有无法识别的字符。",
    ),
    "kept_refused.author empty": (
        "Please enter your name; it is saved with the scenario.",
        "请填写姓名，将随之保存。",
    ),
    "kept_refused.author too long": (
        "Your name is too long: at most {about} characters.",
        "姓名过长，最多 {about} 个字符。",
    ),
    "kept_refused.author unreadable": (
        "Your name contains characters that cannot be read.",
        "姓名含有无法识别的字符。",
    ),
    "kept_refused.comment empty": ("The comment is empty.", "评论内容为空。"),
    "kept_refused.comment too long": (
        "The comment is too long: at most {about} characters.",
        "评论过长，最多 {about} 个字符。",
    ),
    "kept_refused.comment unreadable": (
        "The comment contains characters that cannot be read.",
        "评论含有无法识别的字符。",
    ),
    "kept_refused.name taken": (
        "Another scenario has this name: choose another one in the form.",
        "名称已被其他情景使用，请在表单中更改。",
    ),
    "kept_refused.not a key": ("{about} is no saved scenario.", "{about} 不是已保存的情景。"),
    "kept_refused.not there": ("It no longer exists.", "该情景已不存在。"),
    "kept_refused.withdrawn": ("It has been archived.", "该情景已归档。"),
    "kept_refused.locked": ("Locked by {about}: it cannot be changed.", "已由 {about} 锁定，不可更改。"),
    "kept_refused.locked already": ("Locked already, by {about}.", "已由 {about} 锁定。"),
    "kept_refused.snapshot gone": (
        "The data it was saved on no longer exist: save it again, then lock that version.",
        "其所用数据快照已不再保留：请重新保存后锁定新版本。",
    ),
    "changed.definition": (
        "Saved under an old definition ({at}, {by}). It is shown by today's definitions and data; what changed:",
        "该情景按旧口径保存（{at}，{by}）。现按当前口径与数据展示，变化如下：",
    ),
    "changed.data": ("What changed since it was saved ({at}, {by})", "保存以来的变化（{at}，{by}）"),
    "changed_line.definition": (
        "Definition of {about}: version {before} then, version {after} now",
        "{about}口径：第 {before} 版 → 第 {after} 版",
    ),
    "changed_line.data": ("Data to {before} then, to {after} now", "数据截至：{before} → {after}"),
    "changed_line.coefficient": ("{about}: {before} then, {after} now", "{about}：{before} → {after}"),
    "changed_line.level": ("{about} starts from {after}; it was {before}", "{about}起点：{before} → {after}"),
    "changed_line.grade": ("{about}: {before} then, {after} now", "{about}：{before} → {after}"),
    "changed_line.effect": (
        "{about}: middle {before} then, {after} now",
        "{about}中位值：{before} → {after}",
    ),
    "changed_line.unreadable": (
        "The basis it was saved on can no longer be read",
        "保存时的测算依据已无法读取",
    ),
    "changed_line.npv": ("NPV, median: {before} then, {after} now", "净现值中位数：{before} → {after}"),
    # the form
    "form.name": ("Name", "名称"),
    "form.months": ("Months ahead (12–60)", "期限（12–60 个月）"),
    "form.code": ("Name of the idea", "举措名称"),
    "form.start_month": ("First go-live", "首次上线"),
    "form.units": ("Where (in this order)", "上线单元（按顺序）"),
    "form.all_units": ("all that still wait", "全部尚未上线单元"),
    "form.waves": ("Waves", "批次"),
    "form.gap_months": ("Months apart", "批次间隔（月）"),
    "form.share": ("Share of cases, %", "覆盖业务占比（%）"),
    "form.adoption": ("Adoption, %", "采纳率（%）"),
    "form.cost_once": ("Cost once, {currency}", "一次性投入（{currency}）"),
    "form.cost_per_month": ("Cost a month, {currency}", "月运行成本（{currency}）"),
    "form.effects": ("Effects", "效应"),
    "form.lower_percent": ("From, %", "下限（%）"),
    "form.upper_percent": ("To, %", "上限（%）"),
    "form.lower_points": ("From, points", "下限（百分点）"),
    "form.upper_points": ("To, points", "上限（百分点）"),
    "form.build_up": ("Months to build up", "见效所需月数"),
    "form.remove": ("Remove", "移除"),
    "form.remove_ask": ("Remove “{name}” from this plan?", "确定将“{name}”移出本方案？"),
    "form.add": ("Add an initiative", "添加举措"),
    "form.own_idea": ("An idea of our own", "自拟举措"),
    "form.targets": ("Targets", "目标"),
    "form.add_target": ("Add a target", "添加目标"),
    "form.series": ("Target for", "目标指标"),
    "form.side": ("Wanted", "要求"),
    "form.at_least": ("at least", "不低于"),
    "form.at_most": ("at most", "不高于"),
    "form.month": ("In", "目标月份"),
    "form.value_hours": ("Hours", "数值（小时）"),
    "form.value_percent": ("Percent", "数值（%）"),
    "form.value_months": ("Months", "数值（月）"),
    "form.value_money": ("Amount, {currency}", "金额（{currency}）"),
    "form.assumptions": ("Links and assumptions", "传导参数与假设"),
    "form.assumptions_help": (
        "The value in the middle; one in ten lies below the first number, one in ten above the last.",
        "中间为取值；低于左值、高于右值的可能性各为一成。",
    ),
    "form.low": ("1 in 10 below", "低值"),
    "form.value": ("Value", "取值"),
    "form.high": ("1 in 10 above", "高值"),
    "form.apply": ("Apply", "应用"),
    "form.again": ("Undo changes", "撤销未应用的修改"),
    "form.pending": ("Typed, but not applied yet.", "有修改尚未应用。"),
    "form.refused": ("Not applied: see the field marked.", "未应用：请查看标注的字段。"),
    "source.none": ("no effect", "无效应"),
    "source.range": ("own range", "自定区间"),
    "source.measured": (
        "measured {change} · {grade} · {initiative}",
        "实测 {change} · {grade} · {initiative}",
    ),
    "source.claim": ("published {change} · §{section}", "公开案例 {change} · §{section}"),
    "form_unit.take_up_response": ("log-odds of take-up per log of approval time", "对数几率 / 对数时长"),
    "form_unit.saving_per_automated": ("share of an application's cost", "占单笔进件成本"),
    "form_unit.loss_per_bad_balance": ("share of the balance gone bad", "占新生成不良余额"),
    "form_unit.leaver_balance": ("× average balance", "× 平均余额"),
    "form_unit.volume_growth": ("per year; 0.05 means 5%", "年率，0.05 即 5%"),
    "form_unit.approval_time_drift": ("per year; 0.05 means 5%", "年率，0.05 即 5%"),
    "form_unit.take_up_drift": ("per year; 0.01 means 1 pp", "每年，0.01 即 1 个百分点"),
    "form_unit.automated_drift": ("per year; 0.01 means 1 pp", "每年，0.01 即 1 个百分点"),
    "form_unit.churn_drift": ("per year; 0.05 means 5%", "年率，0.05 即 5%"),
    "form_unit.income_rate_change": ("per year; 0.005 means 0.5 pp", "年率，0.005 即 0.5 个百分点"),
    "form_unit.funding_rate_change": ("per year; 0.005 means 0.5 pp", "年率，0.005 即 0.5 个百分点"),
    "form_unit.formation_stress": ("× newly bad loans", "× 不良生成"),
    "form_unit.cost_overrun": ("× planned cost", "× 计划投入"),
    "form_unit.discount_rate": ("a year", "年率"),
    "form_unit.correlation": ("0 to 1, not drawn", "0 至 1，不参与抽样"),
    # why a value is refused
    "refused.not from to": ("allowed: from {a} to {b}", "允许范围：{a} 至 {b}"),
    "refused.not whole from to": ("allowed: a whole number from {a} to {b}", "允许范围：{a} 至 {b} 的整数"),
    "refused.missing": ("missing", "未填写"),
    "refused.no text": ("a name is needed", "请填写名称"),
    "refused.no number": ("a number is needed", "请填写数值"),
    "refused.twice": ("named twice; give one of them another name", "名称重复，请更改其一"),
    "refused.not below lower": ("must not be below the lower end, {a}", "不得低于下限 {a}"),
    "refused.not drawn": ("one number: it is not drawn", "仅可填写一个数值：该参数不参与抽样"),
    "refused.not a level": (
        "a share must be 0–100%, a time cannot be negative",
        "占比须在 0–100% 之间，时长不得为负",
    ),
    "refused.no relationships": (
        "too few relationships to tell how long customers stay",
        "客户关系样本过少，无法测算存续时长",
    ),
    "refused.another kind of unit": (
        "it went live by another kind of unit, so the new part cannot be identified; plan it under "
        "another name with a range of its own",
        "该举措按其他类型单元上线，无法识别新增部分；请另起名称并自定区间",
    ),
    "refused.no unit": ("{a} is no unit of these data", "数据中无此单元：{a}"),
    "refused.no units": ("name units, or leave it empty for all", "请选择单元，留空则为全部"),
    "refused.live already": (
        "it is live already in all of these units: what it does is in the present",
        "所选单元均已上线，其效应已含于现状",
    ),
    "refused.more waves than units": (
        "more waves than units that still wait ({a})",
        "批次数多于尚未上线的单元数（{a}）",
    ),
    "refused.not measured": ("nothing is measured of it on this outcome", "该举措对此指标暂无实测效应"),
    "refused.cannot be said": (
        "its effect cannot be determined; enter a range of your own",
        "其效应无法判断，请自定区间",
    ),
    "refused.claim not usable": (
        "this published figure is no change of this outcome as we define it",
        "该公开数据与本公司口径不可比",
    ),
    "refused.leaves all and nothing": (
        "the share would leave 0–100%; allowed: from {a} to {b} points",
        "占比将超出 0–100%，允许范围：{a} 至 {b} 个百分点",
    ),
    "refused.not known": ("not known here", "未知字段"),
    "refused.not one of": ("not one of the choices", "不在可选范围内"),
    "refused.not a table": ("not readable", "无法读取"),
    "refused.one of both": ("state at least or at most", "请设定“不低于”或“不高于”"),
}
