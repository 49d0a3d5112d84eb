"""KPIs of approval and funding: how long applicants wait, and what the wait ends in."""

from warehouse.kpis.record import Kpi, PerDay, Quantile, share_of

DECISIONS = ("approved", "declined", "decided")
OTHER_ENDINGS = ("withdrawn", "expired", "open")
CLOCKS = {
    "wall": ("", "elapsed time", "自然时间"),
    "business": ("_business", "business hours", "工作时间"),
    "lender": ("_lender", "time in the lender's hands", "我方处理时间"),
}
QUANTILES = {"median": (0.5, "median", "中位数"), "p90": (0.9, "90th percentile", "P90")}


def _approval_time(clock: str, quantile: str) -> Kpi:
    suffix, clock_en, clock_zh = CLOCKS[clock]
    share, quantile_en, quantile_zh = QUANTILES[quantile]
    note_en, note_zh = ("", "") if clock == "wall" else (f", {clock_en}", f"（{clock_zh}）")
    return Kpi(
        code=f"approval_time_{quantile}{suffix}",
        catalogue_code="APR-01",
        family="approval",
        name_en=f"Approval time, {quantile_en}{note_en}",
        name_zh=f"审批时长{quantile_zh}{note_zh}",
        definition_en=f"Time from submission to decision ({clock_en}) of an applicant who stays until the decision: "
        f"{quantile_en} of the Kaplan–Meier curve over all applications submitted in the month. Open ones count "
        "as still waiting at their own cut-off; withdrawn and expired ones leave when they end. An outcome whose "
        "time is not known is left out. A resubmission continues the clock of the application it replaces.",
        definition_zh=f"自提交至作出审批决定的时长（{clock_zh}），以坚持等到结果的申请人为准："
        f"按提交月份对全部申请作 Kaplan–Meier 估计，取{quantile_zh}。在途申请在其数据截止时点删失；"
        "撤回与过期申请在结束时退出。有结果而时间未知的申请不计入。重新提交的申请沿用原申请的起始时间。",
        pitfalls_en="Faster can mean that more applicants gave up, or that more were declined by machine: read it "
        "with its guard. Deciding easy cases by machine moves the median, not the 90th percentile.",
        pitfalls_zh="变快可能只是放弃的人更多，或自动拒绝更多：须与护栏指标一并阅读。自动化简单件只改变中位数，不改变 P90。",
        version="2",
        marts=(f"approval_waits{suffix}", f"approval_waits_partner{suffix}"),
        rows=(),
        formula=Quantile(share=share, events=DECISIONS, censored=OTHER_ENDINGS, weight="n"),
        unit="minutes",
        better="lower",
        follow_up_days=30,
        guard="gave_up_30d",
        needs=("applications.submitted_at", "applications.decided_at")
        if clock != "lender"
        else (
            "applications.decided_at",
            "application_events.resource_kind",
            "application_events.ended_at",
        ),
    )


def _share(
    code: str,
    catalogue_code: str,
    names: tuple[str, str],
    definitions: tuple[str, str],
    pitfalls: tuple[str, str],
    numerator: tuple[str, ...],
    denominator: tuple[str, ...],
    better: str,
    guard: str,
    needs: tuple[str, ...],
) -> Kpi:
    assert better in ("higher", "lower", "neither")
    return Kpi(
        code=code,
        catalogue_code=catalogue_code,
        family="approval",
        name_en=names[0],
        name_zh=names[1],
        definition_en=definitions[0],
        definition_zh=definitions[1],
        pitfalls_en=pitfalls[0],
        pitfalls_zh=pitfalls[1],
        version="2",
        marts=("approval_counts",),
        rows=(),
        formula=share_of(numerator, denominator),
        unit="fraction",
        better=better,  # type: ignore[arg-type]
        follow_up_days=30,
        guard=guard,
        needs=needs,
    )


