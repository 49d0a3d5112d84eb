"""Surveys: who was asked, who answered, and how satisfied they said they were."""

from warehouse.marts.mart import Family, Mart

FAMILY = Family(
    preparations=("asked",),
    calendars=("survey",),
    tables=(),
    rated=(),
    marts=(
        Mart(
            name="surveys_sent",
            month_of="survey",
            by_cell=False,
            dimensions=("touchpoint", "product", "channel", "region", "partner", "segment"),
            keys=("kind", "scale"),
            flows=(
                "sent",
                "sent_30d",
                "answered",
                "top2",
                "promoters",
                "detractors",
                "net_promoters",
                "not_passive",
                "score",
                "score_squared",
            ),
            stocks=(),
            cohorts=(),
            counted="sent",
            needs=("surveys",),
        ),
    ),
    variants={},
    references=(),
    rules={},
    findings={},
    totals={
        "surveys_sent: surveys sent": (
            "select sum(sent) from surveys_sent",
            "select count(*) from surveys where sent_at is not null or answered_at is not null",
        ),
    },
)
