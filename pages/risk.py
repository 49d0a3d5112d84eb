"""Risk: did fewer loans go bad, or is the book only younger and charged off sooner."""

from ui.subject import draw_subject

draw_subject(
    "risk",
    (
        "npl_rate",
        "npl_rate_same_age",
        "npl_formation_same_age",
        "delinquency_30",
        "delinquency_90",
        "net_loss_rate",
    ),
    ("product", "channel", "region", "partner"),
    ("region", "product", "channel", "score_band"),
)
