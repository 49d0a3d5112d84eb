"""KPIs of platform and compliance: availability, how fast incidents are dealt with, how long checks take."""

from warehouse.kpis.record import Better, Formula, Kpi, Quantile, Ratio, Unit, share_of

_UNPLANNED = ("planned", ("unplanned",))


def _of_platform(
    code: str,
    catalogue_code: str,
    names: tuple[str, str],
    definitions: tuple[str, str],
    pitfalls: tuple[str, str],
    mart: str,
    rows: tuple[tuple[str, tuple[str, ...]], ...],
    formula: Formula,
    unit: Unit,
    better: Better,
    follow_up_days: int,
    guard: str,
    needs: tuple[str, ...],
) -> Kpi:
    return Kpi(
        code=code,
        catalogue_code=catalogue_code,
        family="platform",
        name_en=names[0],
        name_zh=names[1],
        definition_en=definitions[0],
        definition_zh=definitions[1],
        pitfalls_en=pitfalls[0],
        pitfalls_zh=pitfalls[1],
        version="1",
        marts=(mart,),
        rows=rows,
        formula=formula,
        unit=unit,
        better=better,
        follow_up_days=follow_up_days,
        guard=guard,
        needs=needs,
    )


def _median_until(
    code: str,
    catalogue_code: str,
    kind: str,
    wait: str,
    names: tuple[str, str],
    ends: tuple[str, str],
    guard: str,
) -> Kpi:
    column = {"detect": "detected_at", "acknowledge": "acknowledged_at", "restore": "restored_at"}[wait]
    kinds_en, kinds_zh = {
        "availability": ("unplanned availability incidents", "非计划可用性事件"),
        "security": ("security incidents", "安全事件"),
    }[kind]
    return _of_platform(
        code,
        catalogue_code,
        names,
        (
            f"Time from the start of the incident to {ends[0]}: median of the Kaplan–Meier curve over {kinds_en} "
            "started in the month; open ones count as waiting at their cut-off.",
            f"自事件开始至{ends[1]}的时长：按开始月份对{kinds_zh}作 Kaplan–Meier 估计，取中位数；未结束者在数据截止时点删失。",
        ),
        (
            "More small incidents pull the median down: compare within a severity. It is a median, so one long outage "
            "does not show.",
            "小事件增多会拉低中位数：应在同一严重程度内比较。中位数不反映个别长时间中断。",
        ),
        "incident_waits",
        (("incident_kind", (kind,)), _UNPLANNED, ("wait", (wait,))),
        Quantile(share=0.5, events=("done",), censored=("open",), weight="n"),
        "minutes",
        "lower",
        0,
        guard,
        (f"incidents.{column}",),
    )


KPIS = (
    _of_platform(
        "availability",
        "ITO-01",
        ("Availability", "系统可用率"),
        (
            "(Agreed minutes − down minutes) ÷ agreed minutes, over the systems of the settings agreed around the clock; "
            "overlapping incidents of a system count once, planned downtime counts as down.",
            "（约定服务分钟数 − 中断分钟数）÷ 约定服务分钟数，按配置中约定全天服务的系统合计；同一系统重叠事件只计一次，"
            "计划停机计为中断。",
        ),
        (
            "An average over systems hides the critical one, and a partial outage counts as a whole one: look at each "
            "system. Incidents that nobody recorded are not in it.",
            "跨系统平均会掩盖关键系统，部分中断按全部中断计：请逐系统查看。未登记的事件不在其中。",
        ),
        "downtime",
        (),
        Ratio(
            ("up_minutes",),
            ("agreed_minutes",),
            ("system_months",),
            ("system_months",),
            "amounts",
            1.0,
            stock=False,
        ),
        "fraction",
        "higher",
        0,
        "availability_restore_median",
        ("incidents.restored_at",),
    ),
    _median_until(
        "availability_restore_median",
        "ITO-04",
        "availability",
        "restore",
        ("Time to restore, median", "故障恢复时长中位数"),
        ("its restoration", "服务恢复"),
        "availability",
    ),
    _median_until(
        "availability_detect_median",
        "ITO-05",
        "availability",
        "detect",
        ("Time to detect, median", "故障发现时长中位数"),
        ("its detection", "发现"),
        "availability_restore_median",
    ),
    _median_until(
        "availability_acknowledge_median",
        "ITO-05",
        "availability",
        "acknowledge",
        ("Time to acknowledge, median", "故障受理时长中位数"),
        ("its acknowledgement", "确认受理"),
        "availability_restore_median",
    ),
    _median_until(
        "security_restore_median",
        "SEC-02",
        "security",
        "restore",
        ("Security incidents, time to restore, median", "安全事件处置时长中位数"),
        ("its restoration", "处置完成"),
        "availability",
    ),
    _of_platform(
        "compliance_check_median",
        "CMP-01",
        ("Compliance check, median time", "合规检查时长中位数"),
        (
            "Time from start to completion of a compliance check: median of the Kaplan–Meier curve over all checks "
            "started in the month; open ones count as under way at their cut-off.",
            "合规检查自开始至完成的时长：按开始月份对全部检查作 Kaplan–Meier 估计，取中位数；未完成者在数据截止时点删失。",
        ),
        (
            "More trivial checks by machine make it faster: compare within a kind of check.",
            "自动完成的简单检查增多会缩短时长：应在同一检查类型内比较。",
        ),
        "compliance_waits",
        (),
        Quantile(share=0.5, events=("done",), censored=("open",), weight="n"),
        "minutes",
        "lower",
        30,
        "compliance_automated_rate",
        ("compliance_checks.completed_at",),
    ),
    _of_platform(
        "compliance_automated_rate",
        "CMP-01",
        ("Compliance checks done by machine", "合规检查自动化率"),
        (
            "Checks done by a system ÷ checks of which it is known who did them, by month of start.",
            "系统执行的检查 ÷ 执行方式已知的检查，按开始月份。",
        ),
        (
            "What a machine clears by mistake must be sampled by people.",
            "机器误放行的情况须由人工抽样复核。",
        ),
        "compliance_waits",
        (),
        share_of(("automated",), ("known_mode",)),
        "fraction",
        "higher",
        30,
        "compliance_check_median",
        ("compliance_checks.done_by",),
    ),
)
