"""Applications: how long they wait, what the wait ends in, and the work behind it."""

from warehouse.marts.mart import CELL, LOAD_AGAIN, Family, Mart, Rule, Variant, by_file

_SUBMITTED = "select count(*) from applications where submitted_at is not null"

# The wall clock, that of business hours, that of the lender's hands: one mart each, as nobody adds them up.
# What the mart's name ends in → the clock.
CLOCKS = {"": "wall", "_business": "business", "_lender": "lender"}


def _waits(suffix: str, partner: bool) -> Mart:
    """The waits until a decision on one clock, by partner or by region and score band."""
    return Mart(
        name=f"approval_waits{'_partner' if partner else ''}{suffix}",
        month_of="submission",
        by_cell=False,
        dimensions=("partner", "product", "channel")
        if partner
        else ("product", "channel", "region", "score_band"),
        keys=("ending", "bin"),
        flows=("n",),
        stocks=(),
        cohorts=(),
        counted="n",
        needs=("applications",),
    )


FAMILY = Family(
    preparations=("resubmissions", "cases", "work", "working_days", "case_waits", "clocks", "case_work"),
    calendars=("application",),
    tables=(),
    rated=(),
    marts=(
        Mart(
            name="application_flow",
            month_of="event",
            by_cell=True,
            dimensions=CELL,
            keys=(),
            flows=(
                "submitted",
                "approved",
                "declined",
                "decided_unknown",
                "withdrawn",
                "expired",
                "funded",
                "requested_amount",
                "funded_amount",
            ),
            stocks=(),
            cohorts=(),
            counted="submitted",
            needs=("applications",),
        ),
        Mart(
            name="approval_counts",
            month_of="submission",
            by_cell=True,
            dimensions=CELL,
            keys=(),
            flows=(
                "submitted",
                "old_30d",
                "approved_30d",
                "declined_30d",
                "decided_unknown_30d",
                "withdrawn_30d",
                "expired_30d",
                "auto_30d",
                "manual_30d",
                "auto_approved_30d",
                "auto_declined_30d",
                "old_$limit",
                "within_$limit",
                "capped_n",
                "capped_ln_minutes",
            ),
            stocks=(),
            cohorts=(),
            counted="submitted",
            needs=("applications",),
        ),
        *(_waits(suffix, partner) for partner in (False, True) for suffix in CLOCKS),
        Mart(
            name="funding_waits",
            month_of="approval",
            by_cell=False,
            dimensions=("product", "channel", "region"),
            keys=("ending", "bin"),
            flows=("n", "old_30d", "old_60d", "funded_within_30d"),
            stocks=(),
            cohorts=(),
            counted="n",
            needs=("applications",),
        ),
        Mart(
            name="approvals",
            month_of="approval",
            by_cell=True,
            dimensions=CELL,
            keys=(),
            flows=("approved", "old_30d", "funded_within_30d"),
            stocks=(),
            cohorts=(),
            counted="approved",
            needs=("applications",),
        ),
        Mart(
            name="drafts",
            month_of="start",
            by_cell=False,
            dimensions=("product", "channel", "region"),
            keys=("ending", "bin"),
            flows=("n", "old_7d", "submitted_7d", "abandoned_7d"),
            stocks=(),
            cohorts=(),
            counted="n",
            needs=("applications",),
        ),
        Mart(
            name="application_work",
            month_of="submission",
            by_cell=True,
            dimensions=CELL,
            keys=(),
            flows=(
                "cases",
                "open_cases",
                "timed_cases",
                "touch_minutes",
                "waiting_minutes",
                "elapsed_minutes",
                "steps",
                "handoffs",
                "rework",
            ),
            stocks=(),
            cohorts=(),
            counted="cases",
            needs=("applications", "application_events"),
        ),
        Mart(
            name="stage_work",
            month_of="submission",
            by_cell=False,
            dimensions=("product", "channel", "region", "stage", "resource_kind"),
            keys=(),
            flows=("visits", "cases", "queued_visits", "queue_minutes", "touch_minutes"),
            stocks=(),
            cohorts=(),
            counted="visits",
            needs=("applications", "application_events"),
        ),
        Mart(
            name="work_days",
            month_of="event",
            by_cell=False,
            dimensions=("region", "product"),
            keys=(),
            flows=("human_decisions", "underwriter_days"),
            stocks=(),
            cohorts=(),
            counted="human_decisions",
            needs=("applications", "application_events"),
        ),
    ),
    variants={
        f"approval_waits{by}{suffix}": Variant(template="approval_waits", parameters={"clock": clock})
        for by in ("", "_partner")
        for suffix, clock in CLOCKS.items()
    },
    references=(),
    rules={
        "applications: decided not before submitted": Rule(
            broken=by_file("applications", "decided_at < submitted_at"), remedy=LOAD_AGAIN
        ),
        "applications: funded not before decided": Rule(
            broken=by_file("applications", "funded_at < decided_at"), remedy=LOAD_AGAIN
        ),
        "application_events: ended not before started": Rule(
            broken=by_file("application_events", "ended_at < started_at"), remedy=LOAD_AGAIN
        ),
    },
    findings={
        "applications: decided at a time not known": "select count(*) from cases where undated",
    },
    totals={
        **{
            f"approval_waits{suffix}: cases": (
                f"select sum(n) from approval_waits{suffix}",
                "select count(*) from cases",
            )
            for suffix in CLOCKS
        },
        **{
            f"approval_waits_partner{suffix}: the same waits as by region": (
                f"select sum(n * (bin + 1)) from approval_waits_partner{suffix}",
                f"select sum(n * (bin + 1)) from approval_waits{suffix}",
            )
            for suffix in CLOCKS
        },
        "application_flow: submitted applications": (
            "select sum(submitted) from application_flow",
            _SUBMITTED,
        ),
        "application_flow: requested amount": (
            "select sum(requested_amount) from application_flow",
            "select sum(requested_amount) from applications where submitted_at is not null",
        ),
        "application_flow: funded applications": (
            "select sum(funded) from application_flow",
            "select count(*) from applications where funded_at is not null and submitted_at is not null",
        ),
        "approval_counts: cases and resubmissions": (
            "select sum(submitted) + (select count(*) from resubmissions where application_id <> case_id)"
            " from approval_counts",
            _SUBMITTED,
        ),
        "application_flow: decisions": (
            "select sum(approved + declined + decided_unknown + withdrawn + expired) from application_flow",
            "select count(*) from applications where decided_at is not null and submitted_at is not null",
        ),
        "funding_waits: approved cases": (
            "select sum(n) from funding_waits",
            "select count(*) from cases where ending = 'approved' and not undated",
        ),
        "approvals: the same as funding_waits": (
            "select sum(approved + 2 * old_30d + 3 * funded_within_30d) from approvals",
            "select sum(n + 2 * old_30d + 3 * funded_within_30d) from funding_waits",
        ),
        "drafts: started applications": (
            "select sum(n) from drafts",
            "select count(*) from applications where started_at is not null",
        ),
        "stage_work: steps of submitted applications": (
            "select sum(visits) from stage_work",
            "select count(*) from application_events where application_id in"
            " (select application_id from applications where submitted_at is not null)",
        ),
    },
)
