"""Customer value: what a customer is worth over the time they stay, and what moved it."""

from ui.subject import draw_subject

draw_subject(
    "value",
    ("clv", "clv_to_cac", "retention_12m"),
    ("product", "channel", "region", "segment"),
    ("region", "product", "channel", "segment"),
)
