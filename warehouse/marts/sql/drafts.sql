-- one row per month of start × product × channel × region × ending × bin of start → submission; flows
with started as (
    select
        applications.product, applications.channel, applications.region,
        local_month(started_at) as month,
        case when submitted_at is null then 'open' else 'submitted' end as ending,
        minutes_between(started_at, coalesce(submitted_at, deliveries.as_of)) as minutes,
        minutes_between(started_at, deliveries.as_of) as age_minutes
    from applications
    join deliveries on deliveries.delivery = applications._delivery
    where started_at is not null
)
select
    month, product, channel, region, ending, bin,
    count(*) as n,
    count(*) filter (where age_minutes >= 10080) as old_7d,
    count(*) filter (where age_minutes >= 10080 and ending = 'submitted' and minutes <= 10080) as submitted_7d,
    count(*) filter (where age_minutes >= 10080 and (ending = 'open' or minutes > 10080)) as abandoned_7d
from started asof join wait_bins on started.minutes <= wait_bins.to_minutes
group by all
