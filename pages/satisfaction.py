"""Satisfaction: are customers happier, and how many of them have said so."""

from ui.subject import draw_subject

draw_subject(
    "satisfaction",
    ("csat", "csat_response_rate", "nps", "nps_response_rate"),
    ("product", "channel", "region", "partner"),
    ("region", "product", "channel"),
)
