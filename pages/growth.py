"""Costs and growth: what the house earns, what it costs to run, and how fast it grows."""

from ui.subject import draw_subject

draw_subject(
    "growth",
    ("cost_income_ratio", "revenue", "operating_cost", "it_cost", "margin", "cost_per_application"),
    ("region",),
    ("region",),
)
