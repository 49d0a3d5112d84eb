"""Every KPI a second time: what the raw rows of the simulated company say of it, by pandas and lifelines.

Whoever adds a KPI adds its route to the family's module here, or, where the simulated company has no such rows,
writes a test of its own and names its module in ELSEWHERE.
"""

from tests.kit.second_routes import applications, book, customer_money, customers, house, voices
from tests.kit.second_routes.record import Route

ROUTES: dict[str, Route] = {
    **applications.ROUTES,
    **book.ROUTES,
    **customers.ROUTES,
    **customer_money.ROUTES,
    **voices.ROUTES,
    **house.ROUTES,
}
# code → the module of tests/ that computes it a second time from raw rows
ELSEWHERE: dict[str, str] = {
    "clv_net": "test_lifetimes",
    "it_cost_per_contract": "test_growth_kpis",
    "operating_cost_per_contract": "test_growth_kpis",
    **dict.fromkeys(
        (
            "balance_growth",
            "contracts_originated",
            "digital_channel_share",
            "digital_share",
            "nev_share",
            "operating_cost_growth",
            "originations",
            "originations_growth",
            "outstanding_balance",
            "revenue_growth",
            "used_car_share",
        ),
        "test_growth_kpis",
    ),
}
