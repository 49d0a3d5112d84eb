"""Evidence about initiatives written by hand: every grade, most reasons, a pair that cannot be separated, an
initiative of the whole company, an effect that does harm."""

from dataclasses import replace
from typing import Any

from analysis.attribution.grading import Gate, Grade
from analysis.results import NOT_OLD_ENOUGH, Reason
from demo.setting.initiatives import BY_CODE
from warehouse.contract.windows import months_between
from warehouse.effects.evidence import (
    Design,
    EventBin,
    Evidence,
    Initiative,
    Ledger,
    Pair,
    Range,
    Series,
    Trials,
    Wave,
)
from warehouse.effects.outcomes import Scale

BEFORE, AFTER = months_between("2021-07", "2022-06"), months_between("2024-12", "2025-11")
GATES = (
    *("units", "staggered", "separable", "discovered", "placebo"),
    *("choosing", "no_single_unit", "mix", "definition"),
)
LEADS, BINS = ((-12, -7), (-6, -4), (-3, -1)), ((0, 2), (3, 5), (6, 11), (12, None))
MEASURED = {
    "npl_rate": "formation",
    "churn_rate": "leavers",
    "complaint_rate": "complaints",
    "operating_cost": "amount",
}
BY_SCALE = {"ln": "geometric mean", "points": "share", "minutes": "mean", "currency": "value"}
FAILS = {
    "not separable from": "separable",
    "not clear": "discovered",
    "differed before": "placebo",
    "rests on one unit": "no_single_unit",
}


def around(value: float, half: float) -> Range:
    return Range(value=value, lower=value - half, upper=value + half)


def a_pair(
    initiative: str,
    kpi: str,
    scale: Scale,
    effect: Range | None,
    level: float = 1.0,
    reason: Reason | None = None,
    grade: Grade | None = None,
    stated: bool = True,
    **others: Any,
) -> Pair:
    """A pair of a staggered roll-out; `level`: what would have been, by which relative effects are divided."""
    relative, failed = None, FAILS.get(reason.code, "units") if reason else ""
    if effect is not None and scale == "ln":
        value, lower, upper = (2.718281828459045**x - 1 for x in (effect.value, effect.lower, effect.upper))
        relative = Range(value=value, lower=lower, upper=upper)
    elif effect is not None:
        relative = Range(value=effect.value / level, lower=effect.lower / level, upper=effect.upper / level)
    goals = BY_CODE[initiative].goals if initiative in BY_CODE else {}
    size = effect or around(0.0, 0.1)
    half = (size.upper - size.value) * 1.4
    pair = Pair(
        initiative=initiative,
        kpi=kpi,
        scale=scale,
        outcome=MEASURED.get(kpi, BY_SCALE[scale]),
        effect=effect,
        relative=relative,
        reason=reason,
        stated=stated,
        method="staggered roll-out",
        p=0.2 if failed == "discovered" else 0.0004,
        grade=grade or ("cannot tell" if reason else "attributable"),
        contribution=None if effect is None else around(effect.value * 0.8, (size.upper - size.value) * 0.8),
        bins=tuple(
            EventBin(first=span[0], last=span[1], effect=around(size.value * share, half))
            for span, share in zip(BINS, (0.4, 0.9, 1.05, 1.0), strict=True)
        ),
        leads=tuple(
            EventBin(first=span[0], last=span[1], effect=around(size.value * share, half))
            for span, share in zip(LEADS, (0.03, -0.06, 0.05), strict=True)
        ),
        gates=tuple(
            Gate(
                code=code,
                passed=code != failed,
                figure={"separable": 0.62, "discovered": 0.0004, "placebo": 0.41}.get(code),
            )
            for code in GATES
        ),
        design=Design(
            unit_kind="region",
            units=31,
            live_units=27,
            never_live_units=4,
            go_lives=6,
            effective_units=14.2,
            own_share=0.62,
            nearest="dealer_portal",
            first_month="2021-01",
            last_month="2025-11",
        ),
        trials=Trials(
            pre_trend_p=0.43,
            placebo=around(size.value * 0.04, half / 2),
            with_choosing=size.value * 0.9,
            mix_held=size.value * 0.95,
            two_way=size.value,
            breakdown=6.1,
            turned_by="",
        ),
        expected_change=goals.get(kpi) if stated else None,
        expected_money=1_800_000.0 if stated else None,
    )
    if effect is None:
        pair = replace(pair, p=None, bins=(), leads=(), gates=(), design=None, trials=None)
    return replace(pair, **others)


def _not_separable(initiative: str, kpi: str, other: str, grade: Grade, scale: Scale = "ln") -> Pair:
    """Of two that went live together no size is said, only the conditions."""
    alike = a_pair(
        initiative, kpi, scale, around(0.1, 0.1), reason=Reason(code="not separable from", about=other)
    )
    design = Design(
        unit_kind="region",
        units=31,
        live_units=27,
        never_live_units=4,
        go_lives=5,
        effective_units=14.2,
        own_share=0.0,
        nearest=other,
        first_month="2021-01",
        last_month="2025-11",
    )
    unsaid = replace(alike, effect=None, relative=None, p=None, contribution=None, bins=(), trials=None)
    return replace(unsaid, grade=grade, design=design)


