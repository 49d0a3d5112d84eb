"""The initiatives, when they go live where, and what they truly do.

Effects are stated on the scale they act on: `ln` multiplies a hazard or a duration by exp(effect),
`points` adds to a share. They build up linearly over `build_up` months from the go-live.
"""

from dataclasses import dataclass

import numpy as np

from demo.setting import regions
from demo.setting.streams import stream
from demo.setting.timeline import HISTORY, MONTHS, Array, month_number

NEVER = 9_999


@dataclass(frozen=True, kw_only=True)
class Initiative:
    """One initiative. `waves`: go-live months; `order`: name of the order of regions, shared by a pair.

    `effects`: parameter → size when built up. `goals`: KPI → promised relative change.
    """

    code: str
    zh: str
    en: str
    lever: str
    owner: str
    acts_on: str
    cost_once: int
    cost_per_month: int
    waves: tuple[str, ...]
    go_live_day: int
    order: str
    build_up: int
    effects: dict[str, float]
    goals: dict[str, float]
    chosen_from: str


INITIATIVES = (
    Initiative(
        code="ai_approval",
        zh="智能审批",
        en="AI approval",
        lever="ai",
        owner="风险管理部",
        acts_on="application+origination",
        cost_once=38_000_000,
        cost_per_month=900_000,
        waves=("2022-07", "2022-11", "2023-03", "2023-07", "2023-11", "2024-03"),
        go_live_day=1,
        order="ai_approval",
        build_up=6,
        effects={"auto_logit": 1.0, "formation_origination_ln": -0.12},
        goals={"approval_time_median": -0.40, "automated_rate": 0.60, "npl_rate": -0.10},
        chosen_from="",
    ),
    Initiative(
        code="process_redesign",
        zh="审批流程再造",
        en="Process redesign",
        lever="process",
        owner="运营管理部",
        acts_on="application",
        cost_once=12_000_000,
        cost_per_month=200_000,
        waves=("2022-09", "2023-01", "2023-06", "2023-10", "2024-02"),
        go_live_day=1,
        order="process",
        build_up=4,
        effects={"queue_ln": -0.40, "touch_ln": -0.22, "supplement_ln": -0.45},
        goals={"approval_time_median": -0.30, "touch_time_mean": -0.25},
        chosen_from="",
    ),
    Initiative(  # same regions on the same days as the redesign: no data can tell the two apart
        code="e_contract",
        zh="电子签约",
        en="Electronic contract",
        lever="process",
        owner="科技部",
        acts_on="application",
        cost_once=6_000_000,
        cost_per_month=150_000,
        waves=("2022-09", "2023-01", "2023-06", "2023-10", "2024-02"),
        go_live_day=1,
        order="process",
        build_up=3,
        effects={"funding_ln": -0.45},
        goals={"funding_time_median": -0.40, "approval_time_median": -0.05},
        chosen_from="",
    ),
    Initiative(
        code="smart_service",
        zh="智能客服",
        en="Smart customer service",
        lever="service",
        owner="客户服务中心",
        acts_on="service",
        cost_once=15_000_000,
        cost_per_month=400_000,
        waves=("2022-08", "2022-12", "2023-05", "2023-09", "2024-01", "2024-06"),
        go_live_day=15,
        order="service",
        build_up=5,
        effects={"satisfaction": 0.75, "bot_logit": 1.0, "response_ln": -0.50},
        goals={"csat": 0.06, "first_response_median": -0.50, "bot_containment": 0.50},
        chosen_from="",
    ),
    Initiative(
        code="early_warning",
        zh="早期预警与催收",
        en="Early warning and collections",
        lever="risk",
        owner="资产管理部",
        acts_on="book",
        cost_once=20_000_000,
        cost_per_month=600_000,
        waves=("2022-10", "2023-01", "2023-04", "2023-08", "2023-12", "2024-04"),
        go_live_day=1,
        order="worst first",
        build_up=6,
        effects={"formation_book_ln": -0.24},
        goals={"npl_rate": -0.20},
        chosen_from="2022-01",
    ),
    Initiative(
        code="crm_retention",
        zh="客户经营与留存",
        en="CRM retention",
        lever="customer",
        owner="市场部",
        acts_on="customer",
        cost_once=10_000_000,
        cost_per_month=500_000,
        waves=("2022-09", "2023-02", "2023-07", "2023-12", "2024-05"),
        go_live_day=1,
        order="crm",
        build_up=8,
        effects={"settlement_ln": -0.65, "late_return": 0.06},
        goals={"churn_rate": -0.30, "repeat_finance_rate": 0.20},
        chosen_from="",
    ),
    Initiative(  # in truth it does nothing
        code="dealer_portal",
        zh="经销商门户改版",
        en="Dealer portal relaunch",
        lever="channel",
        owner="渠道部",
        acts_on="application",
        cost_once=5_000_000,
        cost_per_month=100_000,
        waves=("2022-07", "2022-10", "2023-02", "2023-06", "2023-10", "2024-02"),
        go_live_day=1,
        order="portal",
        build_up=4,
        effects={},
        goals={"approval_time_median": -0.05, "csat": 0.03},
        chosen_from="",
    ),
    Initiative(  # everywhere at once: only a break in the trend can show it
        code="data_platform",
        zh="数据中台",
        en="Data platform",
        lever="data",
        owner="科技部",
        acts_on="application",
        cost_once=45_000_000,
        cost_per_month=1_200_000,
        waves=("2023-03",),
        go_live_day=1,
        order="company",
        build_up=6,
        effects={"check_time_ln": -0.45, "operating_cost_ln": -0.08},
        goals={"compliance_check_median": -0.40, "operating_cost": -0.08},
        chosen_from="",
    ),
)
BY_CODE = {i.code: i for i in INITIATIVES}
WITHDRAWN_FROM = ("dealer_portal", "2024-09")  # given up again in one region