KPIS = (
    *(_approval_time(clock, quantile) for clock in CLOCKS for quantile in QUANTILES),
    _share(
        "decided_within_24h",
        "APR-01",
        ("Decided within 24 h", "24 小时内审结率"),
        (
            "Applications decided within 24 hours of submission ÷ all applications submitted at least 24 hours "
            "before their cut-off; who gave up earlier counts as not decided; an outcome whose time is not known is "
            "left out.",
            "提交后 24 小时内作出决定的申请 ÷ 提交距数据截止满 24 小时的全部申请；提前放弃者计为未审结；"
            "有结果而时间未知者不计入。",
        ),
        ("Counts refusals as decisions.", "拒绝同样计为作出决定。"),
        ("within_1440",),
        ("old_1440",),
        "higher",
        "gave_up_30d",
        ("applications.submitted_at", "applications.decided_at"),
    ),
    _share(
        "gave_up_30d",
        "APR-01",
        ("Gave up within 30 days", "提交后 30 天内放弃率"),
        (
            "Applications withdrawn or expired before a decision within 30 days, or at a time not known ÷ applications "
            "submitted at least 30 days before their cut-off.",
            "30 天内（或时间未知）、作出决定之前撤回或过期的申请 ÷ 提交距数据截止满 30 天的申请。",
        ),
        ("Guard of every approval time.", "所有审批时长的护栏指标。"),
        ("withdrawn_30d", "expired_30d"),
        ("old_30d",),
        "lower",
        "",
        ("applications.outcome",),
    ),
    _share(
        "approval_rate",
        "APR-05",
        ("Approval rate", "审批通过率"),
        (
            "Approved ÷ (approved + declined), both within 30 days of submission or at a time not known, by month of "
            "submission.",
            "批准 ÷（批准 + 拒绝），均指提交后 30 天内（或时间未知）作出决定者，按提交月份。",
        ),
        (
            "Moves with policy and with who applies; compare at the same score band.",
            "随准入政策与客群变化；应在同一评分段内比较。",
        ),
        ("approved_30d",),
        ("approved_30d", "declined_30d"),
        "neither",
        "gave_up_30d",
        ("applications.outcome",),
    ),
    _share(
        "automated_rate",
        "APR-06",
        ("Automated decision rate", "自动审批率"),
        (
            "Decisions by machine ÷ decisions of known mode, both within 30 days of submission.",
            "系统自动作出的决定 ÷ 审批方式已知的决定，均指提交后 30 天内。",
        ),
        (
            "A high rate through automatic refusals is not efficiency: see the two parts.",
            "靠自动拒绝抬高的自动化率不等于效率：请看通过与拒绝两部分。",
        ),
        ("auto_30d",),
        ("auto_30d", "manual_30d"),
        "higher",
        "approval_rate",
        ("applications.decision_mode",),
    ),
    _share(
        "automated_approval_rate",
        "APR-06",
        ("Approved by machine", "自动通过占比"),
        (
            "Approvals by machine ÷ decisions of known mode, both within 30 days of submission.",
            "系统自动批准 ÷ 审批方式已知的决定，均指提交后 30 天内。",
        ),
        ("Part of the automated decision rate.", "自动审批率的组成部分。"),
        ("auto_approved_30d",),
        ("auto_30d", "manual_30d"),
        "neither",
        "approval_rate",
        ("applications.decision_mode",),
    ),
    _share(
        "automated_decline_rate",
        "APR-06",
        ("Declined by machine", "自动拒绝占比"),
        (
            "Refusals by machine ÷ decisions of known mode, both within 30 days of submission.",
            "系统自动拒绝 ÷ 审批方式已知的决定，均指提交后 30 天内。",
        ),
        ("Part of the automated decision rate.", "自动审批率的组成部分。"),
        ("auto_declined_30d",),
        ("auto_30d", "manual_30d"),
        "neither",
        "approval_rate",
        ("applications.decision_mode",),
    ),
    Kpi(
        code="funding_time_median",
        catalogue_code="APR-02",
        family="approval",
        name_en="Application to funding, median",
        name_zh="申请至放款时长中位数",
        definition_en="Median time from submission to funding among applications funded within 60 days of approval, "
        "by month of approval.",
        definition_zh="批准后 60 天内放款的申请，自提交至放款时长的中位数，按批准月份。",
        pitfalls_en="Slow cases that were given up are not in it: read it with the take-up rate.",
        pitfalls_zh="等不及而放弃的慢件不在其中：须与放款转化率一并阅读。",
        version="1",
        marts=("funding_waits",),
        rows=(("ending", ("funded_30d", "funded_60d")),),
        formula=Quantile(share=0.5, events=("funded_30d", "funded_60d"), censored=(), weight="old_60d"),
        unit="minutes",
        better="lower",
        follow_up_days=60,
        guard="take_up_rate",
        needs=("applications.funded_at",),
    ),
    Kpi(
        code="take_up_rate",
        catalogue_code="CNV-04",
        family="approval",
        name_en="Take-up rate",
        name_zh="放款转化率",
        definition_en="Applications funded within 30 days of approval ÷ applications approved at least 30 days before "
        "their cut-off, by month of approval.",
        definition_zh="批准后 30 天内放款的申请 ÷ 批准距数据截止满 30 天的申请，按批准月份。",
        pitfalls_en="Rival offers and price subsidies move it more than speed does.",
        pitfalls_zh="同业竞价与厂家贴息的影响往往大于审批速度。",
        version="1",
        marts=("funding_waits", "approvals"),
        rows=(),
        formula=share_of(("funded_within_30d",), ("old_30d",)),
        unit="fraction",
        better="higher",
        follow_up_days=30,
        guard="approval_rate",
        needs=("applications.funded_at",),
    ),
    Kpi(
        code="applications_per_day",
        catalogue_code="APR-04",
        family="approval",
        name_en="Applications decided per day",
        name_zh="日均审结件数",
        definition_en="Decisions in the month ÷ days of the month (days elapsed, where it is not over).",
        definition_zh="当月作出的审批决定数 ÷ 当月天数（未满月按已过天数）。",
        pitfalls_en="Driven by demand as much as by capacity.",
        pitfalls_zh="受需求影响不亚于处理能力。",
        version="1",
        marts=("application_flow",),
        rows=(),
        formula=PerDay(numerator=("approved", "declined", "decided_unknown")),
        unit="count_per_day",
        better="higher",
        follow_up_days=0,
        guard="approval_rate",
        needs=("applications.decided_at",),
    ),
    Kpi(
        code="completion_time_median",
        catalogue_code="CNV-01",
        family="approval",
        name_en="Time to fill in the application, median",
        name_zh="申请填写时长中位数",
        definition_en="Median time from start to submission among applications submitted within 7 days of their "
        "start, by month of start.",
        definition_zh="开始后 7 天内提交的申请，自开始至提交时长的中位数，按开始月份。",
        pitfalls_en="Slow applicants who give up are not in it: read it with the abandonment rate. Applications "
        "filled in by a dealer are another thing than those filled in by the customer.",
        pitfalls_zh="填写慢而放弃者不在其中：须与申请放弃率一并阅读。经销商代填与客户自填不可混为一谈。",
        version="1",
        marts=("drafts",),
        rows=(("ending", ("submitted",)),),
        formula=Quantile(share=0.5, events=("submitted",), censored=(), weight="submitted_7d"),
        unit="minutes",
        better="lower",
        follow_up_days=7,
        guard="abandonment_rate",
        needs=("applications.started_at",),
    ),
    Kpi(
        code="abandonment_rate",
        catalogue_code="CNV-02",
        family="approval",
        name_en="Application abandonment rate",
        name_zh="填写中途放弃率",
        definition_en="Started applications not submitted within 7 days ÷ applications started at least 7 days before "
        "their cut-off, by month of start.",
        definition_zh="开始后 7 天内未提交的申请 ÷ 开始距数据截止满 7 天的申请，按开始月份。",
        pitfalls_en="Who goes on from another device may be counted twice.",
        pitfalls_zh="更换设备继续填写可能被重复计数。",
        version="1",
        marts=("drafts",),
        rows=(),
        formula=share_of(("abandoned_7d",), ("old_7d",)),
        unit="fraction",
        better="lower",
        follow_up_days=7,
        guard="approval_rate",
        needs=("applications.started_at",),
    ),
)
