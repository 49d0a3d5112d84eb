"""The marts of a snapshot: what one row is, what can be asked of it, what it needs.

A mart answers only for the dimensions it carries. `MARTS` lists them in the order in which they are
built; the SQL of each stands in `warehouse/marts/<name>.sql`.
"""

from dataclasses import dataclass

CELL = ("product", "channel", "region", "partner", "score_band")


@dataclass(frozen=True)
class Mart:
    """One mart.

    `month_of`: the moment that puts a case into its month. `dimensions` can be filtered and grouped by;
    with `by_cell` those of a cell stand in the table `cells`. `keys` are the further columns that name a
    row. `flows` add over cells and months; `$limit` stands for each service limit in minutes.
    `needs`: operational tables without which the mart is empty.
    """

    name: str
    month_of: str
    by_cell: bool
    dimensions: tuple[str, ...]
    keys: tuple[str, ...]
    flows: tuple[str, ...]
    needs: tuple[str, ...]


MARTS: dict[str, Mart] = {
    mart.name: mart
    for mart in (
        Mart(
            name="application_flow",
            month_of="event",
            by_cell=True,
            dimensions=CELL,
            keys=("kind", "mode"),
            flows=("n", "amount"),
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
            needs=("applications",),
        ),
        Mart(
            name="approval_waits",
            month_of="submission",
            by_cell=False,
            dimensions=("product", "channel", "region", "score_band"),
            keys=("clock", "ending", "bin"),
            flows=("n",),
            needs=("applications",),
        ),
        Mart(
            name="approval_waits_partner",
            month_of="submission",
            by_cell=False,
            dimensions=("partner", "product", "channel"),
            keys=("clock", "ending", "bin"),
            flows=("n",),
            needs=("applications",),
        ),
        Mart(
            name="funding_waits",
            month_of="approval",
            by_cell=False,
            dimensions=("product", "channel", "region"),
            keys=("ending", "bin"),
            flows=("n", "old_30d", "old_60d", "funded_within_30d"),
            needs=("applications",),
        ),
        Mart(
            name="drafts",
            month_of="start",
            by_cell=False,
            dimensions=("product", "channel", "region"),
            keys=("ending", "bin"),
            flows=("n", "old_7d", "submitted_7d", "abandoned_7d"),
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
                "touch_minutes",
                "waiting_minutes",
                "elapsed_minutes",
                "steps",
                "handoffs",
                "rework",
            ),
            needs=("applications", "application_events"),
        ),
        Mart(
            name="stage_work",
            month_of="submission",
            by_cell=False,
            dimensions=("product", "channel", "region", "stage", "resource_kind"),
            keys=(),
            flows=("visits", "cases", "queued_visits", "queue_minutes", "touch_minutes"),
            needs=("applications", "application_events"),
        ),
        Mart(
            name="work_days",
            month_of="event",
            by_cell=False,
            dimensions=("region", "product"),
            keys=(),
            flows=("human_decisions", "underwriter_days"),
            needs=("applications", "application_events"),
        ),
    )
}

# Every dimension that some mart carries, besides the month.
DIMENSIONS = tuple(dict.fromkeys(d for mart in MARTS.values() for d in mart.dimensions))
