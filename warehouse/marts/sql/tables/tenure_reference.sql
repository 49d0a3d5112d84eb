-- one row per kind (relationship, contract) × tenure in months: chance a month of leaving early, whole company, both windows
with recursive
exposures as (
    select
        'relationship' as kind, month, tenure, exposed, at_risk, left_early as events,
        months_earlier(cut_off, $churn_return_months) as known_until
    from relationship_months
    union all
    select 'contract', month, age, on_book, on_book, settled_early, cut_off from contract_ages
),
known as (  -- months seen long enough for what happened in them to show
    select kind, month from exposures
    group by kind, month
    having max(known_until) >= moment_of(month + interval 1 month)
),
counted as (
    select
        kind,
        tenure,
        row_number() over (partition by kind order by tenure) as place,
        sum(exposed) as exposed,
        sum(at_risk) as at_risk,
        sum(events) as events
    from exposures
    where (kind, month) in (from known) and (
        month in (select month from window_months)
        or not exists (select 1 from window_months join known using (month))
    )
    group by kind, tenure
),
pools as (  -- tenures of under 200 months at risk are joined to the ones after, the last to those before
    select kind, place, 1 as pool, exposed as held from counted where place = 1
    union all
    select
        kind,
        counted.place,
        if(pools.held >= 200, pool + 1, pool),
        if(pools.held >= 200, counted.exposed, held + counted.exposed)
    from pools join counted using (kind) where counted.place = pools.place + 1
),
joined as (
    select
        counted.*,
        least(pool, greatest(1, max(pool) filter (where held >= 200) over (partition by kind))) as pool
    from counted join pools using (kind, place)
),
pooled as (
    select
        kind, tenure, at_risk, events,
        sum(events) over (partition by kind, pool) / nullif(sum(exposed) over (partition by kind, pool), 0) as rate
    from joined
)
select
    kind,
    tenures.tenure,
    -- tenures that the windows do not hold take the rate of the nearest shorter one
    cast(coalesce(last_value(pooled.rate ignore nulls) over (
        partition by kind order by tenures.tenure), 0) as decimal(18, 12)) as rate,
    coalesce(at_risk, 0) as at_risk,
    coalesce(events, 0) as events
from (select distinct kind, tenure from exposures) as tenures
left join pooled using (kind, tenure)
