"""Churn: do customers stay longer at equal tenure, and do they come back."""

from ui.subject import draw_subject

draw_subject(
    "churn",
    ("churn_rate", "churn_rate_crude", "retention_12m", "early_settlement_rate", "repeat_finance_rate"),
    ("product", "channel", "region"),
    ("region", "product", "channel"),
)
