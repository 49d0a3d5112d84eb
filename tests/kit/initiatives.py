"""Initiatives as sentences name them; effects alike but for the sign, and one that who answers could feign."""

from dataclasses import replace

from analysis.attribution.grading import Gate
from analysis.results import Reason
from tests.kit.evidence_by_hand import a_pair, around

EN = {
    "ai_approval": "AI approval",
    "process_redesign": "Process redesign",
    "e_contract": "Electronic contract",
    "smart_service": "Smart service",
    "early_warning": "Early warning",
    "crm_retention": "CRM",
    "dealer_portal": "Dealer portal",
    "data_platform": "Data platform",
}
ZH = {
    "ai_approval": "智能审批",
    "process_redesign": "审批流程再造",
    "e_contract": "电子签约",
    "smart_service": "智能客服",
    "early_warning": "早期预警",
    "crm_retention": "客户经营",
    "dealer_portal": "经销商门户",
    "data_platform": "数据中台",
}
NAMES = {"en": EN, "zh": ZH}
FALL, RISE = around(-0.031, 0.019), around(0.031, 0.019)
HIDDEN = a_pair(
    "process_redesign",
    kpi="csat",
    scale="points",
    effect=FALL,
    level=0.78,
    reason=Reason(code="answers moved"),
)
HIDDEN = replace(
    HIDDEN,
    gates=(
        *(replace(gate, passed=True) for gate in HIDDEN.gates),
        Gate(code="answers", passed=False, figure=-0.06),
    ),
)