@dataclass(frozen=True, kw_only=True)
class Rollouts:
    """`live`: initiative → go-live month per region (NEVER where not); `ended`: month or NEVER."""

    live: dict[str, Array]
    ended: dict[str, Array]

    def share_built_up(self, code: str) -> Array:
        """Share of the full effect in force, by month (row HISTORY is 2021-01) and region, 0 to 1.

        In a month that begins before the go-live day only the days from it on count.
        """
        initiative = BY_CODE[code]
        months = np.arange(-HISTORY, MONTHS + 12)[:, None]
        since = months - self.live[code][None, :]
        share = np.clip((since + 1) / initiative.build_up, 0, 1)
        first_month = (31 - initiative.go_live_day) / 30
        share = np.where(since == 0, share * min(1.0, first_month), share)
        return np.where(months < self.ended[code][None, :], share, 0.0)


def roll_out(seed: int, bad_luck: Array) -> Rollouts:
    """Go-live months of every initiative; `bad_luck`: each region's excess risk when units were chosen."""
    rng = stream(seed, "rollouts")
    count = len(regions.CODES)
    taste = rng.normal(size=count)  # large, willing regions tend to come early everywhere
    never_at_all = rng.choice(count, 2, replace=False)
    orders: dict[str, Array] = {}
    live, ended = {}, {}
    for initiative in INITIATIVES:
        if initiative.order not in orders:
            wish = -bad_luck if initiative.order == "worst first" else 0.5 * taste + rng.normal(size=count)
            orders[initiative.order] = _order(wish, never_at_all, rng)
        months = np.full(count, NEVER)
        order = orders[initiative.order]
        for wave, members in enumerate(np.array_split(order, len(initiative.waves))):
            months[members] = month_number(initiative.waves[wave])
        if initiative.order == "company":
            months[:] = month_number(initiative.waves[0])
        live[initiative.code] = months
        ended[initiative.code] = np.full(count, NEVER)
    code, month = WITHDRAWN_FROM
    ended[code][orders[BY_CODE[code].order][0]] = month_number(month)
    return Rollouts(live=live, ended=ended)


def _order(wish: Array, never_at_all: Array, rng: np.random.Generator) -> Array:
    """Regions in the order they go live, without the four that never do."""
    order = np.argsort(wish, kind="stable")
    order = order[~np.isin(order, never_at_all)]
    never_here = order[-2:] if rng.random() < 0.5 else rng.choice(order, 2, replace=False)
    return order[~np.isin(order, never_here)]
