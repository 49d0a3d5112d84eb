"""What people decided and noted: goals, targets, terms with partners, and events worth a mark."""

from typing import Any

import numpy as np
import pyarrow as pa

from demo.columns import partner_id
from demo.files import write
from demo.setting.initiatives import INITIATIVES
from demo.setting.market import CHARGE_OFF_MONTHS, SHOCK
from demo.setting.streams import stream
from demo.setting.timeline import day
from demo.setting.world import World

# kpi | valid from | valid to | dimension | member | value | tolerance | owner
_TARGETS = """
approval_time_median|2021-01-01|2023-12-31||| 2880|240|风险管理部
approval_time_median|2024-01-01||||1440|120|风险管理部
decided_within_24h|2024-01-01||||0.55|0.02|风险管理部
npl_rate|2021-01-01||||0.015|0.001|资产管理部
csat|2021-01-01||||0.80|0.01|客户服务中心
csat|2024-01-01||channel|dealer|0.82|0.01|渠道部
churn_rate|2021-01-01||||0.10|0.005|市场部
first_response_median|2023-01-01||||2|0.5|客户服务中心
cost_income_ratio|2021-01-01||||0.30|0.01|财务部
decided_within_24h|2025-01-01||partner|HZF002|0.60|0.05|渠道部
take_up_rate|2025-01-01||partner|HZF002|0.85|0.03|渠道部
take_up_rate|2025-01-01||partner|HZF003|0.85|0.03|渠道部
"""

# day | kind | English | Chinese | kpi
_EVENTS = """
2021-05-01|policy|New rules on lending to individuals|个人信贷新规施行|
2022-06-01|policy|Purchase tax halved for small engines|部分乘用车购置税减半|
2023-01-01|policy|New-energy subsidy ends|新能源汽车购置补贴终止|
2023-09-12|outage|Decision engine down for six hours|审批引擎中断六小时|
2024-01-01|definition|Complaints now include social media|投诉口径纳入社交媒体|complaint_rate
2024-04-26|policy|Trade-in subsidies begin|汽车以旧换新补贴启动|
2025-03-18|outage|Call centre moved to a new site|呼叫中心搬迁|
"""


def initiative_goals(world: World) -> dict[str, Any]:
    """Rows of initiative_goals; an initiative promises twice its running cost."""
    rows = [(i, kpi, change) for i in INITIATIVES for kpi, change in i.goals.items()]
    return {
        "initiative_id": [i.code for i, _, _ in rows],
        "kpi": [kpi for _, kpi, _ in rows],
        "expected_change": [change for _, _, change in rows],
        "expected_money_per_month": [round(i.cost_per_month * 2 * world.spending, -2) for i, _, _ in rows],
        "anticipation_months": [0 for _ in rows],
    }


def targets() -> dict[str, Any]:
    """Rows of targets."""
    rows = [[cell.strip() or None for cell in line.split("|")] for line in _TARGETS.strip().splitlines()]
    names = ("kpi", "valid_from", "valid_to", "dimension", "member", "value", "tolerance", "owner")
    return {name: pa.array([row[n] for row in rows], pa.string()) for n, name in enumerate(names)}


def events() -> dict[str, Any]:
    """Rows of events: the written ones, the macro shock and the change of charge-off."""
    rows = [line.split("|") for line in _EVENTS.strip().splitlines()]
    rows.append([f"{SHOCK[0]}-01", "macro", "Used-car prices fall", "二手车价格下行", ""])
    faster = f"{CHARGE_OFF_MONTHS[1][0]}-01"
    rows.append([faster, "policy", "Bad loans are charged off sooner", "不良贷款加快核销", "npl_rate"])
    rows.sort()
    names = ("occurred_on", "kind", "label_en", "label_zh", "kpi")
    return {name: pa.array([row[n] or None for row in rows], pa.string()) for n, name in enumerate(names)}


def partner_terms(world: World) -> dict[str, Any]:
    """Rows of partner_terms: a term a year for every partner that is there; amounts as large as the company."""
    rng = stream(world.seed, "partner terms")
    p = world.partners
    years = np.array([day(f"{year}-01-01") for year in range(2021, 2026)])
    partner, year = (
        axis.ravel() for axis in np.meshgrid(np.arange(len(p.kind)), np.arange(5), indexing="ij")
    )
    there = p.joined[partner] <= years[year]
    partner, year = partner[there], year[there]
    weight = p.size[partner] * np.exp(rng.normal(0, 0.2, len(partner))) * 1.15**year
    share = np.round(np.where(p.kind[partner] > 0, 0.10, 0.0) + 0.05 * (p.group[partner] >= 0), 2)
    review = (
        years[year] + 330 + rng.integers(0, 90, len(partner))
    )  # some are overdue at the end, some not yet
    return {
        "partner_id": partner_id(partner, len(p.kind)),
        "valid_from": write.date(years[year]),
        "investment_amount": pa.array(np.round(weight * 4e7 * world.spending, 2)),
        "market_potential": pa.array(np.round(weight * 6e9 * world.spending, 2)),
        "benefit_paid": pa.array(np.round(weight * 2.2e7 * world.spending, 2)),
        "risk_share": pa.array(share),
        "review_due_on": write.date(review),
    }
