-- one row per month started × check_kind × region × done_by × ending × bin; flows
with timed as (
    select
        compliance_checks.*,
        if(completed_at is null, 'open', 'done') as ending,
        minutes_between(started_at, coalesce(completed_at, as_of)) as minutes
    from compliance_checks join deliveries on deliveries.delivery = compliance_checks._delivery
)
select
    local_month(started_at) as month, kind as check_kind, coalesce(region, '') as region, coalesce(done_by, '') as done_by,
    ending, bin,
    count(*) as n,
    count(*) filter (where done_by = 'system') as automated,
    count(*) filter (where done_by is not null) as known_mode,
    coalesce(sum(findings), 0) as findings,
    coalesce(sum(effort_minutes), 0) as effort_minutes
from timed asof join wait_bins on timed.minutes <= wait_bins.to_minutes
group by all
