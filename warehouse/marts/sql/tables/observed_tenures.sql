-- one row: how many tenures from 0 on have 100 relationship-months at risk in both windows (in all months without windows)
with known as (  -- months seen long enough for a return to show
    select month from relationship_months
    group by month
    having months_earlier(max(cut_off), $churn_return_months) >= moment_of(month + interval 1 month)
),
sided as (
    select coalesce(side, 0) as side, tenure, sum(exposed) as exposed
    from relationship_months
    join known using (month)
    left join window_months using (month)
    where side is not null or not exists (select 1 from window_months join known using (month))
    group by all
),
tenures as (
    select side, tenure, coalesce(exposed, 0) as exposed
    from (select distinct side from sided)
    cross join (select cast(unnest(range(0, 121)) as integer) as tenure)
    left join sided using (side, tenure)
)
-- tenure 120 holds the longer ones and is no single tenure
select 'observed_tenures', coalesce(min(tenure) filter (where exposed < 100 or tenure = 120), 0) from tenures
