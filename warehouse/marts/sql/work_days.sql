-- one row per event month × region × product; flows. A person's day is split over its rows in proportion to events
with events as (
    select
        local_month(work.started_at) as month,
        local_day(work.started_at) as day,
        cases.region, cases.product, work.resource_id,
        count(*) as n
    from work
    join cases using (case_id)
    where work.resource_kind = 'human' and work.resource_id is not null
    group by all
),
days as (
    select month, region, product, sum(share) as underwriter_days
    from (
        select *, cast(n / sum(n) over (partition by resource_id, day) as decimal(18, 9)) as share from events
    ) as shares
    group by all
),
decisions as (
    select local_month(decided_at) as month, region, product, count(*) as human_decisions
    from cases
    where ending in ('approved', 'declined', 'decided') and mode = 'manual' and not undated
    group by all
)
select
    coalesce(days.month, decisions.month) as month,
    coalesce(days.region, decisions.region) as region,
    coalesce(days.product, decisions.product) as product,
    coalesce(human_decisions, 0) as human_decisions,
    coalesce(underwriter_days, 0) as underwriter_days
from days
full join decisions
    on decisions.month = days.month and decisions.region = days.region and decisions.product = days.product
