"""Platform and compliance: incidents, downtime, and checks."""

from warehouse.marts.mart import Family, Mart, Rule

FAMILY = Family(
    preparations=(),
    calendars=("platform",),
    tables=(),
    rated=(),
    marts=(
        Mart(
            name="incident_waits",
            month_of="incident",
            by_cell=False,
            dimensions=("system", "severity", "incident_kind", "planned"),
            keys=("wait", "ending", "bin"),
            flows=("n",),
            stocks=(),
            cohorts=(),
            counted="n",
            needs=("incidents",),
        ),
        Mart(
            name="downtime",
            month_of="incident",
            by_cell=False,
            dimensions=("system",),
            keys=(),
            flows=("agreed_minutes", "down_minutes", "up_minutes", "system_months"),
            stocks=(),
            cohorts=(),
            counted="system_months",
            needs=("incidents",),
        ),
        Mart(
            name="compliance_waits",
            month_of="check",
            by_cell=False,
            dimensions=("check_kind", "region", "done_by"),
            keys=("ending", "bin"),
            flows=("n", "automated", "known_mode", "findings", "effort_minutes"),
            stocks=(),
            cohorts=(),
            counted="n",
            needs=("compliance_checks",),
        ),
    ),
    variants={},
    references=(),
    rules={
        "downtime: no more down than agreed": Rule(
            broken="select system || ' in ' || strftime(month, '%Y-%m') as line from downtime where up_minutes < 0",
            remedy="correct started_at and restored_at of its incidents and load them again",
        )
    },
    findings={},
    totals={
        "incident_waits: incidents, each wait": (
            "select sum(n) from incident_waits",
            "select 3 * count(*) from incidents",
        ),
        "compliance_waits: checks": (
            "select sum(n) from compliance_waits",
            "select count(*) from compliance_checks",
        ),
    },
)
