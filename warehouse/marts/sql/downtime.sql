-- one row per month × system agreed in the settings: agreed minutes, and the union of its down minutes; flows
-- Overlapping incidents count once. Months run from the first incident of any system to the last cut-off.
with settings as (
    select unnest($availability_systems) as system
),
span as (
    select local_month(min(started_at)) as first, max(as_of) as last
    from incidents join deliveries on deliveries.delivery = incidents._delivery
),
months as (
    select
        cast(unnest(generate_series(first, local_month(last), interval 1 month)) as date) as month,
        local_time(last) as last
    from span
),
bounded as (
    select month, cast(month as timestamp) as opens, least(month + interval 1 month, last) as closes
    from months
    where cast(month as timestamp) < last
),
down as (
    select
        system, month,
        greatest(local_time(started_at), opens) as from_at,
        least(local_time(coalesce(restored_at, as_of)), closes) as to_at
    from incidents
    join deliveries on deliveries.delivery = incidents._delivery
    join bounded on local_time(started_at) < closes and local_time(coalesce(restored_at, as_of)) > opens
    where kind = 'availability'
),
covered as (
    select
        system, month, from_at, to_at,
        max(to_at) over (
            partition by system, month order by from_at, to_at rows between unbounded preceding and 1 preceding
        ) as covered_until
    from down
),
summed as (
    select system, month, sum(greatest(epoch_us(to_at) - epoch_us(greatest(from_at, covered_until)), 0)) / 6e7 as minutes
    from covered
    group by all
)
select
    bounded.month,
    settings.system,
    cast(minutes_between(opens, closes) as decimal(18, 3)) as agreed_minutes,
    cast(coalesce(minutes, 0) as decimal(18, 3)) as down_minutes,
    agreed_minutes - down_minutes as up_minutes,
    1 as system_months
from bounded cross join settings
left join summed on summed.month = bounded.month and summed.system = settings.system