def _everywhere(kpi: str, effect: Range, grade: Grade, reason: Reason) -> Pair:
    return replace(
        a_pair("data_platform", kpi, "ln", effect, grade=grade, reason=reason),
        method="interrupted series",
        bins=(),
        leads=(),
        gates=(
            Gate(code="stands_out", passed=True, figure=15.0),
            Gate(code="discovered", passed=True, figure=0.0004),
        ),
        design=None,
        trials=None,
        contribution=None,
    )


PAIRS = (
    a_pair("ai_approval", "approval_time_median", "ln", around(-0.73, 0.09)),
    a_pair("ai_approval", "automated_rate", "points", around(0.19, 0.03), 0.31),
    a_pair("ai_approval", "npl_rate", "ln", around(-0.08, 0.12), reason=Reason(code="not clear")),
    _not_separable("process_redesign", "approval_time_median", "e_contract", "difference only"),
    _not_separable("process_redesign", "touch_time_mean", "e_contract", "difference only", "minutes"),
    _not_separable("e_contract", "funding_time_median", "process_redesign", "difference only"),
    _not_separable("e_contract", "approval_time_median", "process_redesign", "cannot tell"),
    a_pair(
        *("smart_service", "csat", "points", around(0.052, 0.016), 0.78),
        gates=tuple(
            Gate(code=code, passed=True, figure=None) for code in (*GATES[:-1], "answers", "definition")
        ),
    ),
    a_pair("smart_service", "first_response_median", "ln", around(-0.95, 0.11)),
    a_pair(
        "smart_service",
        kpi="bot_containment",
        scale="points",
        effect=around(0.11, 0.05),
        level=0.4,
        reason=Reason(code="differed before"),
    ),
    a_pair("early_warning", "npl_rate", "ln", around(-0.22, 0.09)),
    a_pair("crm_retention", "churn_rate", "ln", around(-0.17, 0.1), reason=Reason(code="rests on one unit")),
    a_pair("crm_retention", "repeat_finance_rate", "points", None, reason=NOT_OLD_ENOUGH),
    a_pair(
        "dealer_portal", "approval_time_median", "ln", around(0.01, 0.05), reason=Reason(code="not clear")
    ),
    a_pair("dealer_portal", "csat", "points", around(-0.021, 0.011), 0.78),
    _everywhere("compliance_check_median", around(-0.42, 0.14), "trend break", Reason(code="not staggered")),
    _everywhere("operating_cost", around(-0.02, 0.06), "cannot tell", Reason(code="not clear")),
    a_pair("ai_approval", "decided_within_24h", "points", around(0.14, 0.03), 0.31, stated=False),
    a_pair(
        "ai_approval",
        kpi="approval_rate",
        scale="points",
        effect=around(-0.002, 0.01),
        level=0.7,
        reason=Reason(code="not clear"),
        stated=False,
    ),
    a_pair("dealer_portal", "complaint_rate", "ln", around(0.14, 0.07), stated=False),
)

LEDGERS = (
    Ledger(
        kpi="approval_time_median",
        outcome="approval_time_median",
        scale="ln",
        months_before=BEFORE,
        months_after=AFTER,
        observed=around(-0.75, 0.06),
        parts=(("ai_approval", around(-0.53, 0.07)),),
        rest=around(-0.22, 0.08),
    ),
    Ledger(
        kpi="csat",
        outcome="csat",
        scale="points",
        months_before=BEFORE,
        months_after=AFTER,
        observed=around(0.018, 0.012),
        parts=(("smart_service", around(0.042, 0.012)), ("dealer_portal", around(-0.016, 0.009))),
        rest=around(-0.008, 0.015),
    ),
    Ledger(
        kpi="npl_rate",
        outcome="npl_rate",
        scale="ln",
        months_before=BEFORE,
        months_after=AFTER,
        observed=around(-0.04, 0.07),
        parts=(("early_warning", around(-0.19, 0.08)),),
        rest=around(0.15, 0.11),
    ),
    Ledger(
        kpi="churn_rate",
        outcome="churn_rate",
        scale="ln",
        months_before=BEFORE,
        months_after=AFTER,
        observed=around(-0.05, 0.06),
        parts=(),
        rest=around(-0.05, 0.06),
    ),
)

_MONTHS = months_between("2021-01", "2025-11")
SERIES = (
    Series(
        initiative="data_platform",
        kpi="compliance_check_median",
        scale="ln",
        go_live="2023-03",
        months=_MONTHS,
        outcome=tuple(
            6.4 - 0.004 * n + 0.05 * (-1) ** n - (0.42 if m >= "2023-03" else 0)
            for n, m in enumerate(_MONTHS)
        ),
        fitted=tuple(6.4 - 0.004 * n - (0.42 if m >= "2023-03" else 0) for n, m in enumerate(_MONTHS)),
        without=tuple(6.4 - 0.004 * n for n, _ in enumerate(_MONTHS)),
    ),
)

AI = Initiative(
    code="ai_approval",
    name="AI approval",
    lever="ai",
    owner=None,
    status="running",
    cost_once=38_000_000.0,
    cost_per_month=900_000.0,
    acts_on="application",
    units_chosen_from=None,
    waves=(
        Wave(unit_kind="region", unit="CN-11", live_on="2022-07-01", ended_on=None),
        Wave(unit_kind="region", unit="CN-12", live_on="2023-03-15", ended_on="2024-09-01"),
    ),
)

EVIDENCE = Evidence(initiatives=(AI,), pairs=PAIRS, ledgers=LEDGERS, series=SERIES)
