-- one row per month started × system × severity × incident_kind × planned × wait (detect, acknowledge, restore) × ending × bin; flows
with waits as (
    select incidents.*, as_of, 'detect' as wait, detected_at as ended_at from incidents
    join deliveries on deliveries.delivery = incidents._delivery
    union all
    select incidents.*, as_of, 'acknowledge', acknowledged_at from incidents
    join deliveries on deliveries.delivery = incidents._delivery
    union all
    select incidents.*, as_of, 'restore', restored_at from incidents
    join deliveries on deliveries.delivery = incidents._delivery
),
timed as (
    select
        *,
        if(ended_at is null, 'open', 'done') as ending,
        minutes_between(started_at, coalesce(ended_at, as_of)) as minutes
    from waits
)
select
    local_month(started_at) as month,
    coalesce(system, '') as system,
    coalesce(severity, '') as severity,
    kind as incident_kind,
    if(coalesce(planned, false), 'planned', 'unplanned') as planned,
    wait, ending, bin,
    count(*) as n
from timed asof join wait_bins on timed.minutes <= wait_bins.to_minutes
group by all
