-- one row per tenure in months: chance a month that a relationship leaves early, whole company, both windows
with recursive
known as (  -- months seen long enough for a return to show
    select month from relationship_months
    group by month
    having months_earlier(max(cut_off), $churn_return_months) >= moment_of(month + interval 1 month)
),
counted as (
    select
        tenure,
        row_number() over (order by tenure) as place,
        sum(exposed) as exposed,
        sum(at_risk) as at_risk,
        sum(left_early) as left_early
    from relationship_months
    where month in (from known) and (
        month in (select month from window_months)
        or not exists (select 1 from window_months join known using (month))
    )
    group by tenure
),
pools as (  -- tenures of under 200 relationship-months are joined to the ones after, the last to those before
    select place, 1 as pool, exposed as held from counted where place = 1
    union all
    select
        counted.place,
        if(pools.held >= 200, pool + 1, pool),
        if(pools.held >= 200, counted.exposed, held + counted.exposed)
    from pools join counted on counted.place = pools.place + 1
),
joined as (
    select
        counted.*,
        least(pool, greatest(1, (select max(pool) from pools where held >= 200))) as pool
    from counted join pools using (place)
),
rates as (
    select tenure, at_risk, left_early, sum(left_early) over (partition by pool) / nullif(sum(exposed) over (partition by pool), 0) as rate
    from joined
)
select
    tenures.tenure,
    -- tenures that the windows do not hold take the rate of the nearest shorter one
    cast(coalesce(last_value(rate ignore nulls) over (order by tenures.tenure), 0) as decimal(18, 12)) as leaving,
    coalesce(at_risk, 0) as at_risk,
    coalesce(left_early, 0) as left_early
from (select distinct tenure from relationship_months) as tenures
left join rates using (tenure)
